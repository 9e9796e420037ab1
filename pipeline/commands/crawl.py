"""Fetch what is new on the sites of a list into the archive."""

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from pipeline.commands import exits, options

if TYPE_CHECKING:
    from crawler.run import CrawlSummary


def add_arguments(parser: argparse.ArgumentParser) -> None:
    options.crawling(parser)
    options.data(parser)
    options.as_json(parser)


def run(args: argparse.Namespace) -> int:
    summary, skipped = fetch(args)
    options.answer(args, asdict(summary), in_words(summary))
    return exits.ATTENTION if skipped or summary.errors else exits.CLEAN


def fetch(args: argparse.Namespace) -> tuple["CrawlSummary", int]:
    """Runs the crawl; gives its summary and the number of lines of sites.csv that were skipped."""
    from crawler.run import crawl

    sites, bad = options.read_sites(args.sites)
    if unknown := set(args.site) - {site.site for site in sites}:
        raise exits.WrongCall(f"{args.sites} has no site {', '.join(sorted(unknown))}")
    chosen = [site for site in sites if not args.site or site.site in args.site]
    if not chosen:
        raise exits.WrongCall(f"{args.sites} names no site that can be crawled")
    return crawl(chosen, args.data, dict(args.settings), args.allow_private_hosts, args.contact), len(bad)


def in_words(summary: "CrawlSummary") -> Iterator[str]:
    yield ""
