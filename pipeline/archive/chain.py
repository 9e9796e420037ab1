"""The archive's files against what the archive says of them: each names itself, and the length of the one before it.

Only the last file has no successor to vouch for it: the ledger and the last build know how long it was.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline.archive.captures import ARCHIVE, FOLLOWS, archive_files, set_aside_bytes
from pipeline.archive.warc import END_OF_HEAD, Member, Problem, fields_of, members
from pipeline.states import Damage


def faults(data: Path) -> Iterator[Problem]:
    """Files that are missing, shorter than they were, or under the name of another one."""
    for path in archive_files(data):
        first = next(members(path), None)
        if isinstance(first, Member):
            yield from _said_by(first, path.name, data)


def shorter(data: Path, sizes: Mapping[str, int]) -> Iterator[Problem]:
    """Files that are shorter than ``sizes`` says they were once; what was set aside of them counts as there."""
    for name, length in sizes.items():
        path = data / ARCHIVE / name
        there = (path.stat().st_size if path.exists() else 0) + set_aside_bytes(data, name)
        if there < length:
            yield Problem(
                name, there, Damage.MISSING, f"{length - there} bytes were written and are not there"
            )


def _said_by(first: Member, warc_file: str, data: Path) -> Iterator[Problem]:
    head, _, content = first.content.partition(END_OF_HEAD)
    own = fields_of(head).get("warc-filename", warc_file)
    if own != warc_file:
        yield Problem(warc_file, 0, Damage.DISORDER, f"the file was written under the name {own}")
    name, _, length = fields_of(content).get(FOLLOWS, "").rpartition(" ")
    if name and length.isdecimal():
        yield from shorter(data, {Path(name).name: int(length)})
