"""Which of the paragraphs that may head a section do: the heaviest sequence whose numbers rise, and between which what
else is numbered makes up lists of its own.

A list inside a section begins at 一 again (一、加强组织领导 below 一、总体情况) and often has the words of the sections
that follow. Were its items taken for headings, the others of the list, or the headings themselves, would be left as
numbers that neither begin a list nor go on with one. Each of these costs ``STRAY``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

STRAY = 3.5
OTHER_STYLE = 1.0
"""For a heading whose numeral is of another style than that of the one before; one in brackets weighs little anyway."""
BRACKET = "（"


@dataclass(frozen=True, slots=True)
class Numbered:
    """A paragraph with a numeral in front. ``style``: of the numeral; lists of different styles run side by side."""

    position: int
    style: str
    numeral: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A paragraph that may be a heading. ``number``: of the section; ``rest``: text that runs on behind it."""

    position: int
    style: str
    number: int
    heading: str
    rest: str
    weight: float


@dataclass(frozen=True, slots=True)
class _Outline:
    """Headings up to ``last``. ``worth``: their weight, as if no number before had been stray."""

    worth: float = 0.0
    last: Candidate | None = None
    before: "_Outline | None" = None

    def cheaper(self, by: float) -> "_Outline":
        return replace(self, worth=self.worth - by) if by else self


def headings(candidates: Sequence[Candidate], numbered: Sequence[Numbered]) -> list[Candidate]:
    """The candidates that are headings, in order; of equal ones the earlier. Takes linear time."""
    candidate_at = {candidate.position: candidate for candidate in candidates}
    numbered_at = {item.position: item for item in numbered}
    search = _Search()
    for position in sorted(candidate_at.keys() | numbered_at.keys()):
        outline = search.extended(candidate_at[position]) if position in candidate_at else None
        search.go_on(outline, numbered_at.get(position))
    outline, found = search.best(), []
    while outline.last:
        found.append(outline.last)
        outline = outline.before
    return found[::-1]


class _Search:
    """Dynamic programming: the best outline for each number of its last heading; and for each style of numerals the one
    that ends with what was numbered last, since the next numeral tells whether a list goes on behind that heading."""

    def __init__(self) -> None:
        self._settled: dict[tuple[int, str], _Outline] = {(0, ""): _Outline()}
        self._open: dict[str, _Outline] = {}
        self._last: dict[str, int] = {}
        self._stray = 0.0

    def best(self) -> _Outline:
        return max(chain(self._settled.values(), self._open.values()), key=lambda outline: outline.worth)

    def extended(self, candidate: Candidate) -> _Outline:
        longer = (
            _Outline(worth, candidate, outline)
            for outline in chain(self._settled.values(), self._open.values())
            if (worth := _worth(outline, candidate)) is not None
        )
        return max(longer, key=lambda outline: outline.worth).cheaper(self._stray)

    def go_on(self, outline: _Outline | None, item: Numbered | None) -> None:
        """Behind a paragraph: ``outline`` if it may be a heading, ``item`` if it is numbered."""
        if item:
            self._count(item)
        if outline:
            outline = outline.cheaper(-self._stray)
            if item:
                self._open[item.style] = outline
            else:
                self._settle(outline)

    def _count(self, item: Numbered) -> None:
        goes_on = item.numeral == self._last.get(item.style, 0) + 1
        self._last[item.style] = item.numeral
        if last := self._open.pop(item.style, None):
            self._settle(last.cheaper(STRAY * goes_on))
        if not goes_on and item.numeral != 1:
            self._stray += STRAY

    def _settle(self, outline: _Outline) -> None:
        end = (outline.last.number, outline.last.style)
        if end not in self._settled or outline.worth > self._settled[end].worth:
            self._settled[end] = outline


def _worth(outline: _Outline, candidate: Candidate) -> float | None:
    """Of the outline with ``candidate`` behind it; None where its number does not rise."""
    last = outline.last
    if last is None:
        return outline.worth + candidate.weight
    if last.number >= candidate.number:
        return None
    styles = {last.style, candidate.style} - {BRACKET}
    return outline.worth + candidate.weight - OTHER_STYLE * (len(styles) > 1)
