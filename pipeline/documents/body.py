"""Which paragraphs of a page are its article."""

from lxml import etree

from pipeline.documents.flow import Flow, Paragraph


def select(root: etree._Element, page: Flow) -> tuple[str, ...]:
    return tuple(b.text for b in page.blocks if isinstance(b, Paragraph) and b.text.strip())
