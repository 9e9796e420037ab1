"""ASP.NET WebForms: only a post with the state of the page before it gives the next, and no control is a link.

One names the number of the page; the other has nothing but 下一页, and its state says which page that is.
"""

import base64

from tests.demo.families import by_key, li, mixed, site
from tests.demo.model import Call, Column, Listed, Program, System

SCRIPT = """<script>var theForm = document.forms['form1'];
function __doPostBack(eventTarget, eventArgument) { if (!theForm.onsubmit || (theForm.onsubmit() != false)) {
 theForm.__EVENTTARGET.value = eventTarget; theForm.__EVENTARGUMENT.value = eventArgument; theForm.submit(); } }</script>"""


def _state(one: Listed, page: int) -> str:
    """What the page wants back, longer than any address may be."""
    return base64.b64encode(f"/wEP{one.number}:{page}:".encode() + bytes(3000)).decode()


def _form(one: Listed, page: int, pager: str) -> str:
    hidden = {
        "__EVENTTARGET": "",
        "__EVENTARGUMENT": "",
        "__VIEWSTATE": _state(one, page),
        "__EVENTVALIDATION": "/wEdAA",
    }
    fields = "".join(
        f'<input type="hidden" name="{name}" id="{name}" value="{value}" />' for name, value in hidden.items()
    )
    return (
        f'<form method="post" action="./{one.column.path.rpartition("/")[2]}" id="form1">{fields}'
        f'{SCRIPT}<ul>{li(one.cut(page - 1))}</ul><div id="pager">{pager}</div></form>'
    )


def _numbered(one: Listed, page: int) -> str:
    def control(label: str, to: int) -> str:
        href = f"javascript:__doPostBack(&#39;ctl00$AspNetPager1&#39;,&#39;{to}&#39;)"
        return f'<a href="{href}"><span>{label}</span></a>'

    following = control("下一页", page + 1) + control("尾页", one.pages) if page < one.pages else ""
    return _form(one, page, control("1", 1) + control("2", 2) + following)


def _stepping(one: Listed, page: int) -> str:
    options = (
        "WebForm_DoPostBackWithOptions(new WebForm_PostBackOptions(&quot;lbNext&quot;, &quot;&quot;, true))"
    )
    return _form(one, page, f'<a id="lbNext" href="javascript:{options}">下一页</a>')


def _program(write, number: str, target: str) -> Program:
    def answer(listed: tuple[Listed, ...], call: Call) -> str | None:
        one = by_key(listed, number)
        if call.method != "POST" or call.values.get("__EVENTTARGET") != target or "__step" in call.values:
            return None
        state = call.values["__VIEWSTATE"]
        before = next((page for page in range(1, one.pages + 1) if _state(one, page) == state), None)
        return before and write(one, min(call.number("__EVENTARGUMENT", before + 1), one.pages))

    return answer


def _site(name: str, path: str, write, target: str, **how):
    program = _program(write, "1201", target)
    return site(
        "postback",
        (Column("政府信息公开年报", path, mixed()),),
        name=name,
        theme="oldtable",
        metas=False,
        article=lambda column, entry, number: f"/xxgk/show.aspx?id={number}",
        system=System(lambda one: write(one, 1), {path: program}, "text/html; charset=utf-8"),
        **how,
    )


SITES = [
    _site("postback", "/xxgk/list.aspx", _numbered, "ctl00$AspNetPager1", per_page=7),
    _site("postback_steps", "/xxgk/nb.aspx", _stepping, "lbNext", per_page=8),
]
