"""The statutory forms, as data: ``<edition>.toml`` says tables, rows, columns, printed labels and identities.

The reader, the checks, the dataset columns and the data dictionary are driven by these files; a new edition is
a new file. Sources: the forms annexed to 国办公开办函〔2021〕30号 and 国办公开办函〔2019〕60号; variants of labels as
printed by county sites.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files


@dataclass(frozen=True)
class Line:
    """A row or column: its key, the label printed for it, and the labels of the groups around it.

    ``group``: group labels from the outside in, parted by "/". ``variants``: other printed labels. ``unit``: of
    the values (columns only), None where the form prints none. ``kind``: ``count``, ``change`` (signed count) or
    ``amount`` (decimal).
    """

    key: str
    label: str
    en: str
    group: str = ""
    variants: tuple[str, ...] = ()
    definition: str = ""
    unit: str | None = None
    kind: str = "count"

    @property
    def path(self) -> str:
        return f"{self.group}/{self.label}" if self.group else self.label


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

    @property
    def place(self) -> tuple[str, str, str]:
        return self.table, self.row, self.column


@dataclass(frozen=True)
class Block:
    """Rows that share one set of columns, under a printed heading where the form has one."""

    columns: tuple[Line, ...]
    rows: tuple[Line, ...]
    heading: str = ""


@dataclass(frozen=True)
class FormTable:
    """One statutory table. ``section``: number of the report section that holds it. ``anchors``: words printed in
    its header that name no row or column. ``separator``: between row and column in the printed path."""

    key: str
    section: int
    title: str
    blocks: tuple[Block, ...]
    anchors: tuple[str, ...] = ()
    separator: str = "/"

    @property
    def paired(self) -> bool:
        """Whether rows are printed as groups of columns, all figures in one line (table 4)."""
        return len(self.blocks) == 1 and len(self.blocks[0].rows) < len(self.blocks[0].columns)

    def block_of(self, row: str) -> Block | None:
        return next((block for block in self.blocks if any(line.key == row for line in block.rows)), None)


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


def _line(data: dict) -> Line:
    return Line(**{**data, "variants": tuple(data.get("variants", ()))})


def _block(data: dict) -> Block:
    return Block(
        columns=tuple(map(_line, data["columns"])),
        rows=tuple(map(_line, data["rows"])),
        heading=data.get("heading", ""),
    )


def _table(data: dict) -> FormTable:
    return FormTable(
        **{
            **data,
            "blocks": tuple(map(_block, data["blocks"])),
            "anchors": tuple(data.get("anchors", ())),
        }
    )


def _load(text: str) -> Form:
    data = tomllib.loads(text)
    return Form(
        edition=data["edition"],
        notice=data["notice"],
        title=data["title"],
        tables=tuple(map(_table, data["tables"])),
        identities=tuple(
            Identity(**{**rule, "left": tuple(rule["left"]), "right": tuple(rule["right"])})
            for rule in data["identities"]
        ),
    )


def _load_all() -> dict[str, Form]:
    sources = sorted(f.name for f in files(__package__).iterdir() if f.name.endswith(".toml"))
    forms = [_load(files(__package__).joinpath(name).read_text("utf-8")) for name in sources]
    return {form.edition: form for form in sorted(forms, key=lambda form: form.edition, reverse=True)}


EDITIONS: dict[str, Form] = _load_all()
"""The editions by id, newest first."""


@dataclass(frozen=True)
class PanelColumn:
    """A cell as a column of the panel, once for all the editions that print it."""

    cell: FormCell
    editions: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.cell.name


def panel_columns() -> list[PanelColumn]:
    """Every cell of every edition once, newest edition first, in the order of the forms."""
    editions: dict[tuple[str, str, str], list[FormCell]] = {}
    for form in EDITIONS.values():
        for place, cell in form.cells.items():
            editions.setdefault(place, []).append(cell)
    return [PanelColumn(cells[0], tuple(cell.edition for cell in cells)) for cells in editions.values()]
