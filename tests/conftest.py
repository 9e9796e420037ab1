"""Fixtures that more than one package of tests needs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.demo import DemoSites


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
