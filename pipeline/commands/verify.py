"""Check the archive: digests, lengths, order, and the ledger against it."""

import argparse
import errno
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

from pipeline.commands import exits, options


def add_arguments(parser: argparse.ArgumentParser) -> None:
    options.data(parser)
    parser.add_argument(
        "--repair",
        action="store_true",
        help="set torn tails aside in archive/torn and make the ledger again; nothing good is lost",
    )
    options.as_json(parser)


def run(args: argparse.Namespace) -> int:
    from crawler.lock import Busy, only_writer
    from pipeline.archive.captures import archive_files

    data = options.existing(args.data)
    if not archive_files(data) and not (data / "ledger.sqlite").exists():
        raise exits.NotDone(f"{args.data} holds no archive; run gongkai crawl --data {args.data} first")
    with ExitStack() as held:
        try:
            held.enter_context(only_writer(data))
        except Busy as fault:
            raise exits.NotDone(fault) from fault
        except OSError as fault:
            if args.repair or fault.errno not in (errno.EROFS, errno.EACCES):
                raise exits.NotDone(f"{data} cannot be written to: {fault}; nothing was repaired") from fault
        found = _checked(data)
        repaired = _repaired(data, found["problems"]) if args.repair else []
    left = [problem for problem in found["problems"] if problem not in repaired]
    found |= {"problems": left, "repaired": repaired}
    options.answer(args, found, _in_words(found))
    return exits.ATTENTION if left else exits.CLEAN


def _checked(data: Path) -> dict:
    from crawler.archive.repair import ledger_problems
    from crawler.conduct import Conduct
    from pipeline.archive.verify import verify

    conduct = Conduct()
    found = verify(data, each=conduct.add)
    problems = [*found.problems, *ledger_problems(data)]
    return {
        "files": found.files,
        "bytes": found.bytes,
        "records": found.records,
        "outcomes": dict(sorted(found.outcomes.items())),
        "politeness": conduct.as_json(),
        "problems": [asdict(problem) | {"action": problem.kind.action} for problem in problems],
    }


def _repaired(data: Path, problems: list[dict]) -> list[dict]:
    """Mend what can be; gives the problems that are no more. Those of a file that is missing stay."""
    from crawler.archive.repair import mend
    from pipeline.states import Damage

    mend(data)
    return [problem for problem in problems if problem["kind"] in (Damage.TORN, Damage.LEDGER)]


def _in_words(found: dict) -> Iterator[str]:
    outcomes = ", ".join(f"{count} {outcome}" for outcome, count in found["outcomes"].items())
    yield f"{found['files']} files, {found['bytes']} bytes, {found['records']} records that verify: {outcomes}"
    yield from (f"politeness did not hold: {line}" for line in found["politeness"]["breaches"])
    for problem in found["repaired"]:
        yield f"repaired: {_place(problem)}"
    for problem in found["problems"]:
        yield _place(problem)
        yield f"    what to do: {problem['action']}"


def _place(problem: dict) -> str:
    return f"{problem['kind']}: {problem['warc_file']}, offset {problem['offset']}: {problem['message']}"
