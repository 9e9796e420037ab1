"""A report as the bytes of a web page: layout of its tables, style of its text, theme of its site, charset."""

from collections.abc import Callable, Collection
from datetime import date
from html import escape
from random import Random

from tests.builders.grids import Slot
from tests.builders.layouts import LAYOUTS, Written
from tests.builders.printing import printed_grids
from tests.builders.report import TITLE_FORMS, Report
from tests.builders.styles import STYLES, Style
from tests.builders.themes import Link, Page, Site, encoded, render_page

TABLE = '<table border="1" cellspacing="0" cellpadding="0" align="center">'


def _cell(slot: Slot, style: Style, rng: Random) -> str:
    attributes = "".join(
        f' {name}="{size}"' for name, size in (("colspan", slot.width), ("rowspan", slot.height)) if size > 1
    )
    return f"<td{attributes}>{style(slot.text, rng)}</td>"


def table_html(written: Written, style: Style, rng: Random) -> str:
    rows = ("".join(_cell(slot, style, rng) for slot in row) for row in written.rows)
    return TABLE + "<tbody>" + "\n".join(f"<tr>{row}</tr>" for row in rows) + "</tbody></table>"


def drawn_table(written: Written, style: Style, rng: Random) -> str:
    """No ``table``: elements that are drawn as one."""

    def drawn(part: str, content: str) -> str:
        return f'<div style="display: {part}; width:90%">{content}</div>'

    rows = ("".join(drawn("table-cell", style(slot.text, rng)) for slot in row) for row in written.rows)
    return drawn("table", "".join(drawn("table-row", row) for row in rows))


def _plain_body(parts: list[str]) -> str:
    return "\n".join(parts)


def _layout_tables(parts: list[str]) -> str:
    """Layout tables around tables: every part stands in a cell of its own, two tables deep."""
    rows = "\n".join(f'<tr><td width="12"></td><td valign="top">{part}</td></tr>' for part in parts)
    return f'<table width="960"><tr><td><table width="100%">{rows}</table></td></tr></table>'


TableWriter = Callable[[Written, Style, Random], str]

BODIES: dict[str, tuple[str, TableWriter, Callable[[list[str]], str]]] = {
    **{name: (name, table_html, _plain_body) for name in LAYOUTS if name != "pushed"},
    "nested_layout": ("spans", table_html, _layout_tables),
    "drawn": ("flattened", drawn_table, _plain_body),
}
"""Layout name -> which cells the tables have, how they are written, and what holds them and the paragraphs."""


def article_html(
    report: Report, layout: str = "spans", style: str = "plain", noise: Collection[str] = ()
) -> str:
    """The body of the report: foreword, six sections with their tables, signature; no title."""
    cells, write, hold = BODIES[layout]
    rng = Random(f"{report.seed}/{style}")
    tables = LAYOUTS[cells](printed_grids(report, noise))
    printed = {slot.text for written in tables for row in written.rows for slot in row}
    parts = [_paragraph(line, style, rng) for line in report.foreword]
    for section in report.sections:
        if section.heading not in printed:
            parts.append(_paragraph(section.heading, style, rng))
        parts += [
            write(written, STYLES[style], rng) for written in tables if written.section == section.number
        ]
        parts += [_paragraph(line, style, rng) for line in section.paragraphs]
    parts += [_paragraph(line, style, rng) for line in report.signature]
    return hold(parts)


def _paragraph(line: str, style: str, rng: Random) -> str:
    if style == "word":
        return STYLES["word"](line, rng)
    return f'<p style="text-indent:2em">{escape(line, quote=False)}</p>'


def _related(report: Report) -> tuple[Link, ...]:
    """What the page lists beside the report: titles of other years, with other dates."""
    return tuple(
        Link(
            f"./t{year}0120_{year}.html",
            TITLE_FORMS["plain"].format(issuer=report.issuer, year=year),
            date(year + 1, 1, 20),
        )
        for year in (report.year - 1, report.year - 2)
    )


def render_html(
    report: Report,
    *,
    layout: str = "spans",
    style: str = "plain",
    shell: str = "bare",
    encoding: str = "utf-8",
    noise: Collection[str] = (),
    site: Site | None = None,
    metas: bool = True,
) -> bytes:
    """The report as a web page.

    ``layout`` is a name of ``BODIES``, ``style`` of ``STYLES``, ``shell`` a folder of ``themes``, ``encoding`` a
    name of ``ENCODINGS``, ``noise`` names of the two registries of ``noise``. ``metas``: whether the head of
    the page carries the meta tags of the national standard. What must be read back is
    ``expected_cells(report, noise)``.
    """
    page = Page(
        title=report.title,
        source=report.issuer,
        published_on=report.published_on,
        content=article_html(report, layout, style, noise),
        metas=metas,
        related=_related(report),
    )
    return encoded(render_page(shell, page, site or Site.of(report.issuer), encoding), encoding)
