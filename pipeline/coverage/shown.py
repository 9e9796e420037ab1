"""What a browser did not get while it showed a list: what it shows then is less than the list holds."""

from collections import defaultdict
from collections.abc import Iterable

from pipeline.archive.captures import RENDERED, Capture
from pipeline.coverage.listed import SUCCESSES
from pipeline.states import Outcome

NEUTRAL = (Outcome.REDIRECT, Outcome.OFF_LIST)
"""Outcomes that say nothing of the page: what stands behind it is another attempt, or none of our business."""


def unfilled(attempts: Iterable[Capture]) -> list[Capture]:
    """What failed for good of all that each list asked for when it was last shown, or could not be shown at all; and
    the page as shown itself, where its message says what the crawl did not ask for.

    ``attempts``: at a site, in the order of fetching. A showing ends with the record of the page as shown; of those
    before the last, nothing counts: scripts ask for other addresses every time.
    """
    last: dict[str, Capture] = {}
    asked: dict[str | None, list[Capture]] = defaultdict(list)
    of_last: dict[str | None, list[Capture]] = {}
    for attempt in attempts:
        last[attempt.url] = attempt
        if attempt.role == "rendering":
            asked[attempt.via].append(attempt)
        elif attempt.url.startswith(RENDERED):
            page = attempt.url.removeprefix(RENDERED)
            of_last[page] = [*asked.pop(page, []), attempt]
    return [
        attempt
        for of_page in (of_last | asked).values()
        for attempt in of_page
        if last[attempt.url] is attempt and _lacks(attempt)
    ]


def _lacks(attempt: Capture) -> bool:
    if attempt.outcome in SUCCESSES:
        return attempt.url.startswith(RENDERED) and attempt.message is not None
    return attempt.outcome not in NEUTRAL
