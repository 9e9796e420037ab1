"""Serve embedded county sites on loopback, crawl them, build the datasets, show what was found and how to load it."""

import argparse
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.commands import build, crawl, exits, options

if TYPE_CHECKING:
    from tests.demo import DemoSites

REPOSITORY = Path(__file__).parents[2]
MARK = "demo-sites.csv"
"""The demo's list of sites: a data folder that holds it was made by the demo and may be made afresh."""

SETTINGS = (("DOWNLOAD_DELAY", "0"), ("LOG_LEVEL", "WARNING"))

Figures = dict[tuple[str, str, str, str], float]
"""Reported figures by URL, table, row and column."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    options.data(parser, default="demo-data")
    options.workers(parser)
    parser.set_defaults(site=[], settings=SETTINGS, allow_private_hosts=True, contact=None)


def run(args: argparse.Namespace) -> int:
    DemoSites = _demo_sites()
    _fresh(args.data)
    args.sites = args.data / MARK
    with DemoSites() as demo:
        demo.write_sites_csv(args.sites)
        fetched = crawl.fetch(args, options.read_sites(args.sites)[0])
        if not fetched.finished:
            raise exits.NotDone(f"the demo's crawl did not come to its end: {fetched.reason}")
        built = build.make(args.data, args.workers)
        published, decoys = _published(demo), set(demo.decoys)
    read = _read(built.folder)
    print(
        "\n".join(
            [*crawl.in_words(fetched), "", *_compared(published, read, decoys), "", *_what_next(args.data)]
        )
    )
    return exits.CLEAN if read == published else exits.ATTENTION


def _demo_sites() -> "type[DemoSites]":
    """The demo sites are part of the tests, which are not installed: they lie beside this package in its repository."""
    if not (REPOSITORY / "tests" / "demo").is_dir():
        raise exits.NotDone("the demo sites are part of the tests; run it in the repository: make demo")
    sys.path.append(str(REPOSITORY))
    from tests.demo import DemoSites

    return DemoSites


def _fresh(data: Path) -> None:
    """An empty folder; one that something else than the demo made is left alone."""
    if data.exists() and any(data.iterdir()):
        if not (data / MARK).exists():
            raise exits.WrongCall(f"{data} is not a demo's folder; name another one with --data")
        shutil.rmtree(data)
    data.mkdir(parents=True, exist_ok=True)


def _published(demo: "DemoSites") -> Figures:
    """The figures that the demo sites publish."""
    return {
        (report.url, *place): printed.value
        for report in demo.expected
        for place, printed in report.cells.items()
        if printed.state == "reported"
    }


def _read(folder: Path) -> Figures:
    """The figures that the datasets hold."""
    from pipeline.datasets.store import load

    urls = {
        row["report_id"]: row["urls"].split()
        for row in load(folder, "reports").to_pylist()
        if row["is_current"]
    }
    return {
        (url, cell["table"], cell["row"], cell["column"]): cell["value"]
        for cell in load(folder, "cells").to_pylist()
        if cell["state"] == "reported"
        for url in urls[cell["report_id"]]
    }


def _compared(published: Figures, read: Figures, decoys: set[str]) -> Iterator[str]:
    there, found = {place[0] for place in published}, {place[0] for place in read}
    right = sum(read.get(place) == value for place, value in published.items())
    yield f"found {len(found & there)} of the {len(there)} pages on which the demo sites publish reports"
    yield f"read {right} of their {len(published)} figures right, {len(read) - right} wrong"
    yield from (f"  missed: {url}" for url in sorted(there - found))
    yield from (
        f"  {'look-alike' if url in decoys else 'unexpected'}: {url}" for url in sorted(found - there)
    )


def _what_next(data: Path) -> Iterator[str]:
    from pipeline.status import status

    yield "what needs a person (the hosts that fail are there on purpose)"
    yield from (f"  {entry['message']}" for entry in status(data)["needs_a_person"])
    yield ""
    yield f"the datasets are in {data / 'datasets'}; to load them:"
    yield ""
    yield "    import pandas as pd"
    yield f'    panel = pd.read_parquet("{data}/datasets/panel")'
    yield '    counties = panel[panel.issuer_kind == "county_government"]'
    yield '    print(counties.pivot(index=["county", "site", "org_id"], columns="year", values="new_received__total"))'
