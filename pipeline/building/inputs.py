"""What decides what the rows of a build are, told without reading the archive: has anything changed since the last?"""

import hashlib
from pathlib import Path

from pipeline import builds
from pipeline.archive.captures import archive_files
from pipeline.building.withdrawn import FILE as WITHDRAWN
from pipeline.sources import LIBRARIES, sources_digest

SOURCES = (".",)
"""Every module below this package."""


def inputs(data: Path) -> dict:
    """As ``build.json`` keeps it: files of the archive with size and time (ns), digests of sources and
    withdrawn.csv."""
    path = data / WITHDRAWN
    stats = {file.name: file.stat() for file in archive_files(data)}
    return {
        "archive": {name: stat.st_size for name, stat in stats.items()},
        "written": {name: stat.st_mtime_ns for name, stat in stats.items()},
        "sources": sources_digest(SOURCES, LIBRARIES),
        "withdrawn": hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else None,
    }


def last_manifest(data: Path) -> dict | None:
    """What the current build was made of; None without one."""
    try:
        return builds.manifest(builds.current(data))
    except builds.NoBuild:
        return None
