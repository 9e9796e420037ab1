"""The datasets on disk: one description, and the dtypes that pandas and duckdb see."""

import datetime as dt

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest

from pipeline.datasets import datasets, variables
from pipeline.datasets.stata import stata_names
from pipeline.datasets.store import Writer, Writers, load
from pipeline.forms import EDITIONS

DTYPES = {
    "string": "str",
    "category": "category",
    "integer": "Int64",
    "number": "Float64",
    "boolean": "boolean",
    "date": "object",
    "time": "datetime64[us, UTC]",
}
DICTIONARY_COLUMNS = {"table", "row", "column", "state"}

CONTRACT = {
    "reports": "report_id version is_current org_id issuer issuer_kind site adcode province prefecture county year "
    "edition edition_proactive edition_requests edition_remedies report_scope title published_on published_on_source "
    "first_seen status url urls media_type cells_reported cells_blank cells_doubtful cells_absent checks_passed "
    "checks_failed checks_not_assessable reader_version build_id is_demo",
    "documents": "payload_sha256 member capture_id url report_id version chosen status media_type reader_version notes",
    "cells": "report_id version year table row column value unit raw state identity_used edition locator",
    "unplaced": "report_id version year table row_label column_label raw value",
    "panel": "report_id version org_id issuer site adcode county year cells_reported checks_failed "
    "new_received__total rules__newly_made procurement__amount other_disposition__total",
    "county_year": "adcode year headline_report_id choice_rule reports state reason",
    "sections": "report_id version year number heading text",
    "figures": "report_id version year section quote value unit measure",
    "checks": "report_id version year check table row column outcome left right missing",
    "captures": "capture_id url site via link_text fetched_at http_status outcome media_type payload_sha256 refers_to "
    "truncated warc_file warc_offset warc_length",
    "coverage": "site adcode year state reason own_report reports attempts last_success last_absent_at",
    "variables": "dataset column label_en label_zh unit editions type stata_name warning",
}
"""The columns that are promised to users, at least."""

EXAMPLE = {
    "string": "文",
    "category": "reported",
    "integer": 2**53 + 1,
    "number": 0.5,
    "boolean": True,
    "date": dt.date(2025, 1, 9),
    "time": dt.datetime(2025, 1, 9, 8, tzinfo=dt.UTC),
}


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    folder = tmp_path_factory.mktemp("empty")
    with Writers(folder):
        pass
    return folder


@pytest.mark.parametrize("name", CONTRACT)
def test_has_the_promised_columns(name):
    assert set(CONTRACT[name].split()) <= set(datasets()[name].names)


def test_no_other_datasets():
    assert list(datasets()) == list(CONTRACT)


def test_panel_has_every_cell_of_both_editions_once():
    cells = {cell.name for edition in ("2021", "2019") for cell in EDITIONS[edition].cells.values()}
    names = datasets()["panel"].names
    assert len(set(names)) == len(names)
    assert cells <= set(names)


@pytest.mark.parametrize("name", CONTRACT)
def test_an_empty_dataset_loads_with_its_dtypes(empty, name):
    frame = pd.read_parquet(empty / name)
    expected = {column.name: DTYPES[column.type] for column in datasets()[name].columns}
    assert {column: str(dtype) for column, dtype in frame.dtypes.items()} == expected
    assert len(frame) == 0


@pytest.mark.parametrize("name", CONTRACT)
def test_values_and_nulls_survive_years_and_duckdb(tmp_path, name):
    dataset = datasets()[name]
    full = {column.name: EXAMPLE[column.type] for column in dataset.columns}
    writer = Writer(tmp_path, dataset)
    for year in (2023, 2024, None):
        writer.write(year, full)
        writer.write(year, dict.fromkeys(full))
    writer.close()
    files = sorted(file.name for file in (tmp_path / name).iterdir())
    assert files == ["2023-000.parquet", "2024-000.parquet", "none-000.parquet"]
    frame = pd.read_parquet(tmp_path / name)
    assert [str(dtype) for dtype in frame.dtypes] == [DTYPES[column.type] for column in dataset.columns]
    for column in dataset.columns:
        assert frame[column.name].notna().tolist() == [True, False] * 3
        assert frame[column.name].iloc[0] == EXAMPLE[column.type]
    rows = duckdb.sql(f"SELECT * FROM '{tmp_path / name}/*.parquet'").fetchall()
    assert rows[0] == rows[2] == tuple(full.values())
    assert rows[1] == (None,) * len(full)


def test_dictionary_types_only_where_promised():
    for name, dataset in datasets().items():
        categories = {column.name for column in dataset.columns if column.type == "category"}
        assert categories <= DICTIONARY_COLUMNS, name
    assert {"table", "row", "column", "state"} == {
        c.name for c in datasets()["cells"].columns if c.type == "category"
    }


def test_every_column_is_described_in_its_file_and_in_variables(empty):
    rows = {(row["dataset"], row["column"]): row for row in variables()}
    for name in datasets():
        for field in pq.read_schema(next((empty / name).glob("*.parquet"))):
            about = {key.decode(): text.decode() for key, text in field.metadata.items()}
            row = rows.pop((name, field.name))
            assert about.get("description") == row["label_en"] and row["label_en"]
            assert about.get("warning") == row["warning"]
    assert not rows


def test_form_columns_carry_the_forms_words():
    row = next(
        row for row in variables() if (row["dataset"], row["column"]) == ("panel", "new_received__total")
    )
    assert (row["editions"], row["unit"], row["type"]) == ("2021 2019", "件", "integer")
    assert "本年新收政府信息公开申请数量" in row["label_zh"]
    assert next(row for row in variables() if row["column"] == "admin_fees__collected")["type"] == "number"


def test_stata_names_are_short_unique_and_stay_when_columns_are_added():
    for dataset in datasets().values():
        short = stata_names(dataset.names)
        assert len(set(short.values())) == len(short)
        assert all(name.isidentifier() and len(name) <= 32 for name in short.values())
        assert all(short[name] == name for name in dataset.names if len(name) <= 32)
        assert (
            short.items()
            <= stata_names((*dataset.names, "a_new_column__of_a_new_edition_of_the_form")).items()
        )


def test_stata_names_tell_apart_what_is_cut_alike():
    names = ["unprocessed_confirmation_a" * 2, "unprocessed_confirmation_b" * 2, "x" * 40, "x" * 41]
    short = stata_names(names)
    assert len(set(short.values())) == 4 and max(map(len, short.values())) <= 32


def test_a_row_with_a_missing_or_foreign_column_is_an_error(tmp_path):
    writer = Writer(tmp_path, datasets()["sections"])
    row = {"report_id": "a", "version": 1, "year": 2024, "number": 1, "heading": "一", "text": "x"}
    with pytest.raises(KeyError, match="text"):
        writer.write(2024, {name: value for name, value in row.items() if name != "text"})
    with pytest.raises(KeyError, match="extra"):
        writer.write(2024, row | {"extra": 1})


def test_text_that_is_not_valid_unicode_is_kept_as_far_as_it_is(tmp_path):
    writer = Writer(tmp_path, datasets()["sections"])
    row = {
        "report_id": "a",
        "version": 1,
        "year": 2024,
        "number": 1,
        "heading": None,
        "text": "公开\ud800条例",
    }
    writer.write(2024, row)
    writer.close()
    assert load(tmp_path, "sections")["text"].to_pylist() == ["公开?条例"]


def test_many_row_groups_with_different_categories_load_as_one(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.datasets.store.ROWS_A_GROUP", 2)
    writer = Writer(tmp_path, datasets()["unplaced"])
    names = [f"t{number}" for number in range(7)]
    for name in names:
        row = dict.fromkeys(datasets()["unplaced"].names) | {"table": name}
        writer.write(2024, row)
    writer.close()
    assert pq.ParquetFile(tmp_path / "unplaced" / "2024-000.parquet").num_row_groups == 4
    frame = pd.read_parquet(tmp_path / "unplaced")
    assert frame["table"].tolist() == names and str(frame["table"].dtype) == "category"
