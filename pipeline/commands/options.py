"""Arguments that several commands take, and how a command answers."""

import argparse
import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.commands import exits

if TYPE_CHECKING:
    from crawler.sites import BadRow, Site


def data(parser: argparse.ArgumentParser, default: str = "data") -> None:
    parser.add_argument(
        "--data",
        type=_folder,
        default=Path(default),
        metavar="DIR",
        help="where the archive and the datasets live (default: %(default)s)",
    )


def as_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="answer with one JSON object")


PROCESSORS = os.cpu_count() or 1
MOST_WORKERS = 16 * PROCESSORS
"""More only take memory: each may have some gigabytes."""


def workers(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--workers",
        type=_workers,
        default=PROCESSORS,
        metavar="N",
        help="processes that read documents (default: one a processor, %(default)s)",
    )


def crawling(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--sites", type=Path, required=True, metavar="FILE", help="sites.csv: one county a line"
    )
    parser.add_argument(
        "--site",
        action="append",
        default=[],
        metavar="SITE",
        help="only this site of the file; may be repeated",
    )
    parser.add_argument(
        "--shard",
        type=_shard,
        metavar="3/16",
        help="only the third of sixteen shares of the hosts, for several machines; each has a --data of its own",
    )
    parser.add_argument(
        "-s",
        action="append",
        default=[],
        type=_setting,
        dest="settings",
        metavar="NAME=VALUE",
        help="a Scrapy setting; may be repeated",
    )
    parser.add_argument(
        "--until",
        action="append",
        type=lambda hour: ("UNTIL", hour),
        dest="settings",
        metavar="HH:MM",
        help="end the crawl at this hour where the sites are, for example 06:00; the next one goes on from there",
    )
    parser.add_argument(
        "--allow-private-hosts",
        action="store_true",
        help="allow loopback and private addresses (demo and tests)",
    )
    parser.add_argument(
        "--contact",
        help="e-mail or page of whoever runs the crawl, sent in the user agent (default: $GONGKAI_CONTACT)",
    )


def read_sites(path: Path, shard: tuple[int, int] | None = None) -> tuple[list["Site"], list["BadRow"]]:
    """The sites of sites.csv, of this share of the hosts only, and its bad rows, each of which is told; raises
    :class:`exits.WrongCall`."""
    from crawler.sites import BadSitesFile, read_sites

    try:
        sites, bad = read_sites(path)
    except BadSitesFile as fault:
        raise exits.WrongCall(fault) from fault
    for row in bad:
        print(f"{path}, {row}: skipped", file=sys.stderr)
    if shard:
        from crawler.fetching.hosts import shard_of

        number, shards = shard
        sites = [site for site in sites if shard_of(site.homepage, shards) == number]
    return sites, bad


def answer(args: argparse.Namespace, found: dict, words: Iterable[str]) -> None:
    """Prints the answer: one JSON object with ``--json``, else lines for a person."""
    print(json.dumps(found, ensure_ascii=False, default=str) if args.json else "\n".join(words))


def existing(folder: Path) -> Path:
    """The data folder; raises :class:`exits.WrongCall` where there is none."""
    if not folder.is_dir():
        raise exits.WrongCall(f"{folder} is not a folder; name the data folder with --data")
    return folder


def on_terminal() -> bool:
    return sys.stderr.isatty()


def _folder(text: str) -> Path:
    """A folder, or the name of one that is yet to be made."""
    path = Path(text)
    if path.exists() and not path.is_dir():
        raise argparse.ArgumentTypeError(f"{text} is a file, not a folder")
    return path


def _workers(text: str) -> int:
    if not text.isdecimal() or len(text) > 9 or not 1 <= int(text) <= MOST_WORKERS:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a whole number from 1 to {MOST_WORKERS},"
            f" which is all that {PROCESSORS} processors can use"
        )
    return int(text)


def _shard(text: str) -> tuple[int, int]:
    number, _, shards = text.partition("/")
    if not (number.isdecimal() and shards.isdecimal() and 1 <= int(number) <= int(shards)):
        raise argparse.ArgumentTypeError(f"{text!r} is not such as 3/16")
    return int(number), int(shards)


def _setting(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not name or not equals:
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=VALUE")
    return name, value
