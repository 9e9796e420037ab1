"""What a link leads to, judged by its words and its address alone: pure functions over ``vocabulary``.

The same words mean different things in different places: 年报 is a column on a disclosure page and a report
inside a report column. Callers say where the link stands.
"""

import re
import unicodedata
from enum import StrEnum
from urllib.parse import parse_qsl, unquote, urlsplit

from crawler.finding import vocabulary as words

LONGEST_COLUMN_NAME = 24
LONGEST_TITLE = 120
ENOUGH_HEADINGS = 4
SUBJECT_BEGINS = re.compile(r"年?度?(?:政府|政务)?(?:信息)?公开|年?度?(?:年报|报告)|政务公开")
ORGAN_BEHIND = re.compile(r"[(—-]+([^()]+)")
"""政府信息公开年度报告(财政局)."""
_DAY = r"\(?20\d\d[-/.][01]?\d[-/.][0-3]?\d\)?"
DECORATION = re.compile(r"[\s\u200b\ufeff·•▪■◆★☆>»*|\[\]【】]+")


DATE = re.compile(rf"^{_DAY}|{_DAY}(?:\d\d:\d\d(?::\d\d)?)?$|(?<![\d-])\(?[01]\d-[0-3]\d\)?$")
"""A date in front of an entry or behind it, inside its link."""
CHINESE_YEAR = re.compile(r"二[〇○零0О][零〇○一二三四五六七八九]{2}(?=年)")
CHINESE_DIGITS = str.maketrans("〇○零О一二三四五六七八九", "0000123456789")


class Kind(StrEnum):
    """What a link is judged to lead to."""

    REPORT = "report"
    LOOK_ALIKE = "look_alike"
    COLUMN = "column"
    FOLDER = "folder"
    OWN_FOLDER = "own_folder"
    UNIT = "unit"
    OTHER = "other"


FOLDERS = (
    (Kind.FOLDER, words.YEAR_FOLDER),
    (Kind.OWN_FOLDER, words.OWN_FOLDER),
    (Kind.FOLDER, words.LEVEL_FOLDER),
    (Kind.UNIT, words.UNIT),
)
"""Names that are folders in a report column; the address of an article makes a report of each."""


def plain(text: str) -> str:
    """Text as it is judged: half-width, years in digits, without spaces, list decoration and the date of the entry."""
    text = DECORATION.sub("", unicodedata.normalize("NFKC", text))
    return CHINESE_YEAR.sub(_in_digits, DATE.sub("", text) or text)


def _in_digits(match: re.Match) -> str:
    return match[0].translate(CHINESE_DIGITS)


def is_look_alike(title: str) -> bool:
    """Whether a title that speaks of reports or open information is something else."""
    return bool(words.LOOK_ALIKE.search(plain(title)))


def is_report_title(title: str, in_column: bool = False) -> bool:
    """Whether a title is that of an annual report on open information.

    ``in_column``: the entry stands in a report column, where 2023年年报 is enough.
    """
    text = plain(title)
    if len(text) > LONGEST_TITLE or words.LOOK_ALIKE.search(text) or is_report_column(text):
        return False
    has_year = bool(words.YEAR.search(text))
    if words.SUBJECT.search(text) and words.REPORT.search(text):
        return has_year or "年度" in text or "年报" in text or in_column
    return in_column and has_year and _begins_or_names_report(text)


def _begins_or_names_report(text: str) -> bool:
    half = words.HALF_TITLE.sub("", text)
    if half != text and words.HALF_REPORT.search(half):
        return True
    return _names_only_organ(text) or bool(words.REPORT_IN_COLUMN.search(text))


def _names_only_organ(text: str) -> bool:
    """财政局2023年年报, 2023年度报告(白沙镇): a report that names no other subject, as 2023年生态环境状况年度报告 does."""
    rest = words.BARE_REPORT.sub("", text, count=1)
    if rest == text:
        return False
    rest = words.AROUND.sub("", rest).removesuffix("的")
    organ = not rest or "公开" in rest
    return organ or bool(words.UNIT.fullmatch(rest) or words.PLACE.fullmatch(rest))


def is_report_column(name: str) -> bool:
    """Whether a name alone is that of a report column."""
    text = plain(name)
    return len(text) <= LONGEST_COLUMN_NAME and bool(words.COLUMN.fullmatch(text))


def is_column_link(name: str, url: str, on_disclosure_page: bool) -> bool:
    """Whether a link leads to a report column, by its name, or by its address where the name says little."""
    text = plain(name)
    if is_report_column(text):
        return True
    by_path = bool(words.COLUMN_PATH.search(_path(url))) and not is_article(url)
    if words.SHORT_COLUMN.fullmatch(text):
        return on_disclosure_page or by_path
    return by_path and not text


def is_entry(name: str, url: str) -> bool:
    """Whether a link of a home page leads towards the report column, by its name or, without one, its address."""
    text = plain(name)
    if not text:
        return bool(words.ENTRY_PATH.search(_path(url)))
    return "公开" in text and bool(words.ENTRY.fullmatch(text))


def entry_rank(name: str) -> int:
    """Which entry is looked into first."""
    text, order = plain(name), words.ENTRY_ORDER
    return next((rank for rank, begins in enumerate(order) if text.startswith(begins)), len(order))


def is_guide(name: str) -> bool:
    """Whether a link is one of those that stand beside the report column on every disclosure page."""
    return bool(words.GUIDE.fullmatch(plain(name)))


def is_folder(name: str | None) -> bool:
    """Whether a name is that of a year, a level of organs or an organ, and of nothing else."""
    text = plain(name or "")
    return any(pattern.fullmatch(text) for _, pattern in FOLDERS)


def is_year(name: str) -> bool:
    """Whether a name is that of a year, and of nothing else."""
    return bool(words.YEAR_FOLDER.fullmatch(plain(name)))


def is_of_units(name: str) -> bool:
    """Whether a folder holds reports of organs below the county government: 县直部门, 乡镇, 财政局."""
    return bool(words.UNITS.search(text := plain(name)) or words.UNIT.fullmatch(text))


def is_more(name: str) -> bool:
    """Whether a link in the box of a column leads to the whole of it."""
    return bool(words.MORE.fullmatch(plain(name)))


def is_site_map(name: str) -> bool:
    return bool(words.SITE_MAP.fullmatch(plain(name)))


def is_article(url: str) -> bool:
    """Whether an address is that of an article, as against a column or folder."""
    parts = urlsplit(url)
    return bool(words.ARTICLE_PATH.search(parts.path + (f"?{parts.query}" if parts.query else "")))


def is_document_file(url: str, text: str = "") -> bool:
    """Whether a link leads to a file to download: by its path, a parameter, or a download script."""
    parts = urlsplit(url)
    values = [value for _, value in parse_qsl(parts.query)]
    named = any(words.DOCUMENT_FILE.search(name) for name in (unquote(parts.path), *values, plain(text)))
    return named or bool(words.DOWNLOAD_SCRIPT.search(parts.path))


def reads_as_report(text: str) -> bool:
    """Whether the words of a page, without spaces, are those of a report: its tables or period, and its headings."""
    if not words.TABLE_WORDS.search(text):
        return False
    return sum(bool(heading.search(text)) for heading in words.HEADINGS) >= ENOUGH_HEADINGS


def in_column(name: str, url: str) -> Kind:
    """What an entry of a report column, or of a folder below it, leads to."""
    text = plain(name)
    if words.LOOK_ALIKE.search(text):
        return Kind.LOOK_ALIKE if words.RESEMBLING.search(text) else Kind.OTHER
    if is_report_title(text, in_column=True) and not words.YEAR_FOLDER.fullmatch(text):
        return Kind.REPORT
    kind = next((kind for kind, pattern in FOLDERS if pattern.fullmatch(text)), None)
    if kind is None and is_column_link(text, url, on_disclosure_page=True):
        kind = Kind.COLUMN
    if kind and (is_article(url) or is_document_file(url) or words.YEAR_QUERY.search(url)):
        return Kind.REPORT
    return kind or Kind.OTHER


def year_of(text: str) -> int | None:
    """The report year that a title or folder names: the first, if it names several."""
    found = words.YEAR.search(plain(text))
    return int(found.group(1)) if found else None


def is_own(title: str, county: str) -> bool:
    """Whether a report's title is that of the county government itself, not of one of its organs."""
    if words.OWN_FOLDER.fullmatch(plain(title)):
        return True
    text = words.YEAR.sub("", plain(title).removeprefix("关于"))
    issuer, *behind = SUBJECT_BEGINS.split(text, maxsplit=1)
    issuer = issuer.strip("()年度") or next(iter(ORGAN_BEHIND.findall("".join(behind))), "")
    issuer = re.sub(r"(?:人民)?(?:政府)?(?:关于)?$", "", issuer)
    return not issuer or issuer in plain(county) or issuer.endswith(plain(county))


def _path(url: str) -> str:
    return urlsplit(url).path.lower()
