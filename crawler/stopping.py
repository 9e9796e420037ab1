"""SIGTERM while a crawl sets itself up waits until Scrapy, which knows how to end a night cleanly, has taken over.

An exception raised from a handler in that time may land anywhere, in an import or a callback that swallows it.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

HELD = frozenset({signal.SIGTERM})


@contextmanager
def held() -> Iterator[None]:
    """Holds SIGTERM back until :func:`release`, or the end of the block."""
    signal.pthread_sigmask(signal.SIG_BLOCK, HELD)
    try:
        yield
    finally:
        release()


def release() -> None:
    """What was held back comes now."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, HELD)
