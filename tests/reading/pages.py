"""Pages around a report as sites lay them out, for what is read of title, issuer and dates."""

from pipeline.documents import parse
from pipeline.reading.attribution import Attribution, attribute

PROSE = "<p>根据条例编制本报告，数据统计期限为2023年1月1日至2023年12月31日。</p>"
SECTIONS = "".join(
    f"<p>{heading}</p><p>认真贯彻落实条例，全年在门户网站发布信息三百条，其中工作动态二百条，推送两千条。</p>"
    for heading in ("一、总体情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项")
)


def page(title="", head="", before="", after="", metas="") -> Attribution:
    markup = (
        f"<html><head>{metas}</head><body><div>{before}</div><h1>{title}</h1>{head}"
        f"<div id=zoom>{PROSE}{SECTIONS}{after}</div></body></html>"
    )
    return attribute(parse(markup.encode()))
