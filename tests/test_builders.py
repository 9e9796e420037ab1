"""The builders against things that are not the builders: the dictionary, the identities as text, pandas."""

import csv
import io
from pathlib import Path

import pandas as pd
import pytest

from tests.builders.figures import BREAKS, SIZES
from tests.builders.html import BODIES, render_html
from tests.builders.labels import EDITIONS, TABLES, form
from tests.builders.noise import FIGURE_NOISE, LABEL_NOISE
from tests.builders.printing import expected_cells
from tests.builders.report import TITLE_FORMS, make_report
from tests.builders.styles import STYLES
from tests.builders.themes import ENCODINGS, THEMES

SHARED = Path(__file__).parents[2] / "shared"
COUNTS = {"2021": 200, "2019": 198}


def _shared_rows(name: str) -> list[dict[str, str]]:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{name} is not beside the repository")
    return list(csv.DictReader(path.open(encoding="utf-8")))


@pytest.mark.parametrize("edition", EDITIONS)
def test_labels_are_those_of_the_dictionary(edition):
    rows = [row for row in _shared_rows("dictionary.csv") if row["edition"] == edition]
    expected = {(row["table"], row["row_key"], row["column_key"]): row["zh_label"] for row in rows}
    assert form(dict.fromkeys(TABLES, edition)) == expected
    assert len(expected) == COUNTS[edition]


def _totals(expression: str, figures: dict, places: dict[str, tuple]) -> tuple:
    """Both sides of ``a + b = c + d`` of identities.csv over the cells that its names stand for."""
    return tuple(
        sum(figures[places[name.strip()]] for name in side.split("+")) for side in expression.split("=")
    )


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("size", SIZES)
def test_figures_satisfy_the_identities_as_the_evidence_words_them(edition, size):
    rules = {row["id"]: row["expression"] for row in _shared_rows("identities.csv")}
    figures = make_report(size, edition, size=size).figures
    names = {table: [key for key in figures if key[0] == table] for table in TABLES}
    for table, ids in (
        ("requests", ("R1", {"2021": "R2", "2019": "R3"}[edition])),
        ("requests", ("R4",)),
        ("remedies", ("M1",)),
    ):
        across = ids in (("R4",), ("M1",))
        lines = {key[1 if across else 2] for key in names[table]}
        for identity in ids:
            for line in lines:
                places = {
                    key[2 if across else 1]: key for key in names[table] if key[1 if across else 2] == line
                }
                left, right = _totals(rules[identity], figures, places)
                assert left == right, (identity, line)
    assert not make_report(size, edition, size=size).failures


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


@pytest.mark.parametrize("layout", BODIES)
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


@pytest.mark.parametrize("noise", [*FIGURE_NOISE, *LABEL_NOISE])
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


def test_titles_name_issuer_and_year():
    for form_name in TITLE_FORMS:
        title = make_report(title_form=form_name, issuer="白芦镇人民政府", year=2023).title
        assert "白芦镇人民政府" in title and "2023" in title
