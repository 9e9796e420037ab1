"""A WordprocessingML tree with all tracked changes accepted and hidden text gone: what is printed of it."""

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

DELETED, MOVED_AWAY, CELL_DELETED, HIDDEN = (W + name for name in ("del", "moveFrom", "cellDel", "vanish"))
PARAGRAPH, RUN, ROW = (W + name for name in ("p", "r", "tr"))
RUN_PROPERTIES, PARAGRAPH_PROPERTIES, ROW_PROPERTIES = (W + name for name in ("rPr", "pPr", "trPr"))
OFF = frozenset(("0", "false", "off"))
GONE = W + "gone"


def accept(root: etree._Element) -> None:
    """Takes out of ``root`` what is deleted, moved away or hidden: text, rows, cells. A paragraph whose mark is
    deleted joins the next one."""
    ended: list[etree._Element] = []
    gone: list[etree._Element] = []
    for mark in root.iter(DELETED, MOVED_AWAY, CELL_DELETED, HIDDEN):
        holder = mark.getparent()
        above = holder.getparent()
        if mark.tag == HIDDEN:
            if above.tag == RUN and mark.get(W + "val") not in OFF:
                gone.append(above)
        elif holder.tag == RUN_PROPERTIES:
            if above.tag == PARAGRAPH_PROPERTIES:
                ended.append(above.getparent())
        elif holder.tag == ROW_PROPERTIES or mark.tag == CELL_DELETED:
            gone.append(above)
        else:
            gone.append(mark)
    for element in gone:
        element.tag = GONE
    for paragraph in ended:
        _join_to_next(paragraph)
    if gone:
        etree.strip_elements(root, GONE, with_tail=False)


def _join_to_next(paragraph: etree._Element) -> None:
    following = paragraph.getnext()
    if following is not None and following.tag == PARAGRAPH:
        following[:0] = paragraph[:]
        paragraph.getparent().remove(paragraph)
