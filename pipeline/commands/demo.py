"""Serve embedded county sites on loopback, run a whole night on them, show what was found and how to load it."""

import argparse
import shutil
from collections.abc import Iterator
from pathlib import Path

from pipeline.commands import build, crawl, exits, options

MARK = "demo-sites.csv"
"""The demo's list of sites: a data folder that holds it was made by the demo and may be made afresh."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    options.data(parser, default="demo-data")
    options.workers(parser)
    parser.set_defaults(site=[], settings=[("DOWNLOAD_DELAY", "0")], allow_private_hosts=True, contact=None)


def run(args: argparse.Namespace) -> int:
    try:
        from tests.demo import DemoSites
    except ImportError as error:
        raise exits.NotDone("the demo sites are part of the tests; run it in the repository") from error

    _fresh(args.data)
    args.sites = args.data / MARK
    with DemoSites() as demo:
        demo.write_sites_csv(args.sites)
        fetched, _ = crawl.fetch(args)
        built = build.make(args.data, args.workers)
        expected, decoys = {report.url for report in demo.expected}, set(demo.decoys)
    found = _urls(built.folder)
    print("\n".join([*crawl.in_words(fetched), *_in_words(found, expected, decoys, args.data)]))
    return exits.CLEAN if found == expected else exits.ATTENTION


def _fresh(data: Path) -> None:
    """An empty folder; one that something else than the demo made is left alone."""
    if data.exists() and any(data.iterdir()):
        if not (data / MARK).exists():
            raise exits.WrongCall(f"{data} is not a demo's folder; name another one with --data")
        shutil.rmtree(data)
    data.mkdir(parents=True, exist_ok=True)


def _urls(folder: Path) -> set[str]:
    from pipeline.datasets.store import load

    return {
        url for urls in load(folder, "reports", columns=["urls"])["urls"].to_pylist() for url in urls.split()
    }


def _in_words(found: set[str], expected: set[str], decoys: set[str], data: Path) -> Iterator[str]:
    from pipeline.status import status

    yield ""
    yield f"found {len(found & expected)} of the {len(expected)} reports that the demo sites publish"
    yield from (f"  missed: {url}" for url in sorted(expected - found))
    yield from (
        f"  {'look-alike' if url in decoys else 'unexpected'}: {url}" for url in sorted(found - expected)
    )
    yield ""
    yield "what needs a person (the demo's failing hosts are there on purpose)"
    yield from (f"  {entry['message']}" for entry in status(data)["needs_a_person"])
    yield ""
    yield f"the datasets are in {data / 'datasets'}; to load them:"
    yield ""
    yield "    import pandas as pd"
    yield f'    panel = pd.read_parquet("{data}/datasets/panel")'
    yield '    counties = panel[panel.issuer_kind == "county_government"]'
    yield '    print(counties.groupby("year")[["new_received__total", "outcome_total__total"]].sum())'
