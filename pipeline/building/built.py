"""What a build comes to: published, or refused with the reasons."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.building.attention import Attention

Progress = Callable[[int, int], None]
"""Called with the number of documents read and to read."""


class NotPublished(RuntimeError):
    """The build was not published, the last good datasets stay; the message says why.

    ``needs``: the same for the morning's page, each with what to do.
    """

    def __init__(self, message: object, needs: Sequence[Attention] = ()):
        super().__init__(message)
        self.needs = list(needs)


@dataclass(frozen=True, slots=True)
class Built:
    """What a build came to. ``is_new``: false where nothing had changed since the last one.

    ``documents_read`` counts what was read now, not taken from the cache. ``rows``: number of rows by dataset.
    ``new_attention``: the part of ``attention`` that the last build did not have.
    """

    folder: Path
    is_new: bool
    documents_read: int
    rows: dict[str, int]
    attention: list[Attention]
    new_attention: list[Attention]
