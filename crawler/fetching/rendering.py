"""Pages as a browser shows them: how they are addressed, and whether there is a browser.

The address of a page with a mark in front stands for the page once its scripts have run. It is the name of the
record in the archive, and of the request that a browser answers instead of the network.
"""

import os
import shutil
from importlib.util import find_spec

from pipeline.archive.captures import RENDERED

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")

LACKS = "lacks"
"""Key of a request's ``meta``: what the page as shown lacks since the crawl did not ask for it, in words."""


def rendered(url: str) -> str:
    """The address of the page at ``url`` as a browser shows it."""
    return RENDERED + url


def plain(address: str) -> str:
    """The address of the page itself."""
    return address.removeprefix(RENDERED)


def is_rendered(address: str) -> bool:
    return address.startswith(RENDERED)


def browser() -> str | None:
    """The path of the browser; None where there is none."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def environment(home: str) -> dict[str, str]:
    """Ours, but for the folders of the user: what a browser keeps, and what it starts, goes into ``home``."""
    return {
        **os.environ,
        "HOME": home,
        "XDG_CONFIG_HOME": f"{home}/.config",
        "XDG_CACHE_HOME": f"{home}/.cache",
        "XDG_DATA_HOME": f"{home}/.local/share",
    }


def missing() -> str | None:
    """What is to be installed before a page can be rendered; None where all is there."""
    if find_spec("scrapy_playwright") is None:
        return (
            "scrapy-playwright is not installed: it comes with make setup, or with the extra gongkai[browser]"
        )
    return None if browser() else "no browser is installed; on Debian: apt-get install chromium"
