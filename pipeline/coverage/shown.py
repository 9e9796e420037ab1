"""What a browser did not get while it showed a list: what it shows then is less than the list holds."""

from collections import defaultdict

from pipeline.archive.captures import RENDERED, Capture
from pipeline.coverage.listed import SUCCESSES
from pipeline.coverage.redirects import led_from, standing
from pipeline.states import Outcome


def unfilled(attempts: list[Capture]) -> list[Capture]:
    """What failed for good of all that each list asked for when it was last shown, or could not be shown at all; and
    the page as shown itself, where its message says what the crawl did not ask for.

    ``attempts``: at a site, in the order of fetching. A showing ends with the record of the page as shown; of those
    before the last, nothing counts: scripts ask for other addresses every time. Other hosts that a page names itself
    are none of our business: they count visits.
    """
    asked: dict[str | None, list[Capture]] = defaultdict(list)
    of_last: dict[str | None, list[Capture]] = {}
    for attempt in attempts:
        if attempt.role == "rendering":
            asked[attempt.via].append(attempt)
        elif attempt.url.startswith(RENDERED):
            page = attempt.url.removeprefix(RENDERED)
            of_last[page] = [*asked.pop(page, []), attempt]
    last = {attempt.url: attempt for attempt in attempts}
    ends = {attempt.capture_id for attempt in standing(attempts)}
    return [
        attempt
        for of_page in (of_last | asked).values()
        for attempt in of_page
        if attempt is last[attempt.url] and attempt.capture_id in ends and _lacks(attempt, attempts)
    ]


def _lacks(attempt: Capture, attempts: list[Capture]) -> bool:
    if attempt.outcome in SUCCESSES:
        return attempt.url.startswith(RENDERED) and attempt.message is not None
    return attempt.outcome is not Outcome.OFF_LIST or led_from(attempt, attempts) is not None
