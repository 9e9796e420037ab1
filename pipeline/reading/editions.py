"""Each statutory table's edition, told by its own words; never by the year or the notice that a report cites.

洪泽区's report on 2023 prints the table 2 of 2021 above the table 3 of 2019. A table whose words fit several editions
(table 4 always does) follows the other tables of the report.
"""

from collections import Counter
from collections.abc import Iterable

from pipeline.forms import EDITIONS
from pipeline.reading.labels import GROUP, core
from pipeline.reading.segments import Item, Segment

_STRONG = 3
"""Labels of fewer characters (其他, 总计, 规章) are printed in many tables and tell nothing alone."""


def tell_editions(segments: Iterable[Segment]) -> dict[str, str]:
    """Table key to edition, for the tables whose words were met; in the order of the form."""
    votes: dict[str, Counter[str]] = {}
    for segment in segments:
        for label in segment.labels:
            for table, editions in _speaks_for(label, segment).items():
                votes.setdefault(table, Counter())
                if len(editions) == 1:
                    votes[table].update(editions)
    told = {table: counts.most_common(1)[0][0] for table, counts in votes.items() if counts}
    order = [table.key for form in EDITIONS.values() for table in form.tables]
    usual = next((told[table] for table in order if table in told), next(iter(EDITIONS)))
    return {table: told.get(table, usual) for table in dict.fromkeys(order) if table in votes}


def has_form_words(items: Iterable[Item]) -> bool:
    """Whether any of the cells is a label that only a statutory table prints."""
    return any(item.roles and len(core(item.cell.text)) >= _STRONG for item in items)


def _speaks_for(label: Item, segment: Segment) -> dict[str, set[str]]:
    """The editions in which a label can stand where it stands, by table; nothing if several tables print it.

    The last label of a segment is no group: （六）其他处理 is a row in 2019 and stands before its rows in 2021.
    """
    is_last = label is segment.labels[-1]
    usable = [role for role in label.roles if not is_last or role.kind != GROUP]
    tables = {role.table for role in usable}
    if len(tables) != 1 or len(core(label.cell.text)) < _STRONG:
        return {}
    return {tables.pop(): {role.edition for role in usable}}
