"""The printed labels of the statutory forms, as the builders print them.

Kept apart from ``pipeline.forms`` on purpose: a report is written with this table and read with that one, so
that a mistake in either shows. A tree of labels has the printed text as key and the cell's key, or a tree
of narrower labels, as value; the order is that of the form.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

Key = tuple[str, str, str]
"""(table, row, column), named as in the datasets."""

Tree = dict[str, "str | tuple[str, str] | Tree"]

TABLES = ("proactive", "requests", "remedies")
EDITIONS = ("2021", "2019")
NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
CONTENT = "信息内容"
REQUESTERS = "申请人情况"
NUMERALS = "一二三四五六"
HEADINGS = {
    "2021": (
        "总体情况",
        "主动公开政府信息情况",
        "收到和处理政府信息公开申请情况",
        "政府信息公开行政复议、行政诉讼情况",
        "存在的主要问题及改进情况",
        "其他需要报告的事项",
    ),
    "2019": (
        "总体情况",
        "主动公开政府信息情况",
        "收到和处理政府信息公开申请情况",
        "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        "政府信息公开工作存在的主要问题及改进情况",
        "其他需要报告的事项",
    ),
}
"""Headings of the six sections by edition."""


def headings(edition: str) -> dict[int, str]:
    """Section number -> heading with its numeral, as printed."""
    return {n: f"{NUMERALS[n - 1]}、{words}" for n, words in enumerate(HEADINGS[edition], 1)}


@dataclass(frozen=True)
class Block:
    """One item of Article 20 in table 2: its heading, its columns and its rows, as label to key."""

    heading: str
    columns: dict[str, str]
    rows: dict[str, str]


_DECISIONS = {"本年处理决定数量": "decisions"}
_ITEMS = {"上一年项目数量": "items_prior_year", "本年增/减": "items_change"}
_ITEMS_AND_DECISIONS = {**_ITEMS, "处理决定数量": "decisions"}
_DOCUMENTS_2021 = {"本年制发件数": "issued", "本年废止件数": "repealed", "现行有效件数": "in_force"}
_DOCUMENTS_2019 = {
    "本年新制作数量": "newly_made",
    "本年新公开数量": "newly_disclosed",
    "对外公开总数量": "disclosed_total",
}
_SANCTIONS = {"行政处罚": "penalty", "行政强制": "compulsion"}

PROACTIVE: dict[str, tuple[Block, ...]] = {
    "2021": (
        Block(
            "第二十条第（一）项", _DOCUMENTS_2021, {"规章": "rules", "行政规范性文件": "normative_documents"}
        ),
        Block("第二十条第（五）项", _DECISIONS, {"行政许可": "licensing"}),
        Block("第二十条第（六）项", _DECISIONS, _SANCTIONS),
        Block(
            "第二十条第（八）项",
            {"本年收费金额（单位：万元）": "collected"},
            {"行政事业性收费": "admin_fees"},
        ),
    ),
    "2019": (
        Block("第二十条第（一）项", _DOCUMENTS_2019, {"规章": "rules", "规范性文件": "normative_documents"}),
        Block(
            "第二十条第（五）项",
            _ITEMS_AND_DECISIONS,
            {"行政许可": "licensing", "其他对外管理服务事项": "other_services"},
        ),
        Block("第二十条第（六）项", _ITEMS_AND_DECISIONS, _SANCTIONS),
        Block("第二十条第（八）项", _ITEMS, {"行政事业性收费": "admin_fees"}),
        Block(
            "第二十条第（九）项",
            {"采购项目数量": "projects", "采购总金额": "amount"},
            {"政府集中采购": "procurement"},
        ),
    ),
}

_OTHER: dict[str, str | Tree] = {
    "2021": {
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请": "other_not_corrected",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请": "other_fee_unpaid",
        "3.其他": "other_other",
    },
    "2019": "other_disposition",
}


def _request_rows(edition: str) -> Tree:
    return {
        "一、本年新收政府信息公开申请数量": "new_received",
        "二、上年结转政府信息公开申请数量": "carried_in",
        "三、本年度办理结果": {
            "（一）予以公开": "granted",
            "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": "granted_partial",
            "（三）不予公开": {
                "1.属于国家秘密": "denied_state_secret",
                "2.其他法律行政法规禁止公开": "denied_legal_prohibition",
                "3.危及“三安全一稳定”": "denied_security_stability",
                "4.保护第三方合法权益": "denied_third_party",
                "5.属于三类内部事务信息": "denied_internal_affairs",
                "6.属于四类过程性信息": "denied_process_information",
                "7.属于行政执法案卷": "denied_enforcement_file",
                "8.属于行政查询事项": "denied_special_access_records",
            },
            "（四）无法提供": {
                "1.本机关不掌握相关政府信息": "unable_not_held",
                "2.没有现成信息需要另行制作": "unable_needs_creation",
                "3.补正后申请内容仍不明确": "unable_still_unclear",
            },
            "（五）不予处理": {
                "1.信访举报投诉类申请": "unprocessed_petition_complaint",
                "2.重复申请": "unprocessed_repeat",
                "3.要求提供公开出版物": "unprocessed_publication",
                "4.无正当理由大量反复申请": "unprocessed_excessive",
                "5.要求行政机关确认或重新出具已获取信息": "unprocessed_confirm_reissue",
            },
            "（六）其他处理": _OTHER[edition],
            "（七）总计": "outcome_total",
        },
        "四、结转下年度继续办理": "carried_out",
    }


REQUEST_ROWS: dict[str, Tree] = {edition: _request_rows(edition) for edition in EDITIONS}

REQUEST_COLUMNS: Tree = {
    "自然人": "natural_person",
    "法人或其他组织": {
        "商业企业": "org_enterprise",
        "科研机构": "org_research",
        "社会公益组织": "org_public_welfare",
        "法律服务机构": "org_legal_service",
        "其他": "org_other",
    },
    "总计": "total",
}

_RESULTS = {
    "结果维持": "upheld",
    "结果纠正": "corrected",
    "其他结果": "other_outcome",
    "尚未审结": "pending",
    "总计": "total",
}


def _results(row: str) -> Tree:
    return {label: (row, column) for label, column in _RESULTS.items()}


REMEDIES: Tree = {
    "行政复议": _results("reconsideration"),
    "行政诉讼": {
        "未经复议直接起诉": _results("litigation_direct"),
        "复议后起诉": _results("litigation_after_reconsideration"),
    },
}

UNITS = {
    "collected": "万元",
    "amount": None,
    "projects": "项",
    "items_prior_year": "项",
    "items_change": "项",
}
"""Units by column where it is not 件."""


def unit(key: Key) -> str | None:
    return UNITS.get(key[2], "件")


def leaves(tree: Tree, path: tuple[str, ...] = ()) -> Iterator[tuple[str | tuple[str, str], tuple[str, ...]]]:
    """Every (key, printed labels from the widest to the narrowest) of a tree, in form order."""
    for label, value in tree.items():
        if isinstance(value, dict):
            yield from leaves(value, (*path, label))
        else:
            yield value, (*path, label)


@cache
def cells(table: str, edition: str) -> Mapping[Key, str]:
    """Every cell of a table with its label, written ``row/labels｜column/labels``; made once."""
    return MappingProxyType(_cells(table, edition))


def _cells(table: str, edition: str) -> dict[Key, str]:
    if table == "proactive":
        return {
            (table, row, column): f"{block.heading}/{row_label}/{column_label}"
            for block in PROACTIVE[edition]
            for row_label, row in block.rows.items()
            for column_label, column in block.columns.items()
        }
    if table == "requests":
        return {
            (table, row, column): f"{'/'.join(row_path)}｜{'/'.join(column_path)}"
            for row, row_path in leaves(REQUEST_ROWS[edition])
            for column, column_path in leaves(REQUEST_COLUMNS)
        }
    return {(table, *key): "/".join(path) for key, path in leaves(REMEDIES)}


def form(editions: dict[str, str]) -> dict[Key, str]:
    """Every cell of a report whose tables have these editions (table -> edition), in form order."""
    return {key: label for table in TABLES for key, label in cells(table, editions[table]).items()}
