"""The text part of an Office file, which is a zip archive of XML parts, read within bounds.

What the archive says of itself is not trusted: sizes are checked as declared and again as read. Office files have
no DTD, so one that has is refused and no entity is ever expanded; the parser stops at 256 levels of elements.
"""

import io
import re
import struct
import zipfile
import zlib

from lxml import etree

from pipeline.documents import Unreadable

ENTRY = b"PK\x01\x02"
MOST_ENTRIES = 5_000
MOST_BYTES, MOST_TAGS = 64_000_000, 1_000_000
"""Of one part; the text part of a report has some 250 KB and 20,000 tags."""
PACKED_AS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
IS_ENCRYPTED = 0x1
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    NotImplementedError,
)
"""What reading a damaged archive raises."""
STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
"""Names of the strict variant of the format, and the usual ones that they are read as."""
STRICT_NAMES, ROOT = b"http://purl.oclc.org/ooxml/", 8_192
"""What they begin with, and the bytes of a part that hold its root element, where they are declared."""
RUN_PROPERTIES = b"<w:rPr"
DRESSED = (b"tcPr", b"pPr", b"rPr", b"trPr", b"tblPrEx")
OF_A_RUN = re.compile(
    rb"<w:(?:vanish|vertAlign(?!\s[^<>]*baseline)|position|d?strike)\b(?!\s+w:val\s*=\s*[\"'](?:0|false|off)[\"'])"
    rb"|<w:color\s[^<>]*w:val\s*=\s*[\"'][Ff]{6}|<w:sz\s+w:val\s*=\s*[\"'][1-6][\"']"
)
"""In what a run may say of its text: hidden, raised, struck out, white or tiny. Without it runs are dissolved into
their paragraphs."""
MERGED = re.compile(rb"<w:(?:gridSpan|vMerge|hMerge)\b[^<>]*/>")
MERGES = re.compile(rb"gridSpan|vMerge|hMerge")
REVISED = re.compile(rb"<w:(?:del|moveFrom|cellDel|gridBefore|gridAfter|t|r)\b|</w:[tr]>|" + OF_A_RUN.pattern)
"""In properties that say more than how the text looks: how its cell is merged, or what was changed; and text, where the
end of some properties is broken and they seem to go on."""
RUN = re.compile(
    rb"<(?:/?w:(?:r|ins|moveTo|smartTag)(?:\s[^<>]*+)?"
    rb"|w:(?:proofErr|bookmarkStart|bookmarkEnd|lastRenderedPageBreak)\b[^<>]*/)>"
)
"""The tags of runs and of what is around several of them, and marks between them that print nothing."""
PARAGRAPH = re.compile(rb"<w:p\s[^<>]*+(?<!/)>")
"""Its attributes say when it was written."""
GOES_ON = re.compile(rb'</w:t>(?<!\s</w:t>)<w:t(?: xml:space="preserve")?>(?=[^<\s]*+<)')
"""Between two texts that are one, where no space at their edges might have to be dropped first."""
RELATIONSHIPS = "_rels/.rels"
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
IS_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
USUAL_DOCUMENT = "word/document.xml"
OTHER_KINDS = (
    ("xl/workbook.xml", "an Excel workbook (xlsx), which is not read yet; save the report as docx or HTML"),
    ("xl/workbook.bin", "an Excel workbook (xlsb), which is not read yet; save the report as docx or HTML"),
    ("ppt/presentation.xml", "a presentation (pptx), which is not read; save the report as docx or HTML"),
    ("ofd.xml", "an OFD file, which is not read yet; save the report as docx or HTML"),
    ("content.xml", "an OpenDocument file (odt or ods), which is not read; save the report as docx"),
)


class Package:
    """A zip archive by the names of its parts, which Office compares without regard to case."""

    def __init__(self, content: bytes) -> None:
        """Raises :class:`Unreadable` if ``content`` is no whole zip archive, or one of far too many entries."""
        if content.count(ENTRY) > MOST_ENTRIES:
            raise Unreadable(f"the zip archive has more than {MOST_ENTRIES} entries; give the report alone")
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except DAMAGE as damage:
            raise Unreadable(
                f"the zip archive (docx or other) is damaged or cut short ({damage}); get it again"
            ) from damage
        self._parts = {
            info.filename.replace("\\", "/").lstrip("/").lower(): info for info in self._archive.infolist()
        }

    def document(self) -> etree._Element:
        """The root of the text of a Word document (docx, docm, dotx, dotm), formatting left out.

        Raises :class:`Unreadable` if there is none, saying what the archive is instead, or if it is broken.
        """
        name = self._document_name()
        if name not in self._parts:
            raise Unreadable(f"the file is {self._kind()}")
        return self._root(name)

    def _document_name(self) -> str:
        if RELATIONSHIPS in self._parts:
            for relationship in self._root(RELATIONSHIPS).iter(RELATIONSHIP):
                target = relationship.get("Target", "").lstrip("/").lower()
                if relationship.get("Type") == IS_DOCUMENT and target.startswith("word/"):
                    return target
        return USUAL_DOCUMENT

    def _kind(self) -> str:
        for part, kind in OTHER_KINDS:
            if part in self._parts:
                return kind
        if RELATIONSHIPS in self._parts:
            return "an Office file without its text part; get it again"
        files = [name for name in self._parts if not name.endswith("/")]
        named = ", ".join(files[:3]) + (", …" if len(files) > 3 else "")
        return f"a zip archive of {len(files)} files ({named}) and no Word document; unpack it and give its files"

    def _root(self, name: str) -> etree._Element:
        content = self._bytes(name)
        if len(content) > MOST_TAGS and content.count(b"<") > MOST_TAGS:
            raise Unreadable(f"{name} in the file has more than {MOST_TAGS} tags, as no report has; not read")
        if STRICT_NAMES in content[:ROOT]:
            for strict, usual in STRICT:
                content = content.replace(strict, usual)
        content = PARAGRAPH.sub(b"<w:p>", _undressed(content))
        if RUN_PROPERTIES not in content or not OF_A_RUN.search(content):
            content = GOES_ON.sub(b"", RUN.sub(b"", content))
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True, collect_ids=False
        )
        try:
            root = etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError) as fault:
            raise Unreadable(
                f"{name} in the file is no XML that can be read ({fault}); open the file and save it again"
            ) from fault
        if root.getroottree().docinfo.internalDTD is not None:
            raise Unreadable(f"{name} in the file declares a DTD, which no Office program writes; not read")
        return root

    def _bytes(self, name: str) -> bytes:
        info = self._parts[name]
        if info.flag_bits & IS_ENCRYPTED:
            raise Unreadable("the zip archive is protected by a password; save the report without one")
        if info.compress_type not in PACKED_AS:
            raise Unreadable(f"{name} in the file is packed in a way that Office does not use; save it again")
        too_large = f"{name} in the file unpacks to more than {MOST_BYTES // 1_000_000} MB, as no report does"
        if info.file_size > MOST_BYTES:
            raise Unreadable(f"{too_large}; not read")
        try:
            with self._archive.open(info) as part:
                content = part.read(MOST_BYTES + 1)
        except DAMAGE as damage:
            raise Unreadable(f"{name} in the file is damaged ({damage}); get it again") from damage
        if len(content) > MOST_BYTES:
            raise Unreadable(f"{too_large}; not read")
        return content


def _undressed(content: bytes) -> bytes:
    """``content`` without the properties that say how the text looks and nothing else: most of a part, and most of the
    time to parse it. A document has few ways to dress its text, so each is looked at once."""
    for name in DRESSED:
        opening, closing = b"<w:%b>" % name, b"</w:%b>" % name
        *pieces, rest = content.split(closing)
        telling: dict[bytes, bytes] = {}
        kept = []
        last_dropped = closing  # with which no piece ends
        for piece in pieces:
            before = piece.removesuffix(last_dropped)
            if len(before) < len(piece):
                kept.append(before)
                continue
            before, found, properties = piece.rpartition(opening)
            if found and properties not in telling:
                told = _told(properties)
                telling[properties] = told and opening + told + closing
            if found and not telling[properties]:
                last_dropped = opening + properties
            kept.append(before + telling[properties] if found else piece + closing)
        content = b"".join([*kept, rest])
    return content


def _told(properties: bytes) -> bytes:
    """What of some properties is kept. What is broken in the rest goes unseen: no text stands there."""
    merged = MERGED.findall(properties)
    is_whole = len(merged) == len(MERGES.findall(properties))
    return b"".join(merged) if is_whole and not REVISED.search(properties) else properties
