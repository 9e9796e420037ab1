"""Fetch what is new on the sites of a list into the archive.

It remembers no earlier run: 1 says that this one met something that needs a person. ``nightly`` tells the new from
the known.
"""

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from crawler import stopping
from pipeline.commands import exits, options

if TYPE_CHECKING:
    from crawler.sites import Site
    from crawler.summary import CrawlSummary


def add_arguments(parser: argparse.ArgumentParser) -> None:
    options.crawling(parser)
    options.data(parser)
    options.as_json(parser)


def run(args: argparse.Namespace) -> int:
    sites, skipped = options.read_sites(args.sites, args.shard)
    summary = fetch(args, sites)
    options.answer(args, summary.as_json(), in_words(summary))
    if not summary.ended_as_planned:
        return exits.NOT_DONE
    closed = any(site.closed_hosts for site in summary.sites)
    needs_a_person = skipped or failed(summary) or summary.nothing_found or closed
    return exits.ATTENTION if needs_a_person else exits.CLEAN


def checked(args: argparse.Namespace, sites: "Sequence[Site]") -> "list[Site]":
    """Those of the sites that the call asks for; raises :class:`exits.WrongCall` for one that cannot be done. Nothing
    is opened."""
    if unknown := set(args.site) - {site.site for site in sites}:
        raise exits.WrongCall(
            f"{args.sites} has no site {', '.join(sorted(unknown))}, or not in this --shard"
        )
    chosen = [site for site in sites if not args.site or site.site in args.site]
    if not chosen:
        raise exits.WrongCall(f"{args.sites} names no site that can be crawled, or none in this --shard")
    with stopping.held():
        from crawler import run
        from crawler.calls import WrongCall

        try:
            run.checked(chosen, dict(args.settings), args.contact)
        except WrongCall as fault:
            raise exits.WrongCall(fault) from fault
    return chosen


def fetch(args: argparse.Namespace, sites: "Sequence[Site]") -> "CrawlSummary":
    """Runs the crawl; raises :class:`exits.WrongCall` and :class:`exits.Busy`. SIGTERM and SIGINT end it cleanly."""
    chosen = checked(args, sites)
    with stopping.held():
        from crawler.run import Busy, crawl

        try:
            return crawl(chosen, args.data, dict(args.settings), args.allow_private_hosts, args.contact)
        except Busy as fault:
            raise exits.Busy(fault) from fault


def failed(summary: "CrawlSummary") -> bool:
    """Whether the crawl itself went wrong, whatever the sites did."""
    return bool(summary.errors or summary.problems or not summary.ended_as_planned)


def in_words(summary: "CrawlSummary") -> Iterator[str]:
    outcomes = ", ".join(f"{count} {outcome}" for outcome, count in sorted(summary.outcomes.items()))
    yield f"asked {len(summary.sites)} sites: {outcomes or 'nothing was due'}"
    for site in summary.sites:
        yield f"  {site.site:20} {site.name}: {site.reports} reports known, {site.look_alikes} look-alikes left alone"
        if site.outcomes.keys() == {"off_list"}:
            yield "    nothing was sent: its address is private, or leads off the list; see --allow-private-hosts"
        yield from (f"    {host} is closed for tonight: {why}" for host, why in site.closed_hosts.items())
        yield from (f"    {count} not asked for: {why}" for why, count in site.left.items())
    yield summary.conduct.in_words()
    if not summary.finished:
        yield f"the crawl did not come to its end: {summary.reason}"
    yield from (f"fault: {error}" for error in summary.errors)
    yield from (f"archive: {problem}" for problem in summary.problems)
