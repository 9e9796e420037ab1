"""What a crawl is asked to do, checked before anything is opened."""

import os
import re
from collections.abc import Iterable
from datetime import datetime, time, timedelta

from crawler.schedule import COUNTRY_TIME
from crawler.sites import Site
from crawler.urls import host_of, is_loopback_host

CONTACT_VARIABLE = "GONGKAI_CONTACT"
TIME_OF_DAY = re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?")
PLANNED_END = "until"
"""How the reason begins with which a crawl ends at its hour."""


class WrongCall(ValueError):
    """The crawl cannot be started as it was asked for; the message says what to change."""


def checked_contact(sites: Iterable[Site], contact: str | None) -> str | None:
    """The contact that goes into the user agent. Raises :class:`WrongCall` where real hosts are asked without one."""
    contact = (contact or os.environ.get(CONTACT_VARIABLE, "")).strip()
    real = [site for site in sites if not all(is_loopback_host(host_of(url)) for url in site.addresses)]
    if real and not contact:
        raise WrongCall(
            f"a crawl of real hosts ({host_of(real[0].homepage)}…) wants an address to write to:"
            f" give --contact, or set {CONTACT_VARIABLE}"
        )
    if not contact.isascii() or not contact.isprintable() or any(mark in contact for mark in "()"):
        raise WrongCall("the contact must be plain ASCII without brackets: an e-mail address or a web page")
    return contact or None


def end_of_night(until: str, now: datetime) -> datetime:
    """The next time that it is ``until`` (HH:MM) where the sites are. Raises :class:`WrongCall` for another form."""
    if not TIME_OF_DAY.fullmatch(until):
        raise WrongCall(f"UNTIL={until} is not a time of day such as 06:00")
    hour = time.fromisoformat(until)
    here = now.astimezone(COUNTRY_TIME)
    end = datetime.combine(here.date(), hour, COUNTRY_TIME)
    return end if end > here else end + timedelta(days=1)
