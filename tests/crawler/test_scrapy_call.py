"""``scrapy crawl annual_reports``: what cannot be done is told in a line, with the exit code of ``gongkai crawl``."""

import pytest
from scrapy.crawler import Crawler
from scrapy.settings import Settings

from crawler.lock import only_writer
from crawler.spiders.annual_reports import AnnualReportsSpider

LOOPBACK = "name,homepage\n青槐县,http://127.0.0.1:9/\n"


def called(capsys, settings=(), **arguments) -> tuple[int, str]:
    merged = Settings()
    merged.setmodule("crawler.settings", priority="project")
    merged.setdict(dict(settings), priority="cmdline")
    with pytest.raises(SystemExit) as ended:
        AnnualReportsSpider.from_crawler(Crawler(AnnualReportsSpider, merged), **arguments)
    return ended.value.code, capsys.readouterr().err


@pytest.mark.parametrize(
    ("sites", "data", "settings", "code", "says"),
    [
        (None, "data", {}, 2, "name an existing sites.csv"),
        ("name,homepage\n清河县,http://a.gov.cn/\n", "data", {}, 2, "wants an address to write to"),
        (LOOPBACK, "data", {"DOWNLOAD_DELAY": "soon"}, 2, "DOWNLOAD_DELAY=soon"),
        (LOOPBACK, "sites.csv", {}, 3, "cannot be written"),
    ],
)
def test_a_wrong_call(tmp_path, capsys, monkeypatch, sites, data, settings, code, says):
    monkeypatch.delenv("GONGKAI_CONTACT", raising=False)
    if sites:
        (tmp_path / "sites.csv").write_text(sites, "utf-8")
    ended, told = called(capsys, settings, sites=str(tmp_path / "sites.csv"), data=str(tmp_path / data))
    assert ended == code and says in told and told.count("\n") == 1


def test_another_crawl_at_work(tmp_path, capsys):
    (tmp_path / "sites.csv").write_text(LOOPBACK, "utf-8")
    with only_writer(tmp_path):
        ended, told = called(capsys, sites=str(tmp_path / "sites.csv"), data=str(tmp_path))
    assert ended == 3 and "another crawl is writing" in told
