"""Tables in plain text that are written with pipes.

**A row a line**: ``a | b |``, ``| a | b |`` or ``a | b``, with Markdown's ``|---|`` rules left out. Where rows end in
a pipe, a line that does not end in one goes on in the next (a line break in a cell), and so does a row that has as
many pipes as others only with the next line, which begins with one (a blank cell that breaks the line). **Pipes alone
on their lines** between lines that are a cell each, or one cell and its pipe a line: where a row ends is not said, so
the table is a stream.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.documents import lines as line_kinds
from pipeline.documents.headings import heads_section
from pipeline.documents.spans import Span, blank_run, start_of

MOST_LINES_IN_CELL = 4
MOSTLY = 0.8
FEWEST_STREAMED = 8


def spans(lines: Sequence[str]) -> Iterator[Span]:
    index = 0
    while index < len(lines):
        if "|" not in lines[index]:
            index += 1
            continue
        end = _run_end(lines, index)
        yield _read(lines, start_of(lines, index, line_kinds.is_label_alone), end)
        index = end


def _run_end(lines: Sequence[str], start: int) -> int:
    """The line after the last one with a pipe: short lines between pipes belong to cells."""
    end = index = start
    between = 0
    while index < len(lines) and between <= MOST_LINES_IN_CELL:
        blank = blank_run(lines, index)
        if blank >= 2:
            break
        index += blank
        if index >= len(lines):
            break
        if "|" in lines[index]:
            end, between = index + 1, 0
        elif _ends_table(lines[index]):
            break
        else:
            between += 1
        index += 1
    return end


def _ends_table(line: str) -> bool:
    return line.startswith("#") or bool(heads_section(line)) or not line_kinds.is_short(line)


def _read(lines: Sequence[str], start: int, end: int) -> Span:
    run = [line.strip() for line in lines[start:end] if line.strip() and not line_kinds.is_rule(line)]
    piped = [line for line in run if "|" in line]
    alone = sum(line == "|" for line in piped)
    if alone * 2 > len(piped):
        for _ in range(MOST_LINES_IN_CELL):
            if start and lines[start - 1].strip() and not _ends_table(lines[start - 1]):
                start -= 1
                run.insert(0, lines[start].strip())
        if end < len(lines) and line_kinds.is_value(lines[end]):
            run.append(lines[end].strip())
            end += 1
        return Span(start, end, [_stream(run)], stream=True)
    rows = _rows(run, piped)
    if len(rows) >= FEWEST_STREAMED and all(len(row) == 1 for row in rows):
        return Span(start, end, [[row[0] for row in rows]], stream=True)
    return Span(start, end, rows)


def _stream(run: Sequence[str]) -> list[str]:
    cells = "\n".join(run).split("|")
    return [cell.strip("\n ") for cell in (cells if cells[-1].strip() else cells[:-1])]


def _rows(run: Sequence[str], piped: Sequence[str]) -> list[list[str]]:
    usual = Counter(line.count("|") for line in piped).most_common(1)[0][0]
    whole = [line for line in piped if line.count("|") == usual]
    closed = _mostly_closed(piped) and _mostly_closed(whole, 1)
    opened = all(line.startswith("|") for line in piped if line.count("|") >= usual)
    joined: list[str] = []
    for line in run:
        above = joined[-1] if joined and closed else "|"
        is_rest = not opened and line.startswith("|") and above.count("|") + line.count("|") <= usual
        if joined and (is_rest or not above.endswith("|")):
            joined[-1] += "\n" + line
        else:
            joined.append(line)
    return [_cells(line, opened, closed) for line in joined]


def _mostly_closed(lines: Sequence[str], share: float = MOSTLY) -> bool:
    return sum(line.endswith("|") for line in lines) >= share * len(lines)


def _cells(line: str, opened: bool, closed: bool) -> list[str]:
    cells = line.split("|")
    if opened and not cells[0].strip():
        cells = cells[1:]
    if closed and len(cells) > 1 and not cells[-1].strip():
        cells = cells[:-1]
    return [cell.strip() for cell in cells]
