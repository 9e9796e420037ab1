"""Names for Stata: at most 32 characters, unique in their dataset, the same on every run."""

from collections.abc import Iterable

LIMIT = 32


def stata_names(names: Iterable[str]) -> dict[str, str]:
    """A short name for each name, in order. A name that fits stays; of a longer one, every word is cut to the
    greatest common length that fits. Two names that would become one are told apart by a number at the end."""
    short: dict[str, str] = {}
    for name in names:
        short[name] = _free(_shortened(name), set(short.values()))
    return short


def _shortened(name: str) -> str:
    longest = max(len(word) for word in name.split("_"))
    for length in range(longest, 0, -1):
        cut = "_".join(word[:length] for word in name.split("_"))
        if len(cut) <= LIMIT:
            return cut
    return name[:LIMIT]


def _free(name: str, taken: set[str]) -> str:
    candidate, number = name, 1
    while candidate in taken:
        number += 1
        candidate = f"{name[: LIMIT - len(str(number))]}{number}"
    return candidate
