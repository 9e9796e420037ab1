"""The documents that an archived body holds: itself, and those inside it where it is a zip archive of documents."""

import json
import zlib
from collections.abc import Iterable, Iterator

from pipeline.building.workers import Job
from pipeline.documents import Unreadable, archives
from pipeline.readings import Key, Readings, pack
from pipeline.report import Report
from pipeline.states import DocumentStatus

ZIP = "application/zip"
LIST = "\nmembers"
"""Where the cache keeps the names of what is inside; no document is called so, since names are of one line."""


def keys(payload_sha256: str, readings: Readings) -> list[Key]:
    """The keys of the documents of a body, as far as the cache knows what is inside: itself first."""
    packed = readings.content((payload_sha256, LIST))
    inside = json.loads(packed) if packed else []
    return [(payload_sha256, member) for member in (None, *inside)]


def jobs(bodies: Iterable[Job], readings: Readings) -> Iterator[Job]:
    """A job for each document of each body, or for the member that a body is wanted for. What is inside an archive, and
    what of it cannot be unpacked, is entered into the cache at once."""
    for body in bodies:
        payload_sha256, member = body.key
        inside = [member] if member else archives.names(body.content)
        if inside and not member:
            readings.put((payload_sha256, LIST), zlib.compress(json.dumps(inside).encode()))
            readings.put(body.key, pack(_container(inside)))
        for name, found in archives.documents(body.content):
            if name not in inside:
                continue
            if isinstance(found, Unreadable):
                unreadable = Report(status=DocumentStatus.UNREADABLE, notes=(str(found),))
                readings.put((payload_sha256, name), pack(unreadable))
            else:
                yield Job((payload_sha256, name), found, None)
        if not inside:
            yield body


def _container(inside: list[str]) -> Report:
    notes = (f"a zip archive of {len(inside)} files, each read by itself",)
    return Report(status=DocumentStatus.NOT_A_REPORT, media_type=ZIP, notes=notes)
