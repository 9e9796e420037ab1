"""Addresses that count: index_1.html, ?page=3, list/7.htm."""

import re
from collections.abc import Iterator

NUMBERS = re.compile(r"\d+")
MOST = 200


def between(first: str, last: str) -> Iterator[str]:
    """The addresses between two that differ in one number, going up; nothing where they differ otherwise.

    Pages that count down (博达: the next page of 30 is 29) are named as well: the order does not matter.
    """
    if NUMBERS.sub("#", first) != NUMBERS.sub("#", last):
        return
    pairs = list(zip(NUMBERS.finditer(first), NUMBERS.finditer(last), strict=True))
    differing = [(low, high) for low, high in pairs if low.group() != high.group()]
    if len(differing) != 1:
        return
    place, low, high = differing[0][1], *sorted(int(match.group()) for match in differing[0])
    for number in range(low + 1, min(high, low + MOST)):
        yield f"{last[: place.start()]}{number}{last[place.end() :]}"
