"""Bytes to :class:`Document`: one module a format, one parse a document. Of the statutory forms only the few words that
tell their tables and sections from prose are known here (``headings``, ``lines``, ``spaced``, ``streamed``).

A document is what a reader of the page sees: paragraphs and tables in the order in which they are printed,
the body of the article without the site's furniture, and what the page says of itself (title, metadata).
"""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Cell:
    """A cell as the document writes it (its origin only; what it covers by spans is not repeated).

    ``text``: inline tags joined with nothing between; paragraphs and line breaks are ``\\n``; NBSP and U+3000
    kept as printed. ``column``: first grid column, 0-based. ``width`` and ``height``: grid columns and rows covered.
    """

    text: str
    column: int
    width: int = 1
    height: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table in reading order. A table nested in a cell is a table of its own, after the one around it.

    ``rows``: origin cells, row by row. ``rectangular``: every row covers the same grid columns once, without
    holes or overlaps, so that column numbers can be trusted as evidence. ``stream``: the document gives cells
    one after the other without saying where rows end (text with one cell a line); ``rows`` is then one row.
    ``number``: 1-based, in document order; locators use it. ``turned``: ``rows`` are columns of the page.
    """

    number: int
    rows: tuple[tuple[Cell, ...], ...]
    rectangular: bool = False
    stream: bool = False
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A page or file, parsed once.

    ``blocks``: paragraphs (str) and tables, whole page, in order. ``body``: paragraphs of the article without site
    furniture and without table text. ``above``: the last lines of the page above it. ``titles``: candidates for the
    title, the best first. ``metadata``: what meta tags say, names in lower case (``articletitle``, ``pubdate``,
    ``contentsource``, ``sitename``…). ``dates``: publication dates by where they stand (``meta``, ``shown``), ISO
    days. ``notes``: in words, what was not understood or had to be assumed (a guessed charset, a cut page).
    """

    media_type: str
    blocks: tuple[str | Table, ...]
    body: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    metadata: dict[str, str] = field(default_factory=dict)
    dates: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


class Unreadable(ValueError):
    """The bytes are not a document of a supported type; the message says what they are and what to do."""


def parse(content: bytes, media_type: str | None = None) -> Document:
    """``content`` as a :class:`Document`. ``media_type`` is what the server said (charset included) or None;
    the bytes have the last word.

    Raises :class:`Unreadable` if they are empty, binary rubbish, or of a type that is not supported.
    """
    from pipeline.documents import charset, docx, html, sniff, text

    if sniff.is_zip(content):
        return docx.read(content)
    sniff.refuse_unsupported(content)
    decoded, notes = charset.decode(content, media_type)
    sniff.refuse_rubbish(decoded)
    read = html.read if sniff.looks_like_html(decoded) else text.read
    return read(decoded, notes)
