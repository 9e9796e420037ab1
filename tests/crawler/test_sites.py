"""sites.csv: what is read, and what is said of lines that cannot be."""

import re
from pathlib import Path

import pytest

from crawler.sites import BadSitesFile, read_sites

HEADER = "site,adcode,name,homepage,report_columns\n"


def read(tmp_path: Path, text: str | bytes):
    path = tmp_path / "sites.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_sites(path)


def test_every_column(tmp_path):
    sites, bad = read(
        tmp_path,
        "name,homepage,adcode,site,report_columns,province,prefecture,family,is_demo,notes\n"
        "清河县,http://a.gov.cn/,130534,qinghe,http://a.gov.cn/nb/ http://b.gov.cn/nb/,河北省,邢台市,trs,true,x\n",
    )
    assert not bad
    (site,) = sites
    assert (site.site, site.adcode, site.name, site.province, site.prefecture) == (
        "qinghe",
        "130534",
        "清河县",
        "河北省",
        "邢台市",
    )
    assert site.report_columns == ("http://a.gov.cn/nb/", "http://b.gov.cn/nb/")
    assert (site.family, site.is_demo) == ("trs", True)
    assert site.addresses == ("http://a.gov.cn/", *site.report_columns)


@pytest.mark.parametrize(
    ("row", "name"),
    [(",130534,清河县,http://a.gov.cn/,", "130534"), (",,清河县,http://a.gov.cn:8080/,", "a.gov.cn-8080")],
)
def test_a_missing_name_is_made_from_code_or_host(tmp_path, row, name):
    assert read(tmp_path, HEADER + row + "\n")[0][0].site == name
    without = "adcode,name,homepage,report_columns\n" + row.removeprefix(",") + "\n"
    assert read(tmp_path, without)[0][0].site == name


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("a,130534,清河县,,", "homepage"),
        ("a,130534,清河县,ftp://a.gov.cn/,", "homepage"),
        ("a,130534,清河县,http://user:word@a.gov.cn/,", "homepage"),
        ("a,130534,清河县,http://a.gov.cn:port/,", "homepage"),
        ("a,130534,清河县,http://a.gov.cn:65536/,", "homepage"),
        ("a,130534,清河县,http://a.gov.cn　备注,", "homepage"),
        ("a,130534,清河县,http://[a/,", ""),
        ("a,130534,,http://a.gov.cn/,", "name is empty"),
        ("a,13053,清河县,http://a.gov.cn/,", "six-digit"),
        ("../a,130534,清河县,http://a.gov.cn/,", "letters, digits"),
        ("a,130534,清河县,http://a.gov.cn/,nb/", "report_columns"),
        ("a,130534,清河县,http://a.gov.cn/,,,,", "more fields"),
        ("a,130534,清河县,http://a.gov.cn/,http://a.gov.cn/1;http://a.gov.cn/2", "part addresses by spaces"),
        (
            "a,130534,清河县,http://a.gov.cn/,http://a.gov.cn/1、 http://a.gov.cn/2",
            "part addresses by spaces",
        ),
        ('a,130534,清河县,http://a.gov.cn/,"http://a.gov.cn/1', "quote"),
        ('a,130534,"清"河县,http://a.gov.cn/,', "quote"),
        ("site, adcode,name,homepage,report_columns", "names of the columns again"),
        ("good,130534,清河县,http://a.gov.cn/,", "named twice"),
    ],
)
def test_a_bad_row_is_named_by_its_line_and_the_others_go_on(tmp_path, row, reason):
    good = "good,130534,清河县,http://a.gov.cn/,\n"
    sites, bad = read(tmp_path, HEADER + good + row + "\n\n" + good.replace("good", "better"))
    assert [site.site for site in sites] == ["good", "better"]
    assert [fault.line for fault in bad] == [3]
    assert re.search(reason, bad[0].message)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_files_as_spreadsheets_write_them(tmp_path, encoding):
    text = (HEADER + '"q","130534","清河县","http://a.gov.cn/",""\n').replace("\n", "\r\n")
    sites, bad = read(tmp_path, text.encode(encoding))
    assert (sites[0].site, sites[0].name, bad) == ("q", "清河县", [])


@pytest.mark.parametrize("content", [b"", b"\x00\xff\x00", b"a,b\n1,2\n", b"\xd0\xcf\x11\xe0" * 99])
def test_what_is_no_list_of_sites_is_refused(tmp_path, content):
    with pytest.raises(BadSitesFile, match="no column"):
        read(tmp_path, content)


def test_an_address_may_hold_another(tmp_path):
    site = "a,130534,清河县,http://a.gov.cn/?to=http://b.gov.cn/;x,http://a.gov.cn/l?u=http://c.gov.cn/"
    sites, bad = read(tmp_path, HEADER + site)
    assert not bad and sites[0].report_columns == ("http://a.gov.cn/l?u=http://c.gov.cn/",)


@pytest.mark.parametrize(
    ("header", "says"),
    [("site;name;homepage", "parted by ';'"), ("name,homepage,name", "column name is there twice")],
)
def test_a_header_that_misleads_is_refused(tmp_path, header, says):
    with pytest.raises(BadSitesFile, match=says):
        read(tmp_path, header + "\n")


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(BadSitesFile, match="No such file"):
        read_sites(tmp_path / "sites.csv")


def test_the_project_s_own_list():
    sites, bad = read_sites(Path(__file__).parents[2] / "data" / "sites.csv")
    assert not bad
    assert len({site.province for site in sites}) == 31
    assert all(site.adcode == site.site for site in sites)
