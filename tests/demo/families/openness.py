"""The openness system of Anhui: lists are fragments of HTML, asked for with the parameters in the column's script."""

from tests.demo.families import by_key, li, mixed, site
from tests.demo.model import Call, Column, Entry, Listed, System

OBJECT = """<div id="list"></div><script>
$.ajax({{ type: "get", dataType: "html", url: "/site/label/8888?_=" + Math.random(),
  data: {{ labelName: "publicInfoList", siteId: "6781961", pageSize: {size}, pageIndex: 1, action: "list", organId: "1681",
          type: "4", catId: "{number}", result: "暂无相关信息", file: "/xxgk/publicInfoList_newest2020" }} }});
</script>"""


def article(column: str, entry: Entry, number: int) -> str:
    return f"/public/1681/{number}1.html"


def _object(one: Listed) -> str:
    return OBJECT.format(size=one.per_page, number=one.number)


def _written(one: Listed) -> str:
    query = (
        "IsAjax=1&amp;dataType=html&amp;labelName=publicInfoList&amp;siteId=6781961"
        f"&amp;pageSize={one.per_page}&amp;pageIndex=1&amp;action=list&amp;isDate=true"
        f"&amp;organId=1681&amp;type=4&amp;catId={one.number}&amp;file=%2Fxxgk%2FpublicInfoList"
    )
    return (
        f'<div class="list" data-url="/site/label/8888?{query}"></div>'
        f"<script>page({{pageCount:{one.pages}}});</script>"
    )


def _label(listed: tuple[Listed, ...], call: Call) -> str | None:
    one = by_key(listed, call.values.get("catId"))
    if (
        one is None
        or call.values.get("labelName") != "publicInfoList"
        or call.values.get("organId") != "1681"
    ):
        return None
    page = min(call.number("pageIndex"), one.pages)
    return (
        f'<ul class="clearfix xxgk_nav_list">{li(one.cut(page - 1))}</ul>'
        f'<script>$("#page").pagination({{pageCount:{one.pages}, pageIndex:{page}}});</script>'
    )


def _site(page, **how):
    column = Column(
        "政府信息公开年度报告", "/public/column/1681?type=4&action=list&nav=3&catId=49943601", mixed()
    )
    return site(
        "openness",
        (column,),
        per_page=6,
        article=article,
        system=System(page, {"/site/label/8888": _label}, "text/html"),
        **how,
    )


SITES = [_site(_object), _site(_written, name="openness_written")]
