"""What a statutory form is made of: tables, blocks, lines, cells, identities."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Line:
    """A row or column: its key, the label printed for it, and the labels of the groups around it.

    ``group``: group labels from the outside in, parted by "/". ``variants``: other printed labels. ``short``:
    those that other tables print too (企业, 本年新收); they are known to the letter alone, and name no table. ``unit``: of
    the values (columns only), None where the form prints none. ``kind``: ``count``, ``change`` (signed count) or
    ``amount`` (decimal).
    """

    key: str
    label: str
    en: str
    group: str = ""
    variants: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    definition: str = ""
    unit: str | None = None
    kind: str = "count"

    @property
    def path(self) -> str:
        return f"{self.group}/{self.label}" if self.group else self.label

    @property
    def depth(self) -> int:
        """How many labels are printed for it, those of its groups included."""
        return len(self.path.split("/"))


@dataclass(frozen=True)
class FormCell:
    """One cell of a form; ``name`` is its column in the panel."""

    edition: str
    table: str
    row: str
    column: str
    label_zh: str
    label_en: str
    unit: str | None
    kind: str
    definition: str

    @property
    def name(self) -> str:
        return f"{self.row}__{self.column}"

    @cached_property
    def place(self) -> tuple[str, str, str]:
        return self.table, self.row, self.column


@dataclass(frozen=True, eq=False)
class Block:
    """Rows that share one set of columns, under a printed heading where the form has one. ``short_groups``: labels of
    groups, each with its short ones, as those of a line."""

    columns: tuple[Line, ...]
    rows: tuple[Line, ...]
    heading: str = ""
    short_groups: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def size(self) -> int:
        """How many cells it has."""
        return len(self.columns) * len(self.rows)


@dataclass(frozen=True)
class FormTable:
    """One statutory table. ``section``: number of the report section that holds it. ``anchors``: words printed in
    its header that name no row or column. ``counts``: words before figures that say no more than that they count.
    ``separator``: between row and column in the printed path."""

    key: str
    section: int
    title: str
    blocks: tuple[Block, ...]
    anchors: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    separator: str = "/"

    @cached_property
    def paired(self) -> bool:
        """Whether rows are printed as groups of columns, all figures in one line (table 4)."""
        return len(self.blocks) == 1 and len(self.blocks[0].rows) < len(self.blocks[0].columns)

    @cached_property
    def block_of(self) -> dict[str, Block]:
        """The block of each row, by the row's key."""
        return {line.key: block for block in self.blocks for line in block.rows}

    @cached_property
    def line_of(self) -> dict[str, Line]:
        """Each row by its key."""
        return {line.key: line for block in self.blocks for line in block.rows}

    @cached_property
    def depth_of(self) -> dict[str, int]:
        """How many labels are printed before the values of each row."""
        return {line.key: line.depth for block in self.blocks for line in block.rows}


@dataclass(frozen=True)
class Identity:
    """sum(left) = sum(right), for ``each`` row or column of ``table``."""

    id: str
    table: str
    each: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    basis: str


@dataclass(frozen=True)
class Form:
    """An edition of the statutory form."""

    edition: str
    notice: str
    title: str
    tables: tuple[FormTable, ...]
    identities: tuple[Identity, ...]

    @cached_property
    def by_key(self) -> dict[str, FormTable]:
        return {table.key: table for table in self.tables}

    @cached_property
    def cells(self) -> dict[tuple[str, str, str], FormCell]:
        """Every cell by (table, row, column), in the order of the form."""
        return {cell.place: cell for cell in self._make_cells()}

    @cached_property
    def cells_of(self) -> dict[str, list[FormCell]]:
        """The cells of each table, in the order of the form."""
        return {
            table.key: [cell for cell in self.cells.values() if cell.table == table.key]
            for table in self.tables
        }

    @cached_property
    def counts_of(self) -> dict[str, list[tuple[str, str, str]]]:
        """The places of each table where a count is printed."""
        return {
            table: [cell.place for cell in cells if cell.kind == "count"]
            for table, cells in self.cells_of.items()
        }

    @cached_property
    def identities_of(self) -> dict[str, tuple[Identity, ...]]:
        """The identities of each table."""
        return {
            table.key: tuple(rule for rule in self.identities if rule.table == table.key)
            for table in self.tables
        }

    def _make_cells(self) -> Iterator[FormCell]:
        for table in self.tables:
            for block in table.blocks:
                for row in block.rows:
                    for column in block.columns:
                        above = f"{block.heading}/" if block.heading else ""
                        yield FormCell(
                            edition=self.edition,
                            table=table.key,
                            row=row.key,
                            column=column.key,
                            label_zh=f"{above}{row.path}{table.separator}{column.path}",
                            label_en=f"{row.en}: {column.en}",
                            unit=column.unit,
                            kind=column.kind,
                            definition=" ".join(filter(None, (row.definition, column.definition))),
                        )


@dataclass(frozen=True)
class PanelColumn:
    """A cell as a column of the panel, once for all the editions that print it."""

    cell: FormCell
    editions: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.cell.name
