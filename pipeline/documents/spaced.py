"""Tables in plain text whose cells are parted by gaps: several spaces, or a wide one (U+2003, U+3000); a single one
before figures, in a line that has no other.

Text taken from a PDF or a flip book keeps a line a row, but leaves no trace of blank cells: a row with fewer figures
than its header has columns stays in doubt. Prose has gaps too, and figures at the end of lines, so a run of lines is a
table only below a header of several words of the forms, or if it has several such words and a row of several figures.
A line with fewer figures than the one above it, and no numeral of its own, may be the rest of a row whose label and
number are both broken: its figures are a row of their own, which leaves the one above in doubt. Table 4 on its side
stays text: the name of a group may stand in the middle of its rows.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from pipeline.documents import lines as line_kinds
from pipeline.documents.headings import heads_section
from pipeline.documents.spans import Span

GAP = re.compile(r"[^\S\t\n]{2,}|[\u2003\u3000]")
FIGURES = re.compile(r"(?:(?:^| )[\d０-９][^\s]{0,15}){3,}$")
"""Several with a single space between."""
WORD = re.compile(r"[^\W\d_]{2,10}(?:/[^\W\d_]+)?")
MOST_LABELS = 3
MARK = re.compile(r"[\t|]")
_GAP, _LETTER = r"[^\S\t\n]+", r"[^\W\d_]"
_NUMERAL = r"[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.．、]"
IN_CELL = re.compile(
    rf"(?<!\S)(?:((?![无空]){_LETTER}){_GAP}(?={_LETTER}(?!\S))|({_NUMERAL}){_GAP}(?={_LETTER}))"
)
"""Gaps that part no cells: those in words set wide (总　计), and behind a numeral."""
NUMBERED = re.compile(_NUMERAL)
OUTCOME = re.compile("(?:结果)?(?:维持|纠正)|其[他它]结果|尚未审结|总计")
MOST_LINES_OF_LABEL = 4
FEWEST_FIGURES = 3
FEWEST_WITH_FORM_WORDS = 2
FEWEST_UNLABELLED = 4
"""Figures in a row without a label, as in table 4."""


def may_be_row(line: str) -> bool:
    """Whether a line ends in a figure and has a gap, or ends in several; all others are no rows that could be told from
    prose."""
    if not (line[-1:].isdecimal() or line[-1:].isspace()):
        return False
    stripped = line.strip()
    if not stripped[-1:].isdecimal():
        return False
    return GAP.search(stripped) is not None or FIGURES.search(stripped) is not None


def is_row(line: str) -> bool:
    """Whether a line is a row for sure: words, a gap and figures, or several figures and gaps."""
    return may_be_row(line) and _holds_row(line)


def spans(lines: Sequence[str], taken: Sequence[bool]) -> Iterator[Span]:
    """Tables among the lines that no other table has ``taken``."""
    rows = [place for place, line in enumerate(lines) if is_row(line) and not taken[place]]
    end = 0
    for row in rows:
        if row < end:
            continue
        first, end = _run(lines, taken, row, end)
        span = Span(first, end, _rows(lines[first:end]))
        if _is_table(span.rows):
            yield span


def _run(lines: Sequence[str], taken: Sequence[bool], row: int, end: int) -> tuple[int, int]:
    """The lines from the header above ``row`` to the last row below it; none before ``end``."""
    first, last = row, row
    for place in range(row - 1, end - 1, -1):
        if taken[place] or not _may_be_inside(lines[place]):
            break
        if _begins(lines[place]):
            first = place
    for place in range(row + 1, len(lines)):
        is_row = _holds_row(lines[place]) or (place == last + 1 and _values(_cells(lines[place])) > 0)
        if taken[place] or not (is_row or _may_be_inside(lines[place])):
            break
        if is_row:
            last = place
    return first, last + 1


def _holds_row(line: str) -> bool:
    """Whether nothing but figures stands behind the words of a line, or in it."""
    if MARK.search(line) or heads_section(line):
        return False
    cells = _cells(line)
    values = _values(cells)
    has_label = values < len(cells)
    is_short = all(line_kinds.is_short(line_kinds.SENTENCE_END.sub("", cell)) for cell in cells)
    return (
        is_short
        and values >= (1 if has_label else FEWEST_UNLABELLED)
        and any(map(line_kinds.is_figure, cells))
    )


def _may_be_inside(line: str) -> bool:
    return not MARK.search(line) and all(map(line_kinds.is_short, _cells(line))) and not heads_section(line)


def _begins(line: str) -> bool:
    return line_kinds.is_label_alone(line) or (len(_cells(line)) > 1 and line_kinds.has_form_word(line))


def _cells(line: str) -> list[str]:
    text = IN_CELL.sub(r"\1\2", line.strip())
    cells = GAP.split(text)
    if len(cells) > 1 or " " not in text:
        return cells
    parts = text.split(" ")
    is_row = 0 < len(parts) - _values(parts) <= MOST_LABELS or _values(parts) == len(parts)
    is_header = all(WORD.fullmatch(part) for part in parts) or all(map(line_kinds.has_form_word, parts))
    return parts if is_header or (is_row and _values(parts)) else cells


def _values(cells: Sequence[str]) -> int:
    """How many figures, or marks for nothing, are all that stands behind words; 0 if other words stand among them."""
    is_value = [line_kinds.is_value(cell) for cell in cells]
    values = sum(is_value)
    return values if all(is_value[len(cells) - values :]) else 0


def _rows(lines: Sequence[str]) -> list[list[str]]:
    rows: list[list[str]] = []
    for cells in [_cells(line) for line in lines if line.strip()]:
        values = _values(cells)
        labels = len(cells) - values
        is_begun_here = labels != 1 or NUMBERED.match(cells[0])
        if values and not is_begun_here and (begun := _begun_above(rows)):
            rows.append([*begun[:-1], f"{begun[-1]}\n{cells[0]}", *cells[1:]])
        elif labels and 0 < values < (_values(rows[-1]) if rows else 0) and not NUMBERED.match(cells[0]):
            rows += [cells[:labels], cells[labels:]]
        else:
            rows.append(cells)
    return rows


def _begun_above(rows: list[list[str]]) -> list[str]:
    """What the last ``rows`` begin of the next label, from its numeral on, and its groups; it is taken off them."""
    for place in range(len(rows) - 1, max(-1, len(rows) - 1 - MOST_LINES_OF_LABEL), -1):
        *groups, label = rows[place]
        if any(map(line_kinds.is_value, rows[place])):
            break
        if NUMBERED.match(label):
            begun = [*groups, "\n".join([label, *chain(*rows[place + 1 :])])]
            del rows[place:]
            return begun
        if groups:
            break
    return []


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    with_words = [row for row in rows if any(map(line_kinds.has_form_word, row))]
    has_header = any(len(row) > 1 and not any(map(line_kinds.is_value, row)) for row in with_words)
    is_wide = max(map(_values, rows)) >= FEWEST_FIGURES and len(with_words) >= FEWEST_WITH_FORM_WORDS
    return (has_header or is_wide) and not any(map(_is_outcome, rows))


def _is_outcome(row: Sequence[str]) -> bool:
    """Whether a row is of table 4 on its side, with an outcome before each figure."""
    return _values(row) == 1 and len(row) > 1 and OUTCOME.fullmatch("".join(row[-2].split())) is not None
