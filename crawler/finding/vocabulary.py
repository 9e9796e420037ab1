"""The words by which reports, columns and folders are told: data, read from real sites, used by ``judgement``.

All are regular expressions on text without spaces and in half-width characters. Adding a word is a line here and
a line in the tests.
"""

import re


def _any(*patterns: str) -> re.Pattern:
    return re.compile("|".join(patterns), re.I)


SUBJECT = _any(r"信息公开", r"政务公开", r"政府信息")
"""What a report is about. 普润镇 and others print 人民政府信息公开, with one 政府 dropped."""

REPORT = _any(
    r"年度(?:工作)?报告",
    r"年报",
    r"工作(?:情况)?(?:的)?报告",
    r"情况(?:的)?报告",
    r"年度(?:政府|政务)?信息公开(?:工作)?(?:情况)?(?:的)?报告",
    r"(?:政府|政务)?信息公开(?:工作)?(?:的)?报告",
)
"""What a report calls itself, beside its subject."""

REPORT_IN_COLUMN = _any(r"信息公开(?:工作)?(?:开展)?情况(?:汇报)?$")
"""Enough in a report column, with a year."""

HALF_REPORT = _any(r"信息公开|政务公开", r"20[012]\d年度?(?:政府?|政务?)?(?:信息?)?公?$")
"""How the title of a report begins, where a list of a report column cut it short."""

BARE_REPORT = _any(r"年度(?:工作)?报告", r"年报")
"""Enough for an entry of a report column that does not name the subject: 2023年年报."""

LOOK_ALIKE = _any(
    # printed beside reports, due on the same day
    r"报表",
    r"网站(?:\d{4}年?)?(?:工作|监管|建设|管理|年度|度)*(?:报告|年报)",
    r"法治政府",
    r"依法行政",
    r"政府工作报告",
    r"(?:行政)?执法(?:情况|工作|统计)*(?:年度)?报告",
    r"企业年(?:度报告|报)",
    # a report told again
    r"解读",
    r"图解",
    r"一图",
    r"读懂",
    r"图片版",
    r"漫画|动漫|动画",
    r"有声|朗读|音频|视频",
    r"电子书",
    # about open information, not a report
    r"指南",
    r"制度(?!.*(?:局|委|办公室|中心)\d{4}年)",
    r"目录",
    r"规定",
    r"条例",
    r"办法",
    r"要点",
    r"方案",
    r"清单",
    r"工作总结",
    r"工作计划",
    r"(?:预|决)算",
    r"三公",
    # notices and news about compiling or presenting reports
    r"通知$",
    r"的通知",
    r"通报",
    r"函$",
    r"编制(?!委|办|.{0,6}(?:中心|研究院))|填报|撰写|起草|编写",
    r"报送(?!.*报告$)",
    r"^(?!关于).*(?:发布|公布|晒出|出炉)",
    r"模板|格式|范本|样本|样表",
    r"召开|举行|举办|培训会|座谈会|推进会|部署会|会议纪要",
    # parts of a year
    r"半年",
    r"季度",
    r"\d月份?(?:政府|政务|信息|公开|统计|情况)",
    r"月报|周报",
)
"""A title with one of these is not a report, whatever else it says."""

TABLE_WORDS = _any(
    r"统计期限",
    r"本年制发件数",
    r"本年新制作数量",
    r"本年新收政府信息公开申请",
    r"上一年项目数量",
    r"主动公开政府信息数",
    r"20[012]\d年1月1日(?:起)?至?20[012]\d年12月31日",
)
"""What the tables of the forms, or the period that reports name, say; news about a report says it as well."""

HEADINGS = tuple(
    _any(heading)
    for heading in (
        r"[一1][、.．]?(?:总体情况|概述|基本情况)",
        r"主动公开(?:政府信息)?(?:的)?情况",
        r"(?:收到和处理|依申请公开|申请(?:公开)?(?:处理|办理))(?:政府信息)?(?:公开)?(?:申请)?(?:的)?情况",
        r"行政复议、?(?:提起)?行政诉讼|复议、?诉讼",
        r"存在的?(?:主要)?问题",
        r"其他需要(?:报告|说明)",
    )
)
"""The six parts of a report, as the form and its forerunners head them."""

RESEMBLING = _any(r"公开", r"报告", r"年报", r"报表", r"年度")
"""What a look-alike shares with reports; other rejected titles are just something else."""

HALF_TITLE = _any(r"…+$", r"\.{2,}$", r"⋯+$")
"""A list cut the entry short; the link's title attribute has the rest."""

COLUMN = re.compile(
    r"(?:历年|市县?|县|区|旗|本级|各|部门|单位|乡镇|镇街|街道|和|及|、|年)*"
    r"(?:政府|政务)?(?:信息)?公开(?:工作)?(?:年度)?(?:工作)?(?:年报|年度报告|报告)"
    r"(?:专栏|专题|栏目|汇总|公示)?"
)
"""A report column by its name alone: 政府信息公开年报, 信息公开年度报告, 政府信息公开工作年度报告."""

SHORT_COLUMN = re.compile(
    r"(?:历年|往年|历史|法定|信息|政府|各|部门|乡镇|镇街|街道|单位|本级|和|及|、|[县市区旗](?:级|直|政府)?)*(?:年度)?(?:工作|公开)?"
    r"(?:年报|年度报告|工作年度报告|年度工作报告|公开报告)(?:专栏|专题|汇总)?"
)
"""A report column if it stands on a disclosure page, or its path says so too."""

COLUMN_PATH = _any(
    (
        r"(?:^|/)(?:\w*_)?(?:bm|xz|zf|szf|xzf|qzf|gq|sz)?(?:zf)?(?:xx)?(?:gk|xxgk|zfxxgk|xxyj)?"
        r"(?:gz)?(?:nb|ndbg|ndgzbg|nbzl)(?:zx|zl)?(?:_\d+)?(?:/|$|\.|\d)"
    ),
    r"gknb|xxgknd|zfxxgkn|xxgkndbg|xxgknb|gknd(?:bg)?",
    r"xxgkannualreport|opennessannualreport",
)
"""Pinyin of the same words in an address: zfxxgknb, xxgkndbg, gknb, ndbg, bmnb, nbzl."""

ENTRY = re.compile(
    r"(?:(?:.{1,10}(?:县|市|区|旗|政府|网站))?(?:法定)?(?:主动)?(?:政府|政务)?(?:信息)?公开|.{1,8}(?:政府|政务|信息)公开)"
    r"(?:专栏|专区|平台|目录|栏目?|首页|网|频道|大厅|工作|系统|之窗|版块|板块)?"
)
"""A link from the home page towards the report column."""

ENTRY_PATH = re.compile(r"/(?:zwgk|xxgk|zfxxgk|zwxxgk)\w{0,8}(?:/|/index\.\w+|\.\w+)?$", re.I)
"""The same by its address, for a picture without words."""

ENTRY_ORDER = ("政府信息公开", "信息公开", "政务公开", "法定主动公开")
"""Which entry is looked into first: the unified name of 国办公开办函〔2019〕61号 leads."""

GUIDE = re.compile(r"(?:政府)?信息公开(?:指南|制度)")
"""Of the boxes of 国办公开办函〔2019〕61号, those that name nothing else."""

MORE = re.compile(r"(?:查看|浏览)?更多.{0,4}|more\W*|全部", re.I)
"""A link from a box to the column that it shows the newest entries of."""

BUTTON = re.compile(
    r"\W*(?:点击)?(?:查看|详细|详情|浏览|打开|进入|阅读|下载|view|open|read)(?:详情|全文|内容|更多|查看)?\W*",
    re.I,
)
"""A link that says what to do instead of where it leads: the row that it stands in says that."""

SITE_MAP = re.compile(r"(?:网站|站点)(?:地图|导航)")

YEAR = re.compile(r"(?<!\d)(20[012]\d)(?!\d)")

YEAR_FOLDER = re.compile(
    r"(?:19|20)\d\d(?:年度?)?(?:(?:政府|政务)?信息公开)?(?:工作)?(?:年度)?(?:年报|报告|以前|及以前)?"
)

OWN_FOLDER = re.compile(
    r"(?:20\d\d年?度?)?(?:(?:市|县|区|旗)?(?:级)?(?:人民)?政府(?:本级)?(?:年报|年度报告)?|(?:市|县|区)?本级(?:政府)?(?:年报)?|汇总|总报告"
    r"|(?:市|县|区|旗)(?:人民)?政府(?:办公室|办))"
)
"""The folder that holds the county's own report."""

LEVEL_FOLDER = re.compile(
    r"[县市区旗]级|(?:往年|以往|历年|历史|过往)(?:年度|年报|年度报告|报告)?|"
    r"(?:20\d\d年?度?)?(?:(?:市|县|区|旗|州)(?:级|直|直属|政府|属)?|政府|各|所属|直属|组成|直管|垂直?管理?|条管|中?省?直|驻[县市区旗]|其[他它])*"
    r"(?:部门|单位|机构|工作部门|机关|乡镇|镇乡|乡|镇|街道|街道办事处|镇街|镇街道|乡镇街道|园区|开发区|功能区|事业单位|企事业单位|公共企事业单位|国企|国有企业|垂管单位)"
    r"(?:[、/和及（(]?(?:乡镇|镇|街道|园区|单位|部门|街道办事处)[)）]?)*(?:信息公开)?(?:工作)?(?:年报|年度报告|报告)?"
)
"""A folder for one level of organs: 县直部门, 乡镇街道."""

UNIT = re.compile(
    r"(?!.*(?:调研(?!室)|慰问|走访|视察|莅临|参加|会见|座谈|深入|赴|开展|检查(?!委|站|局|大队|支队|中队|所)|关于|一行|来访|同志|公示|公告))"
    r".{1,24}(?:局|委|办|办公室|中心|镇|乡|街道|街|政府|厅|院|站|所|队|社|会|馆|场|公司|集团|银行|电视台|园区?|开发区|苏木|嘎查|处|署"
    r"|(?<![全内干局])部|(?:研究|调研)室|中学|小学|学校|大学)"
    r"(?:[(（].{1,12}[)）])?"
)
"""The name of an organ, standing alone in a report column: a folder, or a report whose title is only the organ. News
that ends with the organ it tells of has a verb."""

PLACE = re.compile(r".{1,16}[省市县区旗州盟村]")

AROUND = _any(
    r"20[012]\d年?度?",
    r"^关于|^附件\d*:?",
    r"\.(?:docx?|wps|pdf|ofd|xlsx?|et|zip|rar)$",
    r"[()〔〕《》“”\"',，:：、.-]|正文|全文|[终定]稿|发布稿",
)
"""What stands around the name of the organ in a title that does not name the subject."""

UNITS = _any(r"部门|单位|机构|机关|乡镇|镇乡|镇街|街道|园区|国企")
"""Of the names of levels, those below the county government."""

NEXT_PAGE = re.compile(r"(?:下一?页|下一?頁|后一?页|往后|后页|next(?:page)?|[>»›]{1,2}|下一页[>»›]*)", re.I)

LAST_PAGE = re.compile(r"(?:尾页|末页|最后一?页|尾頁|last(?:page)?|>\||»»)", re.I)

DOCUMENT_FILE = re.compile(r"\.(?:docx?|wps|pdf|ofd|xlsx?|et|zip|rar|7z|rtf|txt)$", re.I)
"""Kinds of files that are archived, whether or not they can be read yet."""

DOWNLOAD_SCRIPT = re.compile(
    r"(?:downfile|download|downloadattach\w*|attachdown\w*|filedown\w*)\.(?:jsp|do|aspx?|php|action)", re.I
)


ARTICLE_PATH = _any(
    r"/t\d{6,8}_\d+(?:_\w+)?\.s?html?$",
    r"/t?\d{5,}\.(?:s?html?|jhtml)$",
    r"/art/\d{4}/",
    r"/art_\d+_\d+\.html$",
    r"/(?:content/)?post_\d+\.html$",
    r"/info/\d+/\d+\.htm$",
    r"/[0-9a-f]{16,}\.s?html?$",
    r"/content[_-]\d+(?:\.html?)?$",
    r"/c\d+_\d+\.s?html?$",
    r"/(?:19|20)\d\d[-/]?\d\d[-/]?\d\d/",
    r"/(?:19|20)\d{4}/[^/]+\.s?html?$",
    r"/(?:xxgk|openness)annualreport/show/",
    r"/public/\d+/\d+\.html$",
    r"/i\d{5,}\.html$",
    r"/doc_[0-9a-f]+\.html$",
    r"[?&](?:article_?id|news_?id|info_?id|content_?id|docid|id)=\w+",
)
"""Addresses of articles, as against columns and folders."""

YEAR_PARAMETER = r"fbtime|timeframe|nd|year|nianfen|reportyear|annual"
YEAR_QUERY = re.compile(rf"[?&]({YEAR_PARAMETER})=20\d\d", re.I)
"""An address whose query names the year: the page of one year's report, whatever else its address says."""

FRAMES_NOT_PAGES = _any(r"baidu|weather|tianqi|share|login|search|player|video")

AGREED_HOSTS = re.compile(r"(?:[\w-]+\.)*gov\.cn", re.A)
"""Hosts that may be reached from a listed one. Copies of reports on hijacked hosts are everywhere."""
