"""Hosts that give no pages, each in its way; the ledger of coverage must tell them apart."""

from tests.demo.addresses import by_number
from tests.demo.content import reports
from tests.demo.model import Column, DemoSite
from tests.demo.paging import WORDS
from tests.demo.server import always, hang_up

CLOSED = "云碓县"

SITES = [
    DemoSite("hangsup", "990301", "断桥县", respond=hang_up),
    DemoSite("refuses", "990302", "空山县", respond=None),
    DemoSite("unavailable", "990303", "雾岭县", respond=always(503, "<h1>系统维护中</h1>")),
    DemoSite("challenges", "990304", "关河县", respond=always(412, "<script>$_ts=window['$_ts'];</script>")),
    DemoSite(
        site="disallows",
        adcode="990305",
        name=CLOSED,
        robots="User-agent: *\nDisallow: /\n",
        paging=WORDS,
        article=by_number,
        columns=(Column("政府信息公开年报", "/nb/", reports(f"{CLOSED}人民政府", (2023, 2024))),),
    ),
]
