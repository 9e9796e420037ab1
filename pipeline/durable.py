"""Files that are on disk for good, and whole or not at all, whenever a kill or a power cut comes."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


def sync(path: Path) -> None:
    """Makes a file durable, or the names in a folder: a new file's name is safe only when its folder is."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def replacing(path: Path, encoding: str = "utf-8", **how: str) -> Iterator[TextIO]:
    """A file to write text to, which takes the place of ``path`` once it is whole. ``how``: as ``open`` takes it."""
    fresh = path.with_name(f".{path.name}.tmp-{os.getpid()}")
    try:
        with fresh.open("w", encoding=encoding, **how) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)
    sync(path.parent)
