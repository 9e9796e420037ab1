"""The six statutory sections of a report, from the paragraphs of its body.

Headings come renamed, renumbered, without a numeral, or with the text running on behind them, and lists inside a
section are numbered like sections. So every paragraph that may be a heading is a candidate, with the statutory
number that its words (or else its numeral) give it and a weight for how much it looks like one; the headings are
the heaviest sequence of candidates whose numbers rise. What is not in it stays text of the section it stands in.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.documents.headings import (
    NUMERAL,
    NUMERALS,
    PATTERNS,
    ROW_LABEL,
    WORDS,
    is_statutory,
    number_by_words,
    numeral_of,
)
from pipeline.reading import titles
from pipeline.reading.signature import without_signature
from pipeline.report import Section

FEWEST_HEADINGS = 2
LONGEST_HEADING = 45
FEWEST_OF_ANOTHER = 3
"""Headings behind the last one, from the first section on, that make another report."""
RUN_ON_LENGTH, MOST_RUN_ON = 150, 50
RUN_ON = re.compile(rf"(?<=[。；！？\s])(?=[{NUMERALS}]\s*、\s*(?:{'|'.join(WORDS.values())}))")
ENDS = ("情况", "事项")
CLAUSE = re.compile(r"\s*([^。：:；\n]{1,45})[。：:；]\s*")

EXACT, BY_WORDS, BY_NUMERAL = 4.0, 2.0, 0.5
RIGHT_NUMERAL, OWN_LINE, NO_NUMERAL, BRACKETED, ARABIC = 1.0, 1.0, -1.0, -2.5, -0.5
WHOLE_WORDS = 0.25
"""For words that end as those of the statutory headings do; what heads a part of a section often breaks off (主动公开)."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    position: int  # of its paragraph
    number: int
    heading: str
    rest: str  # text that runs on behind the heading
    weight: float


def read(body: Sequence[str]) -> tuple[Section, ...]:
    """Sections in order, each with its statutory number (1-6), its heading as printed without the numeral, and its
    paragraphs joined by ``\\n``. What stands before the first heading, and the signature, belong to none."""
    paragraphs = [part for paragraph in body for part in _run_on_parts(paragraph)]
    candidates = _candidates(paragraphs)
    headings = _heaviest_rising(candidates)
    if len(headings) < FEWEST_HEADINGS:
        return ()
    last = headings[-1].position
    end_of_report = _next_report(paragraphs, [found for found in candidates if found.position > last], last)
    ends = [*(heading.position for heading in headings[1:]), end_of_report]
    sections = []
    for heading, end in zip(headings, ends, strict=True):
        text = [part for part in (heading.rest, *paragraphs[heading.position + 1 : end]) if part]
        if heading is headings[-1]:
            text = without_signature(text)
        sections.append(Section(heading.number, heading.heading, "\n".join(text)))
    return tuple(sections)


def _next_report(paragraphs: Sequence[str], behind: Sequence[_Candidate], last: int) -> int:
    """Where the title, or else the first heading, of another report on the same page stands behind the ``last``
    heading; the number of paragraphs if there is none."""
    sections = [found for found in _heaviest_rising(behind) if found.weight >= BY_WORDS]
    if len(sections) < FEWEST_OF_ANOTHER or sections[0].number != 1:
        return len(paragraphs)
    above = range(last + 1, sections[0].position)
    return next((place for place in above if titles.parse(paragraphs[place])), sections[0].position)


def _run_on_parts(paragraph: str) -> list[str]:
    """A page set as one paragraph is parted before its headings."""
    parts = RUN_ON.split(paragraph, MOST_RUN_ON) if len(paragraph) > RUN_ON_LENGTH else [paragraph]
    return [part.strip() for part in parts if part.strip()]


def _candidates(paragraphs: Sequence[str]) -> list[_Candidate]:
    found = (_candidate(position, paragraph) for position, paragraph in enumerate(paragraphs))
    return [candidate for candidate in found if candidate]


def _candidate(position: int, paragraph: str) -> _Candidate | None:
    mark = NUMERAL.match(paragraph)
    words = paragraph[mark.end() :] if mark else paragraph
    if ROW_LABEL.match(words) or (not mark and len(words) > LONGEST_HEADING):
        return None
    numeral = numeral_of(mark.group("mark")) if mark and mark.group("mark") else None
    candidates = []
    for heading, rest in _readings(words):
        number, weight = _weigh("".join(heading.split()), numeral)
        if number is None or (not mark and (rest or weight < BY_WORDS)):
            continue
        weight += OWN_LINE * (not rest)
        weight += NO_NUMERAL if not mark else BRACKETED * (numeral is None)
        weight += ARABIC * (mark is not None and mark.group().strip()[0].isdigit())
        weight += WHOLE_WORDS * "".join(heading.split()).endswith(ENDS)
        if weight > 0:
            candidates.append(_Candidate(position, number, heading, rest, weight))
    return max(candidates, key=lambda candidate: candidate.weight, default=None)


def _readings(words: str) -> Iterator[tuple[str, str]]:
    """Ways to part a paragraph, its numeral taken off, into heading and text behind it."""
    bare = words.strip().rstrip("。：:；")
    is_short = len("".join(bare.split())) <= LONGEST_HEADING and not re.search(r"[。；]", bare)
    if is_short:
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


def _heaviest_rising(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Dynamic programming over the last number of the sequence; among equals the earlier candidate stays."""
    best: dict[int, tuple[float, list[_Candidate]]] = {0: (0.0, [])}
    for candidate in candidates:
        weight, sequence = max(
            (entry for last, entry in best.items() if last < candidate.number), key=lambda entry: entry[0]
        )
        total = weight + candidate.weight
        if candidate.number not in best or total > best[candidate.number][0]:
            best[candidate.number] = (total, [*sequence, candidate])
    return max(best.values(), key=lambda entry: entry[0])[1]
