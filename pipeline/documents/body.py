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

from pipeline.documents.flow import HEADING, TABLE_PART, Flow, Paragraph

FEWEST_HEADINGS = 3
LONGEST_FURNITURE = 80
FURNITURE = re.compile(
    r"当前位置|您(?:现在)?(?:所在)?的?位置|字\s*[体号]\s*[：:]|字号|浏览(?:次数|量)|阅读次数|访问量|点击(?:数|率|次数|量)"
    r"|^\s*(?:信息|文章|稿件)?来源\s*[：:]|发布(?:时间|日期|机构|单位)\s*[：:]|索\s*引\s*号|收藏|^\s*(?:作者|编辑|审核|责任编辑)\s*[：:]"
)
END = re.compile(
    r"上一[篇条]|下一[篇条]|打印(?:本页|文章|此页)?|关闭(?:窗口|本页)?|分享(?:到|至)|扫一扫|扫码|责任编辑|版权所有|主办单位|主办[：:]"
    r"|承办(?:单位)?[：:]|ICP备|公网安备|网站标识码|网站地图|联系我们|返回(?:顶部|首页)|相关(?:阅读|链接|文章|文档|信息|解读|附件|新闻)"
    r"|^\s*附件\s*[\d：:]|附件下载|Produced\s+By|技术支持"
)
SPACES = re.compile(r"\s+")
LONG = 8
DATA_TABLE = "data-table"
TURNED = frozenset(("table", *TABLE_PART))

logging.getLogger("trafilatura").addHandler(logging.NullHandler())


def select(root: etree._Element, page: Flow) -> tuple[str, ...]:
    """Paragraphs of the article of ``page``, whose tree is ``root``. The tree is used up."""
    paragraphs = [block for block in page.blocks if isinstance(block, Paragraph) and block.text.strip()]
    headings = [paragraph for paragraph in paragraphs if HEADING.match(paragraph.text)]
    if len(headings) < FEWEST_HEADINGS:
        headings = []
    content = _common_ancestor([heading.holder for heading in headings]) if headings else root
    inside = [paragraph for paragraph in paragraphs if not headings or _is_in(paragraph.holder, content)]
    parents = [paragraph.holder.getparent() for paragraph in inside]
    kept = _kept(inside, _article_text(content, page))
    last_heading = max((i for i, paragraph in enumerate(inside) if HEADING.match(paragraph.text)), default=-1)
    if last_heading >= 0 and headings:
        kept[last_heading] = True
    return tuple(p.text.strip() for p in _article(inside, parents, kept, last_heading if headings else None))


def _article(
    inside: Sequence[Paragraph],
    parents: Sequence[etree._Element],
    kept: Sequence[bool],
    last_heading: int | None,
) -> list[Paragraph]:
    """From the first to the last kept paragraph, and on while paragraphs stand beside it, up to an end mark."""
    positions = [position for position, is_kept in enumerate(kept) if is_kept]
    if not positions:
        return []
    article: list[Paragraph] = []
    last = positions[-1]
    for position in range(positions[0], len(inside)):
        paragraph = inside[position]
        beyond = last_heading is not None and position > last_heading
        if position > last and parents[position] is not parents[last]:
            break
        if _matches(END, paragraph.text) or _is_linked(paragraph):
            if beyond or position > last:
                break
            continue
        if not _matches(FURNITURE, paragraph.text):
            article.append(paragraph)
    return article


def _matches(pattern: re.Pattern, text: str) -> bool:
    return len(text) <= LONGEST_FURNITURE and "。" not in text and pattern.search(text) is not None


def _is_linked(paragraph: Paragraph) -> bool:
    return paragraph.linked * 2 > len(paragraph.text.strip())


def _kept(paragraphs: Sequence[Paragraph], article: str) -> list[bool]:
    """A long paragraph is kept if the article has its text; a short one says too little to tell."""
    squeezed = (SPACES.sub("", paragraph.text) for paragraph in paragraphs)
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
