"""What can be mended of an archive and its ledger, without losing anything that is good.

A half record at the end of a file goes into ``archive/torn/``, whole as it is, before it is cut off. The ledger is
made again from the archive. Bytes that changed, and files that are gone, only a copy brings back; the records
around them count, and what they held is fetched again.
"""

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from crawler.archive import ledger
from crawler.archive.ledger import LEDGER, Ledger
from pipeline.archive.captures import ARCHIVE, SET_ASIDE, archive_files
from pipeline.archive.warc import Problem, members
from pipeline.durable import sync
from pipeline.states import Damage


def remove_empty(data: Path) -> None:
    """Remove files that a kill left before their first record. To be called by the only writer."""
    for path in archive_files(data):
        if path.stat().st_size == 0:
            path.unlink()


def set_aside(data: Path, problems: Iterable[Problem]) -> list[Problem]:
    """Cut torn tails off their files; gives those of ``problems`` that were. To be called by the only writer."""
    torn = [problem for problem in problems if problem.kind is Damage.TORN]
    for problem in torn:
        _cut(data / ARCHIVE, problem.warc_file, problem.offset)
    return torn


def mend(data: Path) -> None:
    """Cut off what is torn, and make the ledger again from the archive. To be called by the only writer."""
    remove_empty(data)
    for path in archive_files(data):
        set_aside(data, [found for found in members(path) if isinstance(found, Problem)])
    ledger.delete(data / LEDGER)
    Ledger(data).close()


def ledger_problems(data: Path) -> list[Problem]:
    """What the ledger says of files that the archive lacks, and whether it says otherwise what the archive says.

    Works on a copy: nothing of ``data`` changes. Rows that a crash kept from the ledger are no fault.
    """
    if not (data / LEDGER).exists():
        return [Problem(LEDGER, 0, Damage.LEDGER, "there is none")]
    with tempfile.TemporaryDirectory() as folder:
        for path in data.glob(f"{LEDGER}*"):
            shutil.copy(path, folder)
        copied = Ledger(data, Path(folder, LEDGER))
        fresh = Ledger(data, Path(folder, "fresh"))
        says, should_say = copied.contents(), fresh.contents()
        copied.close()
        fresh.close()
    found = [problem for problem in copied.problems if problem.kind in (Damage.MISSING, Damage.LEDGER)]
    wrong = sum(len(says[name] ^ should_say[name]) for name in says)
    if wrong:
        found.append(Problem(LEDGER, 0, Damage.LEDGER, f"{wrong} rows say something else than the archive"))
    return found


def _cut(folder: Path, name: str, offset: int) -> None:
    """Safe at any moment: the half record is in its own file, on disk, before it leaves the one it was in."""
    aside = folder / SET_ASIDE
    aside.mkdir(exist_ok=True)
    path = folder / name
    with path.open("r+b") as file:
        file.seek(offset)
        with (aside / f"{name}.{offset}").open("wb") as half:
            shutil.copyfileobj(file, half)
            half.flush()
            os.fsync(half.fileno())
        sync(aside)
        sync(folder)
        file.truncate(offset)
        os.fsync(file.fileno())
    if offset == 0:
        path.unlink()
        sync(folder)
