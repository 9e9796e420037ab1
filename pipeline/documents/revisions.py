"""The body of a Word document as it is printed: all tracked changes accepted, hidden text gone, wrappers opened."""

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

DELETED, MOVED_AWAY, CELL_DELETED, HIDDEN = (W + name for name in ("del", "moveFrom", "cellDel", "vanish"))
RUN = W + "r"
RUN_PROPERTIES, PARAGRAPH_PROPERTIES, ROW_PROPERTIES = (W + name for name in ("rPr", "pPr", "trPr"))
ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
WRAPPERS = (
    *(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")),
    ALTERNATIVES,
)
OFF = frozenset(("0", "false", "off"))
GONE, END_DELETED = W + "gone", W + "endDeleted"


def accept(body: etree._Element) -> bool:
    """Takes out of ``body`` what is deleted, moved away or hidden: text, rows, cells; whether there was any. A
    paragraph whose end is deleted, and which so goes on with the next, gets the attribute ``END_DELETED``."""
    gone: list[etree._Element] = []
    marks = [*body.iterdescendants(DELETED, MOVED_AWAY, CELL_DELETED, HIDDEN)]
    for mark in marks:
        holder = mark.getparent()
        above = holder.getparent()
        if mark.tag == HIDDEN:
            if above.tag == RUN and mark.get(W + "val") not in OFF:
                gone.append(above)
        elif holder.tag == RUN_PROPERTIES:
            if above.tag == PARAGRAPH_PROPERTIES:
                above.getparent().set(END_DELETED, "1")
        elif holder.tag == ROW_PROPERTIES or mark.tag == CELL_DELETED:
            gone.append(above)
        else:
            gone.append(mark)
    for element in gone:
        element.tag = GONE
    if gone:
        etree.strip_elements(body, GONE, with_tail=False)
    return bool(marks)


def unwrap(body: etree._Element) -> None:
    """Puts what is in content controls, inserted parts and smart tags in their place, and of alternatives the first;
    the others are copies for old programs."""
    for alternatives in [*body.iter(ALTERNATIVES)]:
        del alternatives[1:]
        for chosen in alternatives:
            chosen.tag = ALTERNATIVES
    etree.strip_tags(body, *WRAPPERS)
