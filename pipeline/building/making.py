"""The build's work, from captures to publication: the steps that :mod:`pipeline.build` lists."""

import hashlib
import json
import logging
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pyarrow as pa

from pipeline import builds, readings
from pipeline.archive import chain
from pipeline.archive.captures import Capture, Damaged, captures, read_capture
from pipeline.archive.warc import Problem
from pipeline.building import assembly, attention, losses, members, selfcheck
from pipeline.building.built import Built, NotPublished, Progress
from pipeline.building.copies import changed_captures
from pipeline.building.losses import Loss
from pipeline.building.reuse import LastBuild
from pipeline.building.withdrawn import withdrawn
from pipeline.building.workers import Job, read_all
from pipeline.coverage import listed
from pipeline.readings import Key, Readings
from pipeline.sources import reader_version
from pipeline.states import Outcome

log = logging.getLogger(__name__)

READINGS = "readings.sqlite"
MOST_TOLD = 10
"""Problems of the archive that a message names."""


def make(data: Path, last: dict | None, *how) -> Built:
    """See :func:`pipeline.build.build`; ``last``: ``build.json`` of the current build.

    A cache that turns out to be damaged is set aside, and everything read again.
    """
    try:
        return _make(data, last, *how)
    except readings.Damaged as fault:
        aside = readings.set_aside(data / READINGS)
        log.warning("%s; it was set aside as %s, and every document is read again", fault, aside)
        return _make(data, last, *how)


def _make(
    data: Path,
    last: dict | None,
    inputs: dict,
    workers: int,
    full: bool,
    accept_loss: bool,
    progress: Progress,
) -> Built:
    shorter = chain.shorter(data, last["inputs"]["archive"] if last else {})
    problems = list(dict.fromkeys([*chain.faults(data), *shorter]))
    found = sorted(captures(data, bodies=False, problems=problems), key=_order)
    if not found:
        raise NotPublished(
            f"the archive of {data} holds no capture that can be read: {'; '.join(map(str, problems))}"
        )
    for problem in problems:
        log.warning("archive: %s", problem)
    build_id = _build_id(found, inputs)
    with Readings(data / READINGS) as cache, builds.new_build(data, build_id) as folder:
        if full:
            cache.clear()
        read = _read_new(data, found, cache, workers, progress, problems)
        _read_lists(data, found, cache, problems)
        whole = assembly.assemble(found, cache, withdrawn(data))
        before = builds.current(data) if last else None
        rows, years = assembly.write(
            folder, whole, cache, build_id, LastBuild(None if full else before), inputs["sources"]
        )
        if faults := selfcheck.faults(folder):
            raise NotPublished("the build does not hold together: " + "; ".join(faults))
        needs = [*attention.of_archive(problems), *whole.attention]
        if before:
            lost, unreadable = _lost(data, before, folder)
            needs += [*attention.of_losses(lost), *attention.of_unreadable(unreadable)]
            if any(loss.is_too_much for loss in lost) and not accept_loss:
                raise NotPublished(_in_words(lost, problems, data), needs)
        about = {
            "build_id": build_id,
            "previous": _previous(build_id, last),
            "reader_version": reader_version(),
            "inputs": inputs,
            "rows": rows,
            "years": years,
        }
        published = builds.publish(data, folder, about | {"attention": [asdict(entry) for entry in needs]})
        cache.forget_other_readers()
    if removed := builds.prune(data):
        log.info("old builds removed: %s", ", ".join(removed))
    known = {entry["key"] for entry in last["attention"]} if last else set()
    return Built(published, True, read, rows, needs, [entry for entry in needs if entry.key not in known])


def _lost(data: Path, before: Path, folder: Path) -> tuple[list[Loss], dict[Path, Exception]]:
    """What the new build lacks of the last one that can be read, and the later ones that cannot, with why."""
    unreadable: dict[Path, Exception] = {}
    for build in dict.fromkeys([before, *builds.newest_first(data)]):
        try:
            return losses.losses(build, folder, withdrawn(data)), unreadable
        except (pa.ArrowException, OSError) as fault:
            unreadable[build] = fault
    return [], unreadable


def _in_words(lost: list[Loss], problems: list[Problem], data: Path) -> str:
    """What is missing, what is wrong with the archive, and what to do, a line each."""
    lines = [f"  {loss}: {loss.action}" for loss in lost]
    lines += [f"  archive: {problem}" for problem in problems[:MOST_TOLD]]
    if (more := len(problems) - MOST_TOLD) > 0:
        lines.append(f"  archive: {more} more; gongkai verify --data {data} names them all")
    lines.append(f"  to publish what is left: gongkai build --data {data} --accept-loss")
    return "\n".join(["the last build had what this one has not", *lines])


def _read_new(
    data: Path,
    found: list[Capture],
    cache: Readings,
    workers: int,
    progress: Progress,
    problems: list[Problem],
) -> int:
    """Reads the documents that the cache does not hold; gives their number. Bodies that the archive has lost are
    appended to ``problems``."""
    bodies = dict.fromkeys(capture.payload_sha256 for capture in changed_captures(found))
    missing = cache.missing(key for body in bodies for key in members.keys(body, cache))
    if missing:
        log.info("reading %d documents", len(missing))
    done = 0
    for reading in read_all(members.jobs(_bodies(data, found, missing, problems), cache), workers):
        cache.put(reading.key, reading.packed, reading.is_our_fault)
        done += 1
        progress(done, max(done, len(missing)))
    return done


def _read_lists(data: Path, found: list[Capture], cache: Readings, problems: list[Problem]) -> None:
    """Notes what the list pages name, where the cache does not hold it."""
    wanted = {listed.key(capture.payload_sha256): None for capture in listed.list_pages(found).values()}
    for job in _bodies(data, found, cache.missing(wanted), problems):
        cache.put(job.key, listed.pack(listed.listed(job.content, job.media_type)))


def _bodies(data: Path, found: list[Capture], missing: list[Key], problems: list[Problem]) -> Iterator[Job]:
    holders = {c.payload_sha256: c for c in reversed(found) if c.outcome is Outcome.OK and not c.refers_to}
    for key in missing:
        holder = holders.get(key[0])
        try:
            if holder is not None:
                body = read_capture(data, holder.warc_file, holder.warc_offset).body
                yield Job(key, body, holder.header("Content-Type"))
        except Damaged as fault:
            problems.append(fault.problem)


def _build_id(found: list[Capture], inputs: dict) -> str:
    """The day of the last attempt and a digest of every attempt, our sources and withdrawn.csv."""
    digest = hashlib.sha256(json.dumps([inputs["sources"], inputs["withdrawn"]]).encode())
    for capture in found:
        digest.update(f"{capture.capture_id} {capture.warc_file} {capture.warc_offset}\n".encode())
    return f"{found[-1].fetched_at:%Y%m%d}-{digest.hexdigest()[:12]}"


def _previous(build_id: str, last: dict | None) -> str | None:
    """The build that this one takes over from; made again, a build keeps the one that it took over from."""
    if last is None:
        return None
    return last.get("previous") if last["build_id"] == build_id else last["build_id"]


def _order(capture: Capture) -> tuple:
    return capture.fetched_at, capture.warc_file, capture.warc_offset
