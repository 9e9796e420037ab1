"""The words of a report: a foreword and six sections, made of sentences of our own with numbers in them."""

from dataclasses import dataclass
from random import Random

from tests.builders.figures import Figures
from tests.builders.labels import NUMERALS, headings

FOREWORDS = (
    "根据《中华人民共和国政府信息公开条例》第五十条的规定，{issuer}编制了{year}年度报告。"
    "报告所列数据的统计期限为{year}年1月1日至{year}年12月31日。",
    "现向社会公布{issuer}{year}年政府信息公开工作的情况。全文分六个部分，"
    "数据自{year}年1月1日起，到12月31日止。",
    "本报告由{issuer}办公室汇总各股室材料后形成，统计时间从{year}年1月1日到当年年底。"
    "对内容有疑问的，可在工作日拨打0999-{phone}咨询。",
)

OVERVIEW = {
    "主动公开": (
        "全年在政府门户网站发布信息{a}条，其中工作动态{b}条，财政资金类{c}条；政务新媒体推送{d}条。",
        "围绕群众常问的事项，年内共主动公开政府信息{a}条，制作办事指南{b}份，召开新闻发布会{c}次。",
        "把公开嵌进办文流程，发文时一并确定公开属性。{year}年发布各类信息{a}条，更新目录{b}项。",
    ),
    "依申请公开": (
        "{year}年新收政府信息公开申请{received}件，上年结转{carried_in}件，结转下年度{carried_out}件，"
        "均在法定期限内办理。",
        "受理窗口和网上渠道并用，当年收到申请{received}件，办结{handled}件，没有超期答复。",
        "本年度收到申请{received}件。对内容不清楚的，工作人员先打电话问明，再决定是否发出补正通知。",
    ),
    "政府信息管理": (
        "对历年文件作了一次盘点，清理失效文件{b}件，重新标注{c}件，公开前一律经过保密审查。",
        "信息由经办人起草、股室负责人核对、分管领导签发，三道手续缺一不可；年内退回修改{c}条。",
    ),
    "平台建设": (
        "专栏按年份和机构重新归类，检索入口移到首页，访问量比上年多{b}人次。",
        "在政务大厅设公开查阅点{c}处，备有电脑、打印机和纸质目录，接待查阅{b}人次。",
        "公众号与网站同源发布，减少重复录入，全年合并账号{c}个。",
    ),
    "监督保障": (
        "组织培训{c}期，参训{b}人次；把公开工作列入年度考核，分值占{e}%。",
        "请人大代表和群众代表共{c}名参加评议，收到意见{e}条，逐条答复。",
        "未发生因公开工作被追究责任的情形。",
    ),
}

PROBLEMS = (
    "一是个别单位公开不及时，信息从形成到上网平均要{e}天；二是目录与内容对不上的情况仍有发生。",
    "主要问题有两个：经办人员调整频繁，业务生疏；解读材料文字多、图表少，群众不爱看。",
    "回头看，公开的主动性还要加强，基层查阅点的利用率不高，全年使用不到{b}次。",
)
REMEDIES = (
    "下一步将给新到岗人员安排跟班学习，每季度抽查一次栏目，发现问题当月改完。",
    "{next_year}年拟修订公开目录，增加图解和音频的比例，并在村级便民点放置简明手册。",
    "已把抽查结果与绩效挂钩，{next_year}年一季度前完成整改并向社会说明结果。",
)
OTHERS = (
    "无。",
    "无",
    "没有其他需要报告的事项。",
    "{year}年没有收取信息处理费，也没有其他需要说明的情况。",
    "按照《政府信息公开信息处理费管理办法》，本年度发出收费通知{zero}件，收取处理费{zero}元。",
)


@dataclass(frozen=True)
class Section:
    """One of the six parts: its heading as printed, and its paragraphs without heading and table."""

    number: int
    heading: str
    paragraphs: tuple[str, ...] = ()


def _slots(rng: Random, issuer: str, year: int, figures: Figures) -> dict[str, object]:
    """What the sentences may state: random counts, and figures of table 3 as the table has them."""
    stated = {
        name: figures["requests", row, "total"] or 0
        for name, row in {
            "received": "new_received",
            "carried_in": "carried_in",
            "carried_out": "carried_out",
            "handled": "outcome_total",
        }.items()
    }
    counts = {
        "a": rng.randint(200, 9000),
        "b": rng.randint(20, 199),
        "c": rng.randint(2, 12),
        "d": rng.randint(100, 3000),
        "e": rng.randint(2, 9),
        "zero": 0,
        "phone": rng.randint(5_000_000, 5_999_999),
    }
    return {"issuer": issuer, "year": year, "next_year": year + 1, **counts, **stated}


def _numbered(parts: list[tuple[str, str]], rng: Random) -> tuple[str, ...]:
    """Sub-sections （一）, （二）…: the heading run into its paragraph or on a line of its own."""
    run_in = rng.random() < 0.5
    lines: list[str] = []
    for numeral, (name, sentence) in zip(NUMERALS, parts, strict=False):
        heading = f"（{numeral}）{name}"
        lines += [f"{heading}。{sentence}"] if run_in else [heading, sentence]
    return tuple(lines)


def make_prose(
    rng: Random, issuer: str, year: int, edition: str, figures: Figures
) -> tuple[tuple[str, ...], tuple[Section, ...]]:
    """Foreword and six sections. Sections two to four hold their tables only, so no paragraphs."""
    slots = _slots(rng, issuer, year, figures)

    def pick(bank: tuple[str, ...]) -> str:
        return rng.choice(bank).format_map(slots)

    overview = _numbered([(name, pick(bank)) for name, bank in OVERVIEW.items()], rng)
    problems = _numbered([("存在的问题", pick(PROBLEMS)), ("改进措施", pick(REMEDIES))], rng)
    paragraphs = (overview, (), (), (), problems, (pick(OTHERS),))
    sections = tuple(
        Section(number, heading, lines)
        for (number, heading), lines in zip(headings(edition).items(), paragraphs, strict=True)
    )
    return (pick(FOREWORDS),), sections
