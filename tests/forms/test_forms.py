"""The forms against the public dictionary of keys, and against themselves."""

import csv
from pathlib import Path

import pytest

from pipeline.forms import EDITIONS, panel_columns

DICTIONARY = Path(__file__).parents[3] / "shared" / "dictionary.csv"


@pytest.mark.parametrize(("edition", "counts"), [("2021", (10, 175, 15)), ("2019", (22, 161, 15))])
def test_number_of_cells(edition, counts):
    form = EDITIONS[edition]
    assert tuple(sum(place[0] == table.key for place in form.cells) for table in form.tables) == counts


@pytest.mark.skipif(not DICTIONARY.exists(), reason="the dictionary is not beside the project")
@pytest.mark.parametrize("edition", EDITIONS)
def test_keys_and_labels_are_those_of_the_dictionary(edition):
    with DICTIONARY.open(encoding="utf-8-sig") as file:
        wanted = {
            (row["table"], row["row_key"], row["column_key"]): row["zh_label"]
            for row in csv.DictReader(file)
            if row["edition"] == edition
        }
    assert {place: cell.label_zh for place, cell in EDITIONS[edition].cells.items()} == wanted


@pytest.mark.parametrize("form", EDITIONS.values(), ids=EDITIONS)
def test_identities_name_lines_of_their_table(form):
    for rule in form.identities:
        axis = "rows" if rule.each == "column" else "columns"
        keys = {line.key for block in form.by_key[rule.table].blocks for line in getattr(block, axis)}
        assert {*rule.left, *rule.right} <= keys


def test_panel_holds_every_cell_once():
    names = [column.name for column in panel_columns()]
    assert len(names) == len(set(names))
    assert set(names) == {cell.name for form in EDITIONS.values() for cell in form.cells.values()}
    assert max(map(len, names)) <= 51
