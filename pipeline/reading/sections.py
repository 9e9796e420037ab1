"""The six statutory sections of a report, from the paragraphs of its body.

Headings come renamed, renumbered, without a numeral, or with the text running on behind them, and lists inside a
section are numbered like sections. So every paragraph that may be a heading is a candidate, with the statutory
number that its words (or else its numeral) give it and a weight for how much it looks like one;
:mod:`pipeline.reading.outline` tells which are headings. What is none stays text of the section it stands in.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count, pairwise

from pipeline.documents import Table
from pipeline.documents.headings import (
    NUMERAL,
    NUMERALS,
    PATTERNS,
    ROW_LABEL,
    WITH_A_FORM,
    WORDS,
    is_statutory,
    number_by_words,
    numeral_of,
)
from pipeline.documents.lines import PAGE_NUMBER
from pipeline.reading import outline, titles
from pipeline.reading.outline import BRACKET, Candidate, Numbered
from pipeline.reading.signature import without_signature
from pipeline.report import Section

FEWEST_HEADINGS = 2
FEWEST_IN_CONTENTS = 5
LONGEST_HEADING = 45
FEWEST_OF_ANOTHER = 3
"""Headings behind the last one, from the first section on, that make another report."""
RUN_ON_LENGTH, MOST_RUN_ON = 150, 50
RUN_ON = re.compile(rf"(?<=[。；！？\s])(?=[{NUMERALS}]\s*、\s*(?:{'|'.join(WORDS.values())}))")
ENDS = ("情况", "事项")
CLAUSE = re.compile(r"\s*([^。：:；\n]{1,45})[。：:；]\s*")

EXACT, BY_WORDS, BY_NUMERAL = 4.0, 2.0, 0.5
RIGHT_NUMERAL, OWN_LINE, NO_NUMERAL, BRACKETED, ARABIC = 1.0, 1.0, -1.0, -2.5, -0.5
ABOVE_A_TABLE = 2.0
DIGITS = "1"
SAME_STYLE = str.maketrans(dict.fromkeys(NUMERALS, "一") | {"(": BRACKET})
WHOLE_WORDS = 0.25
"""For words that end as those of the statutory headings do; what heads a part of a section often breaks off (主动公开)."""


def read(body: Sequence[str], blocks: Sequence[str | Table] = ()) -> tuple[Section, ...]:
    """Sections in order, each with its statutory number (1-6), its heading as printed without the numeral, and its
    paragraphs joined by ``\\n``. What stands before the first heading, and the signature, belong to none. ``blocks``
    tell below which headings tables stand."""
    paragraphs = _with_whole_headings(_parted(body))
    marks = [NUMERAL.match(paragraph) for paragraph in paragraphs]
    numbered = [item for item in map(_numbered, count(), paragraphs, marks) if item]
    found = [candidate for candidate in map(_candidate, count(), paragraphs, marks) if candidate]
    candidates = _weighed_by_tables(found, paragraphs, blocks)
    contents = _contents(candidates)
    candidates = [candidate for candidate in candidates if candidate.position not in contents]
    numbered = [item for item in numbered if item.position not in contents]
    headings = outline.headings(candidates, numbered)
    if len(headings) < FEWEST_HEADINGS:
        return ()
    last = headings[-1].position
    behind = outline.headings(
        [found for found in candidates if found.position > last],
        [item for item in numbered if item.position > last],
    )
    ends = [*(heading.position for heading in headings[1:]), _next_report(paragraphs, behind, last)]
    sections = []
    for heading, end in zip(headings, ends, strict=True):
        text = [part for part in (heading.rest, *paragraphs[heading.position + 1 : end]) if part]
        if heading is headings[-1]:
            text = without_signature(text)
        sections.append(Section(heading.number, heading.heading, "\n".join(text)))
    return tuple(sections)


def _contents(candidates: Sequence[Candidate]) -> range:
    """The positions of a list of contents: headings from the first section on, with nothing between them, which all
    stand again further below."""
    named = [found for found in candidates if found.weight >= BY_WORDS]
    run = [
        found
        for place, found in enumerate(named[: len(WORDS)])
        if (found.position, found.number) == (named[0].position + place, place + 1)
    ]
    if len(run) < FEWEST_IN_CONTENTS:
        return range(0)
    below = {found.number for found in named[len(run) :]}
    again = below >= {found.number for found in run}
    return range(run[0].position, run[-1].position + 1) if again else range(0)


def _weighed_by_tables(
    candidates: Sequence[Candidate], paragraphs: Sequence[str], blocks: Sequence[str | Table]
) -> list[Candidate]:
    """``candidates`` with more weight for those that are the last above a table, where that does not repeat without a
    numeral the one just before it. Which of equal paragraphs it is, is counted from the end, since what a page prints
    beside the article mostly stands above it."""
    of_text: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        of_text.setdefault(paragraphs[candidate.position], []).append(candidate)
    heads = set()
    is_above_table = False
    for block in reversed(blocks):
        if isinstance(block, Table):
            is_above_table = True
        elif same := of_text.get(block.strip()):
            candidate = same.pop()
            if is_above_table and candidate.number in WITH_A_FORM:
                heads.add(candidate.position)
            is_above_table = False
    for head, caption in pairwise(candidates):
        if caption.position in heads and _repeats(caption, head):
            heads.remove(caption.position)
            heads.add(head.position)
    return [
        replace(candidate, weight=candidate.weight + ABOVE_A_TABLE)
        if candidate.position in heads
        else candidate
        for candidate in candidates
    ]


def _repeats(caption: Candidate, head: Candidate) -> bool:
    is_next = (caption.position, caption.number) == (head.position + 1, head.number)
    return is_next and bool(head.style) and not caption.style


def _next_report(paragraphs: Sequence[str], behind: Sequence[Candidate], last: int) -> int:
    """Where the title, or else the first heading, of another report on the same page stands behind the ``last``
    heading; the number of paragraphs if there is none. ``behind``: what would be its headings."""
    sections = [found for found in behind if found.weight >= BY_WORDS]
    if len(sections) < FEWEST_OF_ANOTHER or sections[0].number != 1:
        return len(paragraphs)
    above = range(last + 1, sections[0].position)
    return next((place for place in above if titles.parse(paragraphs[place])), sections[0].position)


def _parted(body: Sequence[str]) -> list[str]:
    """The paragraphs of ``body`` but numbers of pages; a page set as one paragraph is parted before its headings."""
    parts: list[str] = []
    for paragraph in body:
        parts += RUN_ON.split(paragraph, MOST_RUN_ON) if len(paragraph) > RUN_ON_LENGTH else [paragraph]
    return [stripped for part in parts if (stripped := part.strip()) and not PAGE_NUMBER.fullmatch(stripped)]


def _with_whole_headings(paragraphs: Sequence[str]) -> list[str]:
    """``paragraphs`` with each heading that is broken over two of them, or parted from its numeral, in one."""
    whole: list[str] = []
    for paragraph in paragraphs:
        if whole and len(whole[-1]) + len(paragraph) <= LONGEST_HEADING and _goes_on(whole[-1], paragraph):
            whole[-1] += paragraph
        else:
            whole.append(paragraph)
    return whole


def _goes_on(heading: str, paragraph: str) -> bool:
    mark = NUMERAL.match(heading)
    if not mark or not mark["mark"] or NUMERAL.match(paragraph):
        return False
    words, joined = ("".join(text[mark.end() :].split()) for text in (heading, heading + paragraph))
    if number_by_words(words):
        return is_statutory(joined) and not is_statutory(words)
    return number_by_words(joined) is not None


def _numbered(position: int, paragraph: str, mark: re.Match | None) -> Numbered | None:
    if not mark or not mark["mark"] or mark.end() == len(paragraph) or ROW_LABEL.match(paragraph, mark.end()):
        return None
    return Numbered(position, _style(mark), numeral_of(mark["mark"]))


def _style(mark: re.Match | None) -> str:
    """Of a numeral: digits, 一, 第 or a bracket; empty without one."""
    first = mark.group().strip()[0] if mark else ""
    return DIGITS if first.isdigit() else first.translate(SAME_STYLE)


def _candidate(position: int, paragraph: str, mark: re.Match | None) -> Candidate | None:
    words = paragraph[mark.end() :] if mark else paragraph
    if (not mark and len(words) > LONGEST_HEADING) or ROW_LABEL.match(words):
        return None
    numeral = numeral_of(mark.group("mark")) if mark and mark.group("mark") else None
    style = _style(mark)
    candidates = []
    for heading, rest in _readings(words):
        number, weight = _weigh("".join(heading.split()), numeral)
        if number is None or (not mark and (rest or weight < BY_WORDS)):
            continue
        weight += OWN_LINE * (not rest)
        weight += NO_NUMERAL if not mark else BRACKETED * (numeral is None)
        weight += ARABIC * (style == DIGITS)
        weight += WHOLE_WORDS * "".join(heading.split()).endswith(ENDS)
        if weight > 0:
            candidates.append(Candidate(position, style, number, heading, rest, weight))
    return max(candidates, key=lambda candidate: candidate.weight, default=None)


def _readings(words: str) -> Iterator[tuple[str, str]]:
    """Ways to part a paragraph, its numeral taken off, into heading and text behind it."""
    bare = words.strip().rstrip("。：:；")
    is_short = len("".join(bare.split())) <= LONGEST_HEADING and not re.search(r"[。；]", bare)
    if is_short and bare:
        yield bare, ""
    clause = CLAUSE.match(words)
    if clause and words[clause.end() :].strip():
        yield clause.group(1).strip(), words[clause.end() :].strip()
    for pattern in PATTERNS.values():
        match = pattern.match(words)
        if match and 3 < match.end() < len(words) and (not is_short or words[match.end()].isspace()):
            yield match.group().strip(), words[match.end() :].strip()


def _weigh(heading: str, numeral: int | None) -> tuple[int | None, float]:
    number = number_by_words(heading)
    if number:
        weight = EXACT if is_statutory(heading) else BY_WORDS
        return number, weight + RIGHT_NUMERAL * (numeral == number)
    return (numeral, BY_NUMERAL) if numeral and numeral <= len(WORDS) else (None, 0.0)
