"""The builders against things that are not the builders: the dictionary, the identities as text, pandas."""

import csv
import io
import re
from pathlib import Path

import pandas as pd
import pytest

from tests.builders.figures import BREAKS, SIZES
from tests.builders.html import BODIES, render_html
from tests.builders.labels import EDITIONS, TABLES, form
from tests.builders.printing import NOISES, expected_cells
from tests.builders.report import TITLE_FORMS, make_report
from tests.builders.styles import STYLES
from tests.builders.text import TEXT_LAYOUTS, render_text
from tests.builders.themes import ENCODINGS, THEMES

COUNTS = {"2021": 200, "2019": 198}


def _rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.open(encoding="utf-8")))


@pytest.mark.parametrize("edition", EDITIONS)
def test_labels_are_those_of_the_dictionary(edition, shared):
    rows = [row for row in _rows(shared / "dictionary.csv") if row["edition"] == edition]
    expected = {(row["table"], row["row_key"], row["column_key"]): row["zh_label"] for row in rows}
    assert form(dict.fromkeys(TABLES, edition)) == expected
    assert len(expected) == COUNTS[edition]


def _sides(expression: str, cells: dict[str, int]) -> list[int]:
    """Both sides of ``a + b = c + d``, its names looked up among the cells of one row or column."""
    return [sum(cells[name.strip()] for name in side.split("+")) for side in expression.split("=")]


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("size", SIZES)
def test_figures_satisfy_the_identities_as_the_evidence_words_them(edition, size, shared):
    report = make_report(size, edition, size=size)
    rules = [
        row
        for row in _rows(shared / "identities.csv")
        if row["id"] in ("R1", "R2", "R3", "R4", "M1") and edition in row["edition"]
    ]
    assert len(rules) == 4
    for rule in rules:
        is_of_rows = rule["id"] in ("R4", "M1")
        lines: dict[str, dict[str, int]] = {}
        for (table, row, column), value in report.figures.items():
            line, name = (row, column) if is_of_rows else (column, row)
            if table == rule["table"]:
                lines.setdefault(line, {})[name] = value
        for line, cells in lines.items():
            left, right = _sides(rule["expression"], cells)
            assert left == right, (rule["id"], line)
    assert not report.failures


@pytest.mark.parametrize("identity", BREAKS)
def test_a_planted_mistake_breaks_its_identity_and_no_other(identity):
    edition = "2019" if identity == "R3" else "2021"
    report = make_report(1, edition, size="county", breaks=(identity,))
    assert {failure.check for failure in report.failures} == {identity}


def test_a_report_is_made_from_its_arguments_alone():
    assert make_report(7, blanks=0.5) == make_report(7, blanks=0.5)
    assert make_report(7) != make_report(8)


def test_a_year_carries_in_what_the_year_before_carried_out():
    first = make_report(1, year=2022, size="county")
    second = make_report(1, year=2023, size="county", carried_in=first.carried_out)
    assert {
        key[2]: value for key, value in second.figures.items() if key[1] == "carried_in"
    } == first.carried_out
    assert not second.failures


def _numbers(table: pd.DataFrame) -> list[float]:
    """The numbers of a table in reading order, what a span repeats counted once."""
    numbers = []
    for row in table.astype("object").to_numpy().tolist():
        seen = [value for value in row if str(value).replace(".", "").replace("-", "").isdigit()]
        numbers += map(float, seen)
    return numbers


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("layout", ["spans", "split"])
def test_pandas_reads_the_figures_of_layouts_with_real_spans(edition, layout):
    report = make_report(2, edition, size="dense")
    tables = pd.read_html(io.BytesIO(render_html(report, layout=layout)), match="总计", encoding="utf-8")
    by_row = [table for table in tables if table.shape[1] in (10, 15)]
    read = [number for table in by_row for number in _numbers(table)]
    expected = [value for key, value in report.figures.items() if key[0] != "proactive"]
    assert read == expected


@pytest.mark.parametrize("layout", [name for name in BODIES if name not in ("filled_in", "drawn")])
def test_every_layout_prints_every_cell_in_form_order(layout):
    report = make_report(3, "2021", size="dense")
    page = render_html(report, layout=layout, style="bare").decode()
    printed = [text for cell in page.split("<td")[1:] if (text := cell.split(">", 1)[1].split("<")[0])]
    numbers = [float(text) for text in printed if text.replace(".", "").isdigit()]
    assert numbers == list(report.figures.values())


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_pages_decode_in_their_charset(encoding):
    issuer = "镕喆县人民政府"
    content = render_html(make_report(1, issuer=issuer), encoding=encoding)
    codec, declared = ENCODINGS[encoding]
    assert issuer in content.decode(codec)
    assert (f"charset={declared}".encode() in content) == bool(declared)


@pytest.mark.parametrize("shell", THEMES)
@pytest.mark.parametrize("style", STYLES)
def test_every_theme_and_style_shows_title_and_date(shell, style):
    report = make_report(1, title_form="broken_line")
    page = render_html(report, shell=shell, style=style).decode()
    assert "<br/>".join(report.title.split("\n")) in page
    assert report.published_on.isoformat() in page or report.published_on.strftime("%Y年%m月%d日") in page


@pytest.mark.parametrize("noise", NOISES)
def test_every_noise_changes_a_page_and_says_how_it_reads(noise):
    report = make_report(4, "2019" if noise == "plus_sign" else "2021", size="county")
    assert render_html(report, noise=(noise,)) != render_html(report)
    cells = expected_cells(report, (noise,))
    assert cells.keys() == report.figures.keys()
    for key, cell in cells.items():
        assert (cell.value is None) == (cell.state != "reported")
        assert cell.value in (None, report.figures[key])


def test_an_unknown_noise_is_refused():
    with pytest.raises(ValueError, match="no such noise: rain"):
        render_html(make_report(), noise=("rain",))


@pytest.mark.parametrize("title_form", sorted(TITLE_FORMS.keys() - {"no_year", "no_issuer", "bare"}))
def test_titles_name_issuer_and_year(title_form):
    title = make_report(title_form=title_form, issuer="白芦镇人民政府", year=2023).title
    assert "白芦镇人民政府" in title
    assert "2023" in title


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("layout", TEXT_LAYOUTS)
def test_every_text_layout_prints_every_cell_in_form_order(layout, edition):
    report = make_report(5, edition, size="dense")
    lines = re.split(r"[\t\n|]", render_text(report, layout).decode())
    numbers = [float(text) for line in lines if re.fullmatch(r"-?\d+(\.\d+)?", text := line.strip())]
    assert numbers == list(report.figures.values())


def test_text_of_one_cell_a_line_has_the_shape_of_the_seeds(shared):
    """Rows of table 3 in seed 001: as many lines a row, with the empty ones in the same places."""
    seed = (shared / "seeds" / "001_c384ef5ead5fae77.txt").read_text("utf-8")
    ours = render_text(make_report(1, size="silent"), "tab_cells", noise=("broken_labels",)).decode()

    def shapes(text: str) -> list[list[bool]]:
        rows = text[text.index("一、本年新收") : text.index("四、结转下年度")].split("\n\n")
        return [[bool(line.strip()) for line in row.split("\n") if line.startswith("\t")] for row in rows]

    assert shapes(ours) == shapes(seed)
