"""One crawl at a time for each DATA: a lock that the system releases when its holder dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK = "crawl.lock"


class Busy(RuntimeError):
    """Another process writes to the same archive."""


@contextmanager
def only_writer(data: Path) -> Iterator[None]:
    """Held while the archive of ``data`` is written to. Raises :class:`Busy` at once where another holds it."""
    data.mkdir(parents=True, exist_ok=True)
    handle = os.open(data / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy(
                f"another crawl is writing to {data}; wait for it to end, or give another --data"
            ) from error
        yield
    finally:
        os.close(handle)
