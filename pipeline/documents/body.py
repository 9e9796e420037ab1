"""Which paragraphs of a page are its article.

The innermost element around the numbered headings holds it. It begins above the first heading with the prose and the
titles that stand there, links of the site's menus not between, and ends behind the last one where links, marks of an
end (上一篇, 打印) or, in an element that holds furniture as well, other elements begin. On a page without headings
trafilatura says where the article is; the words are those of our own paragraphs, in their order. It is given the page
without data tables and with layout tables turned into ``div``: in a table it would drop the prose. What it drops
inside the article, or right at its end, is taken back: one-word paragraphs (无。), signatures. What is furniture by its
words or by its links stays out.
"""

import logging
import re
from collections.abc import Sequence
from itertools import takewhile

import lxml.html
from lxml import etree
from trafilatura import bare_extraction

from pipeline.documents import links
from pipeline.documents.headings import NUMERAL, NUMERALS, heads_section
from pipeline.documents.lines import is_heading
from pipeline.documents.markup import TABLE_PART
from pipeline.documents.parts import Flow, Paragraph, is_link

FEWEST_HEADINGS = 3
LONGEST_FURNITURE = 80
FURNITURE = re.compile(
    r"当前位置|您(?:现在)?(?:所在)?的?位置|字\s*[体号]\s*[：:]|字号|浏览(?:次数|量)|阅读次数|访问量|点击(?:数|率|次数|量)"
    r"|发布(?:时间|日期|机构|单位)\s*[：:]|索\s*引\s*号|收藏"
)
FURNITURE_BEGINS = re.compile(r"\s*(?:(?:信息|文章|稿件)?来源|作者|编辑|审核|责任编辑)\s*[：:]")
END = re.compile(
    r"上一[篇条]|下一[篇条]|打印(?:本页|文章|此页|页面)|关闭(?:窗口|本页|页面)|分享(?:到|至|\s*[：:])|您是第|访问者|扫一扫"
    r"|责任编辑|版权所有|[Cc]opyright|(?:主办单位|主办|承办|技术支持)\s*[：:]|ICP备|公网安备|网站标识码|网站地图|联系我们"
    r"|返回(?:顶部|首页)|相关(?:阅读|链接|文章|文档|附件|新闻)|附件下载"
)
END_BEGINS = re.compile(r"\W*(?:打印(?:\W|$)|关闭\W*$)|\s*附件\s*[\d：:]")
MAY_BE_NUMBERED = re.compile(rf"[#\s]*[{NUMERALS}第（(\d]")
PROSE_OR_TITLE = re.compile("。|报告|年报")
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
        return _article(paragraphs, kept, len(paragraphs), root)
    content = _common_ancestor([heading.holder for heading in headings])
    inside = _inside(paragraphs, content, headings[0], headings[-1])
    numbered = {id(heading) for heading in headings}
    places = [position for position, paragraph in enumerate(inside) if id(paragraph) in numbered]
    start = _start(inside, places[0])
    is_clean = content.tag not in WHOLE_PAGE and all(map(_is_article, inside[: places[0]]))
    kept = [position >= start and (is_clean or position <= places[-1]) for position in range(len(inside))]
    return _article(inside, kept, places[-1], content)


def _start(inside: Sequence[Paragraph], heading: int) -> int:
    """Where prose and titles above the first heading begin; links and furniture of the article may stand between."""
    start = heading
    for position in range(heading - 1, max(-1, heading - MOST_ABOVE - 1), -1):
        paragraph = inside[position]
        if _is_article(paragraph):
            start = position
        elif is_link(paragraph) and not (_is_furniture(paragraph.text) or _is_end(paragraph.text)):
            break
    return start


def lines_above(page: Flow, article: Sequence[Paragraph]) -> list[str]:
    """The last lines above the article that are neither links nor furniture."""
    above = takewhile(lambda block: block is not article[0], page.blocks) if article else ()
    lines = [line for line in above if isinstance(line, Paragraph) and not is_link(line)]
    return [line.text.strip() for line in lines[-LINES_ABOVE:] if not _is_furniture(line.text)]


def _article(
    inside: Sequence[Paragraph], kept: Sequence[bool], last_heading: int, content: etree._Element
) -> list[Paragraph]:
    """From the first to the last kept paragraph, and on to an end mark while paragraphs stand beside the last one or
    are set as those between are: what follows may be a footer. Behind the last heading an end mark ends it."""
    positions = [
        position
        for position, is_kept in enumerate(kept)
        if is_kept and not _is_furniture(inside[position].text)
    ]
    has_more = bool(positions) and positions[-1] + 1 < len(inside)
    between = inside[positions[0] : positions[-1]] if has_more else ()
    usual = {_setting(paragraph, content) for paragraph in between}
    article: list[Paragraph] = []
    for position in range(_first(inside, positions[0]), len(inside)) if positions else ():
        paragraph = inside[position]
        beyond = position > positions[-1]
        if beyond and not (
            position == last_heading + 1
            or _are_beside(paragraph, inside[position - 1])
            or _setting(paragraph, content) in usual
        ):
            break
        if _is_end(paragraph.text) or is_link(paragraph):
            if beyond or position > last_heading:
                break
        elif not _is_furniture(paragraph.text):
            article.append(paragraph)
    return article


def _setting(paragraph: Paragraph, content: etree._Element) -> tuple[tuple[str, str | None], ...]:
    """The elements around a paragraph, by name and class."""
    around = takewhile(lambda element: element is not content, paragraph.holder.iterancestors())
    return tuple([(element.tag, element.get("class")) for element in (paragraph.holder, *around)])


def _first(inside: Sequence[Paragraph], kept: int) -> int:
    """A title broken over lines begins above the first paragraph that is kept, in short ones beside it."""
    first = kept
    while kept - first < MOST_TITLE_LINES and first and _may_be_title(inside[first - 1], inside[first]):
        first -= 1
    return first


def _may_be_title(paragraph: Paragraph, below: Paragraph) -> bool:
    return _are_beside(paragraph, below) and not (
        is_link(paragraph) or _is_furniture(paragraph.text) or _is_end(paragraph.text)
    )


def _is_heading(paragraph: Paragraph) -> bool:
    """Numbered, or numbered as headings of sections alone are: 一，总体情况, 第一部分 总体情况."""
    text = paragraph.text
    if not MAY_BE_NUMBERED.match(text) or is_link(paragraph):
        return False
    return is_heading(text) or (NUMERAL.match(text) and heads_section(text)) is not None


def _is_article(paragraph: Paragraph) -> bool:
    """Whether a paragraph above the headings can only be of the article: prose, or a title."""
    return PROSE_OR_TITLE.search(paragraph.text) is not None and not (
        is_link(paragraph) or _is_furniture(paragraph.text) or _is_end(paragraph.text)
    )


def _are_beside(paragraph: Paragraph, other: Paragraph) -> bool:
    return paragraph.holder.getparent() is other.holder.getparent() or paragraph.holder is other.holder


def _is_furniture(text: str) -> bool:
    return _is_short(text) and bool(FURNITURE_BEGINS.match(text) or FURNITURE.search(text))


def _is_end(text: str) -> bool:
    return _is_short(text) and bool(END_BEGINS.match(text) or END.search(text))


def _is_short(text: str) -> bool:
    return len(text) <= LONGEST_FURNITURE and "。" not in text


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
