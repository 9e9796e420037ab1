"""Pages that come with status 200 and are none: they say that nothing is there, that something broke, or that we
are not wanted; or they are empty, and a script would fill them, or set a cookie and load them again.

A pure function of bytes and role. Only pages that show little else are judged by what they say: a report about
errors, or a page with news of one, is a page.
"""

import re
from collections.abc import Iterator

from pipeline.documents.charset import decode
from pipeline.states import Outcome

PAGE_TYPES = frozenset({"", "text/html", "application/xhtml+xml", "text/plain"})
LARGEST = 256 * 2**10
"""Bytes. What is larger shows more than an apology."""
SHORT = 300
"""Characters of visible text up to which a page is taken at its word."""
WAITING = 20
"""Characters that a shell may show while it is being filled: 加载中…"""
ENDS = re.compile(rb"</(?:body|html)\s*>", re.I)
TAG = re.compile(r"<!--|-->|<(?:(script|style|noscript|title|template)\b[^<>]*>|/?[a-z!?][^<>]*>)", re.I)
TITLE = re.compile(r"<title[^<>]*>([^<]{,200})", re.I)
SPACE = re.compile(r"(?:\s|&nbsp;|&#160;)+")
SHOWS = re.compile(r"<(?:a|img|i?frame|object|embed|area|input|canvas)\b", re.I)
SCRIPT = re.compile(r"<script\b", re.I)
LEADS_ON = re.compile(r"\blocation\b|http-equiv\s*=\s*[\"']?refresh", re.I)
SETS_COOKIE = re.compile(r"\bdocument\s*\.\s*cookie\s*=|\bsetCookie\s*\(", re.I)
LOADS_AGAIN = re.compile(
    r"\blocation\s*\.\s*reload\s*\(|\blocation(?:\s*\.\s*href)?\s*=\s*(?:(?:window|self|document)\s*\.\s*)?location\b"
    r"|\blocation\s*\.\s*(?:replace|assign)\s*\(\s*(?:(?:window|self|document)\s*\.\s*)?location\b",
    re.I,
)
TITLE_SAYS = re.compile(
    r"(?P<gone>(?:error\s*|错误\s*)?(?:404|410)\b|(?:404|410)\s*(?:错误|页面)|not found|(?:您访问的|访问的|该|此)?"
    r"(?:页面|网页|文章|信息|栏目)(?:不存在|未找到|没有找到|找不到|已删除)|找不到(?:页面|网页|文件))"
    r"|(?P<server_error>(?:http status )?50\d\b|(?:internal )?server error|系统错误|服务器错误|运行时错误|runtime error)"
    r"|(?P<blocked>(?:http status )?403\b|access denied|访问被(?:拒绝|拦截|阻断|禁止)|request rejected|网站防火墙)",
    re.I,
)
SAYS = (
    (
        Outcome.BLOCKED,
        re.compile(
            r"(?:访问|请求|IP|地址).{0,12}(?:被|已).{0,12}(?:拦截|阻断|拒绝|禁止|封禁|限制|屏蔽)|访问(?:过于|太)频繁|疑似黑客攻击"
            r"|(?:没有|无)权限?访问|(?:禁止|限制)境外|境外(?:访问|IP)|您所在的(?:地区|区域)|access denied|request rejected"
            r"|forbidden|not (?:allowed|available) in your (?:country|region)",
            re.I,
        ),
        "a page that refuses us",
    ),
    (
        Outcome.GONE,
        re.compile(
            r"(?:页面|网页|文件|文章|信息|栏目|内容|资源|地址).{0,8}(?:不存在|未找到|没有找到|找不到|已(?:被)?删除|已下线|已移除)"
            r"|(?:找不到|未找到|没有找到).{0,8}(?:页面|网页|文件|文章|信息|内容|资源)|(?:page|file|url).{0,20}not (?:be )?found"
            r"|\b404\b.{0,20}(?:not found|错误|页面)|does not exist",
            re.I,
        ),
        "a page that says that nothing is there",
    ),
    (
        Outcome.SERVER_ERROR,
        re.compile(
            r"系统(?:错误|异常|繁忙|维护|出错)|服务器(?:错误|内部错误|繁忙|异常|正忙)|网站(?:维护|升级)中|数据库(?:连接)?(?:错误|失败|异常)"
            r"|(?:internal server|runtime|application) error|service (?:temporarily )?unavailable|bad gateway"
            r"|应用程序中的服务器错误|http status 5\d\d|stack ?trace|exception in thread|sqlexception",
            re.I,
        ),
        "a page that is an error",
    ),
)
FILLED_BY_SCRIPT = frozenset({"report", "attachment"})
"""Roles for which a page without content is nothing; others lead on by their scripts."""


def verdict(payload: bytes, content_type: str, role: str | None) -> tuple[Outcome, str] | None:
    """What a page that came as a success is in truth, and why; None for a page."""
    if len(payload) > LARGEST or content_type.partition(";")[0].strip().lower() not in PAGE_TYPES:
        return None
    if not ENDS.search(payload):
        return None
    text, _ = decode(payload, content_type)
    shown = SPACE.sub(" ", " ".join(_shown(text))).strip()
    return (
        _by_title(text)
        or (_by_words(shown) if len(shown) <= SHORT else None)
        or _by_emptiness(text, shown, role)
    )


def _shown(text: str) -> Iterator[str]:
    """The text between tags, without what a browser hides. In linear time, whatever is left open."""
    lower, position = text.lower(), 0
    while tag := TAG.search(text, position):
        yield text[position : tag.start()]
        position = tag.end()
        if tag.group() == "<!--" or tag.group(1):
            close = f"</{tag.group(1).lower()}" if tag.group(1) else "--"
            position = lower.find(close, position)
            if position < 0:
                return
    yield text[position:]


def _by_title(text: str) -> tuple[Outcome, str] | None:
    title = TITLE.search(text)
    said = TITLE_SAYS.match(title.group(1).strip()) if title else None
    return (Outcome(said.lastgroup), f"a page with the title {said.group()!r}") if said else None


def _by_words(shown: str) -> tuple[Outcome, str] | None:
    for outcome, says, meaning in SAYS:
        if said := says.search(shown):
            return outcome, f"{meaning}: {said.group()!r}"
    return None


def _by_emptiness(text: str, shown: str, role: str | None) -> tuple[Outcome, str] | None:
    if len(shown) > WAITING or SHOWS.search(text):
        return None
    if SETS_COOKIE.search(text) and LOADS_AGAIN.search(text):
        return Outcome.CHALLENGED, "a script that sets a cookie and loads the page again"
    if LEADS_ON.search(text):
        return None
    if SCRIPT.search(text):
        return (
            (Outcome.EMPTY, "an empty shell, which a script would fill") if role in FILLED_BY_SCRIPT else None
        )
    return None if shown else (Outcome.EMPTY, "a page that shows nothing")
