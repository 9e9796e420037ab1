"""Tables in plain text without any mark: one cell a line, or one paragraph of a cell.

Such a run is told from prose by its lines: short, many of them figures, words of the forms among them. What it
does not say, where rows end and which lines share a cell, is not guessed here: it becomes a stream. Empty lines
are empty cells only where they stand out from the run's own spacing.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

from pipeline.documents import lines as line_kinds
from pipeline.documents import spaced
from pipeline.documents.headings import heads_section
from pipeline.documents.spans import Span

FEWEST_LINES = 8
WIDEST_SPACING = 3
LAST_ROW = re.compile("行政事业性收费|政府集中采购|继续办理")
"""Of tables 2 and 3, where its cells are empty."""
FEWEST_VALUES, FEWEST_WORDS = 3, 4
"""Either makes a table: reports of small offices have tables with hardly a figure."""


def spans(lines: Sequence[str], taken: Sequence[bool]) -> Iterator[Span]:
    """Streams among the lines that no other table has ``taken``."""
    run: list[int] = []
    before = ""
    for index, line in enumerate([*lines, "。"]):
        if index < len(lines) and not taken[index] and not line.strip():
            continue
        inside = index < len(lines) and not taken[index] and _may_be_cell(line)
        if inside:
            run.append(index)
            continue
        span = _read(lines, run, heads_section(before) is not None)
        if span:
            yield span
        run, before = [], line


def _may_be_cell(line: str) -> bool:
    if line.isdigit():
        return line_kinds.is_short(line)
    return line_kinds.is_short(line) and not (
        heads_section(line) or line.startswith("#") or spaced.is_row(line)
    )


def _read(lines: Sequence[str], run: Sequence[int], is_behind_heading: bool) -> Span | None:
    values = [index for index in run if line_kinds.is_value(lines[index])]
    words = _with_form_words(lines, run)
    if not words or (len(values) < FEWEST_VALUES and len(words) < FEWEST_WORDS):
        return None
    first, last = words[0], max(values[-1:] + words[-1:])
    known = {"".join(lines[index].split()) for index in run if first <= index <= last}
    for index in run:
        if index > last and ("".join(lines[index].split()) in known or LAST_ROW.search(lines[index])):
            last = index
    above = [lines[index] for index in run if index < first]
    if is_behind_heading and all(map(line_kinds.is_part_of_label, above)):
        first = run[0]
    cells = [index for index in run if first <= index <= last]
    if len(cells) < FEWEST_LINES:
        return None
    return Span(first, last + 1, [_with_empty_cells(lines, cells)], stream=True)


def _blank_below(lines: Sequence[str], last: int) -> int:
    """Empty lines below, up to the heading of the next section; none if anything else follows, or nothing: then they
    need be no cells."""
    below = next((index for index in range(last + 1, len(lines)) if lines[index].strip()), None)
    return below - last - 1 if below is not None and heads_section(lines[below]) else 0


def _with_form_words(lines: Sequence[str], run: Sequence[int]) -> list[int]:
    """Lines of ``run`` with a word of the forms, or with the first part of one (``行政``, ``复议``)."""
    found = []
    for index, after in zip_longest(run, run[1:]):
        following = lines[after] if after else ""
        if line_kinds.has_form_word(lines[index]) or (
            not line_kinds.has_form_word(following) and line_kinds.has_form_word(lines[index] + following)
        ):
            found.append(index)
    return found


def _with_empty_cells(lines: Sequence[str], cells: Sequence[int]) -> list[str]:
    """The cells in order. The commonest distance of two lines is the run's spacing (a long one is a row of empty cells,
    of which small offices have many); each more of it is an empty cell. Below a label at the end, so is each empty line
    if some are cells above, or if there are many."""
    distances = [after - before for before, after in pairwise(cells)]
    short = [distance for distance in distances if distance <= WIDEST_SPACING]
    spacing = Counter(short or distances).most_common(1)[0][0]
    texts = [lines[cells[0]].strip()]
    for index, distance in zip(cells[1:], distances, strict=True):
        texts += [""] * ((distance - 1) // spacing)
        texts.append(lines[index].strip())
    below = _blank_below(lines, cells[-1]) // spacing
    if ("" in texts or below > WIDEST_SPACING) and not line_kinds.is_value(texts[-1]):
        texts += [""] * below
    return texts
