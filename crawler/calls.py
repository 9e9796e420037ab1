"""What a crawl is asked to do, checked before anything is opened."""

import os
from collections.abc import Iterable

from crawler.sites import Site
from crawler.urls import host_of, is_loopback_host

CONTACT_VARIABLE = "GONGKAI_CONTACT"


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
