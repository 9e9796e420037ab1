"""Bytes to text: which characters a page means, whatever it declares.

Pages declare ``gb2312`` and use characters of gbk and gb18030 (镕 喆 堃), declare one charset and send another,
or declare nothing. Decoding happens here, before any parser: an HTML parser that believes a wrong ``gb2312``
stops at the first character it does not know and says nothing.
"""

import codecs
import re
from contextlib import suppress

from pipeline.values import LOST

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DECLARATION = re.compile(
    rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""", re.I
)
DECLARED_WITHIN = 16_384
MEDIA_TYPE_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.I)
GB_FAMILY = frozenset({"gb2312", "gbk", "gb18030", "hz"})
UNTRUSTED = frozenset({"ascii", "iso8859-1", "cp1252"})  # what servers send for "not configured"
DETECTABLE = ("utf-8", "gb18030", "big5")
WIDE = ("utf-16-le", "utf-16-be")
WIDE_SHARE = 0.1  # of zero bytes: the ASCII of a page in UTF-16
COMMON = re.compile("[的一是在有和为人大中国府政信息公开年条例度报告县市镇乡区办理行申请情况，。、：（）]")
ENOUGH = 5
"""Hundredths of such characters that a wrong charset never gives, and a right one in which much is broken still
does."""
SAMPLE = 65_536
ASCII = bytes(range(128))


def decode(content: bytes, media_type: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The whole of ``content`` as text, and notes on what had to be assumed or replaced. Never cuts.

    Order of trust: byte order mark; strict UTF-8 (other Chinese charsets do not pass for it); what fits best, and of
    equals the charset of ``media_type`` (an HTTP ``Content-Type``) or of the document.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _finish(content[len(mark) :].decode(encoding, "replace"), encoding, ())
    declared = _declared(content, media_type)
    encoding, text = _choose(content, declared)
    notes = ()
    if declared and encoding != declared:
        notes = (f"the document declares {declared} but is {encoding}; read as {encoding}",)
    elif not declared and encoding != "utf-8":
        notes = (f"no charset declared; read as {encoding}",)
    return _finish(text, encoding, notes)


def _declared(content: bytes, media_type: str | None) -> str | None:
    names = MEDIA_TYPE_CHARSET.findall(media_type or "")
    names += [name.decode("ascii") for name in DECLARATION.findall(content[:DECLARED_WITHIN])]
    for name in names:
        try:
            known = codecs.lookup(name).name
            b"\xff".decode(known, "replace")
        except (LookupError, UnicodeError):  # a name that is no charset of text is as one unknown
            continue
        if known not in UNTRUSTED:
            return "gb18030" if known in GB_FAMILY else known
    return None


def _choose(content: bytes, declared: str | None) -> tuple[str, str]:
    """The encoding, and the text that it gives."""
    start = content[:SAMPLE]
    is_wide = start.count(b"\0") > WIDE_SHARE * len(start)
    if not is_wide:
        with suppress(UnicodeError):
            return "utf-8", content.decode()
    candidates = dict.fromkeys(filter(None, (declared, *DETECTABLE, *(WIDE if is_wide else ()))))
    telling = content[_first_beyond_ascii(content) :][:SAMPLE]
    fits: dict[str, tuple[int, int]] = {}
    for encoding in candidates:
        fits[encoding] = _plausibility(telling, encoding)
        if fits[encoding][0] >= ENOUGH:
            break
    likely = max(fits, key=fits.__getitem__)
    return likely, content.decode(likely, "replace")


def _first_beyond_ascii(content: bytes) -> int:
    """Its position, or the one before, since characters of two bytes begin at even ones."""
    return (len(content) - len(content.lstrip(ASCII))) & ~1


def _plausibility(sample: bytes, encoding: str) -> tuple[int, int]:
    """Hundredths of the bytes beyond ASCII that give characters which reports are made of: 12 and more in a report,
    0 in a wrong charset, however much of the right one is broken. Then what is broken, as a minus."""
    text = sample.decode(encoding, errors="replace")
    beyond = len(sample.translate(None, ASCII))
    return 100 * len(COMMON.findall(text)) // max(beyond, 1), -text.count(LOST) - text.count("\0")


def _finish(text: str, encoding: str, notes: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    broken = text.count(LOST)
    if broken:
        notes = (*notes, f"{broken} places are not valid {encoding} and were replaced by {LOST}")
    return text, notes
