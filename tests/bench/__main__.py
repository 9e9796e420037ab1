"""What reading a report costs, against what a user would write: ``make bench``.

Pages of about 100 KB, as Word pastes them, in the shells of the publishing systems. Every way is timed on the same
pages in the same run, turn by turn, so that a busy machine slows all alike; figures are medians of milliseconds a
page, and claims are the ratios. Printed as a table, and written as JSON to the file named on the command line.
"""

import gc
import io
import json
import platform
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import lxml.html
import pandas as pd
import trafilatura

from pipeline.documents import parse
from pipeline.reading import read
from tests.builders.docx import render_docx
from tests.builders.html import render_html
from tests.builders.report import make_report
from tests.builders.text import render_text

REPORTS = 6
SHELLS = ("trs", "jcms", "ucap", "vsb")
ROUNDS = 7
PADDING = "<!-- " + "Normal 0 7.8 磅 0 2 false false false EN-US ZH-CN X-NONE " * 500 + "-->"
"""The settings block that Word leaves in pasted pages; brings them to the size of real ones."""


def by_hand(page: bytes) -> None:
    """Text and metadata with trafilatura, tables with pandas."""
    trafilatura.bare_extraction(page, with_metadata=True)
    pd.read_html(io.BytesIO(page))


WAYS: dict[str, tuple[str, Callable[[bytes], object]]] = {
    "gongkai read": ("html", read),
    "gongkai parse only": ("html", parse),
    "lxml parse only": ("html", lxml.html.fromstring),
    "trafilatura + pandas.read_html": ("html", by_hand),
    "gongkai read, docx": ("docx", read),
    "gongkai read, text": ("text", read),
}


def pages() -> dict[str, list[bytes]]:
    reports = [make_report(seed, size="county") for seed in range(REPORTS)]
    html = [render_html(report, style="word", shell=shell) for report in reports for shell in SHELLS]
    return {
        "html": [page.replace(b"</body>", PADDING.encode() + b"</body>") for page in html],
        "docx": [render_docx(report) for report in reports],
        "text": [render_text(report, "tab_cells") for report in reports],
    }


def measure(of_kind: dict[str, list[bytes]]) -> dict[str, float]:
    """Median over pages of the best of all rounds, in milliseconds."""
    best: dict[tuple[str, int], float] = {}
    for _ in range(ROUNDS):
        for name, (kind, way) in WAYS.items():
            for number, page in enumerate(of_kind[kind]):
                start = perf_counter()
                way(page)
                spent = 1000 * (perf_counter() - start)
                best[name, number] = min(spent, best.get((name, number), spent))
    return {name: median(spent for (way, _), spent in best.items() if way == name) for name in WAYS}


def main() -> None:
    of_kind = pages()
    gc.collect()
    gc.freeze()
    spent = measure(of_kind)
    reading = spent["gongkai read"]
    result = {
        "python": platform.python_version(),
        "pages": len(of_kind["html"]),
        "kilobytes": round(median(map(len, of_kind["html"])) / 1024),
        "milliseconds": {name: round(value, 2) for name, value in spent.items()},
        "times faster than trafilatura + pandas.read_html": round(
            spent["trafilatura + pandas.read_html"] / reading, 1
        ),
        "times a bare lxml parse": round(reading / spent["lxml parse only"], 1),
    }
    print(f"{result['pages']} pages of {result['kilobytes']} KB (median)\n")
    for name, value in result["milliseconds"].items():
        print(f"{name:32} {value:8.2f} ms a page")
    print(
        f"\nreading is {result['times faster than trafilatura + pandas.read_html']} times faster than by hand,"
    )
    print(f"and takes {result['times a bare lxml parse']} times a bare lxml parse")
    if len(sys.argv) > 1:
        Path(sys.argv[1]).parent.mkdir(parents=True, exist_ok=True)
        Path(sys.argv[1]).write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
