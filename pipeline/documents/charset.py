"""Bytes to text: which characters a page means, whatever it declares.

Pages declare ``gb2312`` and use characters of gbk and gb18030 (镕 喆 堃), declare one charset and send another,
or declare nothing. Decoding happens here, before any parser: an HTML parser that believes a wrong ``gb2312``
stops at the first character it does not know and says nothing.
"""

import codecs
import re

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
COMMON = frozenset("的一是在有和为人大中国府政信息公开年条例度报告县市镇乡区办理行申请情况，。、：（）")
SAMPLE = 65_536
REPLACEMENT = "\ufffd"


def decode(content: bytes, media_type: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The whole of ``content`` as text, and notes on what had to be assumed or replaced. Never cuts.

    Order of trust: byte order mark; strict UTF-8 (other Chinese charsets do not pass for it); the charset of
    ``media_type`` (an HTTP ``Content-Type``) or of the document, if it decodes; what fits best.
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
        except LookupError:
            continue
        if known not in UNTRUSTED:
            return "gb18030" if known in GB_FAMILY else known
    return None


def _choose(content: bytes, declared: str | None) -> tuple[str, str]:
    """The encoding, and the text that it gives."""
    sample = content[:SAMPLE]
    is_wide = sample.count(b"\0") > WIDE_SHARE * len(sample)
    for encoding in filter(None, ("utf-8", declared)):
        if not is_wide and (text := _decoded(content, encoding)) is not None:
            return encoding, text
    candidates = dict.fromkeys(filter(None, (declared, *DETECTABLE, *(WIDE if is_wide else ()))))
    likely = max(candidates, key=lambda encoding: _plausibility(sample, encoding))
    return likely, content.decode(likely, "replace")


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeError:
        return None


def _plausibility(sample: bytes, encoding: str) -> float:
    """Share of characters that reports are made of, less what is broken; ASCII says nothing either way."""
    text = sample.decode(encoding, errors="replace")
    marked = [character for character in text if character > "\x7f" or character == "\0"]
    if not marked:
        return 0.0
    common = sum(character in COMMON for character in marked)
    broken = marked.count(REPLACEMENT) + marked.count("\0")
    return (common - 2 * broken) / len(marked)


def _finish(text: str, encoding: str, notes: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    broken = text.count(REPLACEMENT)
    if broken:
        notes = (*notes, f"{broken} places are not valid {encoding} and were replaced by {REPLACEMENT}")
    return text, notes
