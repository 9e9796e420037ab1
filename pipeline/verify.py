"""Whether the archive is whole: every record, every digest, their order, and what revisits refer to."""

from collections import Counter
from dataclasses import asdict
from pathlib import Path

from pipeline.archive import Capture, archive_files, captures
from pipeline.warc import Problem


def verify(data: Path) -> dict:
    """Reads every record of the archive with its body.

    ``files``, ``records`` and ``bytes``: how much there is; ``outcomes``: of the attempts. ``problems``: each with
    file, offset, kind and message; on top of those of :class:`pipeline.warc.Problem` the kinds ``disorder`` (fetched
    before the record ahead of it) and ``lost`` (refers to a record that is not in the archive).
    """
    problems: list[Problem] = []
    outcomes: Counter[str] = Counter()
    known: set[str] = set()
    last = None
    for capture in captures(data, bodies=True, problems=problems):
        outcomes[capture.outcome] += 1
        known.add(capture.capture_id)
        if capture.refers_to and capture.refers_to not in known:
            problems.append(
                _problem(capture, "lost", f"the record {capture.refers_to} that holds its body is missing")
            )
        if last and last.warc_file == capture.warc_file and capture.fetched_at < last.fetched_at:
            problems.append(
                _problem(capture, "disorder", f"fetched before the record at offset {last.warc_offset}")
            )
        last = capture
    files = archive_files(data)
    return {
        "files": len(files),
        "bytes": sum(file.stat().st_size for file in files),
        "records": outcomes.total(),
        "outcomes": dict(sorted(outcomes.items())),
        "problems": [asdict(problem) for problem in problems],
    }


def _problem(capture: Capture, kind: str, message: str) -> Problem:
    return Problem(capture.warc_file, capture.warc_offset, kind, message)
