"""Each statutory table's edition, told by its own words; never by the year or the notice that a report cites.

洪泽区's report on 2023 prints the table 2 of 2021 above the table 3 of 2019. A table whose words fit several editions
(table 4 always does) follows the other tables of the report.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import zip_longest

from pipeline.forms import EDITIONS
from pipeline.reading.labels import GROUP, ROW, TELLING, Role, core
from pipeline.reading.segments import Item, Segment

_BY_WORDS, _BY_PLACE = 5, 1
"""A label that one edition alone prints outweighs labels that are read as its rows for where they stand."""


def tell_editions(segments: Sequence[Segment]) -> dict[str, str]:
    """Table key to edition, for the tables whose words were met; in the order of the form."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for segment, below in zip_longest(segments, segments[1:]):
        for label in segment.labels:
            table, edition, weight = _said(label.roles, label is segment.labels[-1], segment.has_figures)
            if table:
                counts = votes[table]
                if edition and not (weight == _BY_PLACE and below and _is_unlabelled(segment, below)):
                    counts[edition] += weight
    told = {table: counts.most_common(1)[0][0] for table, counts in votes.items() if counts}
    order = [table.key for form in EDITIONS.values() for table in form.tables]
    usual = next((told[table] for table in order if table in told), next(iter(EDITIONS)))
    return {table: told.get(table, usual) for table in dict.fromkeys(order) if table in votes}


def _is_unlabelled(segment: Segment, below: Segment) -> bool:
    """Whether several figures without a label stand right below, so that the last label may be that of a group of
    rows."""
    return len(below.values) > 1 and below.has_figures and not below.labels and below.table is segment.table


def expected(editions: dict[str, str]) -> dict[str, str]:
    """The edition of every table that the report should print: one that was not met is that of the others."""
    usual = next(iter(editions.values()), None)
    return {table.key: editions.get(table.key, usual) for table in EDITIONS[usual].tables} if usual else {}


def has_form_words(items: Iterable[Item]) -> bool:
    """Whether any of the cells is a label that only a statutory table prints."""
    return any(
        not all(role.short for role in item.roles) and len(core(item.cell.text)) >= TELLING for item in items
    )


@cache
def _said(roles: frozenset[Role], is_last: bool, has_figures: bool) -> tuple[str | None, str | None, int]:
    """The table of a label, the edition that it speaks for, and the weight of its word for that.

    The table is None if it can be of several, or if the label is short. The edition is None if it can be of several,
    or is told by labels that are too short to tell. The weight is ``_BY_WORDS`` if one edition alone prints the label,
    else ``_BY_PLACE``.

    The last label before figures is a row if it can be one, and no group: （六）其他处理 is a row in 2019 and a group
    before its rows in 2021; 其他 is such a row of 2021, or a column.
    """
    here = roles = frozenset(role for role in roles if not role.short)
    if is_last:
        rows = [role for role in roles if role.kind == ROW]
        here = rows if rows and has_figures else [role for role in roles if role.kind != GROUP]
    tables, editions = {role.table for role in here}, {role.edition for role in here}
    if len({role.edition for role in roles}) == 1:
        return _only(tables), _only(editions), _BY_WORDS
    return _only(tables), _only(editions) if all(map(_tells, here)) else None, _BY_PLACE


def _tells(role: Role) -> bool:
    """Whether the label is long enough to be no other's: a table may print 其他 below any group."""
    return (
        role.kind != ROW
        or len(core(EDITIONS[role.edition].by_key[role.table].line_of[role.key].label)) >= TELLING
    )


def _only(names: set[str]) -> str | None:
    return next(iter(names)) if len(names) == 1 else None
