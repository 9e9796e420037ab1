"""Reading many documents at once, in processes that a hostile document may crash without harm to the run.

The ``concurrent.futures`` interface; workers come from a fork server, which holds no thread, lock or socket of ours.
"""

import gc
import os
import resource
import signal
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context, parent_process
from threading import Thread

from pipeline.readings import Key, pack
from pipeline.report import OUR_FAULT, Report
from pipeline.states import DocumentStatus

IN_FLIGHT = 4
"""Documents handed out for each worker at a time: enough to keep it busy, few enough to keep memory small."""
LONGEST = 300
"""Seconds that one document may take: the longest of real reports take one."""
MOST_MEMORY = 4 * 2**30
"""Bytes of address space that a worker may have."""


@dataclass(frozen=True, slots=True)
class Job:
    """One document to read; ``media_type``: the header Content-Type, which is a hint."""

    key: Key
    content: bytes
    media_type: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of a job: a report as the cache keeps it. ``is_our_fault``: nothing was read because we failed."""

    key: Key
    packed: bytes
    is_our_fault: bool


def read_all(jobs: Iterable[Job], workers: int) -> Iterator[Reading]:
    """Reads every job, in any order.

    A document whose reading fails, takes too long or crashes its process becomes a report with status
    ``unreadable`` and a note that says so; the others are not touched by it.
    """
    jobs = iter(jobs)
    while suspects := (yield from _read_until_crash(jobs, workers, workers * IN_FLIGHT)):
        one_by_one = iter(suspects)
        while crashed := (yield from _read_until_crash(one_by_one, workers=1, in_flight=1)):
            yield _failed(
                crashed[0].key, "its process crashed, or took more than the memory or time of one document"
            )


def _read_until_crash(
    jobs: Iterator[Job], workers: int, in_flight: int
) -> Generator[Reading, None, list[Job]]:
    """Reads until the jobs are used up or a process crashes. Returns the jobs that were in flight at the crash."""
    running: dict[Future, Job] = {}
    with _pool(workers) as pool:
        while True:
            for job in islice(jobs, in_flight - len(running)):
                try:
                    running[pool.submit(_read, job.content, job.media_type)] = job
                except BrokenProcessPool:
                    return [job, *running.values()]
            if not running:
                return []
            crashed = []
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                job = running.pop(future)
                try:
                    yield Reading(job.key, *future.result())
                except BrokenProcessPool:
                    crashed.append(job)
                except Exception as error:  # the boundary: whatever reading raises becomes a recorded state
                    yield _failed(job.key, f"{type(error).__name__}: {error}")
            if crashed:
                return crashed + list(running.values())


def _pool(workers: int) -> ProcessPoolExecutor:
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__, "pipeline.reading"])
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_prepare)


def _prepare() -> None:
    """End with the run, however it ends; stay small; keep what is loaded out of the garbage collector's rounds."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    gc.freeze()
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent_process().join()
    os._exit(1)


def _read(content: bytes, media_type: str | None) -> tuple[bytes, bool]:
    """A document that hangs, whatever it hangs in, ends its process as a crash does."""
    from pipeline.reading import read  # a second of imports, which only workers need

    signal.alarm(LONGEST)
    try:
        report = read(content, media_type)
    finally:
        signal.alarm(0)
    return pack(report), report.is_our_fault


def _failed(key: Key, why: str) -> Reading:
    report = Report(status=DocumentStatus.UNREADABLE, notes=(f"{OUR_FAULT} ({why}); report it",))
    return Reading(key, pack(report), report.is_our_fault)
