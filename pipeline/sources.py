"""Our own sources as an input: what was made by other sources, or with other libraries, has to be made again."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

SOURCES = (
    "checks.py",
    "documents",
    "forms",
    "reading",
    "report.py",
    "states.py",
    "traditional.py",
    "values.py",
)
"""What decides how a document is read, in ``pipeline``: all that reading imports, which a test sees to."""

LIBRARIES = ("lxml", "rapidfuzz", "trafilatura")


@cache
def reader_version() -> str:
    """Digest of the reader's sources and of the libraries it reads with: a changed reader reads everything again."""
    return sources_digest(SOURCES, LIBRARIES)


@cache
def sources_digest(sources: tuple[str, ...], libraries: tuple[str, ...]) -> str:
    """12 hex digits that change with these modules and packages of ``pipeline``, or with a library's version.

    Raises :class:`FileNotFoundError` for a source that is not there.
    """
    package = Path(__file__).parent
    digest = hashlib.sha256()
    for source in sources:
        path = package / source
        files = [path] if path.is_file() else sorted(path.rglob("*"))
        if not files:
            raise FileNotFoundError(
                f"{path} is named as a source, and is not there; correct the list that names it"
            )
        for file in files:
            if file.suffix in {".py", ".toml"}:
                digest.update(f"{file.relative_to(package).as_posix()}\0".encode() + file.read_bytes())
    for library in libraries:
        digest.update(f"{library}=={version(library)}\0".encode())
    return digest.hexdigest()[:12]
