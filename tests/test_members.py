"""Zip archives of documents: each is read by itself, in ``parse`` and in a build, within bounds."""

import io
import json
import zipfile

import pandas as pd

from pipeline import cli
from pipeline.build import build
from pipeline.documents import Unreadable, archives
from pipeline.trace import trace
from tests.builders.docx import render_docx
from tests.builders.html import render_html
from tests.builders.report import make_report
from tests.nights import COLUMN, Night

COUNTY, BUREAU = make_report(1, year=2023), make_report(2, year=2023, issuer="青槐县教育局")
NAMES = ["2023年年报/县政府.docx", "2023年年报/教育局.html", "2023年年报/坏.pdf", "说明.txt"]


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
        ("封面.png", b"x"),
        (NAMES[1], render_html(BUREAU)),
        (NAMES[2], b"%PDF-1.4 x"),
        (NAMES[3], "附件共三个文件，请查收。".encode()),
    )


def test_what_is_inside():
    content = reports()
    assert archives.names(content) == NAMES
    assert archives.unpacked(content, NAMES[1]) == render_html(BUREAU)
    assert archives.names(render_docx(COUNTY)) == []
    assert archives.names(b"PK\x03\x04 half a") == archives.names(b"<html>") == []
    assert archives.names(zipped(("x/[Content_Types].xml", b""), ("../../a.html", b""))) == ["../../a.html"]


def test_names_that_chinese_programs_write():
    content = zipped(("年报/教育局.docx", b"x"), info=GbName)
    assert archives.names(content) == ["年报/教育局.docx"]


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
    assert whole.status == "not_a_report" and "4 documents" in whole.notes
    assert documents.status[NAMES[2]] == "unreadable" and documents.status[NAMES[3]] == "not_a_report"
    panel = pd.read_parquet(built.folder / "reports")
    assert set(panel.issuer) == {COUNTY.issuer, BUREAU.issuer} and set(panel.version) == {1}
    report = panel[panel.issuer == BUREAU.issuer].iloc[0]
    cell = (
        pd.read_parquet(built.folder / "cells")
        .query("report_id == @report.report_id and state == 'reported'")
        .iloc[0]
    )
    traced = trace(tmp_path, report.report_id, place=(cell.table, cell.row, cell.column))
    assert traced["same_as_dataset"] and traced["archive"]["member"] == NAMES[1]
    again = build(tmp_path, workers=1, full=True)
    assert again.documents_read == 4 and again.rows == built.rows
