"""Links as characters in the text: half the elements of a page are links of its furniture, and a tree without them
is built and walked in half the time.

A link that holds text alone is written into the text, between two characters that no text has; any other link, and
one with a style, stays an element. What leads nowhere and is text of the article all the same is no link: an anchor
(``<a name="…">``), and a sentence around which an editor left an ``<a>`` without an address. Words with a script
behind them, or with a place in the page (a table of contents), are a link.
"""

import re
from collections.abc import Iterable

from lxml import etree

OPEN, CLOSE = "\ufdd3", "\ufdd4"
OF_TEXT = re.compile(r"<[aA]\s([^<>]*+)>([^<>]*+)</[aA]\s*>")
HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+))""", re.I)
NAME = re.compile(r"\b(?:name|id)\s*=", re.I)
NOWHERE = ("#", "javascript:")
SENTENCE = "。"
STYLES = ("style", "hidden")
WRITTEN = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*+){CLOSE}")


def write(source: str) -> str:
    """The source of a page with its links of text written into the text."""
    pieces = OF_TEXT.split(source.replace(OPEN, "").replace(CLOSE, ""))
    attributes, texts = pieces[1::3], pieces[2::3]
    written = [
        text
        if (SENTENCE in text or "href" not in said) and not _is_written_link(said, text)
        else f"{OPEN}{text}{CLOSE}"
        for said, text in zip(attributes, texts, strict=True)
    ]
    if _is_styled(" ".join(attributes)):
        for place, said in enumerate(attributes):
            if _is_styled(said):
                written[place] = f"<a {said}>{texts[place]}</a>"
    del pieces[2::3]
    pieces[1::2] = written
    return "".join(pieces)


def is_link(element: etree._Element) -> bool:
    is_named = element.get("name") is not None or element.get("id") is not None
    return _is_link(element.get("href"), is_named and element.get("onclick") is None, element.itertext())


def _is_written_link(attributes: str, text: str) -> bool:
    href = HREF.search(attributes)
    is_named = NAME.search(attributes) is not None and "onclick" not in attributes.lower()
    return _is_link("".join(filter(None, href.groups())) if href else None, is_named, [text])


def _is_link(href: str | None, is_named: bool, texts: Iterable[str]) -> bool:
    if href is None and is_named:
        return False
    leads_away = not ((href or "").strip().lower() or "#").startswith(NOWHERE)
    return leads_away or not any(SENTENCE in text for text in texts)


def _is_styled(attributes: str) -> bool:
    lower = attributes.lower()
    return any(name in lower for name in STYLES)


def read(text: str) -> tuple[str, int]:
    """``text`` as it is shown, and how many of its characters are those of links."""
    before, _, rest = text.partition(OPEN)
    link, _, behind = rest.partition(CLOSE)
    if OPEN not in behind:
        return before + link + behind, len(link.strip())
    first, *rest = text.split(OPEN)
    links = [link.partition(CLOSE) for link in rest]
    shown = "".join([first, *(link + behind for link, _, behind in links)])
    return shown, sum([len(link.strip()) for link, _, _ in links])


def count(tree: etree._Element) -> int:
    """How many links are written into the text of ``tree``."""
    return sum(text.count(OPEN) for text in tree.itertext())


def restore(tree: etree._Element) -> None:
    """Makes elements again of the links that are written into the text of ``tree``."""
    for element in list(tree.iter()):
        if element.tail and OPEN in element.tail:
            before, *links = _elements(element.tail)
            element.tail = before
            parent, place = element.getparent(), element.getparent().index(element) + 1
            parent[place:place] = links
        if element.text and OPEN in element.text:
            element.text, *links = _elements(element.text)
            element[:0] = links


def _elements(text: str) -> list:
    """The text before the first link, and the links, each with the text behind it."""
    before, *rest = WRITTEN.split(text)
    links = []
    for words, behind in zip(rest[::2], rest[1::2], strict=True):
        link = etree.Element("a", href="#")
        link.text, link.tail = words, behind
        links.append(link)
    return [before, *links]
