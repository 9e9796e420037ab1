"""Mutations of good documents: no crash, no hang, and no figure ``reported`` that is not printed in its place.

``GONGKAI_MUTATIONS`` says how many of each kind the slow test makes; every run makes a few.
"""

import io
import os
import re
import time
import zipfile
from collections import Counter
from random import Random

import lxml.html
import pytest

from pipeline.documents import charset
from pipeline.forms import EDITIONS
from pipeline.reading import read
from tests.builders import layouts
from tests.builders.docx import WORD_LAYOUTS, WORD_STYLES, render_docx
from tests.builders.html import BODIES, render_html
from tests.builders.mutations import BYTE_CHANGES, mutated
from tests.builders.report import make_report
from tests.builders.styles import STYLES
from tests.builders.text import GAP_LAYOUTS, TEXT_LAYOUTS, render_text
from tests.builders.themes import THEMES

MANY = int(os.environ.get("GONGKAI_MUTATIONS", "1700"))
SECONDS = 10
CLOSER = re.compile("</(?:body|html)>", re.I)
LOCATOR = re.compile(r"table (\d+), row (\d+), column \d+")


def read_quickly(content, about):
    started = time.process_time()
    report = read(content)
    assert time.process_time() - started < SECONDS, about
    assert not any("the reader failed" in note for note in report.notes), (about, report.notes)
    return [cell for cell in report.cells if cell.state == "reported"]


def rendered(rng, kind):
    """A report in any layout, theme and style of ``kind``, and how it was made."""
    report = make_report(
        f"mutation {rng.randrange(10**6)}",
        size=rng.choice(("dense", "county")),
        blanks=rng.choice((0, 0, 0.3, 0.8)),
    )
    if kind == "html":
        options = {
            "layout": rng.choice(list(BODIES)),
            "style": rng.choice(list(STYLES)),
            "shell": rng.choice(list(THEMES)),
            "encoding": rng.choice(("utf-8", "gb2312")),
        }
        render = render_html
    elif kind == "docx":
        options = {"layout": rng.choice(list(WORD_LAYOUTS)), "style": rng.choice(list(WORD_STYLES))}
        render = render_docx
    else:
        options = {"layout": rng.choice([*TEXT_LAYOUTS, *GAP_LAYOUTS])}
        render = render_text
    return options, lambda: render(report, **options)


def sizes(keys):
    """How many columns the form has, at least, in each of the rows that the keys are of."""
    counts = [
        Counter(cell.place[:2] for cells in form.cells_of.values() for cell in cells)
        for form in EDITIONS.values()
    ]
    rows = {key[:2] for key in keys}
    return [(row, min(count[row] for count in counts if row in count)) for row in rows]


def check_structure(seed):
    """Rows are damaged and figures keep their keys: what is reported in a place was written with its key, or in its row
    where nothing shows that a cell was lost or added: a blank among the figures or right before them may be new, a
    figure stands there twice, or a blank makes up for a lost one."""
    rng = Random(f"structure {seed}")
    kind = rng.choice(("html", "html", "docx", "text"))
    options, render = rendered(rng, kind)
    seen = []
    changes = rng.choice((1, 1, 2, 3, 6))
    with pytest.MonkeyPatch.context() as patch:
        for name, layout in layouts.LAYOUTS.items():
            patch.setitem(layouts.LAYOUTS, name, mutated(layout, Random(f"rows {seed}"), changes, seen))
        content = render()
    printed, printed_in_row = {}, {}
    for row in seen:
        figures = [slot for slot in row if slot.key]
        keys = {slot.key for slot in figures}
        has_lost = any(size > sum(key[:2] == of_row for key in keys) for of_row, size in sizes(keys))
        first = next((place for place, slot in enumerate(row) if slot.key), 0)
        has_new = any(not (slot.text or slot.key) for slot in row[max(0, first - 1) :])
        has_filling = has_new or len(keys) < len(figures) or (has_lost and any(not slot.text for slot in row))
        for slot in figures:
            printed.setdefault(slot.key, set()).add(slot.text)
            if has_filling:
                printed_in_row.setdefault(slot.key[:2], set()).update(other.text for other in figures)
    wrong = [
        (cell.table, cell.row, cell.column, cell.raw)
        for cell in read_quickly(content, (seed, kind, options))
        if cell.raw not in printed.get((cell.table, cell.row, cell.column), ())
        and cell.raw not in printed_in_row.get((cell.table, cell.row), ())
    ]
    assert not wrong, (seed, kind, options, changes, wrong[:5], len(wrong))


def check_bytes(seed):
    """Damaged bytes: what is reported of one row stands in the cells of one row of the page, as lxml alone reads it."""
    rng = Random(f"bytes {seed}")
    kind = rng.choice(("html", "html", "docx", "text"))
    options, render = rendered(rng, kind)
    content = render()
    in_archive = kind == "docx" and rng.random() < 0.8
    content = in_part(content, rng) if in_archive else damaged(content, rng)
    cells = read_quickly(content, (seed, kind, options))
    if kind == "html":
        rows = rows_printed(content)
        read_off = {}
        for cell in cells:
            read_off.setdefault(LOCATOR.fullmatch(cell.locator).groups(), set()).add(squeezed(cell.raw))
        wrong = [place for place, texts in read_off.items() if not any(texts <= row for row in rows)]
        assert not wrong, (seed, options, [(place, read_off[place]) for place in wrong[:3]], len(wrong))


def damaged(content, rng):
    for _ in range(rng.choice((1, 1, 2, 5))):
        content = rng.choice(BYTE_CHANGES)(content, rng) or b" "
    return content


def in_part(content, rng):
    """The text of a Word document is damaged inside a sound archive."""
    source = zipfile.ZipFile(io.BytesIO(content))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            part = source.read(name)
            archive.writestr(name, damaged(part, rng) if name == "word/document.xml" else part)
    return target.getvalue()


def squeezed(text):
    return "".join(text.split())


def rows_printed(content):
    """What the cells of each row of the page print, as lxml alone reads it; a cell in a tag left open is of the row
    around that."""
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    text, _ = charset.decode(content)
    source = "<html><body>.</body>" + CLOSER.sub("", text.replace("\0", ""))
    page = lxml.html.fromstring(source.encode("utf-8", "replace"), parser=parser)
    for hidden in page.xpath("//*[contains(@style, 'display:none')]"):
        hidden.drop_tree()
    rows = {}
    drawn = page.xpath("//*[contains(@style, 'table-cell')]")
    for cell in [*page.iter("td", "th"), *drawn]:
        row = next(cell.iterancestors("tr"), cell.getparent())
        rows.setdefault(row, set()).add(squeezed(cell.text_content()))
    return rows.values()


@pytest.mark.parametrize("seed", range(12))
def test_damaged_rows(seed):
    check_structure(seed)


@pytest.mark.parametrize("seed", range(12))
def test_damaged_bytes(seed):
    check_bytes(seed)


@pytest.mark.slow
@pytest.mark.parametrize("check", [check_structure, check_bytes])
def test_many_mutations(check):
    failures = []
    for seed in range(MANY):
        try:
            check(seed)
        except AssertionError as failure:
            failures.append(str(failure).splitlines()[0])
    assert not failures, f"{len(failures)} of {MANY}:\n" + "\n".join(failures[:20])
