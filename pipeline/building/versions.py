"""Versions of reports: which copies say the same, and which of them is read.

In the order first captured, each copy joins a version of its report or opens a new one:

1. At a URL known for the report, the same cells and sections are the same version, whatever changed around them.
   Changed ones open a new version, unless a later version with the same cells is already there (then this URL has
   only caught up with another), or the copies as they stand now are still best read as the newest version is.
2. A URL that is new for the report joins the newest version that it does not contradict: no cell is reported in
   both with different numbers. A poorer copy (a scan, a page without its tables) is not another version.
   A copy that contradicts every version opens a new one, and is named for a person to look at.

A new version has as copies, beside the one that opened it, the latest at every other URL that does not contradict
it: a page whose words change does not lose the tables of its attachment.

Of the copies of a version one is chosen and read: most cells reported, then most sections, then those that are not
older than the version, then earliest capture, then URL.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from pipeline.archive.captures import Capture
from pipeline.building.copies import Copy
from pipeline.readings import Key

Numbers = dict[tuple[str, str, str], float]
"""Reported numbers by (table, row, column)."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a report. ``copies``: in the order of choice, so the first is the one that is read. ``first``: the
    capture that brought the version."""

    report_id: str
    number: int
    is_current: bool
    copies: tuple[Copy, ...]
    first: Capture

    @property
    def chosen(self) -> Copy:
        return self.copies[0]

    @property
    def year(self) -> int | None:
        return self.chosen.year

    @property
    def issuer(self) -> str | None:
        return self.chosen.issuer


@dataclass(slots=True)
class _History:
    """Versions of one report, each begun by the copy that opened it, and the latest copy at each URL."""

    versions: list[list[Copy]] = field(default_factory=list)
    at_url: dict[str, tuple[int, Copy]] = field(default_factory=dict)

    def add(self, copy: Copy, numbers: Callable[[Key], Numbers]) -> bool:
        """Places the copy; True if it contradicts every version that was there."""
        index, contradicts = self._index(copy, numbers)
        if index == len(self.versions):
            self.versions.append(self._as_it_stands(copy, numbers))
        else:
            self.versions[index].append(copy)
        self.at_url[copy.place] = index, copy
        return contradicts

    def _index(self, copy: Copy, numbers: Callable[[Key], Numbers]) -> tuple[int, bool]:
        new = len(self.versions)
        if copy.place in self.at_url:
            index, last = self.at_url[copy.place]
            if _same(last, copy):
                return index, False
            later = (
                i
                for i in range(index + 1, new)
                if any(other.brief.cells == copy.brief.cells for other in self.versions[i])
            )
            newest = self.versions[-1]
            if _same(_ranked(self._as_it_stands(copy, numbers))[0], _ranked(newest)[0]):
                return new - 1, False
            return next(later, new), False
        for index in reversed(range(new)):
            if not any(_contradict(other, copy, numbers) for other in self.versions[index]):
                return index, False
        return new, new > 0

    def _as_it_stands(self, copy: Copy, numbers: Callable[[Key], Numbers]) -> list[Copy]:
        """The copy, and the latest at every other URL that does not contradict it."""
        others = (other for place, (_, other) in self.at_url.items() if place != copy.place)
        return [copy, *(other for other in others if not _contradict(other, copy, numbers))]


def versions(copies: Iterable[Copy], numbers: Callable[[Key], Numbers]) -> tuple[list[Version], list[Copy]]:
    """Every version of every report, by year and report, and the copies that contradict all copies before them.

    ``copies`` come in the order first captured; ``numbers`` gives the reported numbers of a document.
    """
    histories: dict[str, _History] = {}
    contradictions = []
    for copy in copies:
        if copy.report_id is None:
            continue
        if histories.setdefault(copy.report_id, _History()).add(copy, numbers):
            contradictions.append(copy)
    found = [
        Version(report_id, number, number == len(history.versions), tuple(_ranked(group)), group[0].capture)
        for report_id, history in histories.items()
        for number, group in enumerate(history.versions, start=1)
    ]
    return sorted(
        found, key=lambda version: (version.year or 0, version.report_id, version.number)
    ), contradictions


def _ranked(group: list[Copy]) -> list[Copy]:
    """The copies of a version in the order of choice; the first of ``group`` opened it."""
    opened = group[0].capture.fetched_at

    def choice(copy: Copy) -> tuple:
        cells, sections = copy.brief.size
        fetched_at = copy.capture.fetched_at
        return -cells, -sections, fetched_at < opened, fetched_at, copy.place

    return sorted(group, key=choice)


def _same(one: Copy, other: Copy) -> bool:
    return (one.brief.cells, one.brief.sections) == (other.brief.cells, other.brief.sections)


def _contradict(one: Copy, other: Copy, numbers: Callable[[Key], Numbers]) -> bool:
    if one.brief.cells == other.brief.cells:
        return False
    ours, theirs = numbers(one.key), numbers(other.key)
    return any(ours[place] != theirs[place] for place in ours.keys() & theirs.keys())
