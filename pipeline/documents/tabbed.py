"""Tables in plain text that are written with tabs.

Two layouts are in use. **A row a line**: cells parted by tabs, a tab more for what a span covers. **A cell a
line**: each cell starts a line with a tab; lines without one go on with the cell, even after an empty line; an
empty line before the next tab ends the row. Either is ended by prose, a heading or two empty lines; but behind empty
lines a row with as many cells as another goes on with the table.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.documents import lines as line_kinds
from pipeline.documents.headings import heads_section
from pipeline.documents.spans import Span, blank_run, start_of

FEWEST_CELLS = 4
"""In a table, and figures in a line alone that is one."""
FEWEST_LINES = 2
MAY_GO_ON = re.compile(r"\d[.．,，]?$")
REST_OF_NUMBER = re.compile(r"\s*[.．]?\d+\s*")
FEWEST_TABS = 2
"""In a row by which a table is known again; a cell a line has one."""


def spans(lines: Sequence[str]) -> Iterator[Span]:
    index = 0
    while index < len(lines):
        if not _is_tabbed(lines[index]):
            index += 1
            continue
        end = _run_end(lines, index)
        span = _read(lines, start_of(lines, index, _begins), end)
        if span:
            yield span
        index = end


def _is_tabbed(line: str) -> bool:
    if "\t" not in line or heads_section(line):
        return False
    cells = line.split("\t")
    return all(map(line_kinds.is_short, cells)) or _is_row_with_sentence_marks(cells)


def _is_row_with_sentence_marks(cells: Sequence[str]) -> bool:
    """Whether figures stand behind words, which alone could be a sentence that is indented (行政处罚。)."""
    label, *behind = [cell for cell in cells if cell.strip()]
    if line_kinds.is_value(label) or not any(map(line_kinds.is_figure, behind)):
        return False
    return all(line_kinds.is_short(line_kinds.SENTENCE_END.sub("", cell)) for cell in cells)


def _begins(line: str) -> bool:
    """Whether a line without tabs above a row is a row, or begins its first cell: with a bracket that is not closed."""
    is_cut = (
        line.count("（") > line.count("）") and line_kinds.is_short(line) and line_kinds.has_form_word(line)
    )
    return is_cut or line_kinds.is_label_alone(line)


def _run_end(lines: Sequence[str], start: int) -> int:
    """The line after the last one with a tab, or after what goes on with its cell."""
    end = index = start
    tabs: set[int] = set()
    while index < len(lines):
        blank = blank_run(lines, index)
        if blank >= 2 and not _goes_on(lines[index + blank : index + blank + 1], tabs):
            break
        index += blank
        tabs.update(line.count("\t") for line in lines[index : index + 1])
        if index < len(lines) and _is_tabbed(lines[index]):
            end = index + 1
        elif index >= len(lines) or heads_section(lines[index]) or not line_kinds.is_short(lines[index]):
            break
        elif not blank and end == index and _may_go_on(lines[index - 1], lines[index]):
            end = index + 1
        index += 1
    return end


def _goes_on(next_line: Sequence[str], tabs: set[int]) -> bool:
    """Whether the next line is a row, with as many tabs as a row above it; ``tabs`` are those of the rows above."""
    return any(line.count("\t") >= FEWEST_TABS and line.count("\t") in tabs for line in next_line)


def _may_go_on(above: str, line: str) -> bool:
    """Whether a line without a tab may be of the cell above: of one that has its line alone, or of its number."""
    return "\t" not in above.strip() or _may_be_one_number(above, line)


def _may_be_one_number(above: str, line: str) -> bool:
    return MAY_GO_ON.search(above) is not None and REST_OF_NUMBER.fullmatch(line) is not None


def _read(lines: Sequence[str], start: int, end: int) -> Span | None:
    tabbed = [line for line in lines[start:end] if "\t" in line]
    cell_a_line = sum(line.count("\t") == 1 and not line.split("\t")[0].strip() for line in tabbed)
    read_rows = _cells_by_line if cell_a_line * 2 > len(tabbed) else _rows_by_line
    rows = read_rows(lines[start:end])
    filled = [cell for row in rows for cell in row if cell.strip()]
    if len(filled) < FEWEST_CELLS:
        return None
    if len(tabbed) < FEWEST_LINES and sum(map(line_kinds.is_value, filled)) < FEWEST_CELLS:
        return None
    return Span(start, end, rows)


def _rows_by_line(lines: Sequence[str]) -> list[list[str]]:
    """Digits alone in the line below a row that ends in a digit may be the rest of its number; so are digits with what
    the row lacks of the usual tabs behind them."""
    rows: list[list[str]] = []
    below_row = False
    usual = Counter(line.count("\t") for line in lines if "\t" in line).most_common(1)[0][0]
    for line in lines:
        cells = line.split("\t")
        if (
            below_row
            and _may_be_one_number(rows[-1][-1], cells[0])
            and (len(cells) == 1 or len(rows[-1]) + len(cells) - 2 == usual)
        ):
            rows[-1][-1] += "\n" + cells[0]
            rows[-1] += cells[1:]
        elif line.strip(" "):
            rows.append(cells)
        below_row = "\t" in line
    return rows


def _cells_by_line(lines: Sequence[str]) -> list[list[str]]:
    rows: list[list[list[str]]] = [[]]  # of each cell its lines
    after_blank = False
    for line in lines:
        before, tab, text = line.partition("\t")
        if tab and not before.strip():
            if after_blank and rows[-1]:
                rows.append([])
            rows[-1].append([text])
        elif line.strip():
            if rows[-1]:
                rows[-1][-1].append(line)
            else:
                rows[-1].append([line])
        after_blank = not line.strip(" ") if not tab else False
    return [["\n".join(cell) for cell in row] for row in rows]
