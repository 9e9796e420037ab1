"""Fixtures that more than one module of tests needs."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.build import build
from pipeline.building.built import Built
from tests.builders.report import Report
from tests.demo import DemoSites
from tests.nights import small_archive


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of evidence beside the repository; tests that need it are skipped where it is not there."""
    folder = Path(__file__).parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("the evidence folder is not beside the repository")
    return folder


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoSites]:
    """The demo sites, served while one module of tests runs."""
    with DemoSites() as sites:
        yield sites


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> tuple[Path, list[Report], Built]:
    """A small archive, its reports and its build; not to be changed."""
    data = tmp_path_factory.mktemp("built")
    reports = small_archive(data)
    return data, reports, build(data, workers=2)


@pytest.fixture
def copied(built, tmp_path) -> Path:
    """A data folder of its own with the same archive, nothing built."""
    shutil.copytree(built[0] / "archive", tmp_path / "data" / "archive")
    return tmp_path / "data"
