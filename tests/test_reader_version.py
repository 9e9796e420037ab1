"""The reader's version stands for all that a reading is made of: whatever reading imports changes it."""

import ast
import shutil
import sys
from pathlib import Path

import pytest

import pipeline
from pipeline import sources
from pipeline.sources import LIBRARIES, SOURCES, sources_digest

PACKAGE = Path(pipeline.__file__).parent
STARTS = ("pipeline.documents", "pipeline.reading")


def source_of(module):
    """The file of a module of the package; None for a name that is no module of it."""
    path = PACKAGE.parent.joinpath(*module.split("."))
    return next((f for f in (path.with_suffix(".py"), path / "__init__.py") if f.is_file()), None)


def imported(file):
    """Full names of what the file imports, at any depth of its code."""
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: a relative import"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.fixture(scope="module")
def reached():
    """Files of the package that reading is made of, and the names of what they import beside it."""
    waiting = [file for start in STARTS for file in source_of(start).parent.rglob("*.py")]
    files, others = set(), set()
    while waiting:
        file = waiting.pop()
        if file in files:
            continue
        files.add(file)
        for name in imported(file):
            if name.partition(".")[0] != "pipeline":
                others.add(name.partition(".")[0])
            elif found := source_of(name):
                waiting.append(found)
    return files, others


def test_every_module_that_reading_imports_is_among_the_sources(reached):
    names = {file.relative_to(PACKAGE).as_posix() for file in reached[0]} - {"__init__.py"}
    left_out = {name for name in names if name not in SOURCES and name.partition("/")[0] not in SOURCES}
    assert not left_out and len(names) > 40
    assert all((PACKAGE / source).exists() for source in SOURCES)


def test_every_library_that_reading_imports_is_among_the_libraries(reached):
    assert reached[1] - sys.stdlib_module_names == set(LIBRARIES)


@pytest.mark.parametrize(
    "changed", ["values.py", "documents/dates.py", "forms/2021.toml", "reading/labels.py"]
)
def test_a_changed_source_is_another_version(tmp_path, monkeypatch, changed):
    copy = tmp_path / "pipeline"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(sources, "__file__", str(copy / "sources.py"))
    digest = sources_digest.__wrapped__
    before = digest(SOURCES, LIBRARIES)
    with (copy / changed).open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    assert digest(SOURCES, LIBRARIES) != before


def test_a_source_that_is_not_there_is_told():
    with pytest.raises(FileNotFoundError, match=r"pipeline/readers\.py is named as a source"):
        sources_digest.__wrapped__(("values.py", "readers.py"), ())
