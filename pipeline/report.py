"""What is read off one document: the shape that ``gongkai parse --json`` prints and the datasets are made of.

Nothing here changes once made. What there are hundreds of in a document (cells, checks) is not frozen all the same:
to make a frozen one takes three times as long.
"""

from dataclasses import asdict, dataclass, field

from pipeline.states import CellState, DocumentStatus

OUR_FAULT = "the reader failed on this document"
"""How the note begins with which a document is unreadable because of us, whatever it holds."""


@dataclass(slots=True)
class PlacedCell:
    """A cell of a statutory form. Keys are those of the forms; ``value`` is in the form's unit.

    ``unit`` is the unit printed in the cell, else the form's. ``raw`` is the printed text, None if absent.
    ``identity_used``: arithmetic broke a tie between two readings that words allow.
    """

    table: str
    row: str
    column: str
    value: int | float | None
    unit: str | None
    raw: str | None
    state: CellState
    identity_used: bool = False
    locator: str | None = None


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A figure that found no place in the form, with the labels printed beside and above it."""

    table: str | None
    row_label: str | None
    column_label: str | None
    raw: str
    value: int | float | None


@dataclass(slots=True)
class Check:
    """One identity on one row or column. ``outcome``: pass, fail or not_assessable, then ``missing`` names why.

    ``outcome_if_blank_zero`` says what a check that is not assessable gives if blank and dash cells are read as zero.
    """

    check: str
    table: str
    row: str | None
    column: str | None
    outcome: str
    left: int | float | None = None
    right: int | float | None = None
    missing: tuple[str, ...] = ()
    outcome_if_blank_zero: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    number: int
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number stated in the prose, with the words around it; ``measure`` is null until it is interpreted."""

    section: int
    quote: str
    value: int | float
    unit: str | None
    measure: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """Everything read off one document. Never holds a guess that is not marked as one."""

    status: DocumentStatus
    media_type: str | None = None
    edition: str | None = None
    table_editions: dict[str, str] = field(default_factory=dict)
    year: int | None = None
    issuer: str | None = None
    title: str | None = None
    published_on: str | None = None
    published_on_source: str | None = None
    cells: tuple[PlacedCell, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    checks: tuple[Check, ...] = ()
    sections: tuple[Section, ...] = ()
    figures: tuple[Figure, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_our_fault(self) -> bool:
        """Whether nothing was read because the reader failed."""
        return any(note.startswith(OUR_FAULT) for note in self.notes)

    def as_json(self) -> dict:
        """The fields in the order and with the names of the ``gongkai parse --json`` contract."""
        return asdict(self)
