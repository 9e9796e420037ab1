"""Members of one WARC file, the damaged stretches between them told by place and kind.

Each record of the archive is a gzip member of its own. Libraries return the record that a crash cut short as if
it were whole; the checksum at the end of a gzip member says whether it is, so members are taken apart here and
only whole ones reach the parser.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pipeline.states import Damage

MAGIC = b"\x1f\x8b\x08"
RECORD_START = b"WARC/1."
END_OF_HEAD = b"\r\n\r\n"
MAX_MEMBER = 256 * 2**20
"""Bytes that a record may have when unpacked: far above the largest download, far below a machine's memory."""
CHUNK = 32 * 2**10


@dataclass(frozen=True, slots=True)
class Member:
    """A whole record: where it lies in the file (compressed bytes) and what it holds."""

    offset: int
    length: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a stretch of a file, from byte ``offset`` on, in words."""

    warc_file: str
    offset: int
    kind: Damage
    message: str

    def __str__(self) -> str:
        return f"{self.warc_file}, offset {self.offset}: {self.kind}: {self.message}"


class NotAMember(ValueError):
    """No whole gzip member starts here."""


class CutShort(NotAMember):
    """The file ends inside the member."""


def members(path: Path, start: int = 0) -> Iterator[Member | Problem]:
    """Every record of the file from byte ``start`` on, in order, and a problem for each stretch between them."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        offset = start
        while offset < size:
            try:
                member = member_at(file, offset)
            except NotAMember as fault:
                following = _next_member(file, offset + 1)
                torn = following is None and (isinstance(fault, CutShort) or _is_blank(file, offset))
                yield Problem(path.name, offset, Damage.TORN if torn else Damage.DAMAGED, str(fault))
                offset = size if following is None else following
            else:
                yield member
                offset += member.length


def member_at(file: BinaryIO, offset: int, limit: int = MAX_MEMBER) -> Member:
    """The member that starts at ``offset``; raises :class:`NotAMember` where there is no whole one."""
    file.seek(offset)
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    content = bytearray()
    taken = 0
    while not unpacker.eof:
        chunk = file.read(CHUNK)
        if not chunk:
            raise CutShort(f"the file ends after {taken} bytes of a record")
        taken += len(chunk)
        try:
            content += unpacker.decompress(chunk, limit - len(content) + 1)
        except zlib.error as error:
            raise NotAMember(f"not a whole gzip member: {error}") from error
        if len(content) > limit:
            raise NotAMember(f"a record of more than {limit} bytes")
    return Member(offset, taken - len(unpacker.unused_data), bytes(content))


def fields_of(head: bytes) -> dict[str, str]:
    """The named fields of a record's head, or of a body of fields, by name in lower case."""
    lines = (line.partition(":") for line in head.decode("utf-8", "replace").splitlines())
    return {name.strip().lower(): value.strip() for name, colon, value in lines if colon}


def _is_blank(file: BinaryIO, offset: int) -> bool:
    """Whether zeros alone follow: what a file system puts in place of bytes that a power cut lost."""
    file.seek(offset)
    while block := file.read(2**20):
        if block.strip(b"\0"):
            return False
    return True


def _next_member(file: BinaryIO, start: int) -> int | None:
    """Where the next member that begins as a WARC record starts, whole or not; None up to the end of the file."""
    position, kept = start, b""
    while True:
        file.seek(position)
        block = file.read(2**20)
        if not block:
            return None
        window, base = kept + block, position - len(kept)
        found = window.find(MAGIC)
        while found >= 0:
            if _begins_record(file, base + found):
                return base + found
            found = window.find(MAGIC, found + 1)
        position += len(block)
        kept = window[-len(MAGIC) + 1 :]


def _begins_record(file: BinaryIO, offset: int) -> bool:
    file.seek(offset)
    try:
        head = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16).decompress(file.read(CHUNK), len(RECORD_START))
    except zlib.error:
        return False
    return head == RECORD_START
