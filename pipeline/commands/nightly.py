"""Crawl, build, check, publish, report: what cron runs."""

import argparse
import logging
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pipeline.commands import build, crawl, exits, options

if TYPE_CHECKING:
    from pipeline.morning.night import Work

Answer = TypeVar("Answer")

log = logging.getLogger(__name__)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    options.crawling(parser)
    options.data(parser)
    options.workers(parser)
    parser.add_argument(
        "--hook",
        metavar="COMMAND",
        help="run this in a shell when the night is over, with its JSON on standard input; for mail or chat",
    )
    options.as_json(parser)


def run(args: argparse.Namespace) -> int:
    """The page is written however the night went; a wrong call, or another night at work, begins none."""
    with _signals(signal.SIGTERM, _stop), _signals(signal.SIGINT, _stop):
        work = _work(args)
    with _signals(signal.SIGTERM, signal.SIG_IGN), _signals(signal.SIGINT, signal.SIG_IGN):
        night, page = _reported(args, work)
    options.answer(args, night | {"page": page and str(page)}, _in_words(work, night, page))
    if page is None:
        raise exits.NotDone("; ".join(night["not_done"]))
    return night["exit_code"]


def _work(args: argparse.Namespace) -> "Work":
    from pipeline.morning import nights
    from pipeline.morning.night import Work

    began_at = datetime.now(nights.COUNTRY_TIME)
    sites, bad_rows = options.read_sites(args.sites, args.shard)
    crawl.checked(args, sites)
    nights.hold_room(args.data)
    before = _current(args.data)
    not_done: list[exits.NotDone] = []
    crawled = built = None
    try:
        crawled = _tried("crawl", lambda: crawl.fetch(args, sites), not_done)
        if crawled and not crawled.ended_as_planned:
            not_done.append(exits.NotDone(f"the crawl was broken off: {crawled.reason}; nothing was built"))
        if not not_done:
            built = _tried("build", lambda: build.make(args.data, args.workers), not_done)
    except KeyboardInterrupt:
        not_done.append(exits.NotDone(f"the {'build' if crawled else 'crawl'} was stopped by a signal"))
    needs = [matter for fault in not_done for matter in fault.needs]
    return Work(began_at, sites, bad_rows, crawled, built, before, list(map(str, not_done)), needs)


def _reported(args: argparse.Namespace, work: "Work") -> tuple[dict, Path | None]:
    """The night and its page, on disk; without the page where it cannot be written, of which the hook is told too."""
    from pipeline.morning import hook, nights
    from pipeline.morning.night import put_together

    night = put_together(args.data, work, datetime.now(nights.COUNTRY_TIME))
    earlier = nights.earlier_page(args.data, night)
    page = _written(args.data, night, earlier)
    if args.hook and (fault := hook.run(args.hook, nights.page_of(args.data, night), night)):
        log.error("%s", fault)
        night["hook"] = fault
        page = page and _written(args.data, night, earlier)
    return night, page


def _written(data: Path, night: dict, earlier: str | None) -> Path | None:
    from pipeline.morning import nights, page
    from pipeline.morning.night import not_done

    try:
        return nights.write(data, night, page.render(night, earlier))
    except OSError as fault:
        not_done(night, f"the morning page cannot be written: {fault}; make room or allow it")
        return None


def _tried(what: str, do: Callable[[], Answer], not_done: list[exits.NotDone]) -> Answer | None:
    """What ``do`` gives; where it fails, None, and why is in ``not_done``."""
    log.info("the %s begins", what)
    try:
        with _signals(signal.SIGTERM, _stop), _signals(signal.SIGINT, _stop):
            return do()
    except (exits.WrongCall, exits.Busy):
        raise
    except (exits.NotDone, OSError) as fault:
        not_done.append(exits.NotDone(f"the {what}: {fault}", getattr(fault, "needs", ())))
    except Exception as fault:  # the boundary: the morning page says so, whatever it was
        log.exception(
            "the %s failed by a fault of Gongkai itself; please report it with the lines below", what
        )
        message = f"the {what} failed by a fault of Gongkai itself: {type(fault).__name__}: {fault}"
        not_done.append(exits.NotDone(message))
    return None


def _current(data: Path) -> Path | None:
    from pipeline import builds

    try:
        return builds.current(data)
    except builds.NoBuild:
        return None


def _in_words(work: "Work", night: dict, page: Path | None) -> Iterator[str]:
    from pipeline.morning.night import in_words

    if work.crawled:
        yield from crawl.in_words(work.crawled)
    if work.built:
        yield from build.summary(work.built)
    yield from in_words(night)
    yield f"the morning page: {page or 'not written'}"


@contextmanager
def _signals(which: signal.Signals, handler: Callable | signal.Handlers) -> Iterator[None]:
    """Scrapy handles signals itself while it crawls, and leaves the handlers behind."""
    before = signal.signal(which, handler)
    try:
        yield
    finally:
        signal.signal(which, before)


def _stop(number: int, frame: object) -> None:
    raise KeyboardInterrupt
