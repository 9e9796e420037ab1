"""Read single documents of any supported type, without an archive.

``--json`` prints one JSON object a line, one a document, with the keys of ``KEYS``; without it, a summary. A file
that is missing or is no file, and a folder without any, is named (with ``--json`` also ``unreadable``), and the others
go on.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.commands import exits

if TYPE_CHECKING:
    from pipeline.report import Report

ADDRESS = re.compile(r"[a-z]{2,}:/", re.I)
LARGEST = 200 * 2**20
"""Bytes that a document may have: far above any report, far below a machine's memory."""

KEYS = (
    "source",
    "member",
    "status",
    "edition",
    "table_editions",
    "year",
    "issuer",
    "title",
    "published_on",
    "cells",
    "unplaced",
    "checks",
    "sections",
    "figures",
    "notes",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="+", type=_path, metavar="FILE", help="a document, or a folder of documents"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a line, one a document")


def run(args: argparse.Namespace) -> int:
    from pipeline.report import Report
    from pipeline.states import DocumentStatus

    read_any, needs_a_person = False, False
    for path in _documents(args.files):
        try:
            content = _content(path)
        except (OSError, exits.WrongCall) as fault:
            why = getattr(fault, "strerror", None) or str(fault)
            print(f"gongkai parse: {path}: {why}", file=sys.stderr)
            needs_a_person = True
            reports = [(None, Report(status=DocumentStatus.UNREADABLE, notes=(why,)))] if args.json else []
        else:
            reports, read_any = _reports(content), True
        for member, report in reports:
            found = {"source": str(path), "member": member} | report.as_json()
            print(
                json.dumps({key: found[key] for key in KEYS}, ensure_ascii=False)
                if args.json
                else _summary(found)
            )
            needs_a_person |= report.status == DocumentStatus.UNREADABLE
    if not read_any:
        return exits.NOT_DONE
    return exits.ATTENTION if needs_a_person else exits.CLEAN


def _path(text: str) -> Path:
    if not text:
        raise argparse.ArgumentTypeError("the name is empty; name a document, or . for this folder")
    if ADDRESS.match(text):
        raise argparse.ArgumentTypeError(
            f"{text} is an address, and parse reads files of this machine: save the page and give its name"
        )
    return Path(text)


def _documents(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and those below the folders named, in the order of their names; a folder without any itself."""
    for path in paths:
        yield from sorted(file for file in path.rglob("*") if file.is_file()) or [path]


def _content(path: Path) -> bytes:
    if not path.exists():
        raise exits.WrongCall("there is no such file; check the name, or the pattern, which matches none")
    if path.is_dir():
        raise exits.WrongCall("the folder holds no files; name a document, or a folder of documents")
    if not path.is_file():
        raise exits.WrongCall("is not a file")
    if path.stat().st_size > LARGEST:
        raise exits.WrongCall(f"is larger than {LARGEST // 2**20} MB; cut it into single documents")
    return path.read_bytes()


def _reports(content: bytes) -> Iterator[tuple[str | None, "Report"]]:
    """The document, or those inside a zip archive of documents with their names."""
    from pipeline.documents import Unreadable, archives
    from pipeline.reading import read
    from pipeline.report import Report
    from pipeline.states import DocumentStatus

    is_archive = False
    for name, found in archives.documents(content):
        is_archive = True
        if isinstance(found, Unreadable):
            yield name, Report(status=DocumentStatus.UNREADABLE, notes=(str(found),))
        else:
            yield name, read(found)
    if not is_archive:
        yield None, read(content)


def _summary(found: dict) -> str:
    states = Counter(cell["state"] for cell in found["cells"])
    outcomes = Counter(check["outcome"] for check in found["checks"])
    lines = [
        " ".join(filter(None, (found["source"], found["member"]))),
        f"  status    {found['status']}",
        f"  report    {found['issuer'] or 'issuer unknown'}, {found['year'] or 'year unknown'}",
        f"  title     {found['title'] or '-'}",
        f"  published {found['published_on'] or '-'}",
        f"  edition   {found['edition'] or '-'}  {_counts(found['table_editions'])}",
        f"  cells     {_counts(states)}",
        f"  checks    {_counts(outcomes)}",
        f"  unplaced  {len(found['unplaced'])}",
        f"  sections  {', '.join(str(section['number']) for section in found['sections']) or '-'}",
        *(f"  failed    {_failed(check)}" for check in found["checks"] if check["outcome"] == "fail"),
        *(f"  note      {note}" for note in found["notes"]),
    ]
    return "\n".join(lines)


def _counts(counts: dict) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items()) or "-"


def _failed(check: dict) -> str:
    place = " ".join(part for part in (check["table"], check["row"], check["column"]) if part)
    return f"{check['check']} does not add up: {place}: {check['left']} and {check['right']}"
