"""Archive to datasets: read what is new, or everything, and publish in one step."""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.commands import exits, options

if TYPE_CHECKING:
    from pipeline.build import Built


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
    options.answer(args, as_dict(built), in_words(built, args.data))
    return exits.ATTENTION if built.new_attention else exits.CLEAN


def make(data: Path, workers: int, full: bool = False, accept_loss: bool = False) -> "Built":
    """Builds the datasets; raises :class:`exits.NotDone` where they could not be made or published."""
    from pipeline.build import NotPublished, build
    from pipeline.builds import Busy
    from pipeline.withdrawn import BadWithdrawn

    try:
        return build(data, workers, full, accept_loss, _progress)
    except (NotPublished, Busy, BadWithdrawn) as fault:
        raise exits.NotDone(f"not published: {fault}") from fault


def as_dict(built: "Built") -> dict:
    return {
        "build_id": built.folder.name,
        "is_new": built.is_new,
        "documents_read": built.documents_read,
        "rows": built.rows,
        "attention": [asdict(entry) for entry in built.attention],
        "new_attention": [entry.key for entry in built.new_attention],
    }


def in_words(built: "Built", data: Path) -> Iterator[str]:
    if built.is_new:
        yield f"published {built.folder}, {built.documents_read} documents read"
    else:
        yield f"nothing new since {built.folder}"
    yield "  " + ", ".join(f"{count} {name}" for name, count in built.rows.items() if name != "variables")
    for entry in built.new_attention:
        yield f"  needs a person: {entry.message}: {entry.action}"
    if known := len(built.attention) - len(built.new_attention):
        yield f"  {known} known matters still need a person: gongkai status --data {data}"


def _progress(done: int, total: int) -> None:
    if options.on_terminal():
        print(f"\rread {done} of {total}", end="\n" if done == total else "", file=sys.stderr, flush=True)
