"""Walk a document's segments in reading order, keeping the header above, to rows that are ready to be placed."""

from collections import Counter
from dataclasses import dataclass, field

from pipeline.forms import EDITIONS, FormTable
from pipeline.reading.headers import Header
from pipeline.reading.labels import ANCHOR, COLUMN, GROUP, HEADING, ROW, Role
from pipeline.reading.placement import Row
from pipeline.reading.segments import Item, Segment


def walk(segments: list[Segment], editions: dict[str, str]) -> list[Row]:
    """The rows of the statutory tables; a row that no label names has slots without a row."""
    walker = _Walker(editions)
    for segment in segments:
        walker.read(segment)
    return walker.rows


@dataclass
class _Walker:
    editions: dict[str, str]
    rows: list[Row] = field(default_factory=list)
    table: str | None = None
    header: Header = field(default_factory=Header)

    def read(self, segment: Segment) -> None:
        table = self._table_of(segment)
        if table is None:
            return
        if table != self.table:
            self.table, self.header = table, Header()
        form = EDITIONS[self.editions[table]].by_key[table]
        labels = [(item, self._role(item, segment)) for item in segment.labels]
        kinds = [role.kind for _, role in labels if role]
        if HEADING in kinds or (self.header.used and (COLUMN in kinds or ANCHOR in kinds)):
            self.header = self.header.successor()
        row = self._row_key(form, labels, segment)
        self._add_to_header(labels if row is None else labels[:-1], segment.stream)
        if segment.values and (
            row or not labels or segment.has_figures or self._one_column(form, labels, segment)
        ):
            self._add_row(form, row, labels, segment)

    def _table_of(self, segment: Segment) -> str | None:
        """The statutory table that the labels name; one without telling labels belongs to the table before."""
        tables = [self._tables(item) for item in segment.labels]
        told = Counter(next(iter(of_label)) for of_label in tables if len(of_label) == 1)
        if told:
            return told.most_common(1)[0][0]
        return self.table

    def _tables(self, item: Item) -> set[str]:
        return {role.table for role in item.roles if self.editions.get(role.table) == role.edition}

    def _role(self, item: Item, segment: Segment) -> Role | None:
        """What a label is here. 其他 and 总计 name a row and a column: columns stand among columns."""
        options = self._options(item)
        kinds = {role.kind for role in options}
        if {ROW, COLUMN} <= kinds:
            among_columns = any(
                role.kind in (COLUMN, ANCHOR) and ROW not in {other.kind for other in self._options(label)}
                for label in segment.labels
                for role in self._options(label)
            )
            first_header = not self.header.used and not segment.has_figures and not self._header_complete()
            kind = COLUMN if among_columns or first_header else ROW
            options = [role for role in options if role.kind == kind]
        return options[0] if options else None

    def _options(self, item: Item) -> list[Role]:
        edition = self.editions[self.table]
        return [role for role in item.roles if role.table == self.table and role.edition == edition]

    def _header_complete(self) -> bool:
        form = EDITIONS[self.editions[self.table]].by_key[self.table]
        printed = {role.key for _, role in self.header.of_kind(COLUMN)}
        return any({line.key for line in block.columns} <= printed for block in form.blocks)

    def _row_key(self, form: FormTable, labels: list, segment: Segment) -> str | None:
        """The row that the last label names, if it has values of its own.

        Table 4 prints its rows as groups of columns; where a report prints them as rows, the columns stand in the
        header before.
        """
        if not labels or not labels[-1][1] or labels[-1][1].kind != ROW or not segment.values:
            return None
        if form.paired and not self.header.of_kind(COLUMN):
            return None
        return labels[-1][1].key

    def _one_column(self, form: FormTable, labels: list, segment: Segment) -> bool:
        """Whether this is table 4 turned on its side: one column label and its (blank) value."""
        columns = [role for _, role in labels if role and role.kind == COLUMN]
        return form.paired and not segment.stream and len(columns) == 1 and labels[-1][1] is columns[0]

    def _add_to_header(self, labels: list[tuple[Item, Role | None]], stream: bool) -> None:
        """Unknown words count as a column only behind a known one; before it they are the header's corner."""
        if self.header.used:
            return
        self.header.stream = stream
        columns = [position for position, (_, role) in enumerate(labels) if role and role.kind == COLUMN]
        for position, (item, role) in enumerate(labels):
            if role and role.kind in (COLUMN, GROUP, ROW, ANCHOR):
                self.header.items.append((item, role))
            elif role is None and columns and position > columns[0]:
                self.header.items.append((item, None))

    def _add_row(self, form: FormTable, row: str | None, labels: list, segment: Segment) -> None:
        if row is not None:
            slots = self.header.row_slots(form, row, len(segment.values))
        elif form.paired and not self.header.used and (not labels or labels[-1][1] is not None):
            slots = self.header.paired_slots(form)
        else:
            slots = self.header.loose_slots()
        self.rows.append(Row(form, self.header, slots, segment))
        self.header.used = self.header.used or segment.has_figures or bool(labels)
