"""The notebook runs as it is on a real build, draws its plots, and is committed without outputs."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from pipeline.build import build
from tests.nights import small_archive

NOTEBOOK = Path(__file__).parents[1] / "notebooks" / "coverage_and_quality.ipynb"


@pytest.fixture(scope="module")
def executed(tmp_path_factory):
    data = tmp_path_factory.mktemp("notebook")
    small_archive(data)
    build(data, workers=1)
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GONGKAI_DATA", str(data))
        NotebookClient(notebook, timeout=120, resources={"metadata": {"path": NOTEBOOK.parent}}).execute()
    return notebook


def outputs(notebook, kind):
    found = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return [output["data"][kind] for output in found if kind in output.get("data", {})]


def test_draws_at_least_three_plots_with_chinese_labels(executed):
    assert len(outputs(executed, "image/png")) >= 3
    plots = [cell.source for cell in executed.cells if "plt.show()" in cell.source]
    assert all(any("\u4e00" <= letter <= "\u9fff" for letter in plot) for plot in plots)


def test_shows_what_the_datasets_hold(executed):
    text = "\n".join(outputs(executed, "text/plain"))
    assert "青槐县" in text and "published" in text
    assert "R1" in text, "the report that does not add up is named"
    assert "gongkai-" in text, "a number is traced to its WARC file"


def test_warns_of_nothing_but_a_missing_font(executed):
    streams = [
        output
        for cell in executed.cells
        for output in cell.get("outputs", [])
        if output.output_type == "stream"
    ]
    lines = [line for stream in streams for line in stream.text.splitlines()]
    allowed = ("The font", "share of cells", "3 reports of county governments")
    assert [line for line in lines if not line.startswith(allowed)] == []


def test_is_committed_without_outputs():
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in notebook.cells)
