"""What a crawl is asked to do, checked before anything is opened."""

import os
import re
from collections.abc import Iterable
from datetime import datetime, time, timedelta

from scrapy.settings import BaseSettings

from crawler.schedule import COUNTRY_TIME
from crawler.sites import Site
from crawler.urls import host_of, is_loopback_host

CONTACT_VARIABLE = "GONGKAI_CONTACT"
TIME_OF_DAY = re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?")
PLANNED_END = "until"
"""How the reason begins with which a crawl ends at its hour."""


NUMBERS = (
    "AUTOTHROTTLE_MAX_DELAY",
    "COMING_MAXSIZE",
    "CONCURRENT_REQUESTS",
    "COOL_DOWN_DAYS",
    "COOL_DOWN_AGAIN_DAYS",
    "DISK_RESERVE",
    "DNS_TIMEOUT",
    "DOWNLOAD_DELAY",
    "DOWNLOAD_MAXSIZE",
    "DOWNLOAD_TIMEOUT",
    "HOST_NIGHT_REQUESTS",
    "LIST_RECHECK_DAYS",
    "RECHECK_DAYS",
)
"""Settings that must be numbers, not below nought."""
LARGEST = 10**12
KEPT = {
    "ROBOTSTXT_OBEY": True,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "COOKIES_ENABLED": False,
    "HTTPPROXY_ENABLED": False,
    "RETRY_ENABLED": False,
}
"""What no call can change for real hosts; see :mod:`crawler.settings` for the reasons."""


class WrongCall(ValueError):
    """The crawl cannot be started as it was asked for; the message says what to change."""


def checked_contact(sites: Iterable[Site], contact: str | None) -> str | None:
    """The contact that goes into the user agent. Raises :class:`WrongCall` where real hosts are asked without one."""
    contact = (contact or os.environ.get(CONTACT_VARIABLE, "")).strip()
    real = _real(sites)
    if real and not contact:
        raise WrongCall(
            f"a crawl of real hosts ({host_of(real[0].homepage)}…) wants an address to write to:"
            f" give --contact (with scrapy: -a contact=…), or set {CONTACT_VARIABLE}"
        )
    if not contact.isascii() or not contact.isprintable() or any(mark in contact for mark in "()"):
        raise WrongCall("the contact must be plain ASCII without brackets: an e-mail address or a web page")
    return contact or None


def check_settings(settings: BaseSettings, sites: Iterable[Site]) -> None:
    """Raises :class:`WrongCall` for numbers that are none, an hour that is none, and less politeness to real hosts."""
    for name in NUMBERS:
        try:
            is_number = 0 <= settings.getfloat(name) <= LARGEST
        except (TypeError, ValueError):
            is_number = False
        if not is_number:
            raise WrongCall(f"-s {name}={settings[name]} is not a number from 0 on")
    if settings["UNTIL"]:
        end_of_night(settings["UNTIL"], datetime.now(COUNTRY_TIME))
    if not _real(sites):
        return
    for name, kept in KEPT.items():
        try:
            asked = settings.getbool(name) if isinstance(kept, bool) else settings.getint(name)
        except ValueError:
            asked = None
        if asked != kept:
            raise WrongCall(f"-s {name}={settings[name]}: only hosts of this machine grant it, not real ones")


def _real(sites: Iterable[Site]) -> list[Site]:
    return [site for site in sites if not all(is_loopback_host(host_of(url)) for url in site.addresses)]


def end_of_night(until: str, now: datetime) -> datetime:
    """The next time that it is ``until`` (HH:MM) where the sites are. Raises :class:`WrongCall` for another form."""
    if not TIME_OF_DAY.fullmatch(until):
        raise WrongCall(f"UNTIL={until} is not a time of day such as 06:00")
    hour = time.fromisoformat(until)
    here = now.astimezone(COUNTRY_TIME)
    end = datetime.combine(here.date(), hour, COUNTRY_TIME)
    return end if end > here else end + timedelta(days=1)
