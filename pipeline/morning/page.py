"""The morning page: one file without script, which asks for nothing and shows text from the web as text.

Everything that a site wrote is escaped by the template engine, isolated in its writing direction, cut where it is
long, and linked only where it is an http address. The page's own policy forbids scripts, requests and forms, so
that a mistake here could still do nothing.
"""

import base64
import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from pipeline.states import NightResult, Outcome, ProblemState, described

LONGEST_TEXT = 240
"""Characters of a text from the web that are shown; the rest is in night.json."""
OPEN = (ProblemState.NEW, ProblemState.KNOWN)
FEW = 4
"""Known matters of a kind that are open; more lie below a line to click on, so that the new ones are seen."""
SHOWN = 12
"""Entries of a list that are open; the others lie below a line to click on."""
MOST = 400
"""Entries of a list on the page at all; all are in night.json."""
NEWEST_YEARS = 6
STEPS = 5
"""Shades of the coverage table."""


def render(night: dict, earlier: str | None = None) -> str:
    """The page of a night, as ``night.json`` has it. ``earlier``: relative address of the page of the night before."""
    style = (files(__package__) / "page.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return _template().render(
        night=night,
        earlier=earlier,
        result=NightResult(night["result"]),
        style=Markup(style),
        style_digest=digest,
        few=FEW,
        shown=SHOWN,
        most=MOST,
        years=night["coverage"]["years"][-NEWEST_YEARS:] if night["coverage"] else [],
        outcomes=described(Outcome, night["crawl"]["outcomes"]) if night["crawl"] else [],
        todo=_by_action(night["problems"]),
        new=sum(problem["state"] == ProblemState.NEW for problem in night["problems"]),
    )


def plain(text: object) -> str:
    """Text from the web on one line: marks that turn or hide text are shown as what they are, long text is cut."""
    words = re.sub(r"\s+", " ", "" if text is None else str(text)).strip()
    seen = "".join(_shown(letter) for letter in words[:LONGEST_TEXT])
    return f"{seen}… ({len(words)} characters)" if len(words) > LONGEST_TEXT else seen


def web_address(url: object) -> str | None:
    """The address where it is one that a link may lead to, else None."""
    try:
        parts = urlsplit(str(url))
    except ValueError:
        return None
    return (
        str(url) if parts.scheme in ("http", "https") and parts.hostname and str(url).isprintable() else None
    )


def percent(part: int, whole: int) -> str:
    """Never rounded to all or nothing."""
    if not whole:
        return "–"
    share = 100 * part // whole
    return f"{share}" if share or not part else "<1"


def step(part: int, whole: int) -> int:
    """The shade of a share: 0 for none, ``STEPS`` for all."""
    return STEPS * part // whole if whole else 0


def amount(number: int | None) -> str:
    return "–" if number is None else f"{number:,}"


def change(number: int | None) -> str:
    return "" if number is None else f"{number:+,}" if number else "±0"


def size(number: int) -> str:
    return f"{number / 2**30:,.1f} GB"


def _shown(letter: str) -> str:
    hidden = unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co")
    return f"[U+{ord(letter):04X}]" if hidden else letter


def _by_action(problems: Iterable[dict]) -> list[dict]:
    """Problems that ask for the same, together; those first that have something new, those at rest left out."""
    groups: dict[str, dict] = {}
    for problem in problems:
        group = groups.setdefault(
            problem["action"], {"action": problem["action"], **{state: [] for state in OPEN}}
        )
        if problem["state"] in OPEN:
            group[problem["state"]].append(problem)
    told = [group for group in groups.values() if any(group[state] for state in OPEN)]
    return sorted(told, key=lambda group: not group[ProblemState.NEW])


@cache
def _template():
    engine = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    for way in (plain, web_address, percent, step, amount, change, size):
        engine.filters[way.__name__] = way
    return engine.from_string((files(__package__) / "page.html").read_text("utf-8"))
