"""Put known problems to rest, list those at rest, or bring them back."""

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.commands import exits, options

if TYPE_CHECKING:
    from pipeline.building.attention import Attention


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "keys",
        nargs="*",
        metavar="KEY",
        help="key or short name of a problem, as the morning page gives it; with * for many: 'coverage * timeout'",
    )
    options.data(parser)
    parser.add_argument("--reason", default="", metavar="WORDS", help="why it can wait; shown with it")
    parser.add_argument("--remove", action="store_true", help="bring these back")
    parser.add_argument("--list", action="store_true", help="list what is at rest, as without KEY")
    options.as_json(parser)


def run(args: argparse.Namespace) -> int:
    """Problems are those of the last night and of the current build. Exits 2 for a key that none of them has."""
    from pipeline.morning import acknowledged

    data = options.existing(args.data)
    try:
        if args.keys and args.remove:
            acknowledged.remove(data, _chosen(args.keys, list(acknowledged.read(data)), "at rest"))
        elif args.keys:
            matters = _matters(data)
            chosen = _chosen(args.keys, list(matters), "a problem of the last night or build")
            acknowledged.add(data, [matters[key] for key in chosen], args.reason)
        at_rest = acknowledged.read(data)
    except acknowledged.BadAcknowledged as fault:
        raise exits.NotDone(fault) from fault
    found = {"acknowledged": [asdict(entry) for entry in at_rest.values()]}
    options.answer(args, found, _in_words(found))
    return exits.CLEAN


def _matters(data: Path) -> "dict[str, Attention]":
    from pipeline import builds
    from pipeline.building.attention import Attention
    from pipeline.morning import nights

    night = nights.last(data)
    told = night["problems"] if night else []
    try:
        of_build = builds.manifest(builds.current(data))["attention"]
    except builds.NoBuild:
        of_build = []
    if not night and not of_build:
        raise exits.NotDone(f"{data} has neither a night nor a build with problems")
    names = Attention.__slots__
    return {
        entry["key"]: Attention(**{name: entry[name] for name in names if name in entry})
        for entry in [*told, *of_build]
    }


def _chosen(wanted: list[str], known: list[str], what: str) -> list[str]:
    """The known keys that are meant: by key, also without quotes, by short name, or by a pattern."""
    from pipeline.morning.problems import short

    found: dict[str, None] = {}
    if " ".join(wanted) in known:
        wanted = [" ".join(wanted)]
    for name in wanted:
        exact = [key for key in known if name in (key, short(key))]
        meant = exact or [key for key in known if fnmatchcase(key, name)]
        if not meant:
            raise exits.WrongCall(f"{name!r} is not {what}; nothing was changed")
        found |= dict.fromkeys(meant)
    return list(found)


def _in_words(found: dict) -> Iterator[str]:
    yield f"{len(found['acknowledged'])} at rest"
    for entry in found["acknowledged"]:
        reason = f": {entry['reason']}" if entry["reason"] else ""
        yield f"  {entry['key']}, since {entry['acknowledged_at'][:10]}{reason}"
