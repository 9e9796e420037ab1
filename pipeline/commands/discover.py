"""Find the report columns of sites and write them to DATA/columns.csv."""

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.commands import crawl, exits, options

if TYPE_CHECKING:
    from crawler.discover import Column


def add_arguments(parser: argparse.ArgumentParser) -> None:
    options.crawling(parser)
    options.data(parser)
    options.as_json(parser)


def run(args: argparse.Namespace) -> int:
    from crawler.discover import SETTINGS, columns, write

    args.settings = [*args.settings, *SETTINGS]
    sites, skipped = options.read_sites(args.sites, args.shard)
    summary = crawl.fetch(args, sites)
    found = columns(args.data, sites, summary)
    path = write(args.data, found, [site.site for site in summary.sites])
    without = [site.site for site in summary.sites if not site.columns]
    answer = {"file": str(path), "columns": list(map(asdict, found)), "without": without}
    options.answer(args, answer, _in_words(path, found, without))
    return exits.ATTENTION if without or skipped or crawl.failed(summary) else exits.CLEAN


def _in_words(path: Path, found: list["Column"], without: list[str]) -> Iterator[str]:
    for column in found:
        yield f"{column.site:20} {column.title or '-'}: {column.url} ({column.found}, {column.outcome})"
    yield from (f"{site:20} no report column was found: name it in sites.csv" for site in without)
    yield f"{len(found)} columns in {path}"
