"""Personal data is masked, counts and document numbers are not; issuers are told by their names."""

from time import perf_counter

import pytest

from pipeline.building.masking import masked, overlaps, spans
from pipeline.building.organisations import kind, normalised

MASKED = {
    "联系电话：0517-87222345，邮箱 hzq_zwgk@163.com": "联系电话：[电话]，邮箱 [邮箱]",
    "传真：(0531)86062222": "传真：[电话]",
    "请致电13812345678。": "请致电[电话]。",
    "手机 138 1234 5678": "手机 [电话]",
    "联系人：张三 电话：87654321": "联系人：[姓名] 电话：[电话]",
    "经办人：李 四 联系方式：15912345678": "经办人：[姓名] 联系方式：[电话]",
    "联系人：欧阳娜娜，电话见网站": "联系人：[姓名]，电话见网站",
    "单位负责人：王五审核人：赵六": "单位负责人：[姓名]审核人：[姓名]",
    "身份证号320102199001011234": "身份证号[证件号]",
    "400-123-4567": "[电话]",
    "QQ：12345678": "QQ：[账号]",
    "0833-1234567，（0833）1234567": "[电话]，[电话]",
    "电话８１２３４５６、8123457": "电话[电话]、[电话]",
    "电  话：8123-4567": "电  话：[电话]",
    "１３８１２３４５６７８": "[电话]",
    "ａｂｃ＠１６３．ｃｏｍ": "[邮箱]",
    "联 系 人：张三": "联 系 人：[姓名]",
    "联系人：李四、王五": "联系人：[姓名]、[姓名]",
    "联系人张三，电话见网站": "联系人[姓名]，电话见网站",
    "联系人及电话：张三 2234567": "联系人及电话：[姓名] [电话]",
    "负责人：王小明": "负责人：[姓名]",
    "联系人：阿依古丽·买买提": "联系人：[姓名]",
    "身份证号：510102900101123": "身份证号：[证件号]",
}

KEPT = [
    "行政许可11398889件，行政处罚3985758件，收费96171.6万元",
    "12345热线受理群众诉求87654321件",
    "国办公开办函〔2021〕30号，2025年1月9日，2021年1月1日至2021年12月31日",
    "索引号 11320800014377/2025-00012",
    "主动公开政府信息 375 条，浏览量1381234567次",
    "负责人高度重视",
    "主要负责人：高度重视，分管负责人：具体抓",
    "接听12345热线8765432件，热线12345678件",
    "投资13800000000元，受理4001234567元，行政许可13812345678件",
    "联系人：制度不健全",
    "",
    None,
]


@pytest.mark.parametrize("text", MASKED)
def test_masks(text):
    assert masked(text) == MASKED[text]
    assert masked(masked(text)) == MASKED[text]


@pytest.mark.parametrize("text", KEPT)
def test_keeps(text):
    assert masked(text) == text


KINDS = {
    "洪泽区人民政府": "county_government",
    "淮安市洪泽区人民政府": "county_government",
    "洪泽区政府": "county_government",
    "区人民政府": "county_government",
    "淮安市人民政府": "government",
    "江苏省人民政府": "government",
    "洪泽区人民政府办公室": "government_office",
    "洪泽区水利局": "department",
    "洪泽区发展和改革委员会": "department",
    "洪泽区政务服务管理办公室": "department",
    "白沙镇人民政府": "township",
    "高良涧街道办事处": "township",
    "海滨街": "township",
    "张三": "other",
}


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("county", ["洪泽区", "洪泽区人民政府", "洪泽"])
def test_kinds_of_bodies(name, county):
    assert kind(name, county) == KINDS[name]


SPELLINGS = {
    "洪泽区人民政府": [
        "洪泽区人民政府",
        " 洪泽区 人民政府\n",
        "江苏省淮安市洪泽区人民政府",
        "洪泽区人民政府：",
    ],
    "洪泽区人民政府办公室": ["洪泽区人民政府办公室", "淮安市洪泽区人民政府办公室"],
    "水利局": ["水利局", "洪泽区水利局", "淮安市洪泽区水利局"],
    "白沙镇人民政府": ["白沙镇人民政府", "洪泽区白沙镇人民政府"],
    "淮安市人民政府": ["江苏省淮安市人民政府", "淮安市人民政府"],
    "洪泽区": ["洪泽区"],
}


@pytest.mark.parametrize("county", ["洪泽区", "洪泽区人民政府"])
@pytest.mark.parametrize(
    ("name", "printed"), [(name, text) for name, texts in SPELLINGS.items() for text in texts]
)
def test_spellings_of_one_issuer(name, printed, county):
    assert normalised(printed, ("江苏省", "淮安市", county)) == name


def test_a_body_of_the_level_above_is_another_body():
    places = ("江苏省", "淮安市", "洪泽区")
    assert normalised("淮安市财政局", places) != normalised("洪泽区财政局", places)
    assert normalised("江苏省淮安市洪泽区人民政府", places) == normalised("洪泽区人民政府", places)


@pytest.mark.parametrize(
    ("name", "county"), [("晋城市人民政府", "城区"), ("仁和区人民政府", "和县"), ("淮安市人民政府", "洪泽区")]
)
def test_another_government_is_not_the_county_s(name, county):
    assert kind(name, county) == "government"


@pytest.mark.parametrize("text", ["a" * 300_000, "1" * 300_000, "a.b" * 100_000, "电话" * 100_000])
def test_masking_takes_time_in_proportion(text):
    start = perf_counter()
    masked(text)
    assert perf_counter() - start < 5


def test_figures_are_masked_where_they_stand():
    text = "联系电话：2234567人工服务，受理申请3件"
    found = spans(text)
    start = text.index("2234567")
    assert overlaps(found, start, start + 8)
    assert masked(text, found, start, start + 8) == "[电话]人"
    assert not overlaps(found, text.index("受理"), len(text))
