"""A report whose every word and figure is known: what the renderers print and the readers must find."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tests.builders.figures import COLUMNS, Figures, blanked, broken, make_figures
from tests.builders.identities import Failure, failures
from tests.builders.labels import TABLES
from tests.builders.prose import Section, make_prose

TITLE_FORMS = {
    "plain": "{issuer}{year}年政府信息公开工作年度报告",
    "year_first": "{year}年{issuer}政府信息公开工作年度报告",
    "year_first_niandu": "{year}年度{issuer}政府信息公开工作年度报告",
    "double_niandu": "{issuer}{year}年度政府信息公开工作年度报告",
    "no_niandu": "{issuer}{year}年政府信息公开工作报告",
    "no_gongzuo": "{issuer}{year}年政府信息公开年度报告",
    "no_zhengfu": "{issuer}{year}年信息公开工作年度报告",
    "zhengwu": "{issuer}{year}年政务信息公开年度报告",
    "zhengwu_kaizhan": "{issuer}{year}年政务信息公开工作开展年度报告",
    "situation": "{issuer}{year}年政府信息公开工作情况的报告",
    "about": "{issuer}关于{year}年政府信息公开工作年度报告",
    "about_first": "关于{year}年{issuer}政府信息公开工作的年度报告",
    "short": "{issuer}{year}年政府信息公开年报",
    "shorter": "{year}年{issuer}信息公开年报",
    "spaced": "{issuer} {year} 年政府信息公开工作年度报告",
    "broken_line": "{issuer}\n{year}年政府信息公开工作年度报告",
    "broken_lines": "{issuer}\n{year}年政府信息公开\n工作年度报告",
    "no_year": "{issuer}政府信息公开工作年度报告",
    "no_issuer": "{year}年政府信息公开工作年度报告",
    "bare": "政府信息公开工作年度报告",
}
"""Wordings of titles seen on real reports; the last three leave to the body what they do not say."""


@dataclass(frozen=True)
class Report:
    """What one issuer reports for one year. ``editions``: table -> edition of its form."""

    seed: str
    editions: dict[str, str]
    issuer: str
    year: int
    title: str
    published_on: date
    foreword: tuple[str, ...]
    sections: tuple[Section, ...]
    figures: Figures

    @property
    def edition(self) -> str:
        """The edition of the whole report is that of its table 2."""
        return self.editions["proactive"]

    @property
    def signature(self) -> tuple[str, str]:
        """The two lines at the end of the report: who signs it and when."""
        return self.issuer, f"{self.published_on.year}年{self.published_on.month}月{self.published_on.day}日"

    @property
    def failures(self) -> set[Failure]:
        """Identities that the figures break."""
        return failures(self.figures, self.editions)

    @property
    def carried_out(self) -> dict[str, int]:
        """What the next year's report carries in, by requester."""
        return {column: self.figures["requests", "carried_out", column] or 0 for column in COLUMNS}


def _published_on(rng: Random, issuer: str, year: int) -> date:
    """Departments and townships by 31 January, a government by 31 March (Articles 49 and 50)."""
    is_county = issuer.endswith(("县人民政府", "区人民政府", "市人民政府"))
    return date(year + 1, 3 if is_county else 1, 3) + timedelta(days=rng.randint(0, 27))


def make_report(
    seed: int | str = 0,
    edition: str = "2021",
    *,
    issuer: str = "青槐县人民政府",
    year: int | None = None,
    size: str = "department",
    title_form: str = "plain",
    editions: dict[str, str] | None = None,
    blanks: float = 0.0,
    breaks: tuple[str, ...] = (),
    carried_in: dict[str, int] | None = None,
    published_on: date | None = None,
) -> Report:
    """A report made from ``seed`` alone: the same arguments give the same report.

    ``edition`` is that of all tables unless ``editions`` names them apart (``{"requests": "2019"}``).
    ``blanks``: share of zeros left empty. ``breaks``: identities that must not hold (see ``BREAKS``).
    """
    rng = Random(f"{seed}/{issuer}/{year}")
    year = year or {"2021": 2024, "2019": 2020}[edition]
    of_tables = dict.fromkeys(TABLES, edition) | (editions or {})
    figures = make_figures(rng, of_tables, size, carried_in)
    for identity in breaks:
        figures = broken(figures, identity)
    figures = blanked(figures, rng, blanks)
    foreword, sections = make_prose(rng, issuer, year, of_tables["proactive"], figures)
    return Report(
        seed=f"{seed}/{issuer}/{year}",
        editions=of_tables,
        issuer=issuer,
        year=year,
        title=TITLE_FORMS[title_form].format(issuer=issuer, year=year),
        published_on=published_on or _published_on(rng, issuer, year),
        foreword=foreword,
        sections=sections,
        figures=figures,
    )
