"""What leads to reports: columns, their folders and entries, and the addresses of articles and files."""

import pytest

from crawler.finding import judgement
from crawler.finding.judgement import Kind
from tests.crawler.walking import ARTICLE, FOLDER


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("2023年", Kind.FOLDER),
        ("2022年度", Kind.FOLDER),
        ("2021", Kind.FOLDER),
        ("2023年政府信息公开年报", Kind.FOLDER),
        ("县政府", Kind.OWN_FOLDER),
        ("本级", Kind.OWN_FOLDER),
        ("区政府办公室", Kind.OWN_FOLDER),
        ("县直部门", Kind.FOLDER),
        ("县政府工作部门", Kind.FOLDER),
        ("乡镇（街道）", Kind.FOLDER),
        ("各乡镇", Kind.FOLDER),
        ("街道办事处", Kind.FOLDER),
        ("县直属机构", Kind.FOLDER),
        ("垂直管理部门", Kind.FOLDER),
        ("驻县单位", Kind.FOLDER),
        ("其他单位", Kind.FOLDER),
        ("往年年报", Kind.FOLDER),
        ("二〇二三年", Kind.FOLDER),
        ("2023年部门", Kind.FOLDER),
        ("2023年县政府", Kind.OWN_FOLDER),
        ("白沙镇", Kind.UNIT),
        ("县发展和改革局", Kind.UNIT),
        ("县政府信息公开年报", Kind.COLUMN),
        ("部门信息公开年报", Kind.FOLDER),
        ("年度报告", Kind.COLUMN),
        ("首页", Kind.OTHER),
        ("更多>>", Kind.OTHER),
    ],
)
def test_names_in_a_report_column(name, kind):
    assert judgement.in_column(name, FOLDER) is kind


@pytest.mark.parametrize("name", ["2023年", "市应急局", "县政府", "政府信息公开工作年度报告", "2023年年报"])
def test_the_address_of_an_article_makes_a_report_of_a_folder_s_name(name):
    assert judgement.in_column(name, ARTICLE) is Kind.REPORT


@pytest.mark.parametrize(
    "name",
    [
        "政府信息公开年报",
        "信息公开年报",
        "政府信息公开年度报告",
        "政府信息公开工作年度报告",
        "公开年报",
        "政府信息公开报告",
    ],
)
def test_columns_by_name_alone(name):
    assert judgement.is_column_link(name, FOLDER, on_disclosure_page=False)


@pytest.mark.parametrize(
    "name", ["年报", "年度报告", "年报专栏", "历年年报", "法定年报", "政府年报", "部门年报", "年度公开报告"]
)
def test_short_names_are_columns_on_disclosure_pages_or_by_their_path(name):
    assert judgement.is_column_link(name, FOLDER, on_disclosure_page=True)
    assert judgement.is_column_link(name, "http://a.gov.cn/zwgk/zfxxgknb/", on_disclosure_page=False)
    assert not judgement.is_column_link(name, "http://a.gov.cn/tjj/tj/", on_disclosure_page=False)


@pytest.mark.parametrize(
    "path", ["zfxxgknb", "xxgkndbg", "gknb", "zfxxgkndbg", "bmnb", "nbzl", "zfxxgknb_70772", "ndbg"]
)
def test_columns_of_pictures_by_their_path(path):
    assert judgement.is_column_link("", f"http://a.gov.cn/zwgk/{path}/", on_disclosure_page=False)
    assert not judgement.is_column_link(
        "", f"http://a.gov.cn/{path}/202301/t20230118_1.html", on_disclosure_page=False
    )


@pytest.mark.parametrize(
    "name",
    [
        "政府信息公开",
        "政务公开",
        "信息公开",
        "政府信息公开专栏",
        "法定主动公开",
        "清河县政府信息公开",
        "阳光政务·信息公开",
    ],
)
def test_entries(name):
    assert judgement.is_entry(name, FOLDER)


def test_entries_without_words_by_their_path():
    assert judgement.is_entry("", "http://a.gov.cn/zwgk/")
    assert judgement.is_entry("", "http://a.gov.cn/xxgk/index.html")
    assert not judgement.is_entry("", "http://a.gov.cn/news/")


@pytest.mark.parametrize("name", ["依申请公开", "财政公开", "公开电话", "信息公开指南", "政府信息公开年报"])
def test_what_is_no_entry(name):
    assert not judgement.is_entry(name, FOLDER)


@pytest.mark.parametrize(
    "path",
    [
        "/nb/202202/t20220221_80439274.html",
        "/art/2024/1/23/art_1229114055_88348.html",
        "/xxgk/qzfgzbm/content/post_11956962.html",
        "/info/5730/293201.htm",
        "/c128570/202601/c531fcfd0a1b2c3d4e5f60718293a4b5.shtml",
        "/Content-2027931.html",
        "/zwgk/content_184762",
        "/2024/03-18/750009.html",
        "/single/29/71869.html",
        "/details.aspx?dept=154&id=64168",
    ],
)
def test_addresses_of_articles(path):
    assert judgement.is_article(f"http://a.gov.cn{path}")


@pytest.mark.parametrize(
    "path",
    ["/", "/zwgk/zfxxgknb/", "/zfxxgknb/2022n/index.html", "/col/col1229/index.html", "/nb/index_1.html"],
)
def test_addresses_of_columns(path):
    assert not judgement.is_article(f"http://a.gov.cn{path}")


@pytest.mark.parametrize(
    ("address", "text", "is_file"),
    [
        ("/a/W020.pdf", "", True),
        ("/a/%E5%B9%B4%E6%8A%A5.DOCX", "", True),
        ("/module/download/downfile.jsp?classid=0&filename=a1.pdf", "", True),
        ("/system/_content/download.jsp?wbfileid=1", "附件", True),
        ("/x?id=1", "2023年年度报告.xls", True),
        ("/a.html", "附件", False),
        ("/a.jpg", "", False),
    ],
)
def test_files(address, text, is_file):
    assert judgement.is_document_file(f"http://a.gov.cn{address}", text) is is_file
