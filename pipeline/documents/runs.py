"""The text of one WordprocessingML paragraph.

Runs are joined with nothing between (Word splits digits and words over them); raised, lowered and struck-out text
stands between the characters of :mod:`pipeline.documents.marks`; a fraction or power of a formula is in part lost.
Left out: the instructions of fields (their results stay), marks of notes and comments. Numerals of automatic numbering are made by Word and are not there.
"""

import re
from dataclasses import dataclass, field

from lxml import etree

from pipeline.documents import marks
from pipeline.documents.revisions import OFF, RUN, RUN_PROPERTIES, W
from pipeline.values import LOST

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

TEXT = frozenset((W + "t", MATH + "t"))
IN_LINE = frozenset(MATH + name for name in ("oMath", "oMathPara", "r", "t"))
"""What of a formula stands in the line as text does; fractions, powers and the like do not."""
MARKS = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
SYMBOL, TEXT_BOX = W + "sym", W + "txbxContent"
FIELD, INSTRUCTIONS = W + "fldChar", frozenset((W + "instrText", W + "fldSimple"))
OF_CONTENTS = re.compile(r"\s*(?:TOC|PAGEREF)\b")
PROPERTIES = frozenset(W + name for name in ("pPr", "rPr", "sdtPr", "rt"))
"""And ``rt``, the reading printed above a character."""
PICTURES = frozenset(W + name for name in ("object", "drawing", "pict"))
COLOR, SIZE = W + "color", W + "sz"
WHITE, TINY = "FFFFFF", frozenset("123456")
"""Text that may not be seen; sizes in half points."""
RAISED, POSITION, STRUCK = W + "vertAlign", W + "position", frozenset((W + "strike", W + "dstrike"))
OBJECTS = PICTURES | {W + "footnoteReference", W + "endnoteReference"}
SOURCE_SPACE = re.compile(r"[ \t\r\n]+")


@dataclass(slots=True)
class Runs:
    """What a paragraph holds. ``parts``: its text, line breaks as ``\\n``. ``boxes``: the contents of text boxes
    anchored in it. ``objects``: how many pictures, embedded objects and footnotes, whose text is not here;
    ``pictures``: without the footnotes.
    ``of_contents``: whether it is an entry of a table of contents, which repeats a heading with its page."""

    parts: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    objects: int = 0
    pictures: int = 0
    of_contents: bool = False
    mark: str | None = None  # of the open run: the tag that says the same in HTML
    instructions_open: list[bool] = field(default_factory=list)  # of open fields, the innermost last

    @property
    def text(self) -> str:
        return "" if self.of_contents else "".join(self.parts)


def read(paragraph: etree._Element) -> Runs:
    runs = Runs()
    _gather(paragraph, runs)
    return runs


def plain(paragraph: etree._Element) -> str | None:
    """The text of a paragraph that holds nothing but text, as most do; else None."""
    text = ""
    if not len(paragraph):
        return text
    for element in paragraph:
        tag = element.tag
        if tag in TEXT:
            written = _written(element)
            text = text + written if text else written
        elif tag not in PROPERTIES:
            return None
    return text


def _gather(holder: etree._Element, runs: Runs) -> None:
    for element in holder:
        tag = element.tag
        if tag in PROPERTIES:
            continue
        if tag in TEXT:
            written = _written(element)
            _add(f"{marks.opening(runs.mark)}{written}{marks.closing()}" if runs.mark else written, runs)
        elif tag in MARKS:
            _add(MARKS[tag], runs)
        elif tag == SYMBOL:
            _add(_symbol(element), runs)
        elif tag == FIELD:
            _field(element.get(W + "fldCharType"), runs)
        elif tag == TEXT_BOX:
            runs.boxes.append(element)
        else:
            if tag in INSTRUCTIONS:
                instruction = element.text or element.get(W + "instr") or ""
                runs.of_contents = runs.of_contents or OF_CONTENTS.match(instruction) is not None
            elif tag in OBJECTS:
                is_unread = next(element.iter(TEXT_BOX), None) is None
                runs.objects += is_unread
                runs.pictures += is_unread and tag in PICTURES
            elif tag.startswith(MATH) and not (tag in IN_LINE or tag.endswith("Pr")):
                _add(LOST, runs)
            outer, runs.mark = runs.mark, (tag == RUN and _mark(element)) or runs.mark
            _gather(element, runs)
            runs.mark = outer


def _mark(run: etree._Element) -> str | None:
    said = {part.tag: part.get(W + "val") for part in run.iterfind(f"{RUN_PROPERTIES}/*")}
    if any(tag in said and said[tag] not in OFF for tag in STRUCK):
        return "s"
    is_raised = said.get(RAISED) in ("superscript", "subscript") or said.get(POSITION, "0") not in OFF
    is_unseen = (said.get(COLOR) or "").upper() == WHITE or said.get(SIZE) in TINY
    return "sup" if is_raised or is_unseen else None


def _add(text: str, runs: Runs) -> None:
    if True not in runs.instructions_open:
        runs.parts.append(text)


def _written(element: etree._Element) -> str:
    text = element.text or ""
    if text.isalnum():
        return text
    stripped = text.strip(" \t\r\n")
    if len(stripped) < len(text) and element.get(SPACE) != "preserve":
        text = stripped
    return SOURCE_SPACE.sub(" ", text) if "\n" in text else text


def _symbol(element: etree._Element) -> str:
    """A character of a symbol font by its code, which says nothing without the font; kept to be seen."""
    try:
        return chr(int(element.get(W + "char", ""), 16))
    except (ValueError, OverflowError):
        return LOST


def _field(kind: str | None, runs: Runs) -> None:
    if kind == "begin":
        runs.instructions_open.append(True)
    elif runs.instructions_open and kind == "separate":
        runs.instructions_open[-1] = False
    elif runs.instructions_open and kind == "end":
        runs.instructions_open.pop()
