"""Calls of ``gongkai`` by the tests.

``call`` runs a command in this process: what is tested is the command, and not how long Python takes to start.
``start`` runs it as a user does, in a process of its own; a crawl needs that, because Scrapy's reactor starts once.
"""

import contextlib
import io
import subprocess
import sys
from dataclasses import dataclass

from pipeline.cli import main

GONGKAI = (sys.executable, "-m", "pipeline.cli")


@dataclass(frozen=True)
class Done:
    """What a command left behind, with the names that :mod:`subprocess` has for it."""

    returncode: int
    stdout: str
    stderr: str


def call(*args) -> Done:
    """The command, in this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = main([str(arg) for arg in args])
        except SystemExit as refused:  # argparse's way out of a wrong call
            code = refused.code
    return _told(code, *(stream.buffer.getvalue().decode() for stream in (out, err)))


def start(*args, timeout: float = 170, **more) -> Done:
    """The command, in a process of its own; ``more`` is for :func:`subprocess.run`."""
    done = subprocess.run(
        [*GONGKAI, *map(str, args)], capture_output=True, text=True, encoding="utf-8", timeout=timeout, **more
    )
    return _told(done.returncode, done.stdout, done.stderr)


def _told(code: int, stdout: str, stderr: str) -> Done:
    assert "Traceback" not in stderr, stderr
    return Done(code, stdout, stderr)
