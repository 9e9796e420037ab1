"""Personal data out of the public text: phone numbers, e-mail addresses and names behind words like 联系人.

Reports print them for readers of the page; the datasets do not need them. What is masked is replaced by a mark that
says what stood there. Counts, document numbers and the public hotlines (12345) stay. Raw captures are not touched.
"""

import re

PHONE, EMAIL, NAME, ID_CARD, ACCOUNT = "[电话]", "[邮箱]", "[姓名]", "[证件号]", "[账号]"

_DASH = r"[-－—–]"
_CONTACT = r"(?:联系电话|咨询电话|监督电话|举报电话|投诉电话|办公电话|电话|手机号码|手机|传真|热线|联系方式|[Tt][Ee][Ll])"
_ROLE = (
    r"(?:联系人|联络人|经办人|填报人|填表人|报送人|审核人|签发人|撰稿人|编制人|单位负责人|部门负责人|主要负责人|分管负责人|"
    r"统计负责人|公开负责人|申请人姓名)"
)
_HAN = rf"(?!{_CONTACT}|{_ROLE}|联系|日期|时间|职务|单位)[\u4e00-\u9fff]"
_PERSON = rf"{_HAN}(?:\s?{_HAN}){{1,3}}"


RULES: tuple[tuple[re.Pattern, str], ...] = (
    (
        re.compile(
            r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}\s?[@＠]\s?[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}"
        ),
        EMAIL,
    ),
    (re.compile(r"(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{9}[\dXx](?![0-9A-Za-z])"), ID_CARD),
    (re.compile(rf"(?<!\d)(?:\+?86{_DASH}?)?1[3-9]\d(?:[\s-]?\d{{4}}){{2}}(?!\d)"), PHONE),
    (
        re.compile(rf"(?<!\d)[(（]?0\d{{2,3}}[)）]?\s?{_DASH}?\s?[2-9]\d{{6,7}}(?:{_DASH}\d{{1,6}})?(?!\d)"),
        PHONE,
    ),
    (re.compile(rf"(?<!\d)[48]00{_DASH}?\d{{3,4}}{_DASH}?\d{{3,4}}(?!\d)"), PHONE),
    (re.compile(rf"({_CONTACT}\s*(?:号码|为|是)?\s*[:：]?\s*)\d{{7,8}}(?!\d)"), rf"\1{PHONE}"),
    (re.compile(r"((?:QQ|微信号?)\s*(?:号|群)?\s*[:：]\s*)[A-Za-z0-9_-]{5,20}"), rf"\1{ACCOUNT}"),
    (re.compile(rf"({_ROLE}\s*[:：]\s*){_PERSON}"), rf"\1{NAME}"),
)
"""Pattern and what stands in its place, applied in this order."""


def masked(text: str | None) -> str | None:
    """The text without personal data; text without any comes back as it is."""
    if not text:
        return text
    for pattern, mark in RULES:
        text = pattern.sub(mark, text)
    return text
