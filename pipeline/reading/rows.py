"""A row of figures that is ready to be placed, and what it shows of itself."""

from dataclasses import dataclass
from functools import cached_property

from pipeline.forms import FormTable, Identity
from pipeline.reading.headers import Header, Slot
from pipeline.reading.labels import COLUMN
from pipeline.reading.segments import Item, Segment


@dataclass
class Row:
    """A segment of ``form`` whose values are to be placed in ``slots``, below ``header``.

    ``rules``: the identities of the edition's form. ``gap``: in a stream, how many empty lines behind the values
    are not its own; None if unknown. ``turned``: its table is printed on its side, so that what is empty behind its
    label says nothing of its cells: they stand in other lines.
    """

    form: FormTable
    header: Header
    slots: list[Slot]
    segment: Segment
    rules: tuple[Identity, ...]
    gap: int | None = None
    turned: bool = False

    @property
    def values(self) -> list[Item]:
        return self.segment.values

    @cached_property
    def shape(self) -> tuple[int, int, int, int]:
        """Rows as deep in the form, with their label in the same column (a stream has none: behind as many labels)
        and as many values and slots, are laid out alike."""
        labels = self.segment.labels
        label = len(labels) if self.segment.stream or not labels else labels[-1].cell.column
        return self.depth, label, len(self.values), len(self.slots)

    @property
    def edge(self) -> int:
        """The grid column behind the row's last value."""
        return self.values[-1].cell.column + self.values[-1].cell.width

    @cached_property
    def label_end(self) -> int | None:
        """The grid column behind the row's label."""
        labels = self.segment.labels
        return labels[-1].cell.column + labels[-1].cell.width if labels else None

    @cached_property
    def depth(self) -> int:
        """How many labels the form prints before the values, those of groups included; 0 if the row is not known."""
        block = self.form.block_of(self.slots[0].row) if self.slots and self.slots[0].row else None
        line = next((line for line in block.rows if line.key == self.slots[0].row), None) if block else None
        return len(line.path.split("/")) if line else 0

    @cached_property
    def figures(self) -> list[int]:
        """Where among the values something is printed."""
        return [position for position, item in enumerate(self.values) if not item.is_blank]

    @cached_property
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

    @property
    def is_below(self) -> bool:
        """Whether the grid columns of the header cells say something."""
        return all(slot.is_above(self.values[0]) for slot in self.slots)

    @property
    def is_solid(self) -> bool:
        """Whether figures stand in the first and the last slot, so that no blank could have been lost unseen."""
        return bool(self.figures) and self.figures[-1] - self.figures[0] + 1 == len(self.slots)


@dataclass(slots=True)
class Placed:
    """One value and its slot; ``slot`` None where it has none, ``item`` None where nothing is printed for the slot.

    ``identity_used``: words leave several slots open, and the row adds up in this one alone."""

    slot: Slot | None
    item: Item | None
    certain: bool
    identity_used: bool = False
