"""Rows of the forms, and ways to print them."""

from collections.abc import Sequence

from pipeline.reading.tables import TablesRead

NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
ORGANISATIONS = ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
HEAD = [
    [NOTE, "", "", "申请人情况", "", "", "", "", "", ""],
    ["", "", "", "自然人", "法人或其他组织", "", "", "", "", "总计"],
    ["", "", "", "", *ORGANISATIONS, ""],
]
NEW = ["一、本年新收政府信息公开申请数量", "", "", "367", "336", "496", "368", "388", "323", "2278"]
CARRIED = ["二、上年结转政府信息公开申请数量", "", "", "1", "2", "3", "4", "5", "6", "21"]
GRANTED = ["三、本年度办理结果", "（一）予以公开", "", "2", "2", "2", "2", "2", "2", "12"]
CARRIED_OUT = ["四、结转下年度继续办理", "", "", "1", "1", "1", "1", "1", "1", "6"]
Rows = Sequence[Sequence[str]]


def tabs(rows: Rows) -> str:
    return "\n".join("\t".join(row) for row in rows)


def grid(rows: Rows) -> str:
    cells = ("".join(f"<td>{text}</td>" for text in row) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def reported(tables: TablesRead, row: str) -> list[str]:
    return [cell.raw for cell in tables.cells if cell.row == row and cell.state == "reported"]
