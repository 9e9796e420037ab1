"""Who issued a report, for which year, under which title, and when it was published."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.documents import Document
from pipeline.reading import issuers, signature, titles
from pipeline.reading.numerals import days_in_digits, years_in_digits

TITLE_LINES = 15
PERIOD = re.compile(
    r"(?:统计|数据)[^。；]{0,16}?(?:期限|时间|周期|期间|区间|时限|起止)[^。；\d]{0,12}"
    r"((?:19|20)\d\d)\s*[年.\-/]\s*0?1\s*[月.\-/]\s*0?1\s*(?![\d])[^。；\d]{0,6}(?:((?:19|20)\d\d)\s*[年.\-/])?"
)
SAYS_PERIOD = re.compile("统计|数据")
NARRATED_YEAR = re.compile(
    r"(?<![\d〔\[（(—–~～至到-])((?:19|20)\d\d)\s*年(?!\s*(?:\d{1,2}\s*月|[-—–~～至到]))"
)
ORDER = ("meta", "shown", "signature")


@dataclass(frozen=True, slots=True)
class Attribution:
    """``published_on``: ISO day; ``published_on_source``: ``meta``, ``shown`` or ``signature``."""

    title: str | None = None
    issuer: str | None = None
    year: int | None = None
    published_on: str | None = None
    published_on_source: str | None = None
    notes: tuple[str, ...] = ()


def attribute(document: Document) -> Attribution:
    """Each field from the best source that has it: the title, what the page shows beside it, meta tags, the
    signature, the prose. A publication date before the end of the report year is no publication date."""
    period = period_year(document.body)
    title = title_of(document, period)
    named = issuers.find(document, title.issuer if title else None, document.body)
    days = dict(document.dates)
    _, signed_on = _signature(document.body)
    if signed_on:
        days["signature"] = signed_on
    year, of_year = _year(title, period, document.body, days)
    source, notes = _plausible(days, year)
    return Attribution(
        title=title.text if title else next(iter(document.titles), None),
        issuer=named.name,
        year=year,
        published_on=days[source] if source else None,
        published_on_source=source,
        notes=(*notes, *filter(None, (of_year, named.note))),
    )


def title_of(document: Document, period: int | None) -> titles.Title | None:
    """The first title of a report among the page's own candidates, the first lines and those above, where it must
    name an organ. One that names issuer and year goes before one that names the issuer alone, and that before the
    others. What the first lines name goes before where more candidates agree with it, or where it has the same issuer
    and the year that the report says its figures are of."""
    candidates = [title for text in document.titles if (title := titles.parse(text))]
    in_body = titles.in_lines(document.body[:TITLE_LINES])
    above = titles.in_lines(document.above)
    if in_body:
        candidates.append(in_body)
    if above and above.issuer and signature.is_organ(above.issuer):
        candidates.append(above)
    if not candidates:
        return None
    best = max(candidates, key=_says)
    if in_body and in_body.issuer and in_body.year and not _is_same(in_body, best):
        alike = [sum(_is_same(title, one) for title in candidates) for one in (best, in_body)]
        best = in_body if alike[1] > alike[0] else best
    is_of_period = in_body and (in_body.issuer, in_body.year) == (best.issuer, period)
    return in_body if is_of_period else best


def _says(title: titles.Title) -> tuple[bool, bool, bool]:
    return bool(title.issuer and title.year), bool(title.issuer), bool(title.year)


def _is_same(title: titles.Title, other: titles.Title) -> bool:
    return (title.issuer, title.year) == (other.issuer, other.year)


def _signature(body: Sequence[str]) -> tuple[str | None, str | None]:
    """At the end, or in brackets under the title; a day above it may be the one that the page is looked at."""
    organ, day = signature.find(body)
    if day is None:
        head = body[:TITLE_LINES]
        title = next((place for place, line in enumerate(head) if titles.parse(line)), 0)
        day = next(
            (signature.parse_any_day(line) for line in head[title:] if signature.is_day_alone(line)), None
        )
    return organ, day


def period_year(body: Sequence[str]) -> int | None:
    """The year of 统计期限为2024年1月1日至2024年12月31日, None if it is more than one."""
    for paragraph in body:
        match = PERIOD.search(days_in_digits(paragraph)) if SAYS_PERIOD.search(paragraph) else None
        if match and match.group(2) in (None, match.group(1)):
            return int(match.group(1))
    return None


def _year(
    title: titles.Title | None, period: int | None, body: Sequence[str], days: dict[str, str]
) -> tuple[int | None, str | None]:
    """The year that the title names, else that of the period, else one that is inferred; and a note where it is, or
    where title and period do not agree."""
    if title and title.year:
        differs = period not in (None, title.year)
        return (
            title.year,
            f"the title names {title.year}, the period of the figures {period}" if differs else None,
        )
    if period:
        return period, None
    if narrated := _narrated_year(body, days):
        return narrated, f"the title names no year; {narrated} is the one that the text names most often"
    if days:
        day = next(days[source] for source in ORDER if source in days)
        return int(day[:4]) - 1, f"neither title nor text name a year; taken as the one before {day}"
    return None, None


def _narrated_year(body: Sequence[str], days: dict[str, str]) -> int | None:
    """The year that the prose names most often, if it is named more often than any other. One that was not over when
    the report was published is that of its plans."""
    years = Counter(year for paragraph in body for year in NARRATED_YEAR.findall(years_in_digits(paragraph)))
    over = {year: count for year, count in years.items() if not days or year < max(days.values())[:4]}
    first, second = [*Counter(over or years).most_common(2), ("", 0), ("", 0)][:2]
    return int(first[0]) if first[1] > second[1] else None


def _plausible(days: dict[str, str], year: int | None) -> tuple[str | None, list[str]]:
    notes = []
    for source in ORDER:
        if source not in days:
            continue
        if year is None or int(days[source][:4]) > year:
            return source, notes
        notes.append(f"the {source} date {days[source]} is before the end of {year} and was not taken")
    return None, notes
