"""What a page says of itself: meta tags, and what may be its title."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby

from lxml import etree

from pipeline.documents.parts import Flow, FlowTable, Paragraph, is_link

LONGEST_VALUE = 1_000
LONGEST_NAME = 1_000
"""Of a class or id that is looked at."""
LONGEST_TITLE, LONGEST_TAG = 120, 300
TITLE_TAGS = ("ucaptitle", "h1", "h2")
TITLE_CLASS = re.compile(r"title|biaoti|(?:^|[\s_-])(?:tit|bt|wzbt)(?:$|[\s_-])", re.I)
TITLE_METAS = ("articletitle", "og:title", "title")
_OF_SITE = r"\s*[-_|–—]+\s*[^-_|–—]*(?:网|政府|门户|平台|公开|年报|年度报告|专栏)[^-_|–—]*"
SITE_SUFFIX, SITE_SUFFIXES = re.compile(f"{_OF_SITE}$"), re.compile(f"(?:{_OF_SITE})+$")
"""What follows the title in the ``title`` tag: the name of the site, often behind that of the column."""


def metadata(root: etree._Element) -> dict[str, str]:
    """Content of the meta tags by lower-case name; the first of a name that says something counts."""
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = meta.get("name") or meta.get("property")
        content = (meta.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content[:LONGEST_VALUE])
    return found


def titles(root: etree._Element, metas: dict[str, str], page: Flow) -> tuple[str, ...]:
    """Candidates, the best first: title metas, title elements, paragraphs marked as title, the ``title`` tag. Below the
    last table of a page stand other titles."""
    candidates = [metas[name] for name in TITLE_METAS if name in metas]
    tables = [place for place, block in enumerate(page.blocks) if isinstance(block, FlowTable)]
    above = page.blocks[: tables[-1]] if tables else page.blocks
    paragraphs = [block for block in above if isinstance(block, Paragraph) and not is_link(block)]
    of_tag = {tag: [] for tag in TITLE_TAGS}
    for block in paragraphs:
        if (tag := block.holder.tag) in of_tag:
            of_tag[tag].append(block)
    for blocks in of_tag.values():
        candidates += _by_holder(blocks)
    candidates += _by_holder(block for block in paragraphs if _is_marked(block.holder))
    shown = root.findtext(".//title")
    if shown:
        tag = shown[:LONGEST_TAG]
        candidates += [SITE_SUFFIXES.sub("", tag), SITE_SUFFIX.sub("", tag), shown]
    trimmed = (" ".join(candidate.split()) for candidate in candidates)
    return tuple(dict.fromkeys(title for title in trimmed if 0 < len(title) <= LONGEST_TITLE))


def _by_holder(paragraphs: Iterable[Paragraph]) -> list[str]:
    """What each element says as a whole (titles are broken over lines), then its lines."""
    texts: list[str] = []
    for _, lines in groupby(paragraphs, key=lambda paragraph: paragraph.holder):
        parts = [line.text for line in lines]
        texts += ["".join(parts), *parts]
    return texts


def _is_marked(holder: etree._Element) -> bool:
    marks = holder.get("class"), holder.get("id")
    return marks != (None, None) and any(_is_of_title(mark[:LONGEST_NAME]) for mark in marks if mark)


@lru_cache(maxsize=1_024)
def _is_of_title(name: str) -> bool:
    return TITLE_CLASS.search(name) is not None
