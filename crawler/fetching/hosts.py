"""Which requests burden the same host."""

import hashlib

from crawler.fetching import rendering
from crawler.urls import host_of


def slot_of(url: str) -> str:
    """The host that a request burdens: ``www.`` and bare names are one; on loopback, address and port."""
    return host_of(rendering.plain(url)).removeprefix("www.")


def shard_of(url: str, shards: int) -> int:
    """Which of ``shards`` machines, from 1, asks the host of ``url``: the same on every machine, and for all of it."""
    digest = hashlib.sha256(slot_of(url).encode()).digest()
    return int.from_bytes(digest[:8]) % shards + 1
