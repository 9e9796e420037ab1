"""Which requests burden the same host."""

from crawler import rendering
from crawler.urls import host_of


def slot_of(url: str) -> str:
    """The host that a request burdens: ``www.`` and bare names are one; on loopback, address and port."""
    return host_of(rendering.plain(url)).removeprefix("www.")
