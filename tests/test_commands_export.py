"""``gongkai export``."""

import pandas as pd
import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

from pipeline.build import build
from pipeline.datasets import datasets
from pipeline.datasets.schema import arrow_schema
from pipeline.datasets.stata import stata_names
from pipeline.export import CannotExport, _as_text, _xlsx, export
from tests.calls import call
from tests.nights import small_archive


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("export")
    small_archive(folder)
    build(folder, workers=1)
    return folder


@pytest.mark.parametrize("name", datasets())
def test_every_dataset_goes_to_csv_and_stata_and_back(data, tmp_path, name):
    frame = pd.read_parquet(data / "datasets" / name)
    assert export(data, name, tmp_path / "out.csv") == export(data, name, tmp_path / "out.dta") == len(frame)
    assert pd.read_csv(tmp_path / "out.csv", low_memory=False).columns.tolist() == frame.columns.tolist()
    stata = pd.read_stata(tmp_path / "out.dta")
    assert stata.columns.tolist() == list(stata_names(frame.columns).values()) and len(stata) == len(frame)
    with pd.io.stata.StataReader(tmp_path / "out.dta") as reader:
        labels = reader.variable_labels().values()
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("name", ["panel", "cells"])
def test_parquet_keeps_the_schema_of_the_build(data, tmp_path, name):
    export(data, name, tmp_path / "out.parquet")
    schema, ours = pq.read_schema(tmp_path / "out.parquet"), arrow_schema(datasets()[name])
    assert schema.equals(ours)
    for field in ours:
        assert schema.field(field.name).metadata[b"description"] == field.metadata[b"description"]
    frame = pd.read_parquet(data / "datasets" / name)
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "out.parquet"), frame)


def test_stata_has_labels_missing_values_and_the_numbers(data, tmp_path):
    export(data, "panel", tmp_path / "panel.dta")
    with pd.io.stata.StataReader(tmp_path / "panel.dta") as reader:
        assert reader.variable_labels()["year"].startswith("Report year")
        stata = reader.read()
    panel = pd.read_parquet(data / "datasets" / "panel")
    column = "new_received__total"
    assert stata[column].tolist() == panel[column].astype(float).tolist()
    assert stata["rules__issued"].isna().sum() == panel["rules__issued"].isna().sum() == 1


def test_csv_opens_in_excel_as_utf_8_and_keeps_codes(data, tmp_path):
    export(data, "panel", tmp_path / "panel.csv")
    assert (tmp_path / "panel.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert set(pd.read_csv(tmp_path / "panel.csv", dtype=str).adcode) == {"990101"}


def test_text_never_becomes_a_formula():
    frame = pd.DataFrame({"text": ["=1+1", "@SUM(A1)", "-5件", "公开", None], "number": [-1, 2, 3, 4, 5]})
    assert _as_text(frame).text.tolist()[:4] == ["'=1+1", "'@SUM(A1)", "'-5件", "公开"]
    assert _as_text(frame).text.isna().tolist() == [False] * 4 + [True]
    assert _as_text(frame).number.tolist() == [-1, 2, 3, 4, 5]


def test_a_failed_export_leaves_the_older_file(data, tmp_path):
    (tmp_path / "panel.pdf").write_text("mine")
    with pytest.raises(CannotExport, match="endings"):
        export(data, "panel", tmp_path / "panel.pdf")
    with pytest.raises(CannotExport, match="make it"):
        export(data, "panel", tmp_path / "no" / "x.csv")
    with pytest.raises(CannotExport, match="no dataset"):
        export(data, "panels", tmp_path / "panel.csv")
    assert [file.name for file in tmp_path.iterdir()] == ["panel.pdf"]
    done = call("export", "panels", tmp_path / "x.csv", "--data", data)
    assert done.returncode == 2 and "panel, county_year" in done.stderr
    assert call("export", "panel", tmp_path / "x.csv", "--data", data).stdout.startswith("4 rows of panel")


def test_excel_has_two_sheets_and_the_numbers(data, tmp_path):
    export(data, "panel", tmp_path / "panel.xlsx")
    sheets = pd.read_excel(tmp_path / "panel.xlsx", sheet_name=None, dtype={"adcode": str})
    assert list(sheets) == ["panel", "variables"]
    panel = pd.read_parquet(data / "datasets" / "panel")
    assert sheets["panel"].columns.tolist() == panel.columns.tolist()
    column = "new_received__total"
    assert sheets["panel"][column].tolist() == panel[column].tolist()
    assert sheets["panel"].adcode.tolist() == panel.adcode.tolist()
    assert sheets["panel"]["rules__issued"].isna().sum() == panel["rules__issued"].isna().sum()


def test_a_sheet_holds_no_formula_and_says_what_it_cannot_hold(tmp_path):
    texts = ["=1+1", "a\x00b", "长" * 40_000, None, "公开"]
    _xlsx(pd.DataFrame({"raw": pd.Series(texts, dtype="str")}), tmp_path / "x.xlsx", datasets()["cells"])
    cells = [row[0] for row in load_workbook(tmp_path / "x.xlsx")["cells"].iter_rows(min_row=2)]
    assert [cell.data_type for cell in cells] == ["s", "s", "s", "n", "s"]
    values = [cell.value for cell in cells]
    assert values[:2] == ["'=1+1", "a[U+0000]b"] and values[3:] == [None, "公开"]
    assert len(values[2]) == 32_767 and values[2].endswith(
        "(cut: 40000 characters; the whole is in the dataset)"
    )
