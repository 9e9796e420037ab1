"""Which paragraphs of a page are its article.

trafilatura says where on the page the article is; the words are those of our own paragraphs, in their order.
It is given only the part of the page that holds the numbered headings (the whole page if there are none),
without data tables and with layout tables turned into ``div``: in a table it would drop the prose. What it drops
inside the article, or right at its end, is taken back: one-word paragraphs (无。), headings, signatures. What is
furniture by its words or by its links stays out.
"""

import logging
import re
from collections.abc import Sequence

import lxml.html
from lxml import etree
from trafilatura import bare_extraction

from pipeline.documents.flow import HEADING, TABLE_PART, Flow, Paragraph, is_link

FEWEST_HEADINGS = 3
LONGEST_FURNITURE = 80
FURNITURE = re.compile(
    r"当前位置|您(?:现在)?(?:所在)?的?位置|字\s*[体号]\s*[：:]|字号|浏览(?:次数|量)|阅读次数|访问量|点击(?:数|率|次数|量)"
    r"|^\s*(?:信息|文章|稿件)?来源\s*[：:]|发布(?:时间|日期|机构|单位)\s*[：:]|索\s*引\s*号|收藏|^\s*(?:作者|编辑|审核|责任编辑)\s*[：:]"
)
END = re.compile(
    r"上一[篇条]|下一[篇条]|打印(?:本页|文章|此页|页面)|^\W*打印\W|关闭(?:窗口|本页|页面)|^\W*(?:打印|关闭)\W*$|分享(?:到|至)|扫一扫"
    r"|责任编辑|版权所有|主办单位\s*[：:]|(?:主办|承办|技术支持)\s*[：:]|ICP备|公网安备|网站标识码|网站地图|联系我们"
    r"|返回(?:顶部|首页)|相关(?:阅读|链接|文章|文档|附件|新闻)|^\s*附件\s*[\d：:]|附件下载"
)
SPACES = re.compile(r"\s+")
LONG = 8
MOST_ELEMENTS = 20_000
"""What trafilatura is asked to judge; a report pasted from Word has some 2,000."""
WHOLE_PAGE = frozenset(("html", "body"))
DATA_TABLE = "data-table"
TURNED = frozenset(("table", *TABLE_PART))

logging.getLogger("trafilatura").addHandler(logging.NullHandler())


def select(root: etree._Element, page: Flow) -> list[Paragraph]:
    """Paragraphs of the article of ``page``, whose tree is ``root``. The tree is used up."""
    paragraphs = [block for block in page.blocks if isinstance(block, Paragraph) and block.text.strip()]
    headings = [paragraph for paragraph in paragraphs if _is_heading(paragraph)]
    if len(headings) < FEWEST_HEADINGS:
        kept = _kept(paragraphs, _article_text(root, page))
        return _article(paragraphs, kept, len(paragraphs), root)
    content = _common_ancestor([heading.holder for heading in headings])
    inside = [paragraph for paragraph in paragraphs if _is_in(paragraph.holder, content)]
    kept = [
        is_kept or _is_heading(paragraph)
        for paragraph, is_kept in zip(inside, _kept(inside, _article_text(content, page)), strict=True)
    ]
    last_heading = max(position for position, paragraph in enumerate(inside) if _is_heading(paragraph))
    return _article(inside, kept, last_heading, content)


def _article(
    inside: Sequence[Paragraph], kept: Sequence[bool], last_heading: int, content: etree._Element
) -> list[Paragraph]:
    """From the first to the last kept paragraph, and on to an end mark; in a whole page only while paragraphs
    stand beside the last one, for what follows may be a footer. Behind the last heading an end mark ends it."""
    positions = [position for position, is_kept in enumerate(kept) if is_kept]
    article: list[Paragraph] = []
    for position in range(positions[0], len(inside)) if positions else ():
        paragraph = inside[position]
        beyond = position > positions[-1]
        if beyond and content.tag in WHOLE_PAGE and not _are_beside(paragraph, inside[position - 1]):
            break
        if _matches(END, paragraph.text) or is_link(paragraph):
            if beyond or position > last_heading:
                break
        elif not _matches(FURNITURE, paragraph.text):
            article.append(paragraph)
    return article


def _is_heading(paragraph: Paragraph) -> bool:
    return HEADING.match(paragraph.text) is not None and not is_link(paragraph)


def _are_beside(paragraph: Paragraph, other: Paragraph) -> bool:
    return paragraph.holder.getparent() is other.holder.getparent() or paragraph.holder is other.holder


def _matches(pattern: re.Pattern, text: str) -> bool:
    return len(text) <= LONGEST_FURNITURE and "。" not in text and pattern.search(text) is not None


def _kept(paragraphs: Sequence[Paragraph], article: str) -> list[bool]:
    """A long paragraph is kept if the article has its text; a short one says too little to tell."""
    squeezed = (SPACES.sub("", paragraph.text) for paragraph in paragraphs)
    return [len(text) >= LONG and text in article for text in squeezed]


def _article_text(content: etree._Element, page: Flow) -> str:
    """What trafilatura takes for the article in ``content``, without white space; of a monster, everything."""
    if content.xpath("count(.//*)") > MOST_ELEMENTS:
        return SPACES.sub("", "".join(content.itertext()))
    for table in page.data_roots:
        table.tag = DATA_TABLE
    etree.strip_elements(content, DATA_TABLE, with_tail=False)
    for table in page.layout_roots:
        for element in [table, *table.iterdescendants(*TURNED)]:
            element.tag = "div"
            element.attrib.clear()
    whole = lxml.html.document_fromstring("<html><body></body></html>")
    whole.body.append(content)
    found = bare_extraction(whole, fast=True, include_comments=False, include_tables=False)
    return SPACES.sub("", "".join(found.body.itertext())) if found is not None else ""


def _common_ancestor(elements: Sequence[etree._Element]) -> etree._Element:
    """The innermost element that is around all of ``elements`` (and is none of them)."""
    paths = [[*element.iterancestors()][::-1] for element in elements]
    common = paths[0]
    for path in paths[1:]:
        shared = next((i for i, (a, b) in enumerate(zip(common, path, strict=False)) if a is not b), None)
        common = common[: min(len(common), len(path)) if shared is None else shared]
    return common[-1]


def _is_in(element: etree._Element, ancestor: etree._Element) -> bool:
    return element is ancestor or any(above is ancestor for above in element.iterancestors())
