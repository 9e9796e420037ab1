"""Links as a list shows them: where they lead, what they say, and where in the page they stand."""

from dataclasses import dataclass
from itertools import islice

from lxml import etree

from crawler.finding.judgement import is_report_title
from crawler.finding.vocabulary import BUTTON, COLUMN, HALF_TITLE, MORE, SHORT_COLUMN

RECORD = "record"
"""The place of an entry that came in a record of the list."""
LINKING = (
    "descendant-or-self::*[self::a or self::area or self::option or @onclick or @data-url or @data-href]"
)
"""Elements that lead somewhere."""
LONGEST_TEXT = 500
LONGEST_ROW = 160
ROW_DEPTH = 4
"""Elements between a button and the row that it belongs to."""
SHORTEST_TITLE = 4
"""Letters; a cell with less holds a date or a number."""
MOST_INSIDE = 60
PLACE_DEPTH = 4
MENU_DEPTH = 5
"""Elements between a link and the menu that has the column's name above it."""
LISTS = frozenset({"ul", "ol", "dl", "table"})
MOST_BEFORE = 4
MAX_LINKS = 5000


@dataclass(frozen=True, slots=True)
class Link:
    """A link: a clean address and what it says.

    ``above``: the name of the report column that it stands below in a menu or box. ``place``: the elements that hold
    it, alike for the entries of one list; RECORD for a record that is an entry whatever the page around it shows.
    """

    url: str
    text: str
    above: str | None = None
    place: str | None = None


def merged(links: list[Link]) -> tuple[Link, ...]:
    """One link for each address: the one that says most."""
    found: dict[str, Link] = {}
    for link in links[:MAX_LINKS]:
        if link.url not in found or _says_more(link.text, found[link.url].text):
            found[link.url] = link
    return tuple(found.values())


def wording(element: etree._Element) -> str:
    """What an element that leads somewhere says."""
    shown = _words(element)
    title = " ".join((element.get("title") or element.get("alt") or "")[:LONGEST_TEXT].split())
    if not shown:
        pictures = (
            " ".join((image.get("alt") or image.get("title") or "").split()) for image in element.iter("img")
        )
        return title or next(filter(None, pictures), "")
    if title and (HALF_TITLE.search(shown) or shown in title):
        return title
    return _row(element, shown) if BUTTON.fullmatch(shown) else shown


def _words(element: etree._Element) -> str:
    """The text of an element; none for one that holds more than a link, a row or a heading can."""
    if next(islice(element.iter(), MOST_INSIDE, None), None) is not None:
        return ""
    return " ".join("".join(element.itertext())[:LONGEST_TEXT].split())


def _row(element: etree._Element, shown: str) -> str:
    """What the row of a button says, without the button: its title, if a piece of it is one, so that hits and dates
    that change do not make another title of it."""
    for row in islice(element.iterancestors("li", "tr", "dd", "div", "p"), ROW_DEPTH):
        pieces = [" ".join(piece.split()) for piece in row.itertext()] if _words(row) else []
        pieces = [piece for piece in pieces if piece and piece != shown]
        if title := next((piece for piece in pieces if is_report_title(piece, in_column=True)), None):
            return title
        words = " ".join(pieces)
        if _letters(words) >= SHORTEST_TITLE:
            words = words if is_report_title(words) else max(pieces, key=_letters)
            return words if len(words) <= LONGEST_ROW else shown
    return shown


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def place_of(element: etree._Element) -> str:
    """The elements around it, by name and class."""
    held = islice(element.iterancestors(), PLACE_DEPTH)
    return " ".join(f"{ancestor.tag}.{ancestor.get('class', '')}" for ancestor in held)


def column_above(element: etree._Element) -> str | None:
    """The name of a report column in front of the menu, list or box that holds the link; in front of the list that a
    link to the whole of it stands behind."""
    behind = [element] if MORE.fullmatch("".join(_words(element).split())) else []
    for held in (*behind, *islice(element.iterancestors(), MENU_DEPTH)):
        before = _before(held, bool(behind))
        if before is not None and (before.tag != held.tag or held.tag == "div"):
            name = "".join(_words(before).split())
            if _names_column(name):
                return name
    return None


def _before(held: etree._Element, over_lists: bool) -> etree._Element | None:
    before = islice(held.itersiblings("*", preceding=True), MOST_BEFORE)
    return next((other for other in before if not over_lists or other.tag not in LISTS), None)


def _names_column(name: str) -> bool:
    return bool(COLUMN.fullmatch(name) or SHORT_COLUMN.fullmatch(name))


def _says_more(text: str, known: str) -> bool:
    if _names_column(text) and not _names_column(known):
        return True
    return bool(text) and (not known or (bool(HALF_TITLE.search(known)) and len(text) > len(known)))
