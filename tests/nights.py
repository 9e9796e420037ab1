"""Archives as a night leaves them, by the crawl's own writer, no network, our builders' pages; their coverage."""

import hashlib
from pathlib import Path
from typing import Self

import pandas as pd

from crawler.archive.records import Answer, Visit
from crawler.archive.writer import ArchiveWriter
from crawler.sites import Site
from pipeline.archive.captures import Capture
from pipeline.build import build
from pipeline.states import Outcome
from tests.builders.html import render_html
from tests.builders.report import Report, make_report

QINGHUAI = Site(
    site="qinghuai",
    adcode="990101",
    name="青槐县",
    homepage="http://qinghuai.test/",
    province="演示省",
    prefecture="演示市",
)
COLUMN = "http://qinghuai.test/zfxxgknb/"


class Night:
    """One run of the crawl: every method leaves one record. Use as a context manager."""

    def __init__(self, data: Path, site: Site = QINGHUAI):
        self._writer = ArchiveWriter(data)
        self.site = site

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_) -> None:
        self._writer.close()

    def page(self, url: str, body: bytes = b"<html>", role: str = "report", **visit) -> Capture:
        answer = Answer(200, (("Content-Type", visit.pop("media_type", "text/html")),), body)
        return self._writer.response(url, self._visit(role, visit), answer, body, Outcome.OK, None)

    def unchanged(self, url: str, stored: Capture, role: str = "report", **visit) -> Capture:
        return self._writer.revisit(url, self._visit(role, visit), Answer(304, (), b""), stored)

    def failed(self, url: str, outcome: Outcome, role: str = "report", **visit) -> Capture:
        return self._writer.failure(url, self._visit(role, visit), outcome, outcome.meaning)

    def redirected(self, url: str, to: str, role: str = "report", **visit) -> Capture:
        answer = Answer(302, (("Location", to),), b"")
        return self._writer.response(url, self._visit(role, visit), answer, b"", Outcome.REDIRECT, to)

    def column(self) -> None:
        """The site's way to its reports: home page and report column."""
        self.page(self.site.homepage, role="home")
        self.page(COLUMN, role="list", via=self.site.homepage, link_text="政府信息公开年报")

    def report(self, report: Report, url: str | None = None, **look) -> Capture:
        """A report as a page of the column."""
        url = url or f"{COLUMN}{report.year}/{hashlib.md5(report.title.encode()).hexdigest()[:8]}.html"
        return self.page(url, render_html(report, **look), via=COLUMN, link_text=report.title)

    def _visit(self, role: str, visit: dict) -> Visit:
        return Visit(self.site, role, **visit)


def small_archive(data: Path, years: tuple[int, ...] = (2022, 2023, 2024)) -> list[Report]:
    """One county with its own reports of these years, the last of them not adding up, and one of a township."""
    reports = [
        make_report(1, "2021", year=year, breaks=("R1",) if year == years[-1] else (), blanks=0.1)
        for year in years
    ]
    reports.append(make_report(2, "2019", issuer="白沙镇人民政府", year=years[0]))
    with Night(data) as night:
        night.column()
        for report in reports:
            night.report(report)
    return reports


def states(data: Path) -> dict[int, str]:
    """Year to state of coverage, as a build of the archive says it, each with a reason."""
    frame = pd.read_parquet(build(data, workers=1).folder / "coverage")
    assert frame.reason.str.len().gt(0).all()
    return dict(zip(frame.year, frame.state, strict=True))
