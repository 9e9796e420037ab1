"""Nothing in a document may crash, hang or fill memory; what is no document says so."""

import time

import pytest

from pipeline.documents import Table, Unreadable, parse
from tests.builders.html import render_html
from tests.builders.report import make_report


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"%PDF-1.7\n...", "PDF"),
        (b"PK\x03\x04rest", "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office"),
        (b"\x89PNG\r\n", "PNG"),
        (bytes(range(256)) * 40, "neither HTML nor text"),
        (b"\x00" * 1000, "neither HTML nor text"),
    ],
)
def test_what_cannot_be_read_says_what_it_is(content, says):
    with pytest.raises(Unreadable, match=says):
        parse(content)


def by_name(case: str):
    """A case of a test that is seen in another one, and run by name."""
    return pytest.param(case, marks=pytest.mark.slow)


def timed(content: bytes, seconds: float):
    started = time.process_time()
    document = parse(content)
    assert time.process_time() - started < seconds
    return document


def test_ten_thousand_nested_tables_keep_what_follows():
    deep = "<table><tr><td>甲" * 10_000 + "</td></tr></table>" * 10_000
    document = timed(f"<html><body>{deep}<p>乙</p></body></html>".encode(), 20)
    assert document.blocks[-1] == "乙"
    assert "flattened" in document.notes[0]


def test_fifty_megabytes_of_one_cell():
    document = timed(
        ("<table><tr><td>1</td><td>2</td><td>3</td><td>" + "字" * 17_000_000 + "</table><p>乙</p>").encode(),
        30,
    )
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert len(table.rows[0][3].text) == 17_000_000


@pytest.mark.parametrize(
    "part",
    [
        "<tr><td>1</td></tr>",
        *map(by_name, ("<p>一、甲</p>", "<td>", "<div>", "<br>", "<a href=x>甲</a><p>")),
    ],
)
def test_a_million_of_a_tag(part):
    document = timed(("<table>" + part * 1_000_000 + "</table><p>乙</p>").encode(), 30)
    assert "tags were read" in document.notes[0]


@pytest.mark.parametrize(
    "line", ["\t0\n", *map(by_name, ("a | b |\n", "0\n", "本年\n\n", "一、\t\n", "|\n"))]
)
def test_a_million_lines_of_text(line):
    timed(("信息内容\n" + line * 1_000_000).encode(), 40)


@pytest.mark.parametrize(
    "attribute", ["colspan=1000000000", "rowspan=1000000000", "colspan=100 rowspan=65534"]
)
def test_junk_spans(attribute):
    timed((f"<table>{f'<tr><td {attribute}>1</td><td>2</td></tr>' * 3000}</table>").encode(), 10)


def test_cut_at_every_length():
    content = render_html(make_report(1), style="word", shell="trs", encoding="gb2312")
    for length in range(0, len(content), 997):
        try:
            parse(content[:length])
        except Unreadable:
            assert length < 997


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("信息内容\n" + "1|" * 200_000, "tabs and pipes"),
        ("信息内容\n" + "1\t" * 200_000, "tabs and pipes"),
        ("<p>" + "<a href=x>信</a>" * 30_000, "too large"),
        ("<p><b style='display:none'>x</b>" + "<span style='color:red'>信</span>" * 30_000, "too large"),
    ],
)
def test_more_than_any_report_holds_is_cut_and_said(content, says):
    assert any(says in note for note in timed(content.encode(), 10).notes)


@pytest.mark.parametrize(
    "content",
    [
        "<title>" + "_" * 100_000 + "</title><p>甲",
        "<p>" + "\ufdd3" * 100_000,
        "<p>" + "甲 " * 100_000,
        "<div>" * 3_000 + "<z" * 100_000,
        "<span a='" * 100_000,
        "<a href=x " * 100_000,
        "甲" + " " * 100_000 + "乙",
        "一、" + "\u3000" * 100_000 + "乙",
        "1," * 100_000,
        "#" * 100_000,
        ("共5页" + " " * 100_000 + "乙\n") * 5,
        "发布日期：\n" * 100_000,
        "甲\t1\t2\n\n\n" * 30_000,
        "\t甲\n" + "\t1\n" * 2 + "2\n" * 95_000,
        f"<p style='{'overflow:hidden;' * 10_000}'>甲",
        f"<p style='{'text-decoration:' * 10_000}'>甲",
        f"<p style='top:{'0' * 100_000}'>甲",
        "<s>" * 390 + "甲<br>" * 30_000,
    ],
)
def test_text_made_to_stall_patterns(content):
    timed(content.encode(), 10)


@pytest.mark.parametrize("bytes_in_the_middle", [b"\xff\xfe\xe4", b"\x00", b"\x80" * 50])
def test_invalid_bytes_in_the_middle_are_replaced_and_said(bytes_in_the_middle):
    content = render_html(make_report(1))
    middle = content.index("三、".encode())
    document = timed(content[:middle] + bytes_in_the_middle + content[middle:], 10)
    assert any(isinstance(block, Table) for block in document.blocks)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16(encoding):
    page = render_html(make_report(1)).decode()
    assert parse(page.encode(encoding)).blocks == parse(page.encode()).blocks
