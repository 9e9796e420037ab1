"""What a family of publishing systems is to the crawl: how its pages are told, what they list, how they go on."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from crawler.finding.links import Link
from crawler.finding.pages import Page


@dataclass(frozen=True)
class Ask:
    """A further page by the ways in which it may be asked for, the next one where one does not answer with a list.

    ``promised``: the page before says that there is more: an answer without anything new is none. ``state``: what is
    posted beside the address, as :mod:`crawler.fetching.posting` does.
    """

    ways: tuple[str, ...]
    promised: bool = False
    state: str = ""


def nothing(page: Page) -> Iterable:
    """A family whose entries or further pages stand in the page like any other links."""
    return ()


@dataclass(frozen=True)
class Family:
    """A way of listing.

    ``signature``: found in the text or the address of its pages, and in no others; None: it looks at every page.
    ``entries``: links that the page's own anchors do not show. ``next_pages``: further pages of the list that the
    page belongs to; a page may name them all, or each the one after it, and the same ones again.
    """

    signature: re.Pattern | None = None
    entries: Callable[[Page], Iterable[Link]] = nothing
    next_pages: Callable[[Page], Iterable[str | Ask]] = nothing

    def knows(self, page: Page) -> bool:
        """Whether the page is one of the family's."""
        return self.signature is None or bool(
            self.signature.search(page.url) or self.signature.search(page.text)
        )
