"""Coverage, health of sites, and what needs a person."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from pipeline.commands import exits, options


def add_arguments(parser: argparse.ArgumentParser) -> None:
    options.data(parser)
    parser.add_argument(
        "--sites", type=Path, metavar="FILE", help="name also the sites of this list never asked"
    )
    options.as_json(parser)


def run(args: argparse.Namespace) -> int:
    from pipeline.builds import NoBuild
    from pipeline.status import status

    listed = [site.site for site in options.read_sites(args.sites)[0]] if args.sites else []
    try:
        found = status(options.existing(args.data), listed)
    except NoBuild as fault:
        raise exits.NotDone(fault) from fault
    options.answer(args, found, _in_words(found))
    return exits.CLEAN


def _in_words(found: dict) -> Iterator[str]:
    yield f"build {found['build_id']}"
    for part in ("coverage", "documents", "captures"):
        yield ""
        yield {"coverage": "coverage, by site and year"}.get(part, part)
        yield from (f"  {entry['count']:6} {entry['state']:18} {entry['meaning']}" for entry in found[part])
    yield ""
    yield "sites"
    for site in found["sites"]:
        years = "; ".join(f"{state} {years}" for state, years in site["years"].items())
        yield f"  {site['site']:20} {site['reports']:5} reports  {years}"
    yield ""
    yield "needs a person" if found["needs_a_person"] else "nothing needs a person"
    for entry in found["needs_a_person"]:
        yield f"  {entry['message']}"
        yield f"    what to do: {entry['action']}"
