"""Whatever a page declares, its characters are read."""

import pytest

from pipeline.documents import charset, parse

RARE = "镕喆堃䶮"  # gbk and gb18030 only: not in gb2312
PROSE = f"青槐县人民政府2024年政府信息公开工作年度报告，经办人{RARE}。本年新收政府信息公开申请12件。"


def page(declared: str, text: str = PROSE) -> str:
    return f"<html><head><meta charset={declared}><title>t</title></head><body><p>{text}</p><p>end</p></body></html>"


@pytest.mark.parametrize(
    "declared",
    [
        "gb2312",
        "GBK",
        "gb_2312-80",
        "x-gbk",
        "gb18030",
        "utf-8",
        "big5",
        "klingon",
        "koi8-r",
        "base64",
        "idna",
        "undefined",
    ],
)
def test_gb_bytes_are_read_whatever_is_declared(declared):
    text, _ = charset.decode(page(declared).encode("gb18030"))
    assert text == page(declared)


@pytest.mark.parametrize("declared", ["gb2312", "utf-8", "iso-8859-1", "windows-1252", "big5"])
def test_utf8_bytes_are_read_whatever_is_declared(declared):
    text, _ = charset.decode(page(declared).encode())
    assert text == page(declared)


def test_a_page_that_lxml_would_cut_is_whole():
    document = parse(page("gb2312").encode("gb18030"))
    assert document.blocks == (PROSE, "end")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "big5"])
def test_undeclared_charsets(encoding):
    markup = "<html><body><p>政府信息公開工作年度報告，本年新收申請十二件。</p></body></html>"
    text, _ = charset.decode(markup.encode(encoding))
    assert text == markup


def test_the_charset_of_the_server_counts():
    text, notes = charset.decode("政府信息".encode("gbk"), "text/html; charset=GB2312")
    assert (text, notes) == ("政府信息", ())


def test_a_lie_is_noted():
    _, notes = charset.decode(page("gb2312").encode())
    assert notes == ("the document declares gb18030 but is utf-8; read as utf-8",)


@pytest.mark.parametrize(("encoding", "broken"), [("utf-8", b"\xe6\x94"), ("gb18030", b"\xff")])
def test_invalid_bytes_in_the_middle_cost_only_themselves(encoding, broken):
    before, after = page(encoding, PROSE * 20).split("经办人", 1)
    text, notes = charset.decode(
        before.encode(encoding) + broken + "<b>经办人".encode(encoding) + after.encode(encoding)
    )
    assert text.startswith(before) and text.endswith("<b>经办人" + after)
    assert "replaced" in notes[-1]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "klingon"])
@pytest.mark.parametrize("broken", [b"\xff", b"\xe6\x94", b"\xf8\x88\x80", b"\xc0\x80", b"\x00"])
def test_a_long_run_of_broken_bytes_costs_only_itself(encoding, declared, broken):
    prose = "本年新收政府信息公開申請十二件，" * 20
    before, after = page(declared, prose).encode(encoding), f"<p>{prose}</p>".encode(encoding)
    first, *_, last = parse(before + b"<p>" + broken * 1000 + b"</p>" + after * 40).blocks
    assert first == last == prose


def test_a_page_that_begins_with_much_ascii_is_read():
    text, notes = charset.decode(("<script>" + "x" * 100_000 + "</script>" + PROSE).encode("gb18030"))
    assert text.endswith(PROSE) and notes == ("no charset declared; read as gb18030",)


@pytest.mark.parametrize("content", [b"", b"\xff", b"\x00" * 10, bytes(range(256))])
def test_rubbish_decodes_to_something(content):
    assert isinstance(charset.decode(content)[0], str)
