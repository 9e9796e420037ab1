"""What lines of a site say that are no lines of an article.

Words alone tell nothing: a report counts its 访问量 and its 收藏 too. What tells is a label at the beginning of a piece
of the line with its mark behind it (``浏览次数：12``), or a line that is nothing but such words (``【打印】 【关闭】``). A
line with a mark of a sentence is prose. Where a line stands decides how much it must say: see
:mod:`pipeline.documents.body`.
"""

import re

LONGEST = 80
_WORD = re.compile(
    "字|索|浏览|阅读|访问|点击|发布|来源|作者|编辑|审核|位置|标识码|收藏|首页|打印|关闭|分享|纠错|返回|顶部|网站地图|联系我们|上一|下一"
    "|附件|相关|扫一扫|您是|主办|承办|协办|技术支持|备|版权|opyright"
)
"""Every pattern below needs one of these."""
_SENTENCE, _COMMA = re.compile("[。；！]"), "，"
_BEGINS, _ENDS = r"(?<![^\W\d_])", r"(?![^\W\d_])"
"""Before and behind words that stand alone: no letter touches them."""
_WHOSE = "(?:本[页文站篇]|信息|文章|稿件|网站|页面|总|累计)*"
_PLACE = "(?:当前(?:所在)?位置|您(?:现在)?(?:所在)?的?位置)"
_LABEL = (
    rf"{_WHOSE}(?:字\s*[体号]|(?:浏览|阅读|访问|点击)(?:次数|[量数率])?|发布(?:时间|日期|机构|单位)|索\s*引\s*号"
    rf"|来源|作者|编辑|审核|标识码|{_PLACE})"
)
_PRINT_OR_CLOSE = "打印(?:[本此]页|[本此]文|文章|页面)|关闭(?:窗口|[本此]页|页面)"
_BUTTON = (
    rf"{_PRINT_OR_CLOSE}|关闭|(?:加入|添加|我要)?(?:收藏(?:本[页文站])?|打印|纠错|分享[到至]?)|设为首页|返回(?:顶部|首页|列表)|顶部"
    "|网站地图|联系我们|[上下]一[篇条]"
)
_LABELLED = re.compile(rf"{_BEGINS}{_LABEL}\s*[：:>＞»]")
_ALONE = re.compile(rf"(?:[\W\d_大中小次]*(?:{_LABEL}|{_BUTTON}){_ENDS})+[\W\d_大中小次]*|[\W_]*{_PLACE}.*")
_COUNT = re.compile(r"(?:浏览|阅读|访问|点击)\D*\d|\d\s*次")
_END_BEGINS = (
    rf"(?:{_PRINT_OR_CLOSE}|打印|关闭|网站地图|返回(?:顶部|首页)|相关(?:阅读|链接|文章|文档|新闻)){_ENDS}"
    rf"|[上下]一[篇条]|分享\s*(?:[：:]|[到至](?:{_ENDS}|微信|微博|新浪|QQ|朋友圈\W|空间))|您是(?:第|本站)"
    rf"|用?(?:手机|微信)?扫一扫(?:{_ENDS}|[在用]|手机|打开|分享|关注)"
)
_END_LABEL = "(?:网站|本站)?(?:主办|承办|协办)(?:单位)?|技术支持|责任编辑|[上下]一[篇条]|备案(?:序号|编?号)"
_END_LABELLED = re.compile(rf"{_BEGINS}(?:{_END_LABEL})\s*[：:]")
_END = re.compile(
    rf"^[\W_]*(?:{_END_BEGINS})|{_BEGINS}(?:{_PRINT_OR_CLOSE})[^\w“”]*$"
    r"|[|｜]\s*(?:网站地图|联系我们)|ICP备(?:案号?)?\W*\d{5}|公网安备\W*\d{5}|版权所有|[Cc]opyright|\d\s*位访问者"
)
_MAY_END = re.compile(
    rf"^[\W_]*(?:附件(?:下载)?(?:\s*[\d：:]|\W*$)|(?:相关附件|联系我们){_ENDS})|标识码\W*\d"
)
_NUMBER = r"[\d０-９〇○◯零ＯO一二三四五六七八九十元]"
_DAY = (
    rf"(?:20|２０|二[〇○◯零ＯO0]){_NUMBER}{{2}}"
    rf"(?:年{_NUMBER}{{1,3}}月{_NUMBER}{{1,3}}日?|([-./])\d{{1,2}}\1\d{{1,2}})"
)
_ENDS_IN_DAY = re.compile(rf"{_DAY}\W*$")
_SIGNATURE = re.compile(
    r"\W*[^\W\d_]{2,40}(?:府|局|委|办|厅|院|室|处|会|站|所|队|社|馆|街道|中心|公司)(?:[（(]\w{1,20}[）)])?"
    rf"[（(]?{_DAY}\W*"
)
LONGEST_SIGNATURE = 60


def is_furniture(text: str) -> bool:
    """Whether a line at the edges of an article is of the site: what it says of the page, or its buttons."""
    if not _may_be_furniture(text):
        return False
    labels = len(_LABELLED.findall(text))
    return labels > 1 or (_COMMA not in text and (labels == 1 or _ALONE.fullmatch(text) is not None))


def is_nothing_else(text: str) -> bool:
    """Whether a line is furniture even inside an article: one label alone may be a part of a report, as are counts."""
    if not _may_be_furniture(text):
        return False
    if _END.search(text) or len(_END_LABELLED.findall(text)) > 1:
        return True
    is_alone = _ALONE.fullmatch(text) is not None and not _COUNT.search(text)
    return _COMMA not in text and (is_alone or len(_LABELLED.findall(text)) > 1)


def is_end(text: str) -> bool:
    """Whether a line stands only behind an article."""
    if not _may_be_furniture(text):
        return False
    return _END.search(text) is not None or (_COMMA not in text and _END_LABELLED.search(text) is not None)


def may_be_end(text: str) -> bool:
    """Whether a line mostly stands behind an article, but may stand in one."""
    return _may_be_furniture(text) and _MAY_END.search(text) is not None


def is_of_site(text: str) -> bool:
    """Whether a line is most likely of the site, wherever it stands."""
    return is_furniture(text) or is_end(text) or may_be_end(text)


def is_signature(above: str, text: str) -> bool:
    """Whether ``text``, or the line ``above`` and it, is an organ and a day."""
    if len(text) > LONGEST_SIGNATURE or not _ENDS_IN_DAY.search(line := "".join(text.split())):
        return False
    both = "".join(above[-LONGEST_SIGNATURE:].split()) + line
    return _SIGNATURE.fullmatch(line) is not None or _SIGNATURE.fullmatch(both) is not None


def _may_be_furniture(text: str) -> bool:
    return len(text) <= LONGEST and _WORD.search(text) is not None and not _SENTENCE.search(text)
