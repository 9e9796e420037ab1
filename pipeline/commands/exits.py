"""Exit codes, and the faults that lead to them. A fault's message says what, where and what to do."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.building.attention import Attention

CLEAN = 0
"""Done, and published where the command publishes."""
ATTENTION = 1
"""Done, with something new that needs a person."""
WRONG_CALL = 2
"""The call was wrong; nothing was done."""
NOT_DONE = 3
"""Not done, or not published: the last good datasets stay."""


class WrongCall(Exception):
    """The arguments make no sense together, or name what is not there."""


class NotDone(Exception):
    """The command could not do what it was called for. ``needs``: what of that needs a person, each with what to do."""

    def __init__(self, message: object, needs: "Sequence[Attention]" = ()):
        super().__init__(message)
        self.needs = needs


class Busy(NotDone):
    """Another run is at work on the same data; nothing was begun."""
