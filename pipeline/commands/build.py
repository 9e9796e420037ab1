"""Archive to datasets: read what is new, or everything, and publish in one step."""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.commands import exits, options

if TYPE_CHECKING:
    from pipeline.building.attention import Attention
    from pipeline.building.built import Built


def add_arguments(parser: argparse.ArgumentParser) -> None:
    options.data(parser)
    options.workers(parser)
    parser.add_argument("--full", action="store_true", help="read every archived document again, offline")
    parser.add_argument(
        "--accept-loss",
        action="store_true",
        help="publish even where the last build had reports or files that this one has not",
    )
    options.as_json(parser)


def run(args: argparse.Namespace) -> int:
    built = make(options.existing(args.data), args.workers, args.full, args.accept_loss)
    new = _new(built, args.data)
    options.answer(args, as_dict(built, new), in_words(built, new, args.data))
    return exits.ATTENTION if new else exits.CLEAN


def make(data: Path, workers: int, full: bool = False, accept_loss: bool = False) -> "Built":
    """Builds the datasets; raises :class:`exits.NotDone` where they could not be made or published."""
    from pipeline.build import NotPublished, build
    from pipeline.building.withdrawn import BadWithdrawn
    from pipeline.builds import Busy

    try:
        return build(data, workers, full, accept_loss, _progress)
    except (NotPublished, Busy, BadWithdrawn) as fault:
        raise exits.NotDone(f"not published: {fault}", getattr(fault, "needs", ())) from fault


def as_dict(built: "Built", new: list["Attention"]) -> dict:
    return {
        "build_id": built.folder.name,
        "is_new": built.is_new,
        "documents_read": built.documents_read,
        "rows": built.rows,
        "attention": [asdict(entry) for entry in built.attention],
        "new_attention": [entry.key for entry in new],
    }


def in_words(built: "Built", new: list["Attention"], data: Path) -> Iterator[str]:
    yield from summary(built)
    for entry in new:
        yield f"  needs a person: {entry.message}: {entry.action}"
    if known := len(built.attention) - len(new):
        yield f"  {known} known matters still need a person: gongkai status --data {data}"


def summary(built: "Built") -> Iterator[str]:
    """What was built, in words."""
    if built.is_new:
        yield f"published {built.folder}, {built.documents_read} documents read"
    else:
        yield f"nothing new since {built.folder}"
    yield "  " + ", ".join(f"{count} {name}" for name, count in built.rows.items() if name != "variables")


def _new(built: "Built", data: Path) -> list["Attention"]:
    """What the last build did not have, without what was put to rest."""
    from pipeline.morning import acknowledged

    try:
        at_rest = acknowledged.read(data)
    except acknowledged.BadAcknowledged as fault:
        raise exits.NotDone(f"built, and not told what is new: {fault}") from fault
    return [entry for entry in built.new_attention if not acknowledged.covers(at_rest, entry)]


def _progress(done: int, total: int) -> None:
    if options.on_terminal():
        print(f"\rread {done} of {total}", end="\n" if done == total else "", file=sys.stderr, flush=True)
