"""Damage to an archive of several nights and to its ledger: each does it, and gives what verify has to name."""

import gzip
import shutil
import sqlite3
from pathlib import Path

from crawler.archive.ledger import LEDGER
from crawler.archive.repair import ledger_problems
from pipeline.archive.captures import archive_files, captures
from pipeline.states import Damage


def places(data: Path, number: int) -> list:
    return [capture for capture in captures(data) if capture.warc_file == archive_files(data)[number].name]


def rewrite(data: Path, number: int, change) -> str:
    """Change the bytes of a file."""
    path = archive_files(data)[number]
    path.write_bytes(change(path.read_bytes()))
    return path.name


def flipped(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]


def cut_in_a_record(data):
    name = rewrite(data, -1, lambda content: content[:-30])
    return {(Damage.TORN, name), (Damage.MISSING, name)}


def kill_left_half_a_record(data):
    half = archive_files(data)[0].read_bytes()[:200]
    return {(Damage.TORN, rewrite(data, -1, lambda content: content + half))}


def power_cut_left_zeros(data):
    return {(Damage.TORN, rewrite(data, -1, lambda content: content + bytes(4096)))}


def last_file_cut_between_records(data):
    last = places(data, -1)[-1].warc_offset
    return {(Damage.MISSING, rewrite(data, -1, lambda content: content[:last]))}


def first_file_cut_between_records(data):
    (data / LEDGER).unlink()
    last = places(data, 0)[-1].warc_offset
    return {(Damage.MISSING, rewrite(data, 0, lambda content: content[:last])), (Damage.LEDGER, LEDGER)}


def byte_flipped_in_the_middle(data):
    report = places(data, 1)[1]
    at = report.warc_offset + report.warc_length // 2
    name = rewrite(data, 1, lambda content: flipped(content, at))
    return {(Damage.DAMAGED, name), *ledger_moved(data)}


def byte_flipped_in_the_last_record(data):
    report = places(data, -1)[-1]
    at = report.warc_offset + report.warc_length // 2
    name = rewrite(data, -1, lambda content: flipped(content, at))
    return {(Damage.DAMAGED, name), *ledger_moved(data)}


def rubbish_between_records(data):
    at = places(data, 1)[2].warc_offset
    name = rewrite(data, 1, lambda content: content[:at] + b"rubbish" * 9 + content[at:])
    return {(Damage.DAMAGED, name), (Damage.LEDGER, LEDGER)}


def body_changed_and_packed_again(data):
    report = places(data, 1)[1]
    start, end = report.warc_offset, report.warc_offset + report.warc_length

    def change(content):
        record = gzip.decompress(content[start:end]).replace("清河县10".encode(), "清河县11".encode())
        return content[:start] + gzip.compress(record, 6, mtime=0) + content[end:]

    return {(Damage.DAMAGED, rewrite(data, 1, change)), *ledger_moved(data)}


def ledger_moved(data):
    return {(problem.kind, problem.warc_file) for problem in ledger_problems(data)}


def middle_file_missing(data):
    path = archive_files(data)[1]
    path.unlink()
    return {(Damage.MISSING, path.name)}


def last_file_missing(data):
    path = archive_files(data)[-1]
    path.unlink()
    return {(Damage.MISSING, path.name)}


def first_file_missing(data):
    first, *others = archive_files(data)
    first.unlink()
    return {(Damage.MISSING, first.name), *((Damage.LOST, path.name) for path in others)}


def records_in_another_order(data):
    one, two = places(data, 1)[1:3]

    def change(content):
        start, middle, end = one.warc_offset, two.warc_offset, two.warc_offset + two.warc_length
        return content[:start] + content[middle:end] + content[start:middle] + content[end:]

    name = rewrite(data, 1, change)
    return {(Damage.DISORDER, name), *ledger_moved(data)}


def file_copied(data):
    path = archive_files(data)[0]
    copy = path.with_name(f"of-{path.name}")
    shutil.copy(path, copy)
    return {(Damage.DISORDER, copy.name), *ledger_moved(data)}


def ledger_deleted(data):
    (data / LEDGER).unlink()
    return {(Damage.LEDGER, LEDGER)}


def ledger_overwritten(data):
    (data / LEDGER).write_bytes(b"rubbish" * 1000)
    return {(Damage.LEDGER, LEDGER)}


def ledger_cut(data):
    path = data / LEDGER
    path.write_bytes(path.read_bytes()[:5000])
    return {(Damage.LEDGER, LEDGER)}


def ledger_says_otherwise(data):
    rows = sqlite3.connect(data / LEDGER)
    rows.execute("UPDATE pages SET etag = '\"9\"' WHERE url = 'http://a.gov.cn/nb/'")
    rows.commit()
    rows.close()
    return {(Damage.LEDGER, LEDGER)}


DAMAGES = [
    cut_in_a_record,
    kill_left_half_a_record,
    power_cut_left_zeros,
    last_file_cut_between_records,
    first_file_cut_between_records,
    byte_flipped_in_the_middle,
    byte_flipped_in_the_last_record,
    rubbish_between_records,
    body_changed_and_packed_again,
    first_file_missing,
    middle_file_missing,
    last_file_missing,
    records_in_another_order,
    file_copied,
    ledger_deleted,
    ledger_overwritten,
    ledger_cut,
    ledger_says_otherwise,
]
