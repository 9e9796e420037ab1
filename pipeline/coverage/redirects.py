"""Where redirects led: what came of an address is what came of the one at the end."""

from collections.abc import Iterable

from pipeline.archive.captures import Capture
from pipeline.states import Outcome

Last = dict[tuple[str, str], Capture]
"""The last attempt at each URL in each role."""


def standing(attempts: Iterable[Capture]) -> list[Capture]:
    """The last attempt at each URL in each role, but for redirects to what was asked for in their place. ``attempts``:
    in the order of fetching."""
    last = {(attempt.url, attempt.role): attempt for attempt in attempts}
    return [attempt for attempt in last.values() if not _led_on(attempt, last)]


def led_from(attempt: Capture, attempts: Iterable[Capture]) -> str | None:
    """The address whose redirect led to that of ``attempt``; None where a link did."""
    return next(
        (a.url for a in attempts if _is_redirect(a) and (a.message, a.role) == (attempt.url, attempt.role)),
        None,
    )


def in_words(attempt: Capture, attempts: Iterable[Capture]) -> str:
    """What came of an attempt, and where: for a redirect to what was not asked for, where it led."""
    if _is_redirect(attempt):
        return f"{attempt.url} redirects to {attempt.message}, which led to no page"
    if attempt.outcome is not Outcome.OFF_LIST:
        return f"{attempt.outcome} at {attempt.url}"
    origin = led_from(attempt, attempts)
    where = f"{origin} redirects to {attempt.url}" if origin else attempt.url
    return f"{where}, which was not asked for: {attempt.message}"


def _led_on(attempt: Capture, last: Last) -> bool:
    """Whether it is a redirect that leads to an attempt which is none; a ring of redirects leads nowhere."""
    passed: set[str] = set()
    end: Capture | None = attempt
    while end is not None and _is_redirect(end) and end.url not in passed:
        passed.add(end.url)
        end = last.get((end.message, end.role))
    return bool(passed) and end is not None and not _is_redirect(end)


def _is_redirect(attempt: Capture) -> bool:
    return attempt.outcome is Outcome.REDIRECT
