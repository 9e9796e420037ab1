"""What a page of a report column lists, as far as coverage needs it: the years of the reports that it names.

A report that a list names and that no attempt was made for is not unpublished: a host is asked for so many pages a
night. Titles are told by their words, wherever they stand in the page: link, record or JSON.
"""

import re
import unicodedata
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.archive.captures import RENDERED, Capture
from pipeline.documents.charset import decode
from pipeline.readings import Key, Readings
from pipeline.sources import sources_digest
from pipeline.states import Outcome

VERSION = sources_digest(("coverage/listed.py", "documents/charset.py"), ())
SUCCESSES = (Outcome.OK, Outcome.UNCHANGED)

ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
PIECE = re.compile(r"""[^<>"'{}\[\]\r\n\t|]{8,80}""")
"""A stretch of text that may be a title: shorter ones say too little, longer ones are prose."""
TITLE = re.compile(r"(?:信息|政务)公开.{0,8}(?:年报|报告)|(?:年报|年度报告)")
YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?=\s*年)")
NO_REPORT = re.compile(
    r"通知|解读|图解|一图|读懂|指南|制度|通报|公告|关于做好|模板|网站|法治|依法行政|政府工作报告|执法|决算|预算|企业|半年|季度|统计"
)
SCRIPTED = re.compile(r"\$\.(?:ajax|get|post|getJSON)\s{0,9}\(|\baxios\b|\bfetch\s{0,9}\(|XMLHttpRequest")
"""What shows that a page asks for its content by script once it stands in a browser."""
EMPTY_BOX = re.compile(r"<(div|ul|ol|dl|tbody)\s([^<>]{0,400})>\s{0,99}</\1>", re.I)
BOX_TO_FILL = re.compile(
    r"\b(?:id|class)\s?=\s?[\"']?(?:(?:app|root)\b|[\w-]{0,30}(?:list|page|cont|news|result))", re.I
)


def link_year(capture: Capture) -> int | None:
    """The report year that the text of the link names, None without one or with several."""
    years = set(YEAR.findall(unicodedata.normalize("NFKC", capture.link_text or "")))
    return int(years.pop()) if len(years) == 1 else None


@dataclass(frozen=True, slots=True)
class Listed:
    """``years``: those of the reports that are named. ``scripted``: a script of the page asks for more."""

    years: frozenset[int]
    scripted: bool


def listed(content: bytes, media_type: str | None) -> Listed:
    """What the page names. ``media_type``: its HTTP ``Content-Type``, or None."""
    text, _ = decode(content, media_type)
    text = ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text)
    years = {
        int(found.pop())
        for piece in PIECE.findall(text)
        if TITLE.search(piece) and not NO_REPORT.search(piece) and len(found := set(YEAR.findall(piece))) == 1
    }
    return Listed(frozenset(years), asks_by_script(text))


def asks_by_script(text: str) -> bool:
    """Whether a script would put content into the page."""
    boxes = EMPTY_BOX.finditer(text)
    return bool(SCRIPTED.search(text)) or any(BOX_TO_FILL.search(box[2]) for box in boxes)


def list_pages(captures: Iterable[Capture]) -> dict[tuple[str, str], Capture]:
    """The last good capture of each list page, by site and URL."""
    return {
        (capture.site, capture.url): capture
        for capture in captures
        if capture.role == "list" and capture.outcome in SUCCESSES and capture.payload_sha256
    }


def key(payload_sha256: str) -> Key:
    """Where the reading cache keeps what a list page names."""
    return payload_sha256, f"list {VERSION}"


def by_site(captures: Iterable[Capture], readings: Readings) -> dict[str, Listed]:
    """What the lists of each site name, taken together; ``scripted`` where all of its pages are, and no browser was
    asked to show one."""
    found: dict[str, Listed] = {}
    for (site, url), capture in list_pages(captures).items():
        content = readings.content(key(capture.payload_sha256))
        if content is not None:
            one, before = _unpacked(content), found.get(site, Listed(frozenset(), True))
            scripted = before.scripted and one.scripted and not url.startswith(RENDERED)
            found[site] = Listed(before.years | one.years, scripted)
    return found


def pack(one: Listed) -> bytes:
    """As the reading cache keeps it."""
    return zlib.compress(f"{int(one.scripted)} {' '.join(map(str, sorted(one.years)))}".encode())


def _unpacked(content: bytes) -> Listed:
    scripted, *years = map(int, content.split())
    return Listed(frozenset(years), bool(scripted))
