"""HTML's vocabulary, as far as telling paragraphs and cells needs it."""

# fmt: off
BLOCK = frozenset((
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details",
    "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "legend", "li", "main", "menu", "nav",
    "ol", "option", "p", "pre", "section", "summary", "title", "ucaptitle", "ucapcontent", "ul",
))
# fmt: on
"""Tags that end a paragraph. ``ucaptitle`` and ``ucapcontent`` are marks of a publishing system."""
PRINTED_ORDER = {"thead": 0, "tbody": 1, "tfoot": 2}
ROW_GROUP = frozenset(PRINTED_ORDER)
CELL = frozenset(("td", "th"))
TABLE_PART = ROW_GROUP | CELL | {"tr"}
