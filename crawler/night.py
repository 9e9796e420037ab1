"""A night's work on one DATA: the archive's writer and the ledger, in the order that a crash cannot spoil.

First the record, flushed to the disk, then the ledger's row. The archive answers in place of the server where a
page need not be asked for, or the server says that it has not changed.
"""

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawler.archive import repair
from crawler.archive.ledger import Known, Ledger
from crawler.archive.records import Answer, Visit
from crawler.archive.writer import ArchiveWriter
from crawler.conduct import Conduct
from crawler.fetching import outcomes
from crawler.fetching.cooldown import Rest
from crawler.fetching.hosts import slot_of
from crawler.lock import only_writer
from crawler.schedule import Schedule
from crawler.sites import Site
from pipeline.archive.captures import DOCUMENTS, Capture, Damaged, read_capture
from pipeline.archive.content_coding import TooLarge, Undecodable, decode
from pipeline.states import Outcome

MOST_REDIRECTS = 5
ASK_AGAIN = timedelta(hours=1)
"""What failed in an earlier run of the same night, killed or stopped, is left alone for this long."""


class ArchiveFailed(OSError):
    """The archive or the ledger cannot be written: a full disk, a folder without permission. The night must end."""


class Night:
    """``end`` says that all was asked for that was wanted.

    Raises :class:`crawler.lock.Busy`: one night at a time; :class:`ArchiveFailed` where it cannot be written.
    """

    def __init__(self, data: Path, schedule: Schedule):
        self.data = data
        self._schedule = schedule
        with self._writing(), ExitStack() as opened:
            opened.enter_context(only_writer(data))
            repair.remove_empty(data)
            self._ledger = opened.enter_context(closing(Ledger(data)))
            repair.set_aside(data, self._ledger.problems)
            self._writer = opened.enter_context(closing(ArchiveWriter(data)))
            self._opened_at = self._ledger.open_night()
            self._started_at = datetime.now(UTC)
            self._opened = opened.pop_all()
        self.counts: Counter[tuple[str, Outcome]] = Counter()
        """Attempts of this run by site and outcome."""
        self.conduct = Conduct()
        """How hosts were treated in this run."""
        self.resting: dict[str, Rest] = {}
        """Hosts that were found to be left alone tonight."""
        self.kept: Counter[str] = Counter()
        """Pages by site that were read from the archive, since nothing of them was due."""
        self.ending: str | None = None
        """Why nothing more is asked for tonight."""
        self.old_tls: set[str] = set()
        """Hosts (``name:port``) that failed a handshake tonight, and are asked with old TLS from then on."""

    @property
    def problems(self) -> list:
        """What of the archive could not be read on opening; torn tails are cut off by now."""
        return self._ledger.problems

    def response(self, url: str, visit: Visit, answer: Answer) -> Capture:
        """Archive a response; the capture, with body and headers of the stored one for an unchanged page."""
        payload, fault = _payload(answer)
        headers = {name.lower(): value for name, value in answer.headers}
        outcome, message = outcomes.of_response(
            url, answer.status, headers, payload, answer.truncated, visit.role
        )
        if isinstance(fault, TooLarge):
            outcome = Outcome.TOO_LARGE
        stored = self.stored(url) if outcome in (Outcome.OK, Outcome.UNCHANGED) else None
        if outcome is Outcome.UNCHANGED and stored is None:
            outcome, message = Outcome.HTTP_ERROR, "not modified, but nothing is stored"
        if stored and (outcome is Outcome.UNCHANGED or _same_bytes(stored, answer, payload)):
            capture = self._enter(self._writer.revisit, url, visit, answer, stored)
            return replace(capture, media_type=stored.media_type, headers=stored.headers, body=stored.body)
        message = message or (fault and str(fault))
        capture = self._enter(self._writer.response, url, visit, answer, payload, outcome, message)
        return replace(capture, body=payload or b"")

    def rendered(self, address: str, visit: Visit, page: bytes, lacks: str | None) -> Capture:
        """Archive a page as a browser showed it, as a page of the list that it shows. ``lacks``: what it wanted and was
        not asked for, in words."""
        stored, visit = self.stored(address), replace(visit, role="list")
        return self._enter(self._writer.rendered, address, visit, page, stored, lacks)

    def has_challenged(self, url: str) -> bool:
        """Whether the host's last refusal was a challenge, however long ago."""
        rest = self._ledger.rest(slot_of(url))
        return rest is not None and rest.outcome is Outcome.CHALLENGED

    def failure(self, url: str, visit: Visit, outcome: Outcome, message: str, tls: str | None = None) -> None:
        """Archive an attempt that brought no response."""
        self._enter(self._writer.failure, url, visit, outcome, message, tls)

    def known(self, url: str) -> Known | None:
        return self._ledger.known(url)

    def stored(self, url: str) -> Capture | None:
        """The last body of ``url``; None if there is none, or its record is damaged and it must be fetched again."""
        known = self._ledger.known(url)
        if known is None or known.warc_file is None:
            return None
        try:
            capture = read_capture(self.data, known.warc_file, known.warc_offset)
        except Damaged:
            return None
        return capture if capture.capture_id == known.capture_id else None

    def answers(self, url: str, visit: Visit) -> Capture | None:
        """The stored capture, where tonight no request is needed: redirects are followed as they led last time."""
        known = self._led_to(url)
        stored = self.stored(known.url) if known and self._is_settled(known, visit) else None
        self.kept[visit.site.site] += stored is not None
        return stored

    def earlier(self, url: str) -> Known | None:
        """What an earlier run of this night, which was killed or stopped, came to where ``url`` leads; None if it
        did not ask, or so long ago that it is worth another try."""
        known = self._led_to(url)
        if known is None or not self._opened_at <= known.attempted_at < self._started_at:
            return None
        is_settled = known.checked_at is not None and known.checked_at >= self._opened_at
        return known if is_settled or datetime.now(UTC) - known.attempted_at < ASK_AGAIN else None

    def stands(self, url: str, visit: Visit) -> Known | None:
        """The failure of an earlier night that is not to be tried again yet; None if there is none."""
        known = self._led_to(url)
        if known is None or known.outcome in outcomes.USABLE or self._has_another_text(known, visit):
            return None
        now = datetime.now(UTC)
        is_due = self._schedule.is_due_after(known.outcome, known.url, visit.role, known.attempted_at, now)
        return None if is_due else known

    def rest(self, url: str) -> Rest | None:
        """Why the host of ``url`` is left alone now; None if it may be asked."""
        rest = self._ledger.rest(slot_of(url))
        if rest is None or rest.until <= datetime.now(UTC):
            return None
        self.resting[rest.host] = rest
        return rest

    def in_turn(self, sites: Sequence[Site]) -> list[Site]:
        """The sites, those first that were not asked for longest: a night that ends early starves none."""
        last_asked = self._ledger.last_asked()
        return sorted(sites, key=lambda site: last_asked.get(site.site, ""))

    def end(self) -> None:
        self._ledger.end_night()

    def close(self) -> None:
        self._opened.close()

    def _led_to(self, url: str) -> Known | None:
        for _ in range(MOST_REDIRECTS):
            known = self._ledger.known(url)
            if known is None or known.outcome is not Outcome.REDIRECT or not known.location:
                return known
            url = known.location
        return None

    def _is_settled(self, known: Known, visit: Visit) -> bool:
        if known.checked_at is None:
            return False
        if known.checked_at >= self._opened_at:
            return True
        if self._has_another_text(known, visit):
            return False
        return not self._schedule.is_due(known.url, visit.role, known.checked_at, datetime.now(UTC))

    @staticmethod
    def _has_another_text(known: Known, visit: Visit) -> bool:
        """Whether the link to a report says something else than the last time."""
        return visit.role in DOCUMENTS and known.via == visit.via and known.link_text != visit.link_text

    def _enter(self, write: Callable[..., Capture], *what) -> Capture:
        with self._writing():
            capture = write(*what)
            self._ledger.record(capture)
        self.counts[capture.site, capture.outcome] += 1
        self.conduct.add(capture)
        self.rest(capture.url)
        return capture

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.OperationalError) as error:
            raise ArchiveFailed(
                f"{self.data} cannot be written: {error}; make room or allow it, or give another --data"
            ) from error


def _payload(answer: Answer) -> tuple[bytes | None, Undecodable | None]:
    try:
        return decode(answer.body, answer.header("Content-Encoding")), None
    except Undecodable as fault:
        return None, fault


def _same_bytes(stored: Capture, answer: Answer, payload: bytes | None) -> bool:
    """Whether the body is the stored one, byte for byte and in the same coding."""
    same_coding = stored.header("Content-Encoding") == answer.header("Content-Encoding")
    return same_coding and hashlib.sha256(payload or b"").hexdigest() == stored.payload_sha256
