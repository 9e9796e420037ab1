"""Where a number came from: URL, time, WARC file and offset, and the printed cell, read again from the archive."""

import argparse
from collections.abc import Iterator

from pipeline.commands import exits, options


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("report_id", metavar="REPORT_ID")
    parser.add_argument(
        "cell",
        nargs="*",
        metavar="TABLE ROW COLUMN",
        help="keys of a cell, for example: requests new_received total",
    )
    parser.add_argument(
        "--version", type=int, metavar="N", help="version of the report (default: the current one)"
    )
    options.data(parser)
    options.as_json(parser)


def run(args: argparse.Namespace) -> int:
    from pipeline.builds import NoBuild
    from pipeline.trace import NotFound, trace

    if len(args.cell) not in (0, 3):
        raise exits.WrongCall("a cell is named by TABLE ROW COLUMN, three keys")
    try:
        found = trace(options.existing(args.data), args.report_id, args.version, tuple(args.cell) or None)
    except NotFound as fault:
        raise exits.WrongCall(fault) from fault
    except NoBuild as fault:
        raise exits.NotDone(fault) from fault
    options.answer(args, found, _in_words(found))
    return (
        exits.CLEAN
        if found["archive"]["verified"] and found["same_as_dataset"] is not False
        else exits.ATTENTION
    )


def _in_words(found: dict) -> Iterator[str]:
    for name, value in found.items():
        if isinstance(value, dict):
            yield name
            yield from (f"  {key:16} {'-' if entry is None else entry}" for key, entry in value.items())
        else:
            yield f"{name:18} {'-' if value is None else value}"
