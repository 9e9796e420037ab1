"""Whether the archive is whole: every record, every digest, their order, and what each refers to.

Reads every byte and changes none. What the ledger knows on top of it, and what can be mended, is
:mod:`crawler.archive.repair`'s.
"""

import base64
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.archive import chain
from pipeline.archive.captures import Capture, Damaged, archive_files, capture_of, twice
from pipeline.archive.warc import END_OF_HEAD, Member, Problem, fields_of, members
from pipeline.states import Damage, Outcome

END_OF_RECORD = END_OF_HEAD


@dataclass(slots=True)
class Verification:
    """``records``: captures that verify, ``outcomes``: theirs. ``problems``: each with file, offset, kind, message."""

    files: int = 0
    bytes: int = 0
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)

    @property
    def records(self) -> int:
        return self.outcomes.total()


def verify(data: Path, each: Callable[[Capture], object] = lambda capture: None) -> Verification:
    """Reads the whole archive of ``data`` with its bodies. ``each``: is called with every capture that verifies."""
    found = Verification(problems=list(chain.faults(data)))
    seen: set[str] = set()
    for path in archive_files(data):
        size = path.stat().st_size
        found.files += 1
        found.bytes += size
        last: Capture | None = None
        for member in members(path):
            if isinstance(member, Problem):
                found.problems.append(member)
                continue
            try:
                capture = verified(member, path.name)
            except Damaged as fault:
                found.problems.append(fault.problem)
                continue
            if capture is None:
                continue
            found.outcomes[capture.outcome] += 1
            found.problems += _out_of_place(capture, last, seen)
            seen.add(capture.capture_id)
            each(capture)
            last = capture
        if not size:
            found.problems.append(Problem(path.name, 0, Damage.TORN, "the file is empty"))
    return found


def verified(member: Member, warc_file: str) -> Capture | None:
    """The capture of a record whose length and digests hold; None for ``warcinfo``. Raises :class:`Damaged`."""
    fault = _fault(member.content)
    if fault:
        raise Damaged(Problem(warc_file, member.offset, Damage.DAMAGED, fault))
    return capture_of(member, warc_file, bodies=True)


def _fault(content: bytes) -> str | None:
    head, _, rest = content.partition(END_OF_RECORD)
    fields = fields_of(head)
    length = fields.get("content-length", "")
    if not length.isdecimal():
        return "the record does not say how long it is"
    block, end = rest[: int(length)], rest[int(length) :]
    if end != END_OF_RECORD:
        return f"the record says {length} bytes and holds {len(rest) - len(END_OF_RECORD)}"
    parts = {"warc-block-digest": block}
    if fields.get("warc-type") == "response":
        parts["warc-payload-digest"] = block.partition(END_OF_RECORD)[2]
    elif fields.get("warc-type") == "resource":
        parts["warc-payload-digest"] = block
    for name, part in parts.items():
        if name in fields and fields[name] != _sha1(part):
            return f"its {name} does not hold"
    return None


def _sha1(content: bytes) -> str:
    """As WARC writes it."""
    return "sha1:" + base64.b32encode(hashlib.sha1(content, usedforsecurity=False).digest()).decode()


def _out_of_place(capture: Capture, last: Capture | None, seen: set[str]) -> Iterator[Problem]:
    place = capture.warc_file, capture.warc_offset
    if capture.capture_id in seen:
        yield twice(capture)
    if last and capture.fetched_at < last.fetched_at:
        yield Problem(*place, Damage.DISORDER, f"fetched before the record at offset {last.warc_offset}")
    if capture.refers_to and capture.refers_to not in seen:
        yield Problem(
            *place,
            Damage.LOST,
            f"the record {capture.refers_to} that holds the body of {capture.url} is missing",
        )
