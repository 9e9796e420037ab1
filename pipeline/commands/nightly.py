"""Crawl, build, check, publish, report: what cron runs."""

import argparse

from pipeline.commands import build, crawl, exits, options


def add_arguments(parser: argparse.ArgumentParser) -> None:
    options.crawling(parser)
    options.data(parser)
    options.workers(parser)
    options.as_json(parser)


def run(args: argparse.Namespace) -> int:
    fetched, skipped = crawl.fetch(args)
    built = build.make(args.data, args.workers)
    found = {"crawl": fetched.as_json(), "build": build.as_dict(built)}
    options.answer(args, found, [*crawl.in_words(fetched), *build.in_words(built, args.data)])
    return exits.ATTENTION if skipped or crawl.failed(fetched) or built.new_attention else exits.CLEAN
