"""The command that is run when a night is over: mail, chat, or a ping to a dead-man service."""

import os
import signal
import subprocess
from pathlib import Path

SECONDS = 60
"""A hook that takes longer is ended: the night is over without it."""


def run(command: str, page: Path, facts: Path, seconds: float = SECONDS) -> str | None:
    """Runs ``command`` in a shell, with the night's JSON on its standard input and the paths of page and JSON in
    ``GONGKAI_PAGE`` and ``GONGKAI_NIGHT``. Gives what went wrong, in words, or None."""
    environment = os.environ | {"GONGKAI_PAGE": str(page.resolve()), "GONGKAI_NIGHT": str(facts.resolve())}
    with facts.open("rb") as night:
        running = subprocess.Popen(
            ["/bin/sh", "-c", command],
            stdin=night,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=environment,
            start_new_session=True,
        )
    try:
        _, said = running.communicate(timeout=seconds)
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
