"""The article without the site: pages of many publishing systems, checked paragraph by paragraph."""

import re

import pytest

from pipeline.documents import parse

OVERVIEW = (
    "青槐县财政局认真贯彻落实条例，全年在门户网站发布信息三百条，其中工作动态二百条，政务新媒体推送两千条。"
)
PROBLEMS = "一是公开内容还不够丰富，二是解读材料文字多、图表少；下一步将加强培训，每季度抽查一次栏目，发现问题当月改完。"
TABLE = (
    "<table border=1><tr><td colspan=4>第二十条第（一）项</td></tr><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td>"
    "<td>现行有效件数</td></tr><tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr></table>"
)
REPORT = [
    "本报告根据《中华人民共和国政府信息公开条例》的要求编制，数据统计期限为2024年1月1日至2024年12月31日。",
    "一、总体情况",
    "（一）主动公开",
    OVERVIEW,
    "二、主动公开政府信息情况",
    TABLE,
    "三、收到和处理政府信息公开申请情况",
    TABLE,
    "四、政府信息公开行政复议、行政诉讼情况",
    TABLE,
    "五、存在的主要问题及改进情况",
    PROBLEMS,
    "六、其他需要报告的事项",
    "无。",
]
WANTED = tuple(part for part in REPORT if part is not TABLE)
NAV = (
    "<div class='nav'><ul>"
    + "".join(f"<li><a href='/{n}'>{n}</a></li>" for n in ("首页", "政务公开", "互动交流"))
    + "</ul></div>"
)
CRUMBS = (
    "<div class='position'>当前位置：<a href='/'>首页</a> &gt; <a href='/zwgk'>政务公开</a> &gt; 年报</div>"
)
INFO = "<div class='info'>发布时间：2025-01-20 10:11 来源：青槐县财政局 浏览次数：12 <a href='javascript:print()'>【打印】</a></div>"
PREVIOUS = (
    "<p>上一篇：<a href='1.html'>青槐县财政局2023年政府信息公开工作年度报告</a></p><p>下一篇：没有了</p>"
)
SHARE = "<div class='share'>分享到：<a>微信</a><a>微博</a></div><p><a href='javascript:window.close()'>【关闭窗口】</a></p>"
RELATED = "<div><h3>相关文章</h3><ul><li><a href='2.html'>关于开展检查的通知</a> 2017-03-02</li></ul></div>"
FOOTER = (
    "<div class='footer'><p>主办单位：青槐县人民政府办公室　地址：青槐县人民路1号</p><p>备案号：青ICP备00000001号</p>"
    "<p>网站标识码：9901010001</p></div>"
)


def paragraphs(tag="p", separator=""):
    return separator.join(part if part is TABLE else f"<{tag}>{part}</{tag}>" for part in REPORT)


def lines():
    return "<br/>".join(REPORT)


def divs_of_sections():
    parts, open_section = [], False
    for part in REPORT:
        if part[0] in "一二三四五六" and part[1] == "、":
            parts.append(
                ("</div></div>" if open_section else "") + f"<div class=sec><h2>{part}</h2><div class=text>"
            )
            open_section = True
        else:
            parts.append(part if part is TABLE else f"<p>{part}</p>")
    return "".join(parts) + "</div></div>"


def table_rows():
    return (
        "<table>"
        + "".join(f"<tr><td>{part if part is TABLE else f'<p>{part}</p>'}</td></tr>" for part in REPORT)
        + "</table>"
    )


CONTENTS = {
    "paragraphs": paragraphs(),
    "divs": paragraphs("div"),
    "spans in paragraphs": paragraphs().replace("<p>", "<p><span style='a'>").replace("</p>", "</span></p>"),
    "line breaks": lines(),
    "anchors": paragraphs().replace("<p>", '<p><a name="OLE_LINK1">').replace("</p>", "</a></p>"),
    "anchors that nothing closes": paragraphs().replace("<p>", '<p><a id="a1">'),
    "styled anchors": paragraphs()
    .replace("<p>", "<p><a name=_GoBack style='color:black'>")
    .replace("</p>", "</a></p>"),
    "an anchor around all": f"<a name='top'>{paragraphs()}</a>",
    "a script around all": f"<a href='javascript:void(0)'>{paragraphs()}</a>",
    "sections in divs": divs_of_sections(),
    "rows of a layout table": table_rows(),
    "headings in h3": "".join(
        f"<h3>{p}</h3>" if p[1] == "、" else p if p is TABLE else f"<p>{p}</p>" for p in REPORT
    ),
    "strong headings": "".join(
        f"<p><strong>{p}</strong></p>" if p[1] == "、" else p if p is TABLE else f"<p>　　{p}</p>"
        for p in REPORT
    ),
}
SHELLS = {
    "bare": "{content}",
    "trs": NAV
    + CRUMBS
    + "<h1>标题</h1>"
    + INFO
    + "<div class='TRS_Editor'>{content}</div>"
    + PREVIOUS
    + SHARE
    + RELATED
    + FOOTER,
    "trs inside": NAV + "<div id='zoom'>{content}" + PREVIOUS + "</div>" + SHARE + FOOTER,
    "ucap": NAV + "<ucapcontent><div>{content}</div></ucapcontent>" + SHARE + FOOTER,
    "vsb": NAV + "<form name='_newscontent_fromname'><div id='vsb_content'>"
    "<div class='v_news_content'>{content}</div></div></form>"
    "<div>附件：</div>" + PREVIOUS + FOOTER,
    "old tables": "<table width=1000><tr><td>"
    + NAV
    + "</td></tr><tr><td width=200>"
    + RELATED
    + "</td><td><table><tr><td>{content}"
    "</td></tr><tr><td>" + PREVIOUS + "</td></tr></table></td></tr><tr><td>" + FOOTER + "</td></tr></table>",
    "sidebar class": NAV + "<div class='related-content sidebar'>{content}</div>" + FOOTER,
    "no containers": NAV + "<h1>标题</h1>" + INFO + "{content}" + PREVIOUS + RELATED + FOOTER,
}


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("content", CONTENTS)
def test_the_body_is_the_report_and_nothing_else(shell, content):
    page = f"<html><head><title>年报</title></head><body>{SHELLS[shell].format(content=CONTENTS[content])}</body></html>"
    assert parse(page.encode()).body == WANTED


@pytest.mark.parametrize(
    "last", ["无", "无。", "本年度没有需要报告的其他事项", "（一）收取信息处理费情况。未收取。"]
)
@pytest.mark.parametrize("shell", SHELLS)
def test_the_last_words_and_the_signature_stay(shell, last):
    signed = f"<p>{last}</p><p align=right>青槐县财政局</p><p align=right>2025年1月20日</p>"
    content = paragraphs().replace("<p>无。</p>", signed)
    body = parse(f"<html><body>{SHELLS[shell].format(content=content)}</body></html>".encode()).body
    assert body == (*WANTED[:-1], last, "青槐县财政局", "2025年1月20日")


COUNTED = (
    "备案：规范性文件3件",
    "协办单位：县司法局、县财政局",
    "设为首页3次",
    "举办基层政务公开培训班，主办单位：县政府办公室，参加50人",
    "网站访问量达300万人次；",
    "微信公众号点击量12万次；",
    "索引号规范率100%；",
    "在首页收藏专栏3个；",
    "网站总访问量：300万人次",
    "浏览次数 3000次",
    "发布机构：各部门，发布日期：及时",
    "信息来源：各乡镇、各部门",
    "县政府网站浏览量超过100万次，同比增长5%",
    "门户网站地图更新3次",
    "增设“打印本页”“关闭窗口”按钮",
    "完成ICP备案12个",
    "微博分享到各类平台320次",
    "分享到各类平台320次",
    "附件：2023年统计表",
    "附件1 申请表式样",
    "详见：<a href='/zcjd/'>政策解读专栏</a>",
    "<a href='/zcjd/'>政策解读专栏见本站首页，共12期</a>",
)


def printed(line):
    return re.sub("<[^>]*>", "", line)


@pytest.mark.parametrize("line", COUNTED)
@pytest.mark.parametrize("shell", SHELLS)
def test_between_headings_a_line_is_of_the_report_whatever_words_it_has(shell, line):
    content = paragraphs().replace(f"<p>{OVERVIEW}</p>", f"<p>{OVERVIEW}</p><p>{line}</p><p>（二）监督</p>")
    body = parse(f"<html><body>{SHELLS[shell].format(content=content)}</body></html>".encode()).body
    assert body == (*WANTED[:4], printed(line), "（二）监督", *WANTED[4:])


@pytest.mark.parametrize(
    "line",
    [
        "发布日期：2025-01-20 来源：青槐县财政局 浏览次数：12",
        "【字号：大 中 小】",
        "【打印】【关闭】",
        "发布时间：2025-01-20 10:11",
        "<a href='/'>返回首页</a>",
        "当前位置：<a href='/'>首页</a> &gt; <a href='/zwgk'>政务公开</a> &gt; 年报",
    ],
)
def test_between_headings_a_line_that_is_nothing_but_furniture_is_none(line):
    content = paragraphs().replace(f"<p>{OVERVIEW}</p>", f"<p>{OVERVIEW}</p><p>{line}</p>")
    assert parse(f"<html><body><div id=zoom>{content}</div></body></html>".encode()).body == WANTED


MAY_END = (
    "附件：2023年统计表",
    "附件：1.统计表",
    "附件",
    "附件：<a href='1.xls'>2023年统计表.xls</a>",
    "本报告电子版下载地址：<a href='/zwgk/'>http://www.example.gov.cn/zwgk/nb/</a>",
    "<a href='/a.html'>本报告电子版可在青槐县人民政府门户网站下载。</a>",
)
SIGNATURES = (
    ("青槐县财政局", "2025年1月20日"),
    ("青槐县财政局　2025年1月20日",),
    ("青槐县财政局（代章）", "二〇二五年一月二十日"),
    ("青槐县人民政府办公室", "2025-01-20"),
)


@pytest.mark.parametrize("signature", SIGNATURES)
@pytest.mark.parametrize("line", MAY_END)
@pytest.mark.parametrize("shell", SHELLS)
def test_a_report_goes_on_behind_an_attachment_or_a_link_if_its_signature_follows(shell, line, signature):
    end = [line, "本年度收取信息处理费0元。", *signature]
    content = paragraphs() + "".join(f"<p>{part}</p>" for part in end)
    body = parse(f"<html><body>{SHELLS[shell].format(content=content)}</body></html>".encode()).body
    assert body == (*WANTED, *map(printed, end))


@pytest.mark.parametrize("line", ["（网站标识码：9901010001）", "联系我们：0000-1234567"])
def test_furniture_before_the_signature_is_left_out(line):
    end = ["本年度收取信息处理费0元。", "青槐县财政局", "2025年1月20日"]
    content = paragraphs() + "".join(f"<p>{part}</p>" for part in (line, *end))
    assert parse(f"<html><body><div id=zoom>{content}</div></body></html>".encode()).body == (*WANTED, *end)


ENDS = (
    *(line for line in MAY_END if "。" not in line),
    "联系我们：0000-1234567",
    "附件：</p><p>1.统计表</p><p>2.说明",
    "上一篇：没有了",
    "上一篇没有了",
    "下一条：<a href='1.html'>关于开展检查的通知</a>",
    "【打印】 【关闭】",
    "[打印本页] [关闭窗口]",
    "【我要纠错】【我要打印】",
    "纠错",
    "顶部",
    "【字号：大 中 小】【打印本页】【关闭窗口】",
    "分享到：微信 微博",
    "分享：",
    "责任编辑：张三",
    "编辑：张三　审核：李四",
    "版权所有：青槐县人民政府",
    "版权所有 青槐县人民政府 未经许可，不得转载",
    "Copyright © 2025 青槐县人民政府",
    "青槐县人民政府 网站标识码 9901010001",
    "主办：青槐县人民政府办公室 承办：青槐县信息中心",
    "备案号：青ICP备00000001号-1",
    "青公网安备 99010102000001号",
    "网站地图 | 联系我们",
    "关于我们 | 联系我们",
    "您是第12345位访问者",
    "微信扫一扫",
    "扫一扫在手机打开当前页",
    "相关链接",
    "相关文章：",
    "返回顶部",
)


@pytest.mark.parametrize("line", ENDS)
@pytest.mark.parametrize("signature", [(), *SIGNATURES[:2]])
@pytest.mark.parametrize("wrapped", ["<p>{}</p>", "<div><p>{}</p></div>"])
def test_what_stands_behind_articles_ends_one(line, signature, wrapped):
    behind = "<p>关于开展检查的通知 2017-03-02</p><p>青槐县教育局2024年政府信息公开工作年度报告</p>"
    end = "".join(f"<p>{part}</p>" for part in signature)
    page = f"<html><body><div id=zoom>{paragraphs()}{end}{wrapped.format(line)}{behind}</div></body></html>"
    assert parse(page.encode()).body == (*WANTED, *signature)


BARE_FOOTER = "<div class='foot'><p>地址：青槐县人民路1号　邮编：000000</p><p>电话：0000-1234567</p></div>"


@pytest.mark.parametrize("shell", ["<div id=app>{}</div>", "<div id=app><div>{}</div></div>", "{}"])
@pytest.mark.parametrize("wrapped", ["<p>{}</p>", "<div class='para'><p>{}</p></div>"])
@pytest.mark.parametrize("end", [BARE_FOOTER, "<p>分享：</p>", "<div>您是第12345位访问者</div>"])
def test_the_last_section_ends_before_what_is_set_otherwise(shell, wrapped, end):
    parts = [*REPORT, "（一）收费情况", "未收取。", "青槐县财政局"]
    content = "".join(part if part is TABLE else wrapped.format(part) for part in parts)
    page = shell.format(f"{NAV}<h1>青槐县财政局2024年政府信息公开工作年度报告</h1>{INFO}{content}{end}")
    body = parse(f"<html><body>{page}</body></html>".encode()).body
    assert body[-4:] == ("无。", "（一）收费情况", "未收取。", "青槐县财政局")


def test_a_page_without_a_report_has_its_article():
    news = (
        "<p>青槐县财政局昨日召开政务公开工作推进会，传达上级精神，研究部署下一阶段的重点任务，会期半天。</p>"
        * 1
    )
    more = (
        "<p>会议要求各股室按季度自查，做到应公开尽公开，并将情况报办公室汇总后统一向社会公布，接受监督。</p>"
    )
    body = parse(
        f"<html><body>{NAV}<div class=content>{news}{more}</div>{PREVIOUS}{FOOTER}</body></html>".encode()
    ).body
    assert len(body) == 2 and body[0].startswith("青槐县财政局昨日")


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("mark", ["{digit}、 ", "{numeral}，", "{numeral} ", "第{numeral}部分 "])
def test_headings_numbered_otherwise_hold_the_article_too(mark, shell):
    content = paragraphs()
    for digit, numeral in enumerate("一二三四五六", start=1):
        content = content.replace(f"<p>{numeral}、", f"<p>{mark.format(digit=digit, numeral=numeral)}")
    unlinked = "<div class=rel><h3>相关信息</h3><ul><li>临海县民政局2023年政府信息公开工作年度报告 2024-02-02</li></ul></div>"
    body = parse(
        f"<html><body>{SHELLS[shell].format(content=content)}{unlinked}{FOOTER}</body></html>".encode()
    ).body
    assert len(body) == len(WANTED) and body[-1] == "无。"


@pytest.mark.parametrize(
    "start", ["<a href='#'>", "<a href='#s1'>", "<a href='javascript:;'>", "<A HREF=' '>", "<a>"]
)
def test_a_sentence_that_leads_nowhere_is_text(start):
    content = paragraphs().replace(f"<p>{PROBLEMS}", f"<p>{start}{PROBLEMS}</a>")
    page = f"<html><body>{SHELLS['trs'].format(content=content)}</body></html>"
    assert parse(page.encode()).body == WANTED


@pytest.mark.parametrize(
    "start", ["<a href='#s1'>", "<a href='javascript:;'>", "<a onclick='go(1)' id=t1>", "<a>"]
)
def test_a_table_of_contents_is_no_text(start):
    contents = "".join(f"<p>{start}{part}</a></p>" for part in REPORT if part[1] == "、")
    page = f"<html><body><div id=zoom>{contents}{paragraphs()}</div></body></html>"
    assert parse(page.encode()).body == WANTED


def test_the_caption_of_a_table_is_no_text():
    table = "<table><caption>表一 申请情况</caption><tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></table>"
    report = "".join(
        f"<p>{heading}</p><p>无。</p>"
        for heading in ("一、总体情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项")
    )
    document = parse(f"<div>{report}{table}<p>完。</p></div>".encode())
    assert "表一 申请情况" in document.blocks
    assert document.body[-1] == "完。" and "表一 申请情况" not in document.body


def test_a_heading_may_be_set_as_the_caption_of_its_table():
    table = "<table><caption>二、主动公开政府信息情况</caption><tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></table>"
    headings = ("一、总体情况", table, "五、存在的主要问题及改进情况", "六、其他需要报告的事项")
    page = "".join(text if "<" in text else f"<p>{text}</p><p>无。</p>" for text in headings)
    assert "二、主动公开政府信息情况" in parse(f"<div>{page}</div>".encode()).body


def test_a_page_of_links_is_no_article():
    items = "".join(
        f"<li><a href='{n}.html'>青槐县财政局{n}年政府信息公开工作年度报告</a><span>{n + 1}-01-20</span></li>"
        for n in range(2015, 2025)
    )
    document = parse(f"<html><body>{NAV}<ul>{items}</ul>{FOOTER}</body></html>".encode())
    assert "shown" not in document.dates


def test_dates_of_other_articles_and_of_today_are_not_the_pages():
    chrome = "<div>今天是2026年11月21日 星期六</div>"
    related = "<div>相关阅读</div><ul><li>发布日期：2017-03-02 <a href=x>通知</a></li></ul>"
    page = f"<html><body>{chrome}<h1>甲</h1><div id=zoom>{paragraphs()}</div>{related}</body></html>"
    assert parse(page.encode()).dates == {}
