"""Archives that are damaged, too large or hostile, or no Word document: refused with what they are, in bounded time."""

import struct
import time
from random import Random

import pytest

from pipeline.documents import Unreadable, parse
from pipeline.reading import read_document
from tests.builders.docx import (
    DOCUMENT,
    NAMESPACES,
    RELATIONSHIPS,
    changed,
    docx,
    paragraph,
    render_docx,
    run,
    zipped,
)
from tests.builders.report import make_report


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"PK\x03\x04rest", "damaged or cut short"),
        (b"PK\x05\x06" + bytes(18), "holds nothing"),
        (zipped({"xl/workbook.xml": "<a/>"}), "Excel"),
        (zipped({"OFD.xml": "<a/>"}), "OFD"),
        (zipped({"a.html": "甲", "b.html": "乙"}), r"zip archive of 2 files \(a.html, b.html\)"),
        (zipped({"_rels/.rels": RELATIONSHIPS}), "without its text part"),
        (docx("", **{"word/document.xml": "<w:document"}), "no XML that can be read"),
        (docx("", **{"word/document.xml": "<document/>"}), "holds no text"),
        (docx(""), "holds no text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "old Word file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
    ],
)
def test_what_is_no_word_document_says_what_it_is(content, says):
    with pytest.raises(Unreadable, match=says):
        parse(content)


def with_doctype(doctype: str, text: str) -> bytes:
    body = DOCUMENT.format(NAMESPACES, paragraph(f"<w:r><w:t>{text}</w:t></w:r>"))
    return docx("", **{"word/document.xml": body.replace("?>", "?>" + doctype, 1)})


def test_entities_are_not_expanded(tmp_path):
    (tmp_path / "secret").write_text("密")
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    for doctype, text in (
        (f'<!DOCTYPE a [<!ENTITY x SYSTEM "{(tmp_path / "secret").as_uri()}">]>', "&x;"),
        (f'<!DOCTYPE a [<!ENTITY a0 "笑">{laughs}]>', "&a11;"),
        ("<!DOCTYPE a [<!ENTITY x '1'>]>", "1"),
    ):
        with pytest.raises(Unreadable, match=r"DTD|no XML"):
            parse(with_doctype(doctype, text))


BOMBS = {
    "zeros": (" " * 70_000_000, "MB"),
    "one cell": (DOCUMENT.format(NAMESPACES, paragraph(run("字" * 17_000_000))), "no XML that can be read"),
    "tags": (DOCUMENT.format(NAMESPACES, "<w:p/>" * 2_000_000), "tags"),
    "nesting": (
        DOCUMENT.format(NAMESPACES, "<w:tbl><w:tr><w:tc>" * 10_000 + "</w:tc></w:tr></w:tbl>" * 10_000),
        "depth",
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_refused(name):
    part, says = BOMBS[name]
    content = docx("", **{"word/document.xml": part})
    assert len(content) < 500_000
    started = time.process_time()
    with pytest.raises(Unreadable, match=says):
        parse(content)
    assert time.process_time() - started < 5


def test_a_bomb_that_lies_about_its_size_is_refused():
    content = bytearray(docx("", **{"word/document.xml": " " * 70_000_000}))
    entry = content.rindex(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = struct.pack("<I", 1000)
    with pytest.raises(Unreadable, match="damaged"):
        parse(bytes(content))


def test_many_entries_are_refused():
    with pytest.raises(Unreadable, match="entries"):
        parse(zipped({str(number): "" for number in range(6_000)}))


@pytest.mark.parametrize(
    "part",
    [
        "<w:p/>",
        pytest.param("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r/></w:p>", marks=pytest.mark.slow),
        pytest.param("<w:tbl><w:tr><w:tc/></w:tr></w:tbl>", marks=pytest.mark.slow),
    ],
)
def test_a_large_document_takes_bounded_time(part):
    body = part * (200_000 // part.count("<"))
    started = time.process_time()
    assert parse(docx(body + paragraph(run("甲")))).body == ("甲",)
    assert time.process_time() - started < 8


CHANGES = {
    "flip": lambda rng, content, at: (
        content[:at] + bytes([content[at] ^ 1 << rng.randrange(8)]) + content[at + 1 :]
    ),
    "cut": lambda rng, content, at: content[:at],
    "lose": lambda rng, content, at: content[:at] + content[at + rng.randint(1, 40) :],
    "repeat": lambda rng, content, at: content[: at + 30] + content[at:],
}


def mutated(rng: Random, content: bytes) -> bytes:
    return CHANGES[rng.choice(list(CHANGES))](rng, content, rng.randrange(len(content)))


def test_damaged_bytes_are_unreadable_or_read_as_they_were():
    rng = Random(1)
    content = render_docx(make_report("damage"))
    whole = parse(content)
    for _ in range(300):
        try:
            assert parse(mutated(rng, content)) == whole
        except Unreadable:
            continue


def test_damaged_structure_never_stops_the_reader():
    rng = Random(2)
    content = render_docx(make_report("structure"), style="tracked")
    outcomes = set()
    for _ in range(60):
        damaged = changed(
            content, lambda name, part: (name, mutated(rng, part) if name.startswith("word") else part)
        )
        try:
            outcomes.add(read_document(parse(damaged)).status)
        except Unreadable as error:
            outcomes.add(type(error))
    assert {"complete", Unreadable} <= outcomes
