"""Text as the source of a page writes it, to the paragraph or cell that a reader sees."""

import re

from lxml import etree

from pipeline.documents import links
from pipeline.documents.parts import FlowCell, Paragraph

SOURCE_BLANK = " \t\r\n\f"
SOURCE_SPACE = re.compile(f"[{SOURCE_BLANK}]+")
SIMPLE_PARTS = frozenset(("p", "div", "br"))


def paragraph_of(written: str, holder: etree._Element) -> Paragraph | None:
    """A paragraph of ``written`` source text, if there is anything in it."""
    linked = 0
    if links.OPEN in written:
        written, linked = links.read(written)
    if written.isprintable() and " " not in written:
        return Paragraph(written, linked, holder) if written else None
    text = SOURCE_SPACE.sub(" ", written).strip(" ")
    if not text:
        return None
    return Paragraph(text, linked, holder, _tabbed(written, holder.tag == "pre") if "\t" in written else None)


def _tabbed(written: str, is_kept: bool) -> str | None:
    """A line with tabs in it as it is written, if they part cells: between words; at their end, where there are
    several or ``is_kept`` says that white space is shown as written. Tabs in front belong to the row if they stand in
    its line."""
    line = written.strip("\r\n\f ") if "\n" not in written else written.strip(SOURCE_BLANK)
    tabs = line.lstrip(SOURCE_BLANK).count("\t")
    is_row = tabs > 1 or "\t" in line.strip(SOURCE_BLANK) or (is_kept and tabs)
    return line if is_row and "\n" not in line else None


def simple_cell(element: etree._Element) -> FlowCell | None:
    """A cell that holds nothing but text and paragraphs of text, else None."""
    texts = [element.text]
    for part in element:
        if part.tag not in SIMPLE_PARTS or len(part):
            return None
        texts += (part.text, part.tail)
    blocks = [found for text in texts if text and (found := paragraph_of(text, element))]
    text = blocks[0].text if len(blocks) == 1 else "\n".join([paragraph.text for paragraph in blocks])
    return FlowCell(element.get("colspan"), element.get("rowspan"), blocks, text)
