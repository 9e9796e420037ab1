"""Golden folders read field by field: one test a field."""

import json
from functools import cache

import pytest

from pipeline.reading import read
from tests.reading.golden import FIELDS, FOLDER, LAYOUTS, content


@cache
def found(name):
    report = read(content(name))
    tables = {table: {} for table in report.table_editions}
    for cell in report.cells:
        tables[cell.table][f"{cell.row}__{cell.column}"] = (
            cell.value if cell.state == "reported" else cell.state
        )
    return {
        "title": report.title,
        "issuer": report.issuer,
        "year": report.year,
        "published_on": report.published_on,
        "published_on_source": report.published_on_source,
        "edition": report.edition,
        "table_editions": report.table_editions,
        **tables,
        "sections": [[section.number, section.heading, section.text] for section in report.sections],
        "failures": sorted(
            [one.check, one.table, one.row or one.column]
            for one in report.checks
            if one.outcome == "fail" and one.check != "R5"
        ),
    }


@cache
def expected(name):
    return json.loads((FOLDER / name / "expected.json").read_text("utf-8"))


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("name", LAYOUTS)
def test_golden(name, field):
    assert found(name)[field] == expected(name)[field]


def test_every_folder_has_its_layout():
    assert {folder.name for folder in FOLDER.iterdir()} == set(LAYOUTS)
