"""Finding pieces of text in time that grows with the text, whatever a page holds."""

import re
from collections.abc import Iterator


def enclosed(text: str, opening: re.Pattern, closing: re.Pattern) -> Iterator[tuple[re.Match, str]]:
    """Each opening and what stands between it and the first closing behind it; nothing behind one that never closes."""
    at = 0
    while begins := opening.search(text, at):
        ends = closing.search(text, begins.end())
        if ends is None:
            return
        yield begins, text[begins.end() : ends.start()]
        at = ends.end()


def without(text: str, opening: re.Pattern, closing: re.Pattern) -> str:
    """The text without what is enclosed; one that never closes is left as it is."""
    kept, at = [], 0
    while begins := opening.search(text, at):
        ends = closing.search(text, begins.end())
        if ends is None:
            break
        kept.append(text[at : begins.start()])
        at = ends.end()
    return "".join([*kept, text[at:]])
