"""Tables that lines of text still show, whatever parts their cells: tabs, pipes, gaps, or a line for each cell.

Where a page breaks inside of a table, the number of the page (``- 3 -``, ``第3页 共5页``) and the empty lines around it
are no part of the table. A number without such marks may be a figure.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from pipeline.documents import piped, spaced, streamed, tabbed
from pipeline.documents.lines import PAGE_NUMBER, has_form_word, is_value
from pipeline.documents.spans import BLANK, Span

FEWEST_FIGURES = 3
FEWEST_WITH_FORM_WORDS = 2


def spans(lines: Sequence[str]) -> list[Span]:
    """Tables by their marks first, then those without any among the other lines; in order."""
    places = _places_of_text(lines)
    kept = [lines[place] for place in places]
    taken = [False] * len(kept)
    found: list[Span] = []
    for marked in (tabbed.spans(kept), piped.spans(kept), spaced.spans(kept, taken)):
        for span in marked:
            if not any(taken[span.start : span.end]):
                found.append(span)
                taken[span.start : span.end] = [True] * (span.end - span.start)
    found.extend(streamed.spans(kept, taken))
    found.sort(key=lambda span: span.start)
    return [replace(span, start=places[span.start], end=places[span.end - 1] + 1) for span in found]


def among_paragraphs(lines: Sequence[str]) -> list[Span]:
    """Tables among the paragraphs of a page or file that has better means to print one: those with figures, or with
    several rows of words of the forms. Pipes part words of a page too (来源：本站 | 浏览：12), tabs indent."""
    may_draw = any("\t" in line or "|" in line or spaced.may_be_row(line) for line in lines)
    if not may_draw and sum(line.strip().isdigit() for line in lines) < FEWEST_FIGURES:
        return []
    return [span for span in spans(lines) if _is_surely_a_table(span)]


def _is_surely_a_table(span: Span) -> bool:
    cells = [cell for row in span.rows for cell in row]
    figures = sum(map(is_value, cells))
    if figures >= FEWEST_FIGURES:
        return True
    has_places = figures > 0 or any(not cell.strip() for cell in cells)
    rows = sum(any(map(has_form_word, row)) for row in span.rows if len(row) > 1)
    return has_places and rows >= FEWEST_WITH_FORM_WORDS


def _places_of_text(lines: Sequence[str]) -> Sequence[int]:
    """The places of all lines but the numbers of pages and the empty lines around them; one of those stays before a
    tab, where it may end a row."""
    if not PAGE_NUMBER.search("\n".join(lines)):
        return range(len(lines))
    places: list[int] = []
    for is_text, group in groupby(range(len(lines)), key=lambda place: _is_text(lines[place])):
        run = list(group)
        empty = [place for place in run if not lines[place].strip(BLANK)]
        if is_text or len(empty) == len(run):
            places += run
        elif run[-1] + 1 < len(lines) and lines[run[-1] + 1].startswith("\t"):
            places += empty[:1]
    return places


def _is_text(line: str) -> bool:
    return line.strip(BLANK) != "" and not PAGE_NUMBER.fullmatch(line)
