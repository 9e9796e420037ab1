"""Walk a document's segments in reading order, keeping the header above, to rows that are ready to be placed."""

from dataclasses import dataclass, field
from functools import cache

from pipeline.forms import EDITIONS, FormTable
from pipeline.reading.columns import Label, of_kind
from pipeline.reading.groups import groups_around
from pipeline.reading.headers import Header, Slot
from pipeline.reading.labels import ANCHOR, COLUMN, GROUP, HEADING, ROW, Role, column_like, core
from pipeline.reading.rows import Row
from pipeline.reading.segments import Item, Segment

_FEWEST_HEADERS, _MOST_HEADERS = 2, 60
"""Known headers beside one that is worded otherwise; no line of the forms has so many."""
_MOST_LINES_BEHIND = 2
"""Empty lines between the cells of a stream and the next heading that are none of them."""
_LABELS_ON_SIDE = 3
"""行政诉讼, 复议后起诉, 结果维持: no more labels stand before a figure of table 4 turned on its side."""
_FEWEST_NUMBERED = 5
"""Columns that a row of numbers counts at least: fewer figures may be 1, 2, 3 by chance."""


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
    within: frozenset[str] = frozenset()  # the groups of rows that reading stands in
    known: frozenset[tuple[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        self.known = frozenset(self.editions.items())

    def read(self, segment: Segment) -> None:
        table = self._table_of(segment)
        if table is None:
            return
        if segment.is_paragraph:
            self._read_paragraph(segment, table)
            return
        if table != self.table:
            self.table, self.header = table, Header()
        form = EDITIONS[self.editions[table]].by_key[table]
        labels = self._labels(form, segment)
        line = self._line(form, labels, segment)
        self._read_header(form, labels if line is None else labels[:-1], segment)
        slots = self._slots(form, line, labels, segment)
        if slots is not None:
            rules = EDITIONS[self.editions[table]].identities_of[table]
            key = line.key if line and line.kind == ROW else None
            self.rows.append(Row(form, self.header, key, slots, segment, rules))
            is_row = bool(labels) or (segment.has_figures and not _numbers_columns(segment))
            self.header.used = self.header.used or is_row

    def _read_paragraph(self, segment: Segment, table: str) -> None:
        """Above a table of its own, a group of table 4 can be a paragraph. No other label is taken from one."""
        form = EDITIONS[self.editions[table]]
        groups = [
            (item, role)
            for item in segment.labels
            for role in item.roles
            if (role.table, role.edition, role.kind) == (table, form.edition, ROW)
        ]
        if form.by_key[table].paired and groups:
            self.table, self.header = table, Header(carried=groups)

    def _table_of(self, segment: Segment) -> str | None:
        """The statutory table that the labels name; one without telling labels belongs to the table before."""
        told = [table for item in segment.labels if (table := _table_told(item.roles, self.known))]
        return max(told, key=told.count, default=self.table)

    def _labels(self, form: FormTable, segment: Segment) -> list[Label]:
        """What each label of a segment is, without those that only say that figures are counts; on the way, in which
        groups of rows reading stands."""
        around = groups_around(self.table, self.editions[self.table]).of
        labels: list[Label] = []
        for item in segment.labels:
            if form.counts and not item.roles and core(item.cell.text) in form.counts:
                continue
            role = self._role(item, segment) or self._column_like(item, segment)
            labels.append((item, role))
            if role and role.kind in (ROW, GROUP) and role.key in around:
                self.within = around[role.key]
        return labels

    def _role(self, item: Item, segment: Segment) -> Role | None:
        """What a label is here. 其他 and 总计 name a row and a column: columns stand among columns."""
        table, edition = self.table, self.editions[self.table]
        options, kinds = _options(item.roles, table, edition)
        if {ROW, COLUMN} <= kinds:
            around = [_options(label.roles, table, edition)[1] for label in segment.labels]
            among_columns = any(here & {COLUMN, ANCHOR} and ROW not in here for here in around)
            first_header = not self.header.used and not segment.has_figures and not self._header_complete()
            kind = COLUMN if among_columns or first_header else ROW
            options = [role for role in options if role.kind == kind]
        for role in options:
            if not self._is_misplaced(role):
                return role
        return None

    def _column_like(self, item: Item, segment: Segment) -> Role | None:
        """A column that is worded otherwise, in a line of headers that the form knows."""
        table, edition = self.table, self.editions[self.table]
        if segment.has_figures or segment.stream or _options(item.roles, table, edition)[0]:
            return None
        if len(segment.labels) > _MOST_HEADERS:
            return None
        around = [_options(label.roles, table, edition)[1] for label in segment.labels]
        if sum(bool(kinds & {COLUMN, GROUP, ANCHOR}) for kinds in around) < _FEWEST_HEADERS:
            return None
        return column_like(item.cell.text, edition, table)

    def _is_misplaced(self, role: Role) -> bool:
        """其他 below another group than its own is no row of the form: too short a word to name one anywhere."""
        around = groups_around(role.table, role.edition)
        return role.kind == ROW and role.key in around.of_short and not around.of[role.key] <= self.within

    def _header_complete(self) -> bool:
        form = EDITIONS[self.editions[self.table]].by_key[self.table]
        printed = {role.key for _, role in self.header.of_kind(COLUMN)}
        return any({line.key for line in block.columns} <= printed for block in form.blocks)

    def _line(self, form: FormTable, labels: list[Label], segment: Segment) -> Role | None:
        """The row (or, in table 4 with groups for columns, the column) that the last label names for the values
        behind it; None where the values have all their labels above, or where these are no values."""
        last = labels[-1][1] if labels else None
        if last is None or not segment.values:
            return None
        if not form.paired:
            side_by_side = of_kind(labels[:-1], ROW) and not (segment.stream and segment.has_figures)
            return last if last.kind == ROW and not side_by_side else None
        columns, groups = self.header.of_kind(COLUMN), self.header.of_kind(ROW)
        own_columns, own_groups = of_kind(labels, COLUMN), of_kind(labels, ROW)
        is_row = segment.has_figures or (not segment.stream and len(segment.values) == len(columns))
        has_columns = columns or (own_columns and segment.stream)  # in a grid they stand in a line above
        if last.kind == ROW and has_columns and is_row and not self.header.paired:
            return last
        is_across = len(segment.values) > 1 and len(own_columns) == 1 and not columns
        if last.kind == COLUMN and is_across and len(groups) + len(own_groups) > 1:
            return last
        return None

    def _read_header(self, form: FormTable, labels: list[Label], segment: Segment) -> None:
        """Add labels to the header; behind figures, columns and headings begin a new one.

        Unknown words count as a column only behind a known one, or where the grid tells that nothing stands below them;
        before any known label they are the header's corner.
        """
        kinds = [role.kind for _, role in labels if role]
        if kinds == [COLUMN] and self._is_row_without_values(form, segment):
            return
        if HEADING in kinds or (self.header.used and (COLUMN in kinds or ANCHOR in kinds)):
            self.header = self.header.successor()
        if COLUMN not in kinds and self._begins_anew(form, segment):
            self.header = Header()
        if self.header.used:
            self.header.groups_below += [(item, role) for item, role in labels if role and form.paired]
            return
        self.header.stream = segment.stream
        in_grid, may_be_column = segment.table.rectangular, False
        for item, role in labels:
            may_be_column = may_be_column or (role is not None and (in_grid or role.kind in (COLUMN, ANCHOR)))
            if role.kind != HEADING if role else may_be_column:
                self.header.add(item, role, in_grid)
            elif role is None and item is not labels[0][0]:
                self.header.has_more = True

    def _begins_anew(self, form: FormTable, segment: Segment) -> bool:
        """Whether groups without figures head another table 4, below one whose columns are read."""
        columns = self.header.of_kind(COLUMN)
        above = {item.table for item, _ in columns}
        return form.paired and not segment.has_figures and columns != [] and segment.table.number not in above

    def _is_row_without_values(self, form: FormTable, segment: Segment) -> bool:
        """Whether a column of table 4 alone is a line of one printed with the groups of cases for columns."""
        groups_alone = len(self.header.of_kind(ROW)) > 1 and not self.header.of_kind(COLUMN)
        return form.paired and self.header.used and groups_alone and not segment.values

    def _slots(
        self, form: FormTable, line: Role | None, labels: list[Label], segment: Segment
    ) -> list[Slot] | None:
        """Where the values of a segment belong; None if it is a header row."""
        if line and line.kind == ROW:
            return self.header.row_slots(form, line.key, len(segment.values))
        if line:
            return self.header.column_slots(line.key)
        last = labels[-1][1] if labels else None
        on_its_side = form.paired and last and last.kind == COLUMN and len(labels) <= _LABELS_ON_SIDE
        more = len(segment.values) - form.blocks[0].size
        is_empty_row = form.paired and segment.stream and 0 <= more <= _MOST_LINES_BEHIND
        if not segment.values or not (
            segment.has_figures or not labels or (on_its_side and not segment.stream) or is_empty_row
        ):
            return None
        if _numbers_columns(segment):
            return self.header.loose_slots()
        goes_on = self.header.used and not labels and self._goes_on(segment)
        if form.paired and (last or not labels) and (goes_on or not self.header.used):
            self.header.paired = True
            in_one_line = not segment.stream and len(of_kind(labels, COLUMN)) > 1
            return self.header.paired_slots(form, is_doubted=in_one_line or goes_on)
        self.header.led = self.header.led or (segment.stream and not self.header.used)
        return self.header.loose_slots()

    def _goes_on(self, segment: Segment) -> bool:
        """Whether figures without a label stand right below the figures of table 4: no word says which of them are its
        own."""
        above = self.rows[-1]
        return self.header.paired and above.segment.table is segment.table


def _numbers_columns(segment: Segment) -> bool:
    """Whether a row without a label counts the columns: 1, 2, 3…"""
    values = segment.values
    return (
        not segment.labels
        and len(values) >= _FEWEST_NUMBERED
        and all(item.value.as_printed == number for number, item in enumerate(values, start=1))
    )


@cache
def _table_told(roles: frozenset[Role], editions: frozenset[tuple[str, str]]) -> str | None:
    """The only table (with its edition) that a label can be of; a short one tells none."""
    tables = {role.table for role in roles if (role.table, role.edition) in editions and not role.short}
    return next(iter(tables)) if len(tables) == 1 else None


@cache
def _options(roles: frozenset[Role], table: str, edition: str) -> tuple[tuple[Role, ...], frozenset[str]]:
    """What a label can be in one table of one edition, and of which kinds that is; the forms have few labels, so that
    each is looked at once."""
    options = tuple(role for role in roles if role.table == table and role.edition == edition)
    return options, frozenset(role.kind for role in options)
