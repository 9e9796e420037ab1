"""Addresses of columns, of their further pages and of articles as sites of many makers write them (domain, F8)."""

import pytest

from tests.crawler.walking import html, paths, title, walk_over

NEXT = '<a href="{}">下一页</a>'
COUNT = "<script>var totalPage = 3;</script>"
FORMS = {
    # name: column, its page n, article n, what stands under the list of page n
    "iList.jsp": (
        "/info/iList.jsp?node_id=GKmz&cat_id=13025",
        "/info/iList.jsp?node_id=GKmz&cat_id=13025&cur_page={}",
        "/info/iContent.jsp?node_id=GKmz&cat_id=13025&info_id={}",
        NEXT,
    ),
    "InfoPublic.aspx": (
        "/InfoPublic.aspx?cid=71&pid=3",
        "/InfoPublic.aspx?cid=71&pid=3&page={}",
        "/InfoShow.aspx?id={}",
        NEXT,
    ),
    "/cms/html": (
        "/cms/html/npszf/zfxxgknb/index.html",
        "/cms/html/npszf/zfxxgknb/index_{}.html",
        "/cms/html/npszf/2024-01-25/{}.html",
        NEXT,
    ),
    "Node-N": ("/Node-64118.html", "/Node-64118-{}.html", "/Content-26739{}.html", NEXT),
    "channel_x/doc_x": (
        "/gongkai/site_srmzf/channel_c_5f9fa491ab327f36e4c1309f/",
        "/gongkai/site_srmzf/channel_c_5f9fa491ab327f36e4c1309f/index_{}.html",
        "/gongkai/site_srmzf/channel_c_5f9fa491ab327f36e4c1309f/doc_65a8b1f2c3d4e5f60718{:04}.html",
        NEXT,
    ),
    "content_N.html": ("/33082/33084/index.htm", "/33082/33084/list_{}.htm", "/33082/content_21619{}.html", NEXT),
    "content_N": ("/gk/xxgknb/list", "/gk/xxgknb/list?page={}", "/gk/xxgknb/content_1847{}", NEXT),
    "jhtml": ("/gknb/index.jhtml", "/gknb/index_{}.jhtml", "/gknb/109{}.jhtml", NEXT),
    "year/day": ("/zwgk/gknb/", "/zwgk/gknb/?p={}", "/2024/01-25/1809{}.html", NEXT),
    "single": ("/list/29.html", "/list/29/{}.html", "/single/29/718{}.html", NEXT),
    "iN": ("/zwgk/zfxxgknb/index.html", "/zwgk/zfxxgknb/index_{}.html", "/zwgk/zfxxgknb/20240125/i11800{}.html", NEXT),
    "c01_N": ("/c112289c/zwgk.shtml", "/c112289c/zwgk_{}.shtml", "/c112289c/202602/c01_11089{}.shtml", NEXT),
    "column-index-N": ("/col/nb/column-index-1.shtml", "/col/nb/column-index-{}.shtml", "/zwgkcontent-70{}.html", NEXT),
    "stamp": ("/zwgk/ndbg/", "/zwgk/ndbg/list_{}.shtml", "/zwgk/ndbg/20240125102030{:05}/index.shtml", NEXT),
    "counted": (
        "/nb/list.jsp?urltype=tree&wbtreeid=1041&page=1",
        "/nb/list.jsp?urltype=tree&wbtreeid=1041&page={}",
        "/nb/show.jsp?wbnewsid={}",
        COUNT,
    ),
    "24 hex": ("/gk/ndbg/", "/gk/ndbg/{}.html", "/gk/ndbg/61e7bc45f8fd1c0bdc{:06}.html", NEXT),
}  # fmt: skip
DECOYS = (
    "清河县政府信息公开指南",
    "清河县{}年政府网站工作年度报表",
    "关于做好{}年政府信息公开年度报告编制工作的通知",
)
UNITS = ("清河县", "清河县教育局", "清河县白沙镇人民政府")


@pytest.mark.parametrize("name", FORMS)
def test_every_report_of_three_pages_and_no_look_alike(name):
    column, further, article, under = FORMS[name]
    site = {
        "/": html(("/gk/", "政府信息公开")),
        "/gk/": html((column, "政府信息公开年报"), ("/jj/", "机构简介")),
    }
    expected = []
    for page in (1, 2, 3):
        entries = []
        for place, unit in enumerate(UNITS):
            url = article.format(100 + 10 * page + place)
            entries.append((url, title(unit, 2025 - page)))
            expected.append(url)
        entries += [
            (article.format(105 + 10 * page + n), text.format(2025 - page)) for n, text in enumerate(DECOYS)
        ]
        path = column if page == 1 else further.format(page)
        site[path] = html(*entries) + (
            under.format(further.format(page + 1)) if page < 3 or under == COUNT else ""
        )
        site |= {url: "<p>页</p>" for url, _ in entries}
    walk, asked = walk_over(site)
    assert sorted(paths(asked, "report")) == sorted(expected)
    assert len(walk.look_alikes) >= 6
    assert len(asked) <= 2 * len(expected) + 30
