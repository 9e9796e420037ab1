"""What reading a report costs, against what a user would write: ``make bench``.

Pages of about 100 KB, from Word, UEditor and plain, in UTF-8 and GBK, in the shells of the publishing systems. Every
way is timed on the same pages in the same run, turn by turn, in processor time, so that a busy machine slows all
alike; figures are medians of milliseconds a page, and claims are the ratios, for each style of page. Printed as a
table, and written as JSON to the file named on the command line.
"""

import gc
import io
import json
import platform
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time

import lxml.html
import pandas as pd
import trafilatura

from pipeline.documents import parse
from pipeline.reading import read
from tests.builders.docx import render_docx
from tests.builders.html import render_html
from tests.builders.report import make_report
from tests.builders.text import render_text

REPORTS = 3
SHELLS = ("trs", "jcms")
STYLES = {
    "Word": {"style": "word"},
    "Word, GBK": {"style": "word", "encoding": "gb2312"},
    "UEditor": {"style": "ueditor"},
    "plain": {"style": "plain"},
}
ROUNDS = 5
KILOBYTES = 100
FILLER = (
    '<li class="item"><a href="/zwgk/c{0}/list.shtml" target="_blank" title="{1}{0}">{1}{0}</a></li>'
    '<script>var a{0} = function (b) {{ return b < {0} && b > 1 ? "<div>" : ""; }};</script>\n'
)
"""What a site puts around an article: links and scripts, until the page has the size of real ones."""


def by_hand(page: bytes) -> None:
    """Text and metadata with trafilatura, tables with pandas."""
    trafilatura.bare_extraction(page, with_metadata=True)
    pd.read_html(io.BytesIO(page))


WAYS: dict[str, Callable[[bytes], object]] = {
    "read": read,
    "parse only": parse,
    "lxml": lxml.html.fromstring,
    "by hand": by_hand,
}
COLUMNS = """Milliseconds of processor time for a page of 100 KB:
  read        from bytes to report, as Gongkai does it
  parse only  of that, what knows nothing of the forms
  lxml        a bare tree, nothing read off it
  by hand     text and metadata with trafilatura, tables with pandas
and behind them what read costs in lxml, and by hand in read. Below: other formats.
"""
FASTER, SLOWER = "times faster than by hand", "times a bare lxml parse"


def padded(page: bytes, encoding: str) -> bytes:
    missing = KILOBYTES * 1024 - len(page)
    one = FILLER.format(1000, "政务公开").encode(encoding)
    filler = "".join(FILLER.format(1000 + number, "政务公开") for number in range(missing // len(one)))
    return page.replace(b"</body>", b"<ul>" + filler.encode(encoding) + b"</ul></body>")


def pages() -> dict[str, list[bytes]]:
    reports = [make_report(seed, size="county") for seed in range(REPORTS)]
    return {
        name: [
            padded(render_html(report, shell=shell, **options), options.get("encoding", "utf-8"))
            for report in reports
            for shell in SHELLS
        ]
        for name, options in STYLES.items()
    }


def files() -> dict[str, list[bytes]]:
    reports = [make_report(seed, size="county") for seed in range(REPORTS)]
    return {
        "docx": [render_docx(report) for report in reports],
        "text": [render_text(report, "tab_cells") for report in reports],
    }


def measure(documents: list[bytes], ways: dict[str, Callable[[bytes], object]]) -> dict[str, float]:
    """Median over documents of the best of all rounds, in milliseconds."""
    best: dict[tuple[str, int], float] = {}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            for number, document in enumerate(documents):
                start = process_time()
                way(document)
                spent = 1000 * (process_time() - start)
                best[name, number] = min(spent, best.get((name, number), spent))
    return {name: median(spent for (way, _), spent in best.items() if way == name) for name in ways}


def main() -> None:
    of_style, of_format = pages(), files()
    gc.collect()
    gc.freeze()
    result: dict = {"python": platform.python_version(), "milliseconds": {}}
    print(COLUMNS)
    print(f"{'ms a page':12} {'KB':>5} {' '.join(f'{name:>10}' for name in WAYS)}   {SLOWER}, {FASTER}")
    for style, documents in of_style.items():
        spent = measure(documents, WAYS)
        entry = {
            "kilobytes": round(median(map(len, documents)) / 1024),
            **{name: round(value, 2) for name, value in spent.items()},
            SLOWER: round(spent["read"] / spent["lxml"], 1),
            FASTER: round(spent["by hand"] / spent["read"], 1),
        }
        result["milliseconds"][style] = entry
        figures = " ".join(f"{entry[name]:10.2f}" for name in WAYS)
        print(f"{style:12} {entry['kilobytes']:5} {figures}   {entry[SLOWER]}, {entry[FASTER]}")
    for kind, documents in of_format.items():
        spent = measure(documents, {"read": read})
        result["milliseconds"][kind] = {"read": round(spent["read"], 2)}
        print(f"{kind:18} {spent['read']:10.2f}")
    if len(sys.argv) > 1:
        Path(sys.argv[1]).parent.mkdir(parents=True, exist_ok=True)
        Path(sys.argv[1]).write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
