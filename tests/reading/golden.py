"""Golden folders: one report a layout, frozen as text, with all that must be read from it.

``python -m tests.reading.golden`` makes the folders again from the builders; what they hold is what the builders
printed, not what the reader reads. Word files are zips, so theirs are built where they are needed.
"""

import json
from collections.abc import Callable
from pathlib import Path

from tests.builders.docx import render_docx
from tests.builders.html import BODIES, render_html
from tests.builders.printing import expected_cells
from tests.builders.report import Report, make_report
from tests.builders.text import TEXT_LAYOUTS, render_text

FOLDER = Path(__file__).parent / "golden"
WORD = ("spans", "split", "nested_layout")
FIELDS = (
    "title",
    "issuer",
    "year",
    "published_on",
    "published_on_source",
    "edition",
    "table_editions",
    "proactive",
    "requests",
    "remedies",
    "sections",
    "failures",
)


def _layouts() -> dict[str, tuple[str, Callable[[Report], bytes]]]:
    """Name of the folder -> name of the input file, and what renders it."""
    pages = {
        f"html_{name}": (
            "input.html",
            lambda report, name=name: render_html(report, layout=name, style="bare"),
        )
        for name in BODIES
    }
    texts = {
        f"text_{name}": ("input.txt", lambda report, name=name: render_text(report, name))
        for name in TEXT_LAYOUTS
    }
    words = {
        f"docx_{name}": ("input.docx", lambda report, name=name: render_docx(report, layout=name))
        for name in WORD
    }
    return pages | texts | words


LAYOUTS = _layouts()


def golden_report(name: str) -> Report:
    """The report in the folder ``name``; every other one has a mistake in it."""
    position = list(LAYOUTS).index(name)
    breaks = (("R1",), (), ("R4", "M1"), ())[position % 4]
    edition = ("2021", "2019")[position % 2]
    return make_report(f"golden {name}", edition, size="dense", breaks=breaks)


def content(name: str) -> bytes:
    """The frozen input; a Word file is built."""
    file, render = LAYOUTS[name]
    return render(golden_report(name)) if file.endswith(".docx") else (FOLDER / name / file).read_bytes()


def printed(name: str) -> dict:
    """What the report says, by field."""
    report = golden_report(name)
    tables = {table: {} for table in report.editions}
    for (table, row, column), cell in expected_cells(report).items():
        tables[table][f"{row}__{column}"] = cell.value
    has_metas = name.startswith("html")
    return {
        "title": report.title,
        "issuer": report.issuer,
        "year": report.year,
        "published_on": report.published_on.isoformat(),
        "published_on_source": "meta" if has_metas else "signature",
        "edition": report.edition,
        "table_editions": report.editions,
        **tables,
        "sections": [
            [section.number, section.heading.partition("、")[2], "\n".join(section.paragraphs)]
            for section in report.sections
        ],
        "failures": sorted([one.check, one.table, one.row or one.column] for one in report.failures),
    }


def main() -> None:
    for name, (file, render) in LAYOUTS.items():
        folder = FOLDER / name
        folder.mkdir(parents=True, exist_ok=True)
        if not file.endswith(".docx"):
            (folder / file).write_bytes(render(golden_report(name)))
        expected = json.dumps(printed(name), ensure_ascii=False, indent=1)
        (folder / "expected.json").write_text(expected + "\n", "utf-8")


if __name__ == "__main__":
    main()
