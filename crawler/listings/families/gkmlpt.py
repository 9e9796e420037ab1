"""The Guangdong disclosure platform: a tree of columns in ``window._CONFIG``, lists by /gkmlpt/api/all/COLUMN.

    window._CONFIG = { SID: '755001', TREE: [{"id": 12, "name": "政府信息公开年报",
        "children": [{"id": 13, "name": "2023年"}]}] }

Columns below the report column, years and units, are its folders. The lists are JSON, a hundred articles a page.
"""

import re
from collections.abc import Iterator
from typing import Any

from crawler.finding.judgement import is_report_column, plain
from crawler.finding.links import Link
from crawler.finding.literals import literal_at
from crawler.finding.pages import Page
from crawler.finding.vocabulary import SHORT_COLUMN
from crawler.listings.family import Family

SID = re.compile(r"\bSID[\"']?\s*[:=]\s*[\"']?(\d+)")
TREE = re.compile(r"\bTREE[\"']?\s*[:=]\s*(?=[\[{])")
PLATFORM = re.compile(r"^(.*?/gkmlpt)(?:/|$)")


def entries(page: Page) -> Iterator[Link]:
    """Every column of the tree, as the address of its list."""
    sid, tree, platform = SID.search(page.text), TREE.search(page.text), PLATFORM.search(page.url)
    if not sid or not tree:
        return
    try:
        columns, _ = literal_at(page.text, tree.end())
    except ValueError:
        return
    base = platform[1] if platform else "/gkmlpt"
    for number, name, above in _columns(columns, None):
        url = page.resolve(f"{base}/api/all/{number}?page=1&sid={sid[1]}")
        if url:
            yield Link(url, name, above)


def _columns(held: Any, above: str | None) -> Iterator[tuple[str, str, str | None]]:
    """(id, name, report column above) of each column."""
    for column in held if isinstance(held, list) else [held]:
        if isinstance(column, dict):
            name = str(column.get("name") or column.get("title") or "")
            if column.get("id") is not None and name:
                yield str(column["id"]), name, above
            is_column = is_report_column(name) or SHORT_COLUMN.fullmatch(plain(name))
            yield from _columns(column.get("children") or [], above or (name if is_column else None))


FAMILY = Family(re.compile(r"gkmlpt|window\._CONFIG"), entries)
