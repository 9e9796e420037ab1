"""The archive: what the writer writes, the reader, warcio and a crash see."""

import gzip
import hashlib
import json
import zlib
from dataclasses import replace

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.archive.records import Answer, Visit
from crawler.archive.writer import ArchiveWriter
from crawler.sites import Site
from pipeline.archive.captures import Damaged, archive_files, captures, read_capture, scan
from pipeline.archive.content_coding import TooLarge, Undecodable, decode
from pipeline.states import Outcome

SITE = Site(
    "qinghe", "130534", "清河县", "http://127.0.0.1:1/", province="河北省", prefecture="邢台市", is_demo=True
)
VISIT = Visit(SITE, "report", "http://127.0.0.1:1/list.html", "清河县2024年政府信息公开工作年度报告")
PAGE = "<html>清河县2024年政府信息公开工作年度报告</html>".encode("gb18030") * 50


def answer(body=PAGE, status=200, **more) -> Answer:
    headers = (("Content-Type", "text/html; charset=gbk"), ("Etag", '"1"'), *more.pop("headers", ()))
    return Answer(status, headers, body, **more)


def write_three(data):
    writer = ArchiveWriter(data)
    zipped = answer(
        gzip.compress(PAGE, mtime=0), headers=(("Content-Encoding", "gzip"),), ip_address="127.0.0.1"
    )
    first = writer.response("http://127.0.0.1:1/a.html", VISIT, zipped, PAGE, Outcome.OK, None)
    second = writer.revisit("http://127.0.0.1:1/a.html", VISIT, answer(b"", 304), first)
    third = writer.failure("http://127.0.0.1:1/b.html", replace(VISIT, via=None), Outcome.TIMEOUT, "60 s")
    writer.close()
    return first, second, third


def test_reads_back_what_was_written(tmp_path):
    written = write_three(tmp_path)
    problems = []
    read = list(captures(tmp_path, problems=problems))
    assert not problems
    assert [replace(capture, body=b"") for capture in read] == list(written)
    first, second, third = read
    assert (first.body, first.payload_sha256) == (PAGE, hashlib.sha256(PAGE).hexdigest())
    assert (first.http_status, first.media_type, first.outcome) == (200, "text/html", Outcome.OK)
    assert (first.site, first.adcode, first.name, first.is_demo) == ("qinghe", "130534", "清河县", True)
    assert (first.role, first.via, first.link_text) == ("report", VISIT.via, VISIT.link_text)
    assert first.header("etag") == '"1"'
    assert first.fetched_at.utcoffset().total_seconds() == 0
    assert (second.outcome, second.refers_to) == (Outcome.UNCHANGED, first.capture_id)
    assert (second.payload_sha256, second.body) == (first.payload_sha256, b"")
    assert (third.outcome, third.http_status, third.message, third.via) == (
        Outcome.TIMEOUT,
        None,
        "60 s",
        None,
    )


def test_light_variant_leaves_bodies_out(tmp_path):
    written = write_three(tmp_path)
    assert list(captures(tmp_path, bodies=False)) == list(written)


def test_one_record_by_its_place(tmp_path):
    first, _, third = write_three(tmp_path)
    assert read_capture(tmp_path, first.warc_file, first.warc_offset).body == PAGE
    assert read_capture(tmp_path, third.warc_file, third.warc_offset) == third
    with pytest.raises(Damaged, match="damaged"):
        read_capture(tmp_path, first.warc_file, first.warc_offset + 1)
    with pytest.raises(Damaged, match="not a capture"):
        read_capture(tmp_path, first.warc_file, 0)


def test_warcio_reads_the_file_and_its_digests_hold(tmp_path):
    first, second, _ = write_three(tmp_path)
    path = tmp_path / "archive" / first.warc_file
    with path.open("rb") as file:
        records = ArchiveIterator(file, check_digests="raise")
        seen = []
        for record in records:
            header, content = record.rec_headers.get_header, record.raw_stream.read()
            seen.append(
                (header("WARC-Type"), header("WARC-Target-URI"), records.get_record_offset(), content)
            )
            if record.rec_type == "response":
                assert record.http_headers.get_header("Content-Encoding") == "gzip"
                assert gzip.decompress(content) == PAGE
                assert header("WARC-IP-Address") == "127.0.0.1"
            if record.rec_type == "revisit":
                assert header("WARC-Profile").endswith("server-not-modified")
                assert header("WARC-Refers-To") == f"<urn:uuid:{first.capture_id}>"
                assert header("WARC-Refers-To-Target-URI") == first.url
    assert [kind for kind, *_ in seen] == ["warcinfo", "response", "revisit", "metadata"]
    assert (seen[1][2], seen[2][2]) == (first.warc_offset, second.warc_offset)


@pytest.mark.parametrize("lost", [1, 8, 9, 200])
def test_torn_tail_is_told_and_the_records_before_it_count(tmp_path, lost):
    first, second, third = write_three(tmp_path)
    path = tmp_path / "archive" / first.warc_file
    path.write_bytes(path.read_bytes()[: third.warc_offset + third.warc_length - lost])
    problems = []
    assert [capture.capture_id for capture in captures(tmp_path, problems=problems)] == [
        first.capture_id,
        second.capture_id,
    ]
    assert [(problem.kind, problem.offset) for problem in problems] == [("torn", third.warc_offset)]


def test_changed_byte_costs_one_record_only(tmp_path):
    first, second, third = write_three(tmp_path)
    path = tmp_path / "archive" / first.warc_file
    content = bytearray(path.read_bytes())
    content[first.warc_offset + first.warc_length // 2] ^= 0xFF
    path.write_bytes(content)
    problems = []
    assert [capture.capture_id for capture in captures(tmp_path, problems=problems)] == [
        second.capture_id,
        third.capture_id,
    ]
    assert [(problem.kind, problem.offset) for problem in problems] == [("damaged", first.warc_offset)]


def test_body_that_is_not_the_one_fetched_is_told(tmp_path):
    first, *_ = write_three(tmp_path)
    path = tmp_path / "archive" / first.warc_file
    content = path.read_bytes()
    record = content[first.warc_offset : first.warc_offset + first.warc_length]
    forged = gzip.compress(gzip.decompress(record).replace(first.payload_sha256.encode(), b"0" * 64))
    path.write_bytes(content[: first.warc_offset] + forged + content[first.warc_offset + first.warc_length :])
    problems = []
    assert len(list(captures(tmp_path, problems=problems))) == 2
    assert "digest differs" in str(problems[0])


def test_rubbish_and_foreign_files_are_told_not_raised(tmp_path):
    write_three(tmp_path)
    folder = tmp_path / "archive"
    (folder / "a-rubbish.warc.gz").write_bytes(b"\x00rubbish" * 100)
    (folder / "b-empty.warc.gz").write_bytes(b"")
    (folder / "c-foreign.warc.gz").write_bytes(
        gzip.compress(b"WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 0\r\n\r\n\r\n\r\n", mtime=0)
    )
    (folder / "d-bomb.warc.gz").write_bytes(gzip.compress(b"WARC/1.0\r\n" + bytes(300 * 2**20), 1, mtime=0))
    problems = []
    assert len(list(captures(tmp_path, problems=problems))) == 3
    assert [(problem.warc_file[0], problem.kind) for problem in problems] == [
        ("a", "damaged"),
        ("c", "foreign"),
        ("d", "damaged"),
    ]


def record(**fields) -> bytes:
    head = {
        "WARC-Type": "metadata",
        "WARC-Record-ID": "<urn:uuid:1>",
        "WARC-Target-URI": "http://a.gov.cn/",
        "WARC-Date": "2024-01-01T00:00:00Z",
        "Content-Length": "0",
    } | {name.replace("_", "-"): value for name, value in fields.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items() if value is not None)
    return gzip.compress(f"WARC/1.1\r\n{lines}\r\n\r\n\r\n".encode(), mtime=0)


FACTS = {
    **dict.fromkeys(("site", "role", "adcode", "name", "province", "prefecture"), "x"),
    **dict.fromkeys(("via", "link_text", "payload_sha256", "truncated", "message")),
    "outcome": "timeout",
    "is_demo": False,
}


@pytest.mark.parametrize(
    ("facts", "fields", "kind"),
    [
        (FACTS, {}, None),
        (FACTS | {"site": None}, {}, "foreign"),
        (FACTS | {"site": 5}, {}, "foreign"),
        (FACTS | {"via": ["x"]}, {}, "foreign"),
        ({"title": "another program's"}, {}, "foreign"),
        ([], {}, "foreign"),
        (FACTS | {"outcome": "new"}, {}, "foreign"),
        (FACTS | {"outcome": "refused"}, {}, None),
        (FACTS, {"WARC_Date": "2024-01-01T00:00:00"}, "damaged"),
        (FACTS, {"WARC_Date": "yesterday"}, "damaged"),
        (FACTS, {"WARC_Target_URI": None}, "damaged"),
        (FACTS, {"WARC_Record_ID": None}, "damaged"),
    ],
)
def test_what_a_record_says_of_itself_is_looked_at_before_it_is_believed(tmp_path, facts, fields, kind):
    path = tmp_path / "a.warc.gz"
    path.write_bytes(record(WARC_JSON_Metadata=json.dumps(facts), **fields))
    (found,) = scan(path)
    assert getattr(found, "kind", None) == kind


def test_scan_goes_on_where_it_stopped(tmp_path):
    first, second, third = write_three(tmp_path)
    path = tmp_path / "archive" / first.warc_file
    assert list(scan(path, first.warc_offset + first.warc_length)) == [second, third]


def test_each_run_has_files_of_its_own_and_names_only_rise(tmp_path):
    for _ in range(3):
        write_three(tmp_path)
    writer = ArchiveWriter(tmp_path, rotate_at=1)
    for _ in range(2):
        writer.response("http://127.0.0.1:1/c", VISIT, answer(), PAGE, Outcome.OK, None)
    writer.close()
    names = [path.name for path in archive_files(tmp_path)]
    assert len(names) == 5
    times = [capture.fetched_at for capture in captures(tmp_path)]
    assert len(times) == 11 and times == sorted(times)


def test_a_full_disk_leaves_no_half_record(tmp_path, monkeypatch):
    writer = ArchiveWriter(tmp_path)
    first = writer.response("http://127.0.0.1:1/a", VISIT, answer(), PAGE, Outcome.OK, None)

    def no_space(handle):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched, pytest.raises(OSError, match="No space"):
        patched.setattr("os.fsync", no_space)
        writer.response("http://127.0.0.1:1/b", VISIT, answer(), PAGE, Outcome.OK, None)
    third = writer.response("http://127.0.0.1:1/c", VISIT, answer(), PAGE, Outcome.OK, None)
    problems = []
    assert [capture.url for capture in captures(tmp_path, problems=problems)] == [first.url, third.url]
    assert not problems


RAW_DEFLATE = zlib.compressobj(wbits=-15)
RAW_DEFLATE = RAW_DEFLATE.compress(PAGE) + RAW_DEFLATE.flush()


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (PAGE, None),
        (PAGE, "identity"),
        (PAGE, "gzip"),
        (gzip.compress(PAGE, mtime=0), "GZIP"),
        (gzip.compress(PAGE[:100], mtime=0) + gzip.compress(PAGE[100:], mtime=0), "x-gzip"),
        (zlib.compress(PAGE), "deflate"),
        (RAW_DEFLATE, "deflate"),
        (gzip.compress(zlib.compress(PAGE), mtime=0), "deflate, gzip"),
        (b"", "gzip"),
    ],
)
def test_content_codings(body, coding):
    assert decode(body, coding) == (PAGE if body else b"")


@pytest.mark.parametrize(
    ("body", "coding", "fault"),
    [
        (gzip.compress(PAGE, mtime=0)[:-10], "gzip", Undecodable),
        (gzip.compress(PAGE, mtime=0)[:20] + b"rubbish" * 9, "gzip", Undecodable),
        (PAGE, "deflate", Undecodable),
        (PAGE, "zstd", Undecodable),
        (gzip.compress(bytes(10**7), mtime=0), "gzip", TooLarge),
        (zlib.compress(bytes(10**7)), "deflate", TooLarge),
    ],
)
def test_bodies_that_cannot_be_decoded(body, coding, fault):
    with pytest.raises(fault):
        decode(body, coding, limit=10**6)
