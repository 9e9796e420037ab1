"""What pages say that are none, in the words of firewalls, servers and content systems, by outcome.

``TO_US``: said to whoever asks, which no page of a site says of itself. ``BRIEFLY``: said of nothing in particular;
a page that shows little else, and nothing of reports, means itself. Firewalls name themselves in ``MARKS``.
"""

import re

from pipeline.states import Outcome

THING = r"(?:页面?|网页|网址|文件|文章|信息|栏目|内容|资源|地址|链接|记录|频道|站点)"
IS_GONE = (
    r"(?:不存在|未找到|没有找到|找不到|无法(?:找到|显示|打开)|不见了?|走丢了?|丢失了?|失效|未审核|暂?未发布|(?:已经?|可能已?经?)(?:被[^，。]{,6})?"
    r"(?:删除|下线|下架|移除|撤销|撤回|关闭|更名|失效|过期|取消))"
)
ENDS_HERE = r"(?=了?\s*(?:[！!。.，,；;~～…<]|或|$|\s))"
BEFORE = r"(?:^|[\s，,。！!：:；;])"
ASKED = r"(?:您|你|当前|所)(?:所|要|想要?|正在|想|试图|尝试|现在)*(?:访问|请求|查看|查找|浏览|搜索|打开|输入|查询)"
REFUSAL = r"(?:拦截|阻断|拒绝|禁止|封禁|限制|屏蔽)"

TO_US: tuple[tuple[Outcome, re.Pattern], ...] = (
    (
        Outcome.BLOCKED,
        re.compile(
            rf"(?:您|你|该|本次|当前)的?(?:访问|请求|IP|地址|操作|提交)[^。]{{,40}}(?:被|已){{1,2}}[^，。]{{,14}}{REFUSAL}"
            rf"|(?:请求|访问)(?:带有|包含)?[^。]{{,16}}已被[^，。]{{,14}}{REFUSAL}|策略{REFUSAL}|疑似(?:黑客)?攻击"
            r"|您?的?访问(?:频率|次数|速度)?(?:过于|太过?|过)(?:频繁|高|快|多)|请求(?:过于|太)频繁"
            r"|不在(?:允许)?(?:的)?访问的?范围|(?:没有|无)权限?访问|您所在的?(?:地区|区域|国家)"
            r"|不对境外|暂?不(?:支持|提供)境外|(?:don't|do not) have permission to access"
            r"|not (?:allowed|available) in your (?:country|region)"
            r"|(?:request|requested url) (?:has been |was )?(?:rejected|denied|blocked)",
            re.I,
        ),
    ),
    (
        Outcome.GONE,
        re.compile(
            rf"{ASKED}的?[^，。]{{,8}}{THING}[^。]{{,10}}?{IS_GONE}|(?:无法|没有|不能)(?:找到|显示)[该此]{THING}"
            rf"|{BEFORE}[该此]?[页网]面[^，。]{{,3}}{IS_GONE}{ENDS_HERE}"
            rf"|(?:抱歉|对不起)[^。]{{,12}}{THING}[^。]{{,6}}{IS_GONE}|(?:抱歉|对不起)[^。]{{,4}}(?:找不到|未找到|没有找到)(?!相关|符合|匹配)"
            r"|the (?:requested )?(?:page|file|url)[^.]{,60}(?:not (?:be )?found|does not exist|no longer)",
            re.I,
        ),
    ),
    (
        Outcome.SERVER_ERROR,
        re.compile(
            r"\b(?:java|javax|org|com|sun)\.[\w.]+(?:Exception|Error)\b|\bSystem\.[\w.]+Exception\b|fatal error\s*:"
            r"|SQLSTATE\[|OLE DB Provider|\[ODBC |ORA-\d{5}|Traceback \(most recent|stack ?trace|exception in thread"
            r"|sqlexception"
            r"|应用程序中的服务器错误|http status 5\d\d|http error 5\d\d",
            re.I,
        ),
    ),
)
BRIEFLY: tuple[tuple[Outcome, re.Pattern], ...] = (
    (
        Outcome.CHALLENGED,
        re.compile(
            r"(?:完成|进行|通过|需要)[^，。]{,6}(?:安全验证|人机验证|滑[动块]验证|以?下?面?的?验证后)|(?:拖动|滑动|按住|移动)[^，。]{,4}滑块"
            r"|(?:浏览器|客户端|访问环境)安全(?:检查|检测|验证)|正在进行(?:安全|人机|浏览器)(?:检测|检查|验证|识别)|人机识别"
            r"|verify(?:ing)? (?:that )?you are (?:a )?human|checking (?:your browser|if the site connection)"
            r"|访问安全，?请输入验证码|请输入[^，。]{,6}验证码(?:以|后|，)?继续",
            re.I,
        ),
    ),
    (
        Outcome.BLOCKED,
        re.compile(
            rf"(?:访问|请求|IP|地址).{{0,12}}(?:被|已).{{0,12}}{REFUSAL}|(?:禁止|限制)境外|境外(?:访问|IP|用户)|access denied|forbidden"
            rf"|{BEFORE}非法(?:访问|请求|操作)(?=[！!。，,；\s]|$)",
            re.I,
        ),
    ),
    (
        Outcome.GONE,
        re.compile(
            rf"{BEFORE}(?:该|此|您?查?看?的|指定的?)?{THING}[^，。；、\d]{{,4}}{IS_GONE}{ENDS_HERE}"
            r"|(?:找不到|未找到|没有找到)(?!相关|符合|匹配).{0,8}(?:页面|网页|文件|文章|信息|内容|资源)"
            r"|\b404\b.{0,20}(?:not found|错误|页面)|not found|does not exist",
            re.I,
        ),
    ),
    (
        Outcome.SERVER_ERROR,
        re.compile(
            r"系统(?:发生|出现)?(?:错误|异常|繁忙|维护|出错|升级)|服务器?(?:内部)?(?:错误|繁忙|异常|正?忙)"
            r"|(?:网站|系统|平台)(?:[^，。]{,6}(?:维护|升级|调整|改版)+中|正在(?:进行)?[^，。]{,4}(?:维护|升级|调整))|服务器?(?:暂时|当前)?不可用"
            r"|数据库(?:连接)?(?:错误|失败|异常)"
            r"|(?:internal server|runtime|application) error|service (?:temporarily )?unavailable|bad gateway"
            r"|gateway time-?out",
            re.I,
        ),
    ),
)
TITLE = re.compile(
    rf"(?P<gone>(?:error\s*|错误\s*)?(?:404|410)(?:\s*$|\s*[-_|:：]|\s*(?:错误|页面|not found|error))"
    rf"|(?:page |file )?not found"
    rf"|(?:{ASKED}的|该|此)?{THING}{IS_GONE}|(?:找不到|无法找到)[该此]?{THING})"
    r"|(?P<server_error>(?:(?:http )?(?:status|error) |错误\s*)?50\d(?:\s*$|\s*[-_|:：–]"
    r"|\s*(?:error|错误|bad|internal|gateway|service))|(?:internal )?server error|系统(?:错误|异常|维护中?$|升级)|服务器错误|运行时错误"
    r"|runtime error)"
    rf"|(?P<blocked>(?:http status )?403(?:\s*$|\s*[-_|:：]|\s*(?:forbidden|错误|禁止))|access denied"
    rf"|访问(?:被)?(?:拒绝|拦截|阻断|禁止)"
    r"|request rejected|网站防火墙)"
    r"|(?P<challenged>(?:请(?:先)?(?:完成|进行|通过))?(?:滑动|滑块|安全|访问|人机|身份|浏览器)(?:安全)?(?:验证|检测)(?:页面|中|码)?\s*$|验证码\s*$|人机识别"
    r"|正在进行人机|just a moment|protected by)",
    re.I,
)
MARKS = re.compile(
    rb"__jsl_clearance|\$_ts\s*=\s*window|window\[['\"]\$_ts['\"]\]|<(?:meta|script)\b[^<>]{,300}\br=['\"]m['\"]"
    rb"|wzwschallenge|wzwsparams|wzwsconfirm|/_ws_sbu/|_bot_sbu|/WZWSREL|acw_sc__v2|yunsuo_session|YunSuoAutoJump"
    rb"|security_verify_data|cf-browser-verification|/cdn-cgi/challenge-platform|/\.safeline/"
)
"""Jiasule, Rui-shu, WZWS, Yunsuo, SafeLine and others, as their pages name themselves."""
ABOUT_REPORTS = re.compile(r"年度报告|年报|信息公开申请|行政复议")
SIGNS_IN = re.compile(r"登录|密码|用户名|账号")
"""A form to sign in asks for a captcha as well."""
ALERT = re.compile(r"\balert\s*\(\s*[\"']([^\"'<>]{2,80})[\"']")
