"""Pages that come with status 200 and are none: they say that nothing is there, that something broke, or that we
are not wanted; or they are empty, and a script would fill them, or set a cookie and load them again.

A pure function of bytes and role. Only pages that show little else are judged by what they say: a report about
errors, or a page with news of one, is a page.
"""

import re
from collections.abc import Iterator

from crawler.fetching import apologies
from pipeline.documents import held
from pipeline.documents.charset import decode
from pipeline.states import Outcome

PAGE_TYPES = frozenset({"", "text/html", "application/xhtml+xml", "text/plain"})
LARGEST = 256 * 2**10
"""Bytes. What is larger shows more than an apology."""
SHORT = 300
"""Characters of visible text up to which a page is taken at its word."""
SHORT_TO_US = 800
"""The same where it speaks to the visitor: an apology within the frame of the site."""
WAITING = 20
"""Characters that a shell may show while it is being filled: 加载中…"""
ENDS = re.compile(rb"</(?:body|html)\s*>", re.I)
SCRIPT_OR_FAULT = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<script\b|<br />\s*<b>fatal error|fatal error:|traceback \(most|microsoft ole db)",
    re.I,
)
"""What comes without the end of a page and is judged all the same; fragments and data of lists are not."""
MARKED_WITHIN = 16_384
"""Bytes. A page this long with a firewall's mark only near its end is a page."""
MEANINGS = {
    Outcome.CHALLENGED: "a page that wants something done by hand",
    Outcome.BLOCKED: "a page that refuses us",
    Outcome.GONE: "a page that says that nothing is there",
    Outcome.SERVER_ERROR: "a page that is an error",
}
TAG = re.compile(r"<!--|-->|<(?:(script|style|noscript|title|template)\b[^<>]*>|/?[a-z!?][^<>]*>)", re.I)
TITLE = re.compile(r"<title[^<>]*>([^<]{,200})", re.I)
SPACE = re.compile(r"(?:\s|&nbsp;|&#160;)+")
SHOWS = re.compile(r"<(?:a|img|i?frame|object|embed|area|input|canvas)\b", re.I)
SCRIPT = re.compile(r"<script\b", re.I)
LEADS_ON = re.compile(r"\blocation\b|http-equiv\s*=\s*[\"']?refresh", re.I)
SETS_COOKIE = re.compile(r"\bdocument\s*\.\s*cookie\s*=|\bsetCookie\s*\(", re.I)
LOADS_AGAIN = re.compile(
    r"\blocation\s*\.\s*reload\s*\(|\blocation(?:\s*\.\s*href)?\s*=\s*(?:(?:window|self|document)\s*\.\s*)?location\b"
    r"|http-equiv\s*=\s*[\"']?refresh[\"']?\s+content\s*=\s*[\"']?\s*\d+\s*[\"'/>]"
    r"|\blocation\s*\.\s*(?:replace|assign)\s*\(\s*(?:(?:window|self|document)\s*\.\s*)?location\b",
    re.I,
)
FILLED_BY_SCRIPT = frozenset({"report", "attachment"})
"""Roles for which a page without content is nothing; others lead on by their scripts."""


def verdict(payload: bytes, content_type: str, role: str | None) -> tuple[Outcome, str] | None:
    """What a page that came as a success is in truth, and why; None for a page."""
    if len(payload) > LARGEST or content_type.partition(";")[0].strip().lower() not in PAGE_TYPES:
        return None
    is_page = ENDS.search(payload) is not None
    if not is_page and not SCRIPT_OR_FAULT.match(payload):
        return None
    text, _ = held.shown(decode(payload, content_type)[0])
    shown = _visible(text)
    return (
        _by_marks(payload, shown)
        or _by_words(shown if len(shown) > WAITING else f"{shown} {' '.join(apologies.ALERT.findall(text))}")
        or _by_title(text)
        or _by_emptiness(text, shown, role if is_page else None)
    )


def is_challenge(payload: bytes, content_type: str) -> bool:
    """Whether a firewall names itself in a page, whatever its status, that shows hardly anything else."""
    return bool(apologies.MARKS.search(payload[:MARKED_WITHIN])) and (
        len(payload) > LARGEST or _by_marks(payload, _visible(decode(payload, content_type)[0])) is not None
    )


def _visible(text: str) -> str:
    """What a page shows; of one that shows more than any rule looks at (``SHORT_TO_US``), only the beginning."""
    pieces, length = [], 0
    for piece in filter(str.strip, _shown(text)):
        pieces.append(piece)
        length += len(SPACE.sub("", piece))
        if length > SHORT_TO_US:
            break
    return SPACE.sub(" ", " ".join(pieces)).strip()


def _shown(text: str) -> Iterator[str]:
    """The text between tags, without what a browser hides. In linear time, whatever is left open."""
    lower, position = text.lower(), 0
    while tag := TAG.search(text, position):
        yield text[position : tag.start()]
        position = tag.end()
        if tag.group() == "<!--" or tag.group(1):
            close = f"</{tag.group(1).lower()}" if tag.group(1) else "--"
            position = lower.find(close, position)
            if position < 0:
                return
    yield text[position:]


def _by_marks(payload: bytes, shown: str) -> tuple[Outcome, str] | None:
    """Sites behind a firewall may have its scripts in every page; a challenge shows nothing else."""
    mark = apologies.MARKS.search(payload[:MARKED_WITHIN]) if len(shown) <= SHORT else None
    return (Outcome.CHALLENGED, f"a script challenge: {mark.group()[:40]!r}") if mark else None


def _by_title(text: str) -> tuple[Outcome, str] | None:
    title = TITLE.search(text)
    said = apologies.TITLE.match(title.group(1).strip()) if title else None
    return (Outcome(said.lastgroup), f"a page with the title {said.group()!r}") if said else None


def _by_words(shown: str) -> tuple[Outcome, str] | None:
    says = apologies.TO_US if len(shown) <= SHORT_TO_US else ()
    if len(shown) <= SHORT and not apologies.ABOUT_REPORTS.search(shown):
        says = (*says, *apologies.BRIEFLY)
    for outcome, words in says:
        if outcome is Outcome.CHALLENGED and apologies.SIGNS_IN.search(shown):
            continue
        if said := words.search(shown):
            return outcome, f"{MEANINGS[outcome]}: {said.group()!r}"
    return None


def _by_emptiness(text: str, shown: str, role: str | None) -> tuple[Outcome, str] | None:
    if len(shown) > WAITING or SHOWS.search(text):
        return None
    if SETS_COOKIE.search(text) and LOADS_AGAIN.search(text):
        return Outcome.CHALLENGED, "a script that sets a cookie and loads the page again"
    if LEADS_ON.search(text):
        return None
    if SCRIPT.search(text):
        return (
            (Outcome.EMPTY, "an empty shell, which a script would fill") if role in FILLED_BY_SCRIPT else None
        )
    return None if shown else (Outcome.EMPTY, "a page that shows nothing")
