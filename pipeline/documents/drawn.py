"""Tables that lines of text still show, whatever parts their cells: tabs, pipes, or a line for each cell."""

from collections.abc import Sequence

from pipeline.documents import piped, streamed, tabbed
from pipeline.documents.spans import Span


def spans(lines: Sequence[str]) -> list[Span]:
    """Tables by their marks first, then those without any among the other lines; in order."""
    taken = [False] * len(lines)
    found: list[Span] = []
    for marked in (tabbed.spans, piped.spans):
        for span in marked(lines):
            if not any(taken[span.start : span.end]):
                found.append(span)
                taken[span.start : span.end] = [True] * (span.end - span.start)
    found.extend(streamed.spans(lines, taken))
    return sorted(found, key=lambda span: span.start)
