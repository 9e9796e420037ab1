"""What bytes are, whatever the server calls them."""

import re

from pipeline.documents import Unreadable
from pipeline.values import LOST

SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"{\\rtf", "an RTF file"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"\x89PNG", "a PNG image"),
    (b"GIF8", "a GIF image"),
    (b"Rar!", "a rar archive"),
    (b"\x1f\x8b", "gzip-compressed data"),
)
EMPTY_ZIP = b"PK\x05\x06"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_KINDS = (
    ("EncryptedPackage", "an Office file protected by a password; save it without one"),
    ("WordDocument", "an old Word file (doc or wps), which is not read yet; open it and save it as docx"),
    ("Workbook", "an old Excel file (xls or et), which is not read yet; save the report as docx or HTML"),
)
"""Office files before docx, and encrypted ones, are OLE files; the names of their streams tell them apart."""
MARKUP = re.compile(
    r"<(?:!doctype\s+html|html|head|meta|title|body|div|table|tbody|tr|td|p|span|br|h[1-6]|ul|section|article)"
    r"\b[^<>]*>",
    re.I,
)
LOOKED_AT = 16_384
MOST_RUBBISH = 0.1
CONTROL = re.compile(f"([\x00-\x08\x0e-\x1f\x7f{LOST}])\\1*")
ADVICE = "save the report as docx, HTML or plain text"


def refuse_unsupported(content: bytes) -> None:
    """Raises :class:`Unreadable` if ``content`` is empty or announces a type that cannot be read."""
    start = content[:1024].lstrip()
    if not start and not content.strip():
        raise Unreadable("the document is empty; get it again")
    if start.startswith(EMPTY_ZIP):
        raise Unreadable("the zip archive holds nothing; get it again")
    if start.startswith(OLE):
        raise Unreadable(f"the document is {_ole_kind(content)}")
    for signature, name in SIGNATURES:
        if start.startswith(signature):
            raise Unreadable(f"the document is {name}, which is not read yet; {ADVICE}")


def is_zip(content: bytes) -> bool:
    """A docx is one; so are xlsx and ofd."""
    return content.startswith(b"PK\x03\x04")


def _ole_kind(content: bytes) -> str:
    for stream, kind in OLE_KINDS:
        if stream.encode("utf-16-le") in content:
            return kind
    return f"an old Office file (doc, xls or wps), which is not read yet; {ADVICE}"


def refuse_rubbish(text: str) -> None:
    """Raises :class:`Unreadable` if more than a tenth of ``text`` are control or replaced characters; one of them many
    times over is one place where a document is broken."""
    looked_at = CONTROL.sub(LOST, text[:LOOKED_AT])
    if looked_at.count(LOST) > MOST_RUBBISH * len(looked_at):
        raise Unreadable(f"the document is neither HTML nor text in a known charset; {ADVICE}")


def looks_like_html(text: str) -> bool:
    return MARKUP.search(text[:LOOKED_AT]) is not None
