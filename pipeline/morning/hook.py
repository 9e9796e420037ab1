"""The command that is run when a night is over: mail, chat, or a ping to a dead-man service."""

import json
import os
import signal
import subprocess
from pathlib import Path

from pipeline.morning.nights import FACTS

SECONDS = 60
"""A hook that takes longer is ended: the night is over without it."""


def run(command: str, page: Path, night: dict, seconds: float = SECONDS) -> str | None:
    """Runs ``command`` in a shell, with the night's JSON on its standard input and the paths of page and JSON in
    ``GONGKAI_PAGE`` and ``GONGKAI_NIGHT``; neither is there where the disk is full. Gives what went wrong, in words,
    or None."""
    facts = page.with_name(FACTS)
    running = subprocess.Popen(
        ["/bin/sh", "-c", command],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=os.environ | {"GONGKAI_PAGE": str(page.resolve()), "GONGKAI_NIGHT": str(facts.resolve())},
        start_new_session=True,
    )
    try:
        _, said = running.communicate(
            json.dumps(night, ensure_ascii=False).encode("utf-8", "replace"), seconds
        )
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        running.stderr.close()
        return f"the hook took longer than {seconds:g} seconds and was ended"
    if running.returncode:
        return (
            f"the hook ended with code {running.returncode}: {said.decode('utf-8', 'replace').strip()[-500:]}"
        )
    return None
