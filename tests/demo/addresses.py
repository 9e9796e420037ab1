"""How publishing systems name the page of an article: (path of its column, entry, number on the site) to a path."""

import hashlib
import re

from tests.demo.model import Entry


def by_day(column: str, entry: Entry, number: int) -> str:
    """TRS: <column>/202502/t20250214_123.html."""
    return f"{column}{entry.day:%Y%m}/t{entry.day:%Y%m%d}_{number}.html"


def by_date_folders(column: str, entry: Entry, number: int) -> str:
    """JCMS: /art/2025/2/14/art_<column>_123.html."""
    day, column_id = entry.day, re.search(r"\d+", column)[0]
    return f"/art/{day.year}/{day.month}/{day.day}/art_{column_id}_{number}.html"


def by_hash(column: str, entry: Entry, number: int) -> str:
    """UCAP: <column>/202502/<32 hex digits>.shtml."""
    name = hashlib.md5(f"{entry.title}{number}".encode()).hexdigest()
    return f"{column.rpartition('/')[0]}/{entry.day:%Y%m}/{name}.shtml"


def by_column(column: str, entry: Entry, number: int) -> str:
    """VSB: /info/<column>/123.htm, which says nothing of date or column."""
    return f"/info/{sum(column.encode()) % 9000 + 1000}/{number}.htm"


def by_number(column: str, entry: Entry, number: int) -> str:
    """<column>/content_123.html."""
    return f"{column.rpartition('/')[0]}/content_{number}.html"


def by_query(column: str, entry: Entry, number: int) -> str:
    """ASP: the number is in the query."""
    return f"/xxgk/show.asp?id={number}"
