"""Personal data out of the public text: phone numbers, e-mail addresses and names behind words like 联系人.

Reports print them for readers of the page; the datasets do not need them. What is masked is replaced by a mark that
says what stood there. Counts (a number with a counting unit behind it), document numbers and the public hotlines
(12345) stay, and a name is one only with a surname in front and its end in sight: 主要负责人：高度重视 names no one.
Raw captures are not touched.
"""

import re
from collections.abc import Iterable

PHONE, EMAIL, NAME, ID_CARD, ACCOUNT = "[电话]", "[邮箱]", "[姓名]", "[证件号]", "[账号]"

Span = tuple[int, int, str]
"""Start and end in the text, and the mark for what stands there."""

_FOLDED = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | dict.fromkeys(map(ord, "—–‐‑−－"), "-")
_FOLDED |= dict.fromkeys(map(ord, "\u3000\xa0\t\n"), " ")


def _words(words: str) -> str:
    """Any of the words, their letters perhaps set apart."""
    return "(?:" + "|".join(" {0,4}".join(word) for word in words.split()) + ")"


_CONTACT = _words("电话号码 电话 手机号码 手机 座机 传真 热线 联系方式 Tel TEL tel Fax FAX fax")
_PERSONS = _words(
    "联系人及电话 联系人 联络人 经办人 填报人 填表人 报送人 审核人 签发人 撰稿人 编制人 申请人姓名"
)
_HEADS = _words("负责人 主要领导 分管领导 局长 镇长 乡长 主任 签发 审核 经办 校对 撰稿 填报 填表 联系")
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖萧田董袁潘蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜"
    "崔谭陆汪范廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫阎段雷龙黎史陶贺毛郝顾龚邵万钱覃武戴严莫孔向汤温康施樊文兰葛"
    "章鲁洪季伍柯梅庞邢涂翟柳骆聂关焦左祝柴包牛齐尤舒霍符辛安常乔殷耿岳申路管童项裴翁窦蒲商穆卓冉滕阮欧凌饶谷单时"
    "艾苗耶卜桂宁古甘麦简闵阳应屈芦喻詹柏卫蓝成车晏匡祁游辜仇褚敖苟解瞿楚楼晋储宗乌曲岑牟池褟禹桑"
)
_NO_NAME = rf"(?!{_CONTACT}|{_PERSONS}|{_HEADS}|单 ?位|时 ?间|日 ?期|职 ?务|方 ?式|高 ?度|成 ?员|管 ?理)"
_HAN = r"[\u4e00-\u9fff]"
_END = rf"(?=[^\u4e00-\u9fff]|$|{_CONTACT}|{_PERSONS}|{_HEADS}|单位|联系|日期)"
_PERSON = (
    rf"(?:{_HAN}{{2,6}}[·•・]{_HAN}{{2,8}}"
    rf"|{_NO_NAME}(?:(?:欧阳|上官|司马|诸葛|皇甫|尉迟|司徒|令狐|慕容|东方) ?{_HAN}(?: ?{_HAN})?|[{_SURNAMES}] ?{_HAN}(?: ?{_HAN})??){_END})"
)
_ANYONE = rf"(?:{_PERSON}|{_NO_NAME}{_HAN} ?{_HAN}(?: ?{_HAN})??{_END})"
"""Behind a word that asks for a name and a colon, the surname need not be known."""
_AND, _AND_OF_NAMES = r" ?[、/,;和] ?", r" ?[、/和] ?"
_COUNTED = r"(?! {0,2}(?:余|多)?(?:万|亿)?(?:元|件|条|次|人次|份|篇|户|个))"
_LOCAL = rf"\d{{3,4}}[- ]?\d{{3,4}}(?: ?(?:-|转) ?\d{{1,6}})?(?!\d){_COUNTED}"
_LOCALS = rf"{_LOCAL}(?:{_AND}{_LOCAL}){{0,9}}"
_AREA = r"(?:\(0[1-9]\d{1,2}\) ?-? ?|(?<!\d)(?<!\d[.,])0[1-9]\d{1,2}(?: ?[- ] ?|(?=[2-9]\d{6,7}(?!\d))))"

RULES: tuple[tuple[re.Pattern, str], ...] = (
    (
        re.compile(
            r"(?<![A-Za-z0-9._%+-])(?P<one>[A-Za-z0-9._%+-]{1,64}"
            r" ?(?:@|\(at\)) ?[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8})"
        ),
        EMAIL,
    ),
    (re.compile(r"(?<![0-9A-Za-z])(?P<one>[1-9]\d{5}(?:19|20)\d{9}[\dXx])(?![0-9A-Za-z])"), ID_CARD),
    (
        re.compile(
            r"身 ?份 ?证(?: ?号 ?码?)? ?:? ?(?P<one>[1-9]\d{5} ?(?:(?:19|20)\d{6} ?\d{3}[\dXx]|\d{9}))(?![0-9A-Za-z])"
        ),
        ID_CARD,
    ),
    (re.compile(r"(?:银行卡号?|卡号|账号|帐号) ?:? ?(?P<one>\d{12,19})(?!\d)"), ACCOUNT),
    (re.compile(r"(?:QQ|微信号?) ?(?:号|群)? ?: ?(?P<one>[A-Za-z0-9_-]{5,20})"), ACCOUNT),
    (
        re.compile(
            rf"(?<!\d)(?<!\d[.,])(?P<one>(?:(?:\+|00)?86[- ]?)?1[3-9]\d(?:[ -]?\d{{4}}){{2}})(?!\d){_COUNTED}"
        ),
        PHONE,
    ),
    (re.compile(rf"(?P<many>{_AREA}{_LOCALS})"), PHONE),
    (re.compile(r"(?<!\d)(?P<one>[48]00-\d{3,4}-\d{3,4})(?!\d)"), PHONE),
    (
        re.compile(
            rf"{_CONTACT} ?(?:号码|为|是)? ?:? ?(?:{_PERSON}[ ,;:]{{0,3}})?(?P<many>[48]00\d{{7}}(?!\d){_COUNTED}"
            rf"|{_LOCALS})"
        ),
        PHONE,
    ),
    (re.compile(rf"{_PERSONS} ?[:(是为]{{0,2}} ?{_PERSON}[ ,;:]{{1,3}}(?P<many>{_LOCALS})"), PHONE),
    (re.compile(rf"{_PERSONS} ?: ?\(?(?P<many>{_ANYONE}(?:{_AND_OF_NAMES}{_ANYONE}){{0,9}})"), NAME),
    (
        re.compile(rf"{_PERSONS} ?[(是为]{{0,2}} ?(?P<many>{_PERSON}(?:{_AND_OF_NAMES}{_PERSON}){{0,9}})"),
        NAME,
    ),
    (re.compile(rf"{_HEADS} ?: ?\(?(?P<many>{_PERSON}(?:{_AND_OF_NAMES}{_PERSON}){{0,9}})"), NAME),
)
"""Pattern and what stands in its place: for ``one`` as a whole, or for each of ``many``. The first rule wins."""

_EACH = {
    PHONE: re.compile(rf"{_AREA}?\d{{3,4}}[- ]?\d{{3,4}}(?: ?(?:-|转) ?\d{{1,6}})?(?!\d)|[48]00\d{{7}}"),
    NAME: re.compile(_ANYONE),
}


def spans(text: str) -> list[Span]:
    """What is personal in ``text``, in order and without overlaps."""
    folded = text.translate(_FOLDED)
    found: list[Span] = []
    for pattern, mark in RULES:
        for match in pattern.finditer(folded):
            many = "many" in pattern.groupindex
            start, end = match.span("many" if many else "one")
            each = (
                [one.span() for one in _EACH[mark].finditer(folded, start, end)] if many else [(start, end)]
            )
            found += [(first, last, mark) for first, last in each if not overlaps(found, first, last)]
    return sorted(found)


def overlaps(found: Iterable[Span], start: int, end: int) -> bool:
    return any(first < end and start < last for first, last, _ in found)


def masked(
    text: str | None, found: list[Span] | None = None, start: int = 0, end: int | None = None
) -> str | None:
    """The text, or its part from ``start`` to ``end``, without personal data; ``found``: its spans, if known."""
    if not text:
        return text
    end = len(text) if end is None else end
    parts, position = [], start
    for first, last, mark in spans(text) if found is None else found:
        if first < end and start < last:
            parts += [text[position : max(first, start)], mark]
            position = last
    return "".join([*parts, text[position:end]])
