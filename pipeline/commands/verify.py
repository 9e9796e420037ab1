"""Check the archive: digests, lengths, order."""

import argparse
from collections.abc import Iterator

from pipeline.commands import exits, options


def add_arguments(parser: argparse.ArgumentParser) -> None:
    options.data(parser)
    options.as_json(parser)


def run(args: argparse.Namespace) -> int:
    from pipeline.verify import verify

    found = verify(options.existing(args.data))
    if not found["files"]:
        raise exits.NotDone(f"{args.data} holds no archive; run gongkai crawl --data {args.data} first")
    options.answer(args, found, _in_words(found))
    return exits.ATTENTION if found["problems"] else exits.CLEAN


def _in_words(found: dict) -> Iterator[str]:
    outcomes = ", ".join(f"{count} {outcome}" for outcome, count in found["outcomes"].items())
    yield f"{found['files']} files, {found['bytes']} bytes, {found['records']} records that verify: {outcomes}"
    for problem in found["problems"]:
        yield f"{problem['kind']}: {problem['warc_file']}, offset {problem['offset']}: {problem['message']}"
