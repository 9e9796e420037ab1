"""Zip archives of documents: the reports of a county's organs in one file, each a document of its own.

Office files are zip archives too, and are none of these. Names are those that the archive gives, read as GB 18030 where
they are not marked as UTF-8, which is what Chinese programs write. Bounded: nothing is unpacked that says or turns out
to be too large, archives inside archives stay packed, and nothing is written to disk.
"""

import io
import re
import zipfile
from contextlib import suppress

from pipeline.documents import Unreadable, sniff
from pipeline.documents.package import DAMAGE, ENTRY, IS_ENCRYPTED, MOST_BYTES, MOST_ENTRIES

OFFICE = re.compile(r"\[content_types\]\.xml|_rels/\.rels|ofd\.xml|mimetype|word/.+|xl/.+|ppt/.+", re.I)
DOCUMENT = re.compile(r"\.(?:docx?|docm|wps|pdf|xlsx?|et|ofd|rtf|txt|s?html?|mht)$", re.I)
HIDDEN = re.compile(r"(?:^|/)(?:__MACOSX/|\.[^./]|~\$)")
MARKED_UTF8 = 0x800
UNPRINTED = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\ud800-\udfff]")
MOST_DOCUMENTS = 500


def names(content: bytes) -> list[str]:
    """The documents in the archive, in its order; empty where ``content`` is none, or cannot be looked into."""
    return list(_documents(content))


def unpacked(content: bytes, name: str) -> bytes:
    """One document of the archive. Raises :class:`Unreadable` where it cannot be had."""
    info = _documents(content).get(name)
    if info is None:
        raise Unreadable(f"the zip archive holds no {name}")
    if info.flag_bits & IS_ENCRYPTED:
        raise Unreadable("the zip archive is protected by a password; save the report without one")
    if info.file_size > MOST_BYTES:
        raise Unreadable(
            f"the file unpacks to more than {MOST_BYTES // 1_000_000} MB, as no report does; not read"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(info) as member:
            found = member.read(MOST_BYTES + 1)
    except (*DAMAGE, RuntimeError) as damage:
        raise Unreadable(f"the file in the zip archive is damaged ({damage}); fetch it again") from damage
    if len(found) > MOST_BYTES:
        raise Unreadable(
            f"the file unpacks to more than {MOST_BYTES // 1_000_000} MB, as no report does; not read"
        )
    return found


def _documents(content: bytes) -> dict[str, zipfile.ZipInfo]:
    if not sniff.is_zip(content) or content.count(ENTRY) > MOST_ENTRIES:
        return {}
    try:
        entries = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except DAMAGE:
        return {}
    if any(OFFICE.fullmatch(entry.filename) for entry in entries):
        return {}
    found: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        name = _name(entry)
        if not entry.is_dir() and DOCUMENT.search(name) and not HIDDEN.search(name):
            found.setdefault(name, entry)
    return dict(list(found.items())[:MOST_DOCUMENTS])


def _name(entry: zipfile.ZipInfo) -> str:
    name = entry.filename
    if not entry.flag_bits & MARKED_UTF8:
        with suppress(UnicodeError):  # else as the archive has it
            name = name.encode("cp437").decode("gb18030")
    return UNPRINTED.sub("", name.replace("\\", "/"))
