"""The command that begins a new family."""

import subprocess
import sys

import pytest

from crawler.listings import skeleton


@pytest.fixture
def root(tmp_path):
    for folder in ("crawler/listings/families", "tests/demo/families"):
        (tmp_path / folder).mkdir(parents=True)
    return tmp_path


def test_it_writes_a_module_and_a_site_in_good_form(root):
    assert skeleton.main(["new_way"], root) == 0
    module, site = (root / "crawler/listings/families/new_way.py"), (root / "tests/demo/families/new_way.py")
    for path in (module, site):
        compile(path.read_text("utf-8"), str(path), "exec")
    held: dict = {}
    exec(module.read_text("utf-8"), held)
    assert held["FAMILY"].signature.search("/new_way/list?column=1200")
    exec(site.read_text("utf-8"), held)
    assert held["SITES"][0].family == "new_way"
    check = [sys.executable, "-m", "ruff", "format", "--check", "--line-length", "110", str(root)]
    assert subprocess.run(check, capture_output=True).returncode == 0


@pytest.mark.parametrize("name", ["New", "a-b", "../x", "1st"])
def test_names_that_are_no_modules(root, name, capsys):
    assert skeleton.main([name], root) == 2
    assert "no name of a module" in capsys.readouterr().err
    assert not list(root.rglob("*.py"))


def test_nothing_is_written_over(root, capsys):
    (root / "tests/demo/families/new_way.py").write_text("mine")
    assert skeleton.main(["new_way"], root) == 2
    assert "there already" in capsys.readouterr().err
    assert (root / "tests/demo/families/new_way.py").read_text() == "mine"
    assert not list((root / "crawler").rglob("*.py"))
