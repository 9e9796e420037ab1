"""Ten thousand documents in one process: memory is that of one of them."""

import gc
from pathlib import Path

import pytest

from pipeline.reading import read
from tests.builders.html import render_html
from tests.builders.report import make_report
from tests.builders.text import render_text

DOCUMENTS, WARMED_UP = 10_000, 2_000
MOST_GROWTH = 10
"""Megabytes."""


def megabytes_resident():
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1_000_000


def documents():
    """Pages and texts of which no two print the same words and figures."""
    pages = [render_html(make_report(seed, size="county"), style="word").decode() for seed in range(8)]
    texts = [render_text(make_report(seed), "tab_cells").decode() for seed in range(8)]
    sources = [*pages, *texts]
    for number in range(DOCUMENTS):
        source = sources[number % len(sources)]
        yield source.replace("青槐县", f"青{number}县").replace("公开", f"公开{number}", 20).encode()


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="measures memory as Linux tells it")
def test_memory_is_flat_over_ten_thousand_documents():
    before = 0.0
    for number, content in enumerate(documents()):
        read(content)
        if number == WARMED_UP:
            before = megabytes_resident()
    assert megabytes_resident() - before < MOST_GROWTH
