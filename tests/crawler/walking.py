"""Sites that are dictionaries, walked without a network: path to page."""

from crawler.finding.pages import Page
from crawler.finding.walk import Walk
from crawler.sites import Site
from pipeline.states import Outcome

HOST = "http://a.gov.cn"
COLUMN = ("/nb/", "政府信息公开年报")
ARTICLE = f"{HOST}/nb/202301/t20230118_11520599.html"
FOLDER = f"{HOST}/nb/x/"
REPORT = (
    "<p>一、总体情况 二、主动公开政府信息情况 三、收到和处理政府信息公开申请情况 本年新收政府信息公开申请"
    " 五、存在的主要问题</p>"
)


def html(*links: tuple[str, str]) -> str:
    return "".join(f'<a href="{url}">{text}</a>' for url, text in links)


def title(unit: str = "清河县", year: int = 2024) -> str:
    return f"{unit}{year}年政府信息公开工作年度报告"


def walk_over(site: dict, columns: tuple[str, ...] = ()) -> tuple[Walk, list]:
    """The walk, and what it asked for. Values of ``site``: a page's HTML, None for a file, an outcome for a failure."""
    walk = Walk(
        Site("a", "", "清河县", f"{HOST}/", columns), allows=lambda url: ".gov.cn" in url.split("/")[2]
    )
    asked = []
    while (want := walk.next()) is not None:
        asked.append(want)
        assert len(asked) < 2000
        answer = site.get(want.url.removeprefix(HOST), Outcome.GONE)
        if isinstance(answer, Outcome):
            walk.failed(want, answer)
        else:
            walk.take(want, answer if answer is None else Page(want.url, answer.encode()))
    return walk, asked


def paths(asked: list, *roles: str) -> list[str]:
    return [want.url.removeprefix(HOST) for want in asked if not roles or want.role in roles]
