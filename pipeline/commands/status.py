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
    from pipeline.morning.acknowledged import BadAcknowledged
    from pipeline.status import last_night, status

    data = options.existing(args.data)
    night = last_night(data)
    listed = [site.site for site in options.read_sites(args.sites)[0]] if args.sites else []
    try:
        found = status(data, listed)
    except NoBuild as fault:
        if night is None:
            raise exits.NotDone(fault) from fault
        options.answer(args, {"last_night": night}, [*_night_in_words(night), str(fault)])
        return exits.NOT_DONE
    except BadAcknowledged as fault:
        raise exits.NotDone(fault) from fault
    words = [*(_night_in_words(night) if night else ()), *_in_words(found)]
    options.answer(args, {"last_night": night} | found, words)
    return exits.CLEAN


def _night_in_words(night: dict) -> Iterator[str]:
    from pipeline.morning.night import in_words

    yield from in_words(night)
    yield f"  the page: {night['page']}"
    yield ""


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
    yield (
        "what of this build needs a person"
        if found["needs_a_person"]
        else "nothing of this build needs a person"
    )
    for entry in found["needs_a_person"]:
        yield f"  {entry['id']}  {entry['message']}"
        yield f"    what to do: {entry['action']}"
    if found["needs_a_person"]:
        yield "what can wait: gongkai ack NAME; each has its name in front"
    if found["at_rest"]:
        yield f"put to rest: {len(found['at_rest'])}; gongkai ack lists them"
