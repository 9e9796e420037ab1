"""Which paragraphs of a page are its article.

The innermost element around the numbered headings holds it. It begins above the first heading with the prose and the
titles that stand there, links of the site's menus not between. From heading to heading all is of the report but what
can be nothing else than furniture. Behind the last one it ends at what stands only behind articles (上一篇, 备案号); at
what mostly does (附件, links), unless a signature follows; and, in an element that holds furniture as well, where other
elements begin. On a page without headings trafilatura says where the article is; the words are those of our own
paragraphs, in their order. It is given the page without data tables and with layout tables turned into ``div``: in a
table it would drop the prose. What it drops inside the article, or right at its end, is taken back: one-word
paragraphs (无。), signatures. What is furniture by its words or by its links stays out.
"""

import logging
import re
from collections.abc import Callable, Sequence
from itertools import takewhile

import lxml.html
from lxml import etree
from trafilatura import bare_extraction

from pipeline.documents import furniture, links
from pipeline.documents.headings import NUMERAL, NUMERALS, heads_section
from pipeline.documents.lines import is_heading
from pipeline.documents.markup import TABLE_PART
from pipeline.documents.parts import Flow, Paragraph, is_link

FEWEST_HEADINGS = 3
MAY_BE_NUMBERED = re.compile(rf"[#\s]*[{NUMERALS}第（(\d]")
OF_SECTION = re.compile(rf"[#\s]*[{NUMERALS}第]")
PROSE_OR_TITLE = re.compile("。|报告|年报")
SENTENCE, SAYS_MORE = "。", re.compile("[。，；：]")
"""A link with either is more than a name of what it leads to."""
SPACES = re.compile(r"\s+")
LONG = 8
MOST_TITLE_LINES, LINES_ABOVE, MOST_ABOVE = 4, 8, 20
MOST_ELEMENTS, MOST_TEXT = 20_000, 300_000
"""What trafilatura is asked to judge; a report has some 2,000 elements and 10,000 characters."""
WHOLE_PAGE = frozenset(("html", "body"))
DATA_TABLE = "data-table"
TURNED = frozenset(("table", *TABLE_PART))

logging.getLogger("trafilatura").addHandler(logging.NullHandler())


def select(root: etree._Element, page: Flow) -> list[Paragraph]:
    """Paragraphs of the article of ``page``, whose tree is ``root``. The tree is used up."""
    captions = {element for caption in [*root.iter("caption")] for element in caption.iter()}
    paragraphs = [
        block
        for block in page.blocks
        if isinstance(block, Paragraph)
        and block.text.strip()
        and not (captions and block.holder in captions and heads_section(block.text) is None)
    ]
    headings = [paragraph for paragraph in paragraphs if _is_heading(paragraph)]
    if len(headings) < FEWEST_HEADINGS:
        kept = _kept(paragraphs, root, page)
        return _article(paragraphs, kept, range(0), root)
    content = _common_ancestor([heading.holder for heading in headings])
    inside = _inside(paragraphs, content, headings[0], headings[-1])
    numbered = {id(heading) for heading in headings}
    places = [position for position, paragraph in enumerate(inside) if id(paragraph) in numbered]
    last = next((place for place in reversed(places) if _is_of_section(inside[place].text)), places[-1])
    start = _start(inside, places[0])
    is_clean = content.tag not in WHOLE_PAGE and all(map(_is_article, inside[: places[0]]))
    kept = [position >= start and (is_clean or position <= places[-1]) for position in range(len(inside))]
    return _article(inside, kept, range(places[0], last + 1), content)


def _start(inside: Sequence[Paragraph], heading: int) -> int:
    """Where prose and titles above the first heading begin; links and furniture of the article may stand between."""
    start = heading
    for position in range(heading - 1, max(-1, heading - MOST_ABOVE - 1), -1):
        paragraph = inside[position]
        if _is_article(paragraph):
            start = position
        elif is_link(paragraph) and not furniture.is_of_site(paragraph.text):
            break
    return start


def lines_above(page: Flow, article: Sequence[Paragraph]) -> list[str]:
    """The last lines above the article that are neither links nor furniture."""
    above = takewhile(lambda block: block is not article[0], page.blocks) if article else ()
    lines = [line for line in above if isinstance(line, Paragraph) and not is_link(line)]
    return [line.text.strip() for line in lines[-LINES_ABOVE:] if not furniture.is_furniture(line.text)]


def _article(
    inside: Sequence[Paragraph], kept: Sequence[bool], headed: range, content: etree._Element
) -> list[Paragraph]:
    """From the first to the last kept paragraph, and on to where it ends, without furniture. ``headed``: from the
    first heading to the last, where only what can be nothing else is furniture."""
    positions = [position for position, is_kept in enumerate(kept) if is_kept]
    first, last = (
        next((place for place in places if not furniture.is_furniture(inside[place].text)), None)
        for places in (positions, reversed(positions))
    )
    if first is None or last is None:
        return []
    start, stop = (headed.start, headed.stop) if headed else (last + 1, last + 1)
    end = _end(inside, range(first, stop - 1), max(last, headed.stop), content)
    return [
        *(line for line in inside[_first(inside, first) : start] if not _is_of_site(line)),
        *(line for line in inside[start:stop] if not _is_inserted(line, furniture.is_nothing_else)),
        *(line for line in inside[stop:end] if not _is_inserted(line, furniture.is_furniture)),
    ]


def _end(inside: Sequence[Paragraph], report: range, certain: int, content: etree._Element) -> int:
    """Where the article ends behind the last heading, at the end of ``report``: at a line that stands behind articles
    alone; at one that mostly does (附件, a link), unless a signature follows; and, behind such a line or the
    ``certain`` ones, at what is neither beside the line above nor set as those of the report: it may be a footer."""
    usual: set = set()
    may_end = None
    is_signed = False
    for position in range(report.stop + 1, len(inside)):
        paragraph, above = inside[position], inside[position - 1]
        if (position > certain or may_end is not None) and not _are_beside(paragraph, above):
            usual = usual or {_setting(line, content) for line in inside[report.start : report.stop]}
            if _setting(paragraph, content) not in usual:
                break
        if furniture.is_end(paragraph.text):
            break
        if _may_be_end(paragraph):
            if is_signed:
                break
            may_end = position if may_end is None else may_end
        elif furniture.is_signature(above.text, paragraph.text):
            may_end, is_signed = None, True
    else:
        position = len(inside)
    return position if may_end is None else may_end


def _may_be_end(paragraph: Paragraph) -> bool:
    text = paragraph.text
    is_name = is_link(paragraph) and SENTENCE not in text
    return is_name or furniture.may_be_end(text) or furniture.is_nothing_else(text)


def _is_inserted(paragraph: Paragraph, is_furniture: Callable[[str], bool]) -> bool:
    """Whether a paragraph inside the article is none of it: furniture, or a link that names what it leads to."""
    text = paragraph.text
    is_name = is_link(paragraph) and (furniture.is_furniture(text) or not SAYS_MORE.search(text))
    return is_name or is_furniture(text)


def _is_of_site(paragraph: Paragraph) -> bool:
    return is_link(paragraph) or furniture.is_of_site(paragraph.text)


def _is_of_section(text: str) -> bool:
    return OF_SECTION.match(text) is not None or heads_section(text) is not None


def _setting(paragraph: Paragraph, content: etree._Element) -> tuple[tuple[str, str | None], ...]:
    """The elements around a paragraph, by name and class."""
    around = takewhile(lambda element: element is not content, paragraph.holder.iterancestors())
    return tuple([(element.tag, element.get("class")) for element in (paragraph.holder, *around)])


def _first(inside: Sequence[Paragraph], kept: int) -> int:
    """A title broken over lines begins above the first paragraph that is kept, in short ones beside it."""
    first = kept
    while kept - first < MOST_TITLE_LINES and first:
        above = inside[first - 1]
        if not _are_beside(above, inside[first]) or _is_of_site(above):
            break
        first -= 1
    return first


def _is_heading(paragraph: Paragraph) -> bool:
    """Numbered, or numbered as headings of sections alone are: 一，总体情况, 第一部分 总体情况."""
    text = paragraph.text
    if not MAY_BE_NUMBERED.match(text) or is_link(paragraph):
        return False
    return is_heading(text) or (NUMERAL.match(text) and heads_section(text)) is not None


def _is_article(paragraph: Paragraph) -> bool:
    """Whether a paragraph above the headings can only be of the article: prose, or a title."""
    return PROSE_OR_TITLE.search(paragraph.text) is not None and not _is_of_site(paragraph)


def _are_beside(paragraph: Paragraph, other: Paragraph) -> bool:
    return paragraph.holder.getparent() is other.holder.getparent() or paragraph.holder is other.holder


def _kept(paragraphs: Sequence[Paragraph], content: etree._Element, page: Flow) -> list[bool]:
    """A long paragraph is kept if trafilatura's article has its text; a short one says too little to tell.

    Of a monster, and where trafilatura fails, everything is kept; the notes of ``page`` say so.
    """
    squeezed = [SPACES.sub("", paragraph.text) for paragraph in paragraphs]
    elements = content.xpath("count(.//*)") + links.count(content)
    if elements > MOST_ELEMENTS or sum(map(len, squeezed)) > MOST_TEXT:
        page.notes.append("the page is too large to tell its article from its furniture")
        return [True] * len(squeezed)
    try:
        article = _article_text(content, page)
    except Exception as fault:  # a library on hostile input; the page is still read, and the note says how
        page.notes.append(f"the article was not told from the furniture: {type(fault).__name__}: {fault}")
        return [True] * len(squeezed)
    return [len(text) >= LONG and text in article for text in squeezed]


def _article_text(content: etree._Element, page: Flow) -> str:
    """What trafilatura takes for the article in ``content``, without white space."""
    for table in page.data_roots:
        table.tag = DATA_TABLE
    etree.strip_elements(content, DATA_TABLE, with_tail=False)
    for table in page.layout_roots:
        for element in [table, *table.iterdescendants(*TURNED)]:
            element.tag = "div"
            element.attrib.clear()
    whole = lxml.html.document_fromstring("<html><body><div></div></body></html>")
    links.restore(content)
    whole.body[0].append(content)
    found = bare_extraction(whole, fast=True, include_comments=False, include_tables=False)
    return SPACES.sub("", "".join(found.body.itertext())) if found is not None else ""


def _common_ancestor(elements: Sequence[etree._Element]) -> etree._Element:
    """The innermost element that holds all of ``elements`` (which may be that element itself)."""
    paths = [[*reversed([*element.iterancestors()]), element] for element in elements]
    common = paths[0]
    for path in paths[1:]:
        shared = (above for above, other in zip(common, path, strict=False) if above is other)
        common = list(shared)
    return common[-1]


def _inside(
    paragraphs: Sequence[Paragraph], content: etree._Element, first: Paragraph, last: Paragraph
) -> list[Paragraph]:
    """The paragraphs of ``content``, which stand together around two that are known to be in it."""
    start, end = paragraphs.index(first), paragraphs.index(last) + 1
    while start and _is_in(paragraphs[start - 1].holder, content):
        start -= 1
    while end < len(paragraphs) and _is_in(paragraphs[end].holder, content):
        end += 1
    return list(paragraphs[start:end])


def _is_in(element: etree._Element, ancestor: etree._Element) -> bool:
    return element is ancestor or any(above is ancestor for above in element.iterancestors())
