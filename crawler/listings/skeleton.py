"""Writes what a new family begins with: ``python -m crawler.listings.skeleton NAME``.

A module in ``crawler/listings/families`` and an embedded site of the same name in ``tests/demo/families``. The test
that holds every family to the same, ``tests/crawler/test_families.py``, finds both by their names, and fails until
the module reads what the site serves.
"""

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
MODULE = r'''"""WHAT the list system is, in a line: how its lists are handed out.

The piece of a page by which it is told, as real pages have it, belongs here.
"""

import re
from collections.abc import Iterator

from crawler.finding.links import Link
from crawler.listings.family import Ask, Family
from crawler.finding.pages import Page

SIGNATURE = re.compile(r"/{name}/list\?")


def entries(page: Page) -> Iterator[Link]:
    """The entries that the page's own links do not show."""
    return iter(())


def next_pages(page: Page) -> Iterator[str | Ask]:
    """Further pages of the list."""
    return iter(())


FAMILY = Family(SIGNATURE, entries, next_pages)
'''
SITE = '''"""WHAT the embedded site shows: the system's list with its oddities, reports that only later pages show."""

from tests.demo.addresses import by_number
from tests.demo.families import by_key, li, mixed, site
from tests.demo.model import Call, Column, Listed, System


def _page(one: Listed) -> str:
    """The list as the column's page has it before any script has run."""
    return f'<div data-list="/{name}/list?column={{one.number}}"></div>'


def _list(listed: tuple[Listed, ...], call: Call) -> str | None:
    """What the system answers to a request for a page of a list."""
    one = by_key(listed, call.values.get("column"))
    return one and f"<ul>{{li(one.cut(call.number('page') - 1))}}</ul>"


SITES = [
    site(
        "{name}",
        (Column("政府信息公开年报", "/zwgk/nb/", mixed()),),
        per_page=7,
        article=by_number,
        system=System(_page, {{"/{name}/list": _list}}, "text/html;charset=utf-8"),
    )
]
'''


def files(name: str, root: Path = ROOT) -> dict[Path, str]:
    """What is to be written for a family: path to content."""
    return {
        root / "crawler" / "listings" / "families" / f"{name}.py": MODULE.replace("{name}", name).replace(
            "\\\\?", "\\?"
        ),
        root / "tests" / "demo" / "families" / f"{name}.py": SITE.format(name=name),
    }


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """0: written; 2: the name cannot be used, nothing was written."""
    parser = argparse.ArgumentParser(
        prog="python -m crawler.listings.skeleton", description="Begin a new family."
    )
    parser.add_argument(
        "name", help="of the modules: lower case, for the technique rather than a vendor or place"
    )
    name = parser.parse_args(arguments).name
    written = files(name, root)
    if not name.isidentifier() or not name.islower():
        print(f"{name!r} is no name of a module; use lower-case letters and underscores", file=sys.stderr)
        return 2
    if there := next((path for path in written if path.exists()), None):
        print(f"{there} is there already; choose another name", file=sys.stderr)
        return 2
    for path, content in written.items():
        path.write_text(content, encoding="utf-8")
        print(f"wrote {path.relative_to(root)}")
    print(f"next: .venv/bin/pytest tests/crawler/test_families.py -n0 -k {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
