"""Several reports on one page: the first is read, and no figure of another fills its cells."""

import re
import time

import pytest

from pipeline.reading import read
from tests.builders.html import render_html
from tests.builders.printing import expected_cells
from tests.builders.report import make_report

FIRST, SECOND = make_report("first", size="dense"), make_report("second", size="dense")
TITLE = f"{FIRST.issuer}{FIRST.year - 1}年{{}}政府信息公开工作年度报告"


def two_reports(first: str, title: str = TITLE.format("")) -> str:
    """The page ``first``, and in it below its own report one of the year before."""
    body = re.search(r"<body[^>]*>(.*)</body>", render_html(SECOND).decode(), re.S).group(1)
    body = body.replace(str(SECOND.year), str(SECOND.year - 1))
    return first.replace("</body>", f"<p>{title}</p>{body}</body>")


@pytest.mark.parametrize("between", ["", "</p><p>", "年度</p><p>"])
def test_the_first_of_several_reports_is_read(between):
    found = read(two_reports(render_html(FIRST).decode(), TITLE.format(between)).encode())
    expected = {tuple(key): cell.value for key, cell in expected_cells(FIRST).items()}
    assert {(c.table, c.row, c.column): c.value for c in found.cells} == expected
    assert {c.state for c in found.cells} == {"reported"}
    assert any("another report" in note for note in found.notes)
    assert "政府信息公开工作年度报告" not in found.sections[-1].text
    assert FIRST.issuer not in found.sections[-1].text


def test_tables_of_the_second_are_not_those_of_the_first():
    pictures = re.sub(
        r"<table.*?</table>", '<p><img src="1.png"></p>', render_html(FIRST).decode(), flags=re.S
    )
    found = read(two_reports(pictures).encode())
    assert (found.status, found.cells, found.year) == ("no_tables", (), FIRST.year)
    assert any("another report" in note for note in found.notes)


def test_a_title_in_the_list_of_contents_ends_nothing():
    contents = f"<ul><li>{FIRST.title}</li><li>{TITLE.format('')}</li></ul>"
    page = re.sub(
        r"(<p[^>]*>(?:<[^>]*>)*一、)", rf"{contents}\1", render_html(FIRST, style="bare").decode(), count=1
    )
    alone, found = read(render_html(FIRST, style="bare")), read(two_reports(page).encode())
    assert contents in page
    assert [s.text for s in found.sections[:5]] == [s.text for s in alone.sections[:5]]


def test_a_page_of_many_titles_is_read_in_a_moment():
    requests = "<table><tr><td>一、本年新收政府信息公开申请数量</td><td>1</td></tr></table>"
    page = requests + "<h2>2023年政府信息公开工作年度报告（第1页）</h2>" * 2000
    start = time.perf_counter()
    read(page.encode())
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    "annex", ["{}2023年度政府信息公开工作年度报告附表", "2024年政府信息公开工作年报统计表"]
)
def test_tables_in_an_annex_are_those_of_the_report(annex):
    page = render_html(FIRST, style="bare").decode()
    tables = re.findall(r"<table.*?</table>", page, re.S)
    page = re.sub(r"<table.*?</table>", "", page, flags=re.S)
    end = page.rindex("</p>", 0, page.index(FIRST.issuer, page.index("六、"))) + len("</p>")
    title = annex.format(FIRST.issuer[1:])
    found = read(f"{page[:end]}<p>{title}</p>{''.join(tables)}{page[end:]}".encode())
    assert found.status == "complete"
    assert not any("another report" in note for note in found.notes)
