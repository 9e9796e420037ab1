"""A report as a Word document: a zip of XML parts written here, with really merged cells and runs cut anywhere."""

import io
import zipfile
from collections.abc import Callable, Collection, Iterable
from html import escape
from itertools import pairwise
from random import Random

from tests.builders.grids import Slot
from tests.builders.layouts import LAYOUTS
from tests.builders.printing import printed_grids
from tests.builders.report import Report

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
DOCUMENT = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document {}><w:body>{}</w:body></w:document>'
)
CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
RELATIONSHIPS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    'officeDocument" Target="word/document.xml"/></Relationships>'
)
LOOK = '<w:rPr><w:rFonts w:hint="eastAsia" w:ascii="宋体"/><w:kern w:val="0"/><w:sz w:val="20"/></w:rPr>'
BORDERS = '<w:tcBorders><w:top w:val="single" w:sz="8"/><w:left w:val="nil"/></w:tcBorders><w:vAlign w:val="center"/>'

WordStyle = Callable[[str, Random], str]
"""Plain text, ``\\n`` a line break, to the paragraphs of a cell or of the body."""


def run(text: str) -> str:
    lines = (f'<w:t xml:space="preserve">{escape(line, quote=False)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{LOOK}{'<w:br/>'.join(lines)}</w:r>" if text else ""


def paragraph(content: str, properties: str = "") -> str:
    return f'<w:p><w:pPr>{properties}<w:jc w:val="center"/></w:pPr>{content}</w:p>'


def _pieces(text: str, rng: Random) -> list[str]:
    cuts = sorted({0, len(text), *(rng.randint(0, len(text)) for _ in range(3))})
    return [text[start:end] for start, end in pairwise(cuts)]


def whole(text: str, rng: Random) -> str:
    """One run; line breaks inside."""
    return paragraph(run(text))


def lines(text: str, rng: Random) -> str:
    """A paragraph a line."""
    return "".join(paragraph(run(line)) for line in text.split("\n"))


def cut(text: str, rng: Random) -> str:
    """Runs cut inside words and digits, as Word leaves them after edits and checks of spelling."""
    return paragraph('<w:proofErr w:type="spellStart"/>'.join(map(run, _pieces(text, rng))))


def tracked(text: str, rng: Random) -> str:
    """Every piece inserted beside a deleted one; a moved one; a paragraph whose end is deleted."""
    inserted = "".join(
        f'<w:del w:id="1" w:author="甲"><w:r><w:delText>{rng.randint(0, 99)}</w:delText></w:r></w:del>'
        f'<w:ins w:id="2" w:author="甲">{run(piece)}</w:ins>'
        for piece in _pieces(text, rng)
    )
    moved = f'<w:moveFrom w:id="3">{run("7")}</w:moveFrom>'
    ended = paragraph(moved, '<w:rPr><w:del w:id="4" w:author="甲"/></w:rPr>')
    return ended + paragraph(inserted)


def hidden(text: str, rng: Random) -> str:
    """Hidden runs between the pieces; one whose hiding is switched off."""
    secret = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>8</w:t></w:r>"
    shown = "".join(run(piece) + secret for piece in _pieces(text, rng))
    return paragraph(shown.replace(LOOK, '<w:rPr><w:vanish w:val="0"/></w:rPr>'))


def fields(text: str, rng: Random) -> str:
    """The text is the result of a field, a part of it that of a field inside."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    code = "<w:r><w:instrText> =SUM(ABOVE) 5 </w:instrText></w:r>"
    first, *rest = _pieces(text, rng) or [""]
    inner = mark("begin") + code + mark("separate") + run(first) + mark("end")
    simple = "".join(f'<w:fldSimple w:instr="QUOTE 6">{run(piece)}</w:fldSimple>' for piece in rest)
    return paragraph(mark("begin") + code + mark("separate") + inner + simple + mark("end"))


def marked(text: str, rng: Random) -> str:
    """Content controls, smart tags, links, bookmarks, marks of footnotes and comments around the pieces."""
    around = (
        "<w:sdt><w:sdtPr><w:alias w:val='9'/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        '<w:smartTag w:element="chsdate"><w:smartTagPr><w:attr w:name="Year" w:val="1899"/></w:smartTagPr>'
        "{}</w:smartTag>",
        '<w:hyperlink w:anchor="a"><w:bookmarkStart w:id="0" w:name="a"/>{}</w:hyperlink>',
        '{}<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:commentReference w:id="3"/></w:r>',
    )
    return paragraph("".join(rng.choice(around).format(run(piece)) for piece in _pieces(text, rng)))


WORD_STYLES: dict[str, WordStyle] = {
    style.__name__: style for style in (whole, lines, cut, tracked, hidden, fields, marked)
}


def _cell(content: str, width: int, merged: str | None) -> str:
    span = f'<w:gridSpan w:val="{width}"/>' if width > 1 else ""
    merge = {None: "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[merged]
    return f'<w:tc><w:tcPr><w:tcW w:w="700" w:type="dxa"/>{span}{merge}{BORDERS}</w:tcPr>{content}</w:tc>'


def table(rows: Iterable[list[Slot]], style: WordStyle, rng: Random) -> str:
    """A table with merged cells: a cell that covers rows below goes on in each of them."""
    covering: dict[int, tuple[int, int]] = {}
    written = []
    for row in rows:
        cells, column, waiting = [], 0, list(row)
        while waiting or column in covering:
            if column in covering:
                width, left = covering.pop(column)
                cells.append(_cell(paragraph(""), width, "continue"))
            else:
                slot = waiting.pop(0)
                width, left = slot.width, slot.height
                cells.append(_cell(style(slot.text, rng), width, "restart" if left > 1 else None))
            if left > 1:
                covering[column] = (width, left - 1)
            column += width
        written.append(f"<w:tr><w:trPr><w:jc w:val='center'/></w:trPr>{''.join(cells)}</w:tr>")
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(written)}</w:tbl>{paragraph('')}"


def _plain(part: str) -> str:
    return part


def _in_cell(part: str) -> str:
    """In a table of one cell."""
    return f"<w:tbl><w:tr><w:tc><w:tcPr/>{part}{paragraph('')}</w:tc></w:tr></w:tbl>"


def _in_text_box(part: str) -> str:
    """In a text box, which the file holds twice: for new programs and for old ones."""
    box = f"<w:txbxContent>{part}</w:txbxContent>"
    return paragraph(
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def _in_control(part: str) -> str:
    """In a content control."""
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{part}</w:sdtContent></w:sdt>"


WORD_LAYOUTS: dict[str, tuple[str, Callable[[str], str]]] = {
    **{name: (name, _plain) for name in LAYOUTS if name != "pushed"},
    "nested_layout": ("spans", _in_cell),
    "text_boxes": ("spans", _in_text_box),
    "controls": ("spans", _in_control),
}
"""Name -> how the tables are written, and what holds each paragraph and table."""


def docx(body: str, **parts: str) -> bytes:
    """A Word document with this ``body``; ``parts`` by name replace or add to the usual ones."""
    usual = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": RELATIONSHIPS,
        "word/document.xml": DOCUMENT.format(NAMESPACES, body),
    }
    return zipped(usual | parts)


def zipped(parts: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def changed(content: bytes, change: Callable[[str, bytes], tuple[str, bytes]]) -> bytes:
    """The document with every part put through ``change(name, bytes)``."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    return zipped(dict(change(name, archive.read(name)) for name in archive.namelist()))


def render_docx(
    report: Report,
    *,
    layout: str = "spans",
    style: str = "whole",
    noise: Collection[str] = (),
    numbered: bool = False,
) -> bytes:
    """The report as a Word document.

    ``layout`` is a name of ``WORD_LAYOUTS``, ``style`` of ``WORD_STYLES``. ``numbered``: Word makes the numerals of
    the headings, so the text is without them. What must be read back is ``expected_cells(report, noise)``.
    """
    write, hold = WORD_LAYOUTS[layout]
    rng = Random(f"{report.seed}/{style}")
    mark_up = WORD_STYLES[style]
    tables = LAYOUTS[write](printed_grids(report, noise))
    printed = {slot.text for written in tables for row in written.rows for slot in row}
    parts = [mark_up(line, rng) for line in (report.title, *report.foreword)]
    for section in report.sections:
        if numbered:
            number = '<w:pStyle w:val="2"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
            parts.append(paragraph(run(section.heading.split("、", 1)[1]), number))
        elif section.heading not in printed:
            parts.append(mark_up(section.heading, rng))
        parts += [
            table(written.rows, mark_up, rng) for written in tables if written.section == section.number
        ]
        parts += [mark_up(line, rng) for line in section.paragraphs]
    parts += [mark_up(line, rng) for line in report.signature]
    return docx("".join(map(hold, parts)) + "<w:sectPr/>")
