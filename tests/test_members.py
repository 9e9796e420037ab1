"""Zip archives of documents: each is read by itself, in ``parse`` and in a build, within bounds."""

import io
import json
import zipfile

import pandas as pd
import pytest

from pipeline import cli
from pipeline.build import build
from pipeline.building import members
from pipeline.building.workers import Job
from pipeline.documents import Unreadable, archives
from pipeline.readings import Readings
from pipeline.trace import trace
from tests.builders.docx import render_docx
from tests.builders.html import render_html
from tests.builders.report import make_report
from tests.nights import COLUMN, Night

COUNTY, BUREAU = make_report(1, year=2023), make_report(2, year=2023, issuer="青槐县教育局")
NAMES = ["2023年年报/县政府.docx", "封面.png", "2023年年报/教育局.html", "2023年年报/坏.pdf", "说明.txt"]


class GbName(zipfile.ZipInfo):
    """A name as Chinese programs write it, without a mark."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.filename.encode("gb18030"), self.flag_bits


def zipped(*files: tuple[str, bytes], info: type[zipfile.ZipInfo] = zipfile.ZipInfo) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files:
            archive.writestr(info(name), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def reports() -> bytes:
    return zipped(
        (NAMES[0], render_docx(COUNTY)),
        ("2023年年报/", b""),
        ("__MACOSX/._县政府.docx", b"x"),
        ("Thumbs.db", b"x"),
        (NAMES[1], b"\x89PNG\r\n x"),
        (NAMES[2], render_html(BUREAU)),
        (NAMES[3], b"%PDF-1.4 x"),
        (NAMES[4], "附件共三个文件，请查收。".encode()),
    )


def test_what_is_inside():
    content = reports()
    assert archives.names(content) == NAMES
    assert archives.unpacked(content, NAMES[2]) == render_html(BUREAU)
    assert archives.names(render_docx(COUNTY)) == []
    assert archives.names(b"PK\x03\x04 half a") == archives.names(b"<html>") == []
    other = ["x/[Content_Types].xml", "../../a.html"]
    assert archives.names(zipped(*((name, b"") for name in other))) == other


def test_names_that_chinese_programs_write():
    content = zipped(("年报/教育局.docx", b"x"), info=GbName)
    assert archives.names(content) == ["年报/教育局.docx"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_no_file_inside_is_passed_over(tmp_path, capsys):
    page = render_html(BUREAU)
    inside = {
        "a.html": (page, "complete", None),
        "members": (page, "complete", None),
        "报告.md": (page, "complete", None),
        "教育局.zip": (zipped(("b.html", page)), "unreadable", "b.html"),
        "表.png": (b"\x89PNG\r\n x", "unreadable", "PNG image"),
        "包.rar": (b"Rar!\x1a\x07", "unreadable", "rar archive"),
    }
    content = zipped(*((name, held) for name, (held, *_) in inside.items()), ("a.html", b""), ("\x01", page))
    (tmp_path / "all.zip").write_bytes(content)
    assert cli.main(["parse", "--json", str(tmp_path / "all.zip")]) == 1
    found = {line["member"]: line for line in map(json.loads, capsys.readouterr().out.splitlines())}
    assert found.keys() == {*inside, "a.html (7)", "-"}
    for name, (_, status, note) in inside.items():
        assert found[name]["status"] == status
        assert note is None or note in found[name]["notes"][0]
    with Readings(tmp_path / "readings.sqlite") as readings:
        put = {job.key[1] for job in members.jobs([Job(("00", None), content, None)], readings)}
        assert {key[1] for key in members.keys("00", readings)} == put | {None} == {*found, None}


def test_a_bomb_is_named_and_the_rest_read(tmp_path, capsys):
    bomb = zipped(("a.html", bytes(80_000_000)), ("b.html", render_html(BUREAU)))
    (tmp_path / "bomb.zip").write_bytes(bomb)
    assert cli.main(["parse", "--json", str(tmp_path / "bomb.zip")]) == 1
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["member"], first["status"]) == ("a.html", "unreadable") and "64 MB" in first["notes"][0]
    assert (second["member"], second["issuer"]) == ("b.html", BUREAU.issuer)


def test_documents_that_are_too_much_together_are_named_and_the_rest_read():
    office = zipped(("[Content_Types].xml", b""), ("word/document.xml", bytes(60_000_000)))
    files = {f"{number}.docx": office for number in range(4)} | {"a.html": bytes(60_000_000), "b.html": b"x"}
    found = dict(archives.documents(zipped(*files.items())))
    refused = found.pop("a.html")
    assert isinstance(refused, Unreadable) and "more than 256 MB" in str(refused)
    assert found == {name: files[name] for name in found} and len(found) == 5


def test_no_document_of_many_is_left_out():
    files = {f"{number}.html": b"<p>x" for number in range(2_000)}
    assert dict(archives.documents(zipped(*files.items()))) == files


def test_a_build_reads_each_document_and_traces_it(tmp_path):
    url = f"{COLUMN}2023.zip"
    with Night(tmp_path) as night:
        night.column()
        night.page(url, reports(), media_type="application/zip", via=COLUMN, link_text="2023年年报")
    built = build(tmp_path, workers=1)
    documents = pd.read_parquet(built.folder / "documents").set_index("member", drop=False)
    assert set(documents.member.dropna()) == set(NAMES)
    whole = documents[documents.member.isna()].iloc[0]
    assert whole.status == "not_a_report" and "5 files" in whole.notes
    assert documents.status[[NAMES[1], NAMES[3]]].eq("unreadable").all()
    assert documents.status[NAMES[4]] == "not_a_report"
    panel = pd.read_parquet(built.folder / "reports")
    assert set(panel.issuer) == {COUNTY.issuer, BUREAU.issuer} and set(panel.version) == {1}
    report = panel[panel.issuer == BUREAU.issuer].iloc[0]
    cell = (
        pd.read_parquet(built.folder / "cells")
        .query("report_id == @report.report_id and state == 'reported'")
        .iloc[0]
    )
    traced = trace(tmp_path, report.report_id, place=(cell.table, cell.row, cell.column))
    assert traced["same_as_dataset"] and traced["archive"]["member"] == NAMES[2]
    again = build(tmp_path, workers=1, full=True)
    assert again.documents_read == 5 and again.rows == built.rows
