"""What bytes are, whatever the server calls them."""

import re

from pipeline.documents import Unreadable
from pipeline.documents.charset import REPLACEMENT

SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip file (docx, xlsx, ofd or an archive)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (doc, xls or wps)"),
    (b"{\\rtf", "an RTF file"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"\x89PNG", "a PNG image"),
    (b"GIF8", "a GIF image"),
    (b"Rar!", "a rar archive"),
    (b"\x1f\x8b", "gzip-compressed data"),
)
MARKUP = re.compile(
    r"<(?:!doctype\s+html|html|head|meta|title|body|div|table|tbody|tr|td|p|span|br|h[1-6]|ul|section|article)\b[^<>]*>",
    re.I,
)
LOOKED_AT = 16_384
MOST_RUBBISH = 0.1
CONTROL = re.compile(f"[\x00-\x08\x0e-\x1f\x7f{REPLACEMENT}]")
ADVICE = "save the report as HTML or plain text"


def refuse_unsupported(content: bytes) -> None:
    """Raises :class:`Unreadable` if ``content`` is empty or announces a type that cannot be read."""
    start = content[:1024].lstrip()
    if not start and not content.strip():
        raise Unreadable("the document is empty; fetch it again")
    for signature, name in SIGNATURES:
        if start.startswith(signature):
            raise Unreadable(f"the document is {name}, which is not read yet; {ADVICE}")


def refuse_rubbish(text: str) -> None:
    """Raises :class:`Unreadable` if more than a tenth of ``text`` are control or replaced characters."""
    looked_at = text[:LOOKED_AT]
    if len(CONTROL.findall(looked_at)) > MOST_RUBBISH * len(looked_at):
        raise Unreadable(f"the document is neither HTML nor text in a known charset; {ADVICE}")


def looks_like_html(text: str) -> bool:
    return MARKUP.search(text[:LOOKED_AT]) is not None
