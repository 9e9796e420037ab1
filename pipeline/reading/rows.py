"""A row of figures that is ready to be placed, and what it shows of itself."""

import re
from dataclasses import dataclass, field

from pipeline.forms import FormTable, Identity
from pipeline.reading.headers import Header, Slot, are_above
from pipeline.reading.labels import COLUMN
from pipeline.reading.segments import Item, Segment
from pipeline.states import CellState
from pipeline.values import LOST

HOLDS_NUMBER = re.compile(rf"\d|{LOST}")


@dataclass(slots=True, eq=False)
class Row:
    """A segment of ``form`` whose values are to be placed in ``slots``, below ``header``.

    ``key``: of the row that its label names; None where the slots name their rows, or nothing does. ``rules``: the
    identities of the edition's form. ``gap``: in a stream, how many empty lines behind the values are not its own;
    None if unknown. ``turned``: its table is printed on its side, so that what is empty behind its label says nothing
    of its cells: they stand in other lines. ``figures``: where among the values something is printed; a unit alone is
    nothing, unless the header has a column for it. ``is_solid``: figures stand in the first and the last slot, so that
    no blank could have been lost unseen. ``by_grid``: the value of each slot by the grid columns of the header cells
    alone; None where these say nothing, a figure stands below no header cell, or a header cell above none or two. A
    column that the form does not have may be empty in a rectangular table: one cell may go on over many rows.
    """

    form: FormTable
    header: Header
    key: str | None
    slots: list[Slot]
    segment: Segment
    rules: tuple[Identity, ...]
    gap: int | None = None
    turned: bool = False
    values: list[Item] = field(init=False)
    figures: list[int] = field(init=False)
    is_solid: bool = field(init=False)
    is_below: bool = field(init=False)
    by_grid: list[Item | None] | None = field(init=False)

    def __post_init__(self) -> None:
        self.values = self.segment.values
        only_known = all([slot.column for slot in self.slots])
        prints = [not (item.is_blank or (only_known and item.is_unit)) for item in self.values]
        self.figures = [position for position, is_printed in enumerate(prints) if is_printed]
        self.is_solid = self._fill(self.figures) and not self.may_have_note
        if not self.is_solid and len(self.figures) > len(self.slots):
            self._leave_words_outside()
        self.is_below = are_above(self.slots, self.values[0])
        self.by_grid = _below(self.slots, self.values, prints) if self.is_below else None

    def _fill(self, places: list[int]) -> bool:
        """Whether the first and the last of some places are as far apart as the slots."""
        return bool(places) and places[-1] - places[0] + 1 == len(self.slots)

    def _leave_words_outside(self) -> None:
        """Words before or behind as many numbers as there are slots are a note on the row."""
        numbers = [place for place in self.figures if not _is_note(self.values[place])]
        if self._fill(numbers):
            self.figures = [place for place in self.figures if numbers[0] <= place <= numbers[-1]]
            self.is_solid = True

    @property
    def may_have_note(self) -> bool:
        """Whether words stand first or last, which may be a note that makes up for a lost figure."""
        return any(_is_note(self.values[place]) for place in (*self.figures[:1], *self.figures[-1:]))

    @property
    def height(self) -> int:
        """How many lines the row takes: as its label does, or else its lowest value."""
        return min([item.cell.height for item in self.segment.labels[-1:] or self.values])

    @property
    def has_tall_cells(self) -> bool:
        return max([item.cell.height for item in self.values]) > 1

    @property
    def shape(self) -> tuple[int, int, int, int]:
        """Rows as deep in the form, with their label in the same column (a stream has none: behind as many labels)
        and as many values and slots, are laid out alike."""
        labels = self.segment.labels
        label = len(labels) if self.segment.stream or not labels else labels[-1].cell.column
        return self.depth, label, len(self.values), len(self.slots)

    @property
    def is_unbroken(self) -> bool:
        """Whether no blank stands among the row's figures."""
        return bool(self.figures) and self.figures[-1] - self.figures[0] + 1 == len(self.figures)

    @property
    def first_column(self) -> int:
        """The grid column of the row's first figure."""
        return self.values[self.figures[0]].cell.column

    @property
    def edge(self) -> int:
        """The grid column behind the row's last value."""
        return self.values[-1].cell.column + self.values[-1].cell.width

    @property
    def label_end(self) -> int | None:
        """The grid column behind the row's label."""
        labels = self.segment.labels
        return labels[-1].cell.column + labels[-1].cell.width if labels else None

    @property
    def depth(self) -> int:
        """How many labels the form prints before the values, those of groups included; 0 if the row is not known."""
        key = self.key or (self.slots[0].row if self.slots else None)
        return self.form.depth_of.get(key, 0)

    @property
    def windows(self) -> range:
        """Where the slots can begin among the values so that only blanks stay outside."""
        latest = len(self.values) - len(self.slots)
        if not self.figures:
            return range(latest + 1)
        return range(max(0, self.figures[-1] - len(self.slots) + 1), min(latest, self.figures[0]) + 1)

    @property
    def is_of_a_column(self) -> bool:
        """Whether the label before the figures names a column of the form, and no row."""
        roles = self.segment.labels[-1].roles if self.segment.labels and self.figures else ()
        return {role.kind for role in roles if role.table == self.form.key} == {COLUMN}


@dataclass(slots=True)
class Placed:
    """One value and its slot; ``slot`` None where it has none, ``item`` None where nothing is printed for the slot.

    ``identity_used``: words leave several slots open, and the row adds up in this one alone."""

    slot: Slot | None
    item: Item | None
    certain: bool
    identity_used: bool = False


def _is_note(item: Item) -> bool:
    return item.value.state is CellState.TEXT and not HOLDS_NUMBER.search(item.cell.text)


def _below(slots: list[Slot], values: list[Item], prints: list[bool]) -> list[Item | None] | None:
    of_slot: dict[Slot, Item] = {}
    for item, is_printed in zip(values, prints, strict=True):
        column = item.cell.column
        for slot in slots:
            if slot.start <= column < slot.end:
                break
        else:
            slot = None
        if slot is None or slot in of_slot:
            if is_printed:
                return None
        else:
            of_slot[slot] = item
    if len(of_slot) < len(slots) and any(
        slot not in of_slot for slot in slots if slot.column or not slot.edge
    ):
        return None
    return [of_slot.get(slot) for slot in slots]
