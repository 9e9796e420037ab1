"""A document that was cut within a number must not report what is left of it."""

import re

import pytest

from pipeline.reading import read
from tests.builders.html import render_html
from tests.builders.printing import expected_cells
from tests.builders.report import make_report
from tests.builders.text import render_text

REPORT = make_report("cut", size="county")
PAGES = {
    "plain": (render_html(REPORT), rb"(?<=>)\d{2,}(?=<)"),
    "word": (render_html(REPORT, style="word"), rb"(?<=>)\d{2,}(?=<)"),
    "tabs": (render_text(REPORT, "tab_rows"), rb"(?<=\t)\d{2,}(?=[\t\r\n])"),
    "stream": (render_text(REPORT, "stream"), rb"(?<=\n)\d{2,}(?=\r?\n)"),
}


@pytest.mark.parametrize("name", PAGES)
def test_what_is_left_of_a_number_is_not_reported(name):
    content, number = PAGES[name]
    whole = expected_cells(REPORT)
    places = [match.start() + 1 for match in re.finditer(number, content)][::5]
    assert len(places) > 2
    for place in places:
        found = read(content[:place])
        wrong = [
            cell
            for cell in found.cells
            if cell.state == "reported" and cell.value != whole[cell.table, cell.row, cell.column].value
        ]
        assert not wrong
        assert any("ends within a cell" in note for note in found.notes)


@pytest.mark.parametrize("swallowing", ["<script>", "<STYLE type=x>", "<b></b><script src='x'>"])
@pytest.mark.parametrize("behind", ["", "<script>1</script>", "<style>a</style>"])
def test_a_number_of_which_a_script_may_have_swallowed_the_rest_is_in_doubt(swallowing, behind):
    head = "<tr><td>第二十条第（一）项</td></tr><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
    rows = "<tr><td>规章</td><td>1</td><td>2</td><td>3{}</td></tr><tr><td>行政规范性文件</td><td>4</td><td>5</td><td>6</td></tr>"
    found = read(f"<table>{head}{rows.format(swallowing + '7')}</table>{behind}".encode())
    assert [cell.state for cell in found.cells if cell.raw and cell.raw.startswith("3")] == ["doubtful"]
    whole = read(f"<table>{head}{rows.format('<script>7</script><style>a</style>')}</table>{behind}".encode())
    assert [cell.state for cell in whole.cells if cell.raw == "3"] == ["reported"]


@pytest.mark.parametrize(
    "broken", ['<b c="d>7</b><i class="x"></i>', '<u><b c="d>7</b><i class="x"></i></u>']
)
def test_a_number_of_which_a_broken_tag_may_have_swallowed_the_rest_is_in_doubt(broken):
    head = "<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
    rows = f"<tr><td>规章</td><td>1</td><td>2</td><td>3{broken}</td></tr>"
    rows += "<tr><td>行政规范性文件</td><td>4</td><td>5</td><td>6</td></tr>"
    cells = read(f"<table>{head}{rows}</table>".encode()).cells
    assert [str(cell.state) for cell in cells if cell.row == "rules"] == ["reported", "reported", "doubtful"]


@pytest.mark.parametrize("end", ["</td>", "</td></tr></table>", "</table></body></html>", "<tr>"])
def test_a_page_without_all_its_end_tags_is_not_cut(end):
    found = read(f"<table><tr><td>规章<td>本年制发件数<tr><td>行政许可<td>12{end}".encode())
    assert not any("ends within a cell" in note for note in found.notes)
