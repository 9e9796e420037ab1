"""Articles that a page holds as data, for a script to show.

    window._CONFIG = {DETAIL: {"title": …, "content": "<p>…"}}

What the platform of Guangdong gives beside the column's tree, and single-page sites in their first state.
"""

import html
import json
import re
from itertools import islice

MEMBER = re.compile(r"[\"'](?:content|content_?html|html_?content)[\"']\s*:\s*(?=\")", re.I)
MAY_HOLD = (
    re.compile(r"ontent(?:_?[hH]tml)?[\"']\s*:\s*\""),
    re.compile(r"ONTENT(?:_?HTML)?[\"']\s*:\s*\""),
)
"""Whether a page has such a member at all, found fast: a pattern with a literal beginning."""
TITLE = re.compile(r"[\"']title[\"']\s*:\s*(?=\")", re.I)
SCRIPT, SCRIPT_END = re.compile(r"<script\b[^<>]*>", re.I), re.compile(r"</script\s*>", re.I)
TAG = re.compile(r"<[^<>]*>")
ARTICLE = re.compile(r"<(?:p|table|div|span)\b", re.I)
SHORTEST = 500
"""Characters of markup; less is a summary."""
MOST_MEMBERS, MOST_TITLES = 8, 1000
SAMPLE = 60
"""Characters that tell whether the page shows the article as well."""
NOTE = "the article was read from data that the page holds for a script to show"


def shown(text: str) -> tuple[str, tuple[str, ...]]:
    """The page as its script would show it, and a note; the page as it is where it shows its article, or holds none or
    several."""
    if not any(pattern.search(text) for pattern in MAY_HOLD):
        return text, ()
    begins = SCRIPT.search(text)
    pieces, at, articles = [], 0, []
    while begins and (ends := SCRIPT_END.search(text, begins.end())):
        pieces.append(text[at : begins.start()])
        articles += _articles(text[begins.end() : ends.start()])
        at, begins = ends.end(), SCRIPT.search(text, ends.end())
    around = "".join([*pieces, text[at:]])
    if len(set(articles)) != 1 or _middle(article := articles[0]) in _words(around):
        return text, ()
    return f"{around.partition('</body')[0]}{article}</body></html>", (NOTE,)


def _middle(article: str) -> str:
    words = _words(article)
    return words[len(words) // 2 :][:SAMPLE]


def _words(markup: str) -> str:
    return "".join(html.unescape(TAG.sub("", markup)).split())


def _articles(script: str) -> list[str]:
    """The markup of each article, below its title."""
    titles = [
        (match.end(), value)
        for match in islice(TITLE.finditer(script), MOST_TITLES)
        if (value := _string(script, match.end()))
    ]
    found = []
    for member in list(MEMBER.finditer(script))[:MOST_MEMBERS]:
        markup = _string(script, member.end())
        if len(markup) >= SHORTEST and ARTICLE.search(markup):
            title = next((value for place, value in reversed(titles) if place < member.start()), "")
            found.append(f"<h1>{html.escape(title)}</h1>{markup}")
    return found


def _string(script: str, start: int) -> str:
    try:
        return json.JSONDecoder(strict=False).raw_decode(script, start)[0]
    except json.JSONDecodeError:
        return ""
