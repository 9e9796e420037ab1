"""Several reports on one page: the first is read."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from pipeline.documents import Document, Table
from pipeline.documents.headings import ROW_LABEL, heads_section
from pipeline.reading import signature, titles
from pipeline.reading.attribution import period_year, title_of

LAST_SECTIONS = (5, 6)
OF_TABLES = re.compile("附[表件]|统计表")


def first_report(document: Document) -> Document:
    """``document`` up to the title of a report of another issuer or year, if a table of requests stands below that
    title, and another above, or (where it names both) the heading of a last section; a note says that there is more."""
    own = cache(lambda: title_of(document, period_year(document.body)))
    seen = has_table = False
    cut: int | None = None
    lines: list[str] = []
    title: Sequence[str] = ()
    for position, block in enumerate(document.blocks):
        if isinstance(block, Table):
            if _has_requests(block):
                if cut is not None:
                    break
                seen = has_table = True
            lines = []
        elif cut is None and not seen:
            seen = heads_section(block) in LAST_SECTIONS
        elif cut is None:
            lines.append(block)
            title = _title_at_end(lines[-titles.MOST_LINES :]) if titles.SIGN in block else ()
            if title and _is_another(titles.parse("".join(title)), own(), has_table):
                cut = position + 1 - len(title)
    else:
        return document
    printed = tuple(line.strip() for line in title)
    note = f"another report stands below on the page and was not read: {''.join(printed)}"
    return replace(
        document,
        blocks=document.blocks[:cut],
        body=_above(printed, document.body),
        notes=(*document.notes, note),
    )


def _above(title: tuple[str, ...], body: tuple[str, ...]) -> tuple[str, ...]:
    """``body`` as far as the title stands in it below a last section; in a list of contents it stands above."""
    is_below = False
    for position, line in enumerate(body):
        is_below = is_below or heads_section(line) in LAST_SECTIONS
        if is_below and body[position : position + len(title)] == title:
            return body[:position]
    return body


def _has_requests(table: Table) -> bool:
    return ROW_LABEL.search("\n".join([cell.text for row in table.rows for cell in row])) is not None


def _title_at_end(lines: Sequence[str]) -> Sequence[str]:
    """The lines of the title that the last of ``lines`` ends: the fewest that name an organ and a year, else the last
    alone; none if it is no title, as in a list of reports with their days, or that of an annex."""
    if titles.NOT_IN_TITLE.search(lines[-1]) or OF_TABLES.search(lines[-1]):
        return ()
    for start in range(len(lines) - 1, -1, -1):
        title = titles.parse("".join(lines[start:]))
        if title and title.year and title.issuer and signature.is_organ(title.issuer):
            return lines[start:]
    return lines[-1:] if titles.parse(lines[-1]) else ()


def _is_another(title: titles.Title, own: titles.Title | None, has_table: bool) -> bool:
    if own is None or not (has_table or (title.issuer and title.year)):
        return False
    named, ours = title.issuer or own.issuer or "", own.issuer or ""
    is_other = not (named.endswith(ours) or ours.endswith(named))
    return is_other or (title.year or own.year) != own.year
