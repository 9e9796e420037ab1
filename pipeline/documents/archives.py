"""Zip archives of documents: the reports of a county's organs in one file, each a document of its own.

Every file inside is one, whatever its name ends in: what is no report, or cannot be read, says so itself. Left out is
only what programs leave behind unasked. Office files are zip archives too, and are none of these. Names are those that
the archive gives, read as GB 18030 where they are not marked as UTF-8, which is what Chinese programs write. Bounded:
nothing is unpacked that is too large alone or with those before it, archives inside archives stay packed, and nothing
is written to disk.
"""

import io
import re
import zipfile
from collections.abc import Container, Iterator
from contextlib import suppress
from itertools import chain, count

from pipeline.documents import Unreadable, sniff
from pipeline.documents.package import DAMAGE, ENTRY, IS_ENCRYPTED, MOST_BYTES, MOST_ENTRIES

OFFICE = re.compile(r"\[content_types\]\.xml|_rels/\.rels|ofd\.xml|mimetype|word/.+|xl/.+|ppt/.+", re.I)
LEFT_BEHIND = re.compile(r"(?:^|/)(?:__MACOSX/|\.[^./]|~\$|(?:thumbs\.db|desktop\.ini)$)", re.I)
MARKED_UTF8 = 0x800
UNPRINTED = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\ud800-\udfff]")
MOST_UNPACKED = 256_000_000
"""Bytes that the documents of one archive may have, and the XML inside them: more than the largest archive that is
taken, so that only what is packed far tighter than reports are can reach it."""


def names(content: bytes) -> list[str]:
    """The documents in the archive, in its order; empty where ``content`` is none, or cannot be looked into."""
    return list(_documents(content))


def documents(content: bytes) -> Iterator[tuple[str, bytes | Unreadable]]:
    """Each of :func:`names` with what it holds, or why that cannot be had."""
    inside = _documents(content)
    if not inside:
        return
    left = MOST_UNPACKED
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name, info in inside.items():
            try:
                found = _unpacked(archive, info, left)
            except Unreadable as fault:
                yield name, fault
            else:
                left -= _work(found)
                yield name, found


def unpacked(content: bytes, name: str) -> bytes:
    """One document of the archive. Raises :class:`Unreadable` where it cannot be had."""
    found = next((found for other, found in documents(content) if other == name), None)
    if found is None:
        raise Unreadable(f"the zip archive holds no {name}")
    if isinstance(found, Unreadable):
        raise found
    return found


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: int) -> bytes:
    if info.flag_bits & IS_ENCRYPTED:
        raise Unreadable("the zip archive is protected by a password; save the report without one")
    if info.file_size > MOST_BYTES:
        raise Unreadable(
            f"the file unpacks to more than {MOST_BYTES // 1_000_000} MB, as no report does; not read"
        )
    if info.file_size > left:
        raise Unreadable(
            f"the zip archive unpacks to more than {MOST_UNPACKED // 1_000_000} MB with this file; unpack it and give "
            "the file alone"
        )
    try:
        return archive.read(info)
    except (*DAMAGE, RuntimeError) as damage:
        raise Unreadable(f"the file in the zip archive is damaged ({damage}); get it again") from damage


def _work(content: bytes) -> int:
    """Bytes to be read in a document: its own, and in an Office file the parts that are XML."""
    parts = []
    if sniff.is_zip(content):
        with suppress(*DAMAGE):
            parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    return len(content) + sum(part.file_size for part in parts if part.filename.lower().endswith(".xml"))


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
        if not name.endswith("/") and not LEFT_BEHIND.search(name):
            found[_unlike(name or "-", found)] = entry
    return found


def _unlike(name: str, others: Container[str]) -> str:
    """The name; where it is taken, with a number behind it."""
    names = chain([name], (f"{name} ({number})" for number in count(len(others) + 1)))
    return next(one for one in names if one not in others)


def _name(entry: zipfile.ZipInfo) -> str:
    name = entry.filename
    if not entry.flag_bits & MARKED_UTF8:
        with suppress(UnicodeError):  # else as the archive has it
            name = name.encode("cp437").decode("gb18030")
    return UNPRINTED.sub("", name.replace("\\", "/"))
