"""The order of the walk: the county's own reports before those of its units, lists before reports."""

from tests.crawler.walking import COLUMN, html, paths, title, walk_over


def test_lists_by_year_of_the_query_do_not_make_their_entries_the_county_s_own():
    years = html(("/nb/?year=2024", "2024年"), ("/nb/?year=2023", "2023年"))
    site = {"/": html(COLUMN), "/nb/": years}
    for year in (2024, 2023):
        entries = ((f"/{year}/{n}.html", title(unit, year)) for n, unit in enumerate(("清河县", "财政局")))
        site[f"/nb/?year={year}"] = html(*entries)
    reports = [path for path in paths(walk_over(site)[1], "report") if "year=" not in path]
    assert reports == ["/2024/0.html", "/2023/0.html", "/2024/1.html", "/2023/1.html"]


def test_lists_are_read_before_the_reports_of_units():
    site = {"/": html(COLUMN), "/nb/": html(("/nb/1.html", title("财政局", 2024)), ("/nb/?page=2", "下一页"))}
    site["/nb/?page=2"] = html(("/nb/2.html", title(year=2020)))
    assert paths(walk_over(site)[1], "report") == ["/nb/2.html", "/nb/1.html"]


def test_a_folder_of_a_unit_is_not_the_county_s_own():
    site = {"/": html(COLUMN), "/nb/": html(("/nb/cz/", "财政局"), ("/nb/zf/", "县政府"))}
    site |= {f"/nb/{unit}/": html((f"/nb/{unit}/t20250110_1.html", "2024年年报")) for unit in ("cz", "zf")}
    assert paths(walk_over(site)[1], "report") == ["/nb/zf/t20250110_1.html", "/nb/cz/t20250110_1.html"]


def test_the_county_s_own_reports_of_all_years_come_before_folders_of_its_units():
    site = {"/": html(COLUMN), "/nb/": html(("/nb/2024/", "2024年"), ("/nb/2023/", "2023年"))}
    for year in (2024, 2023):
        site[f"/nb/{year}/"] = html((f"/nb/{year}/cz/", "财政局"), (f"/nb/{year}/1.html", title(year=year)))
        site[f"/nb/{year}/cz/"] = html((f"/nb/{year}/cz/1.html", title("财政局", year)))
    asked = paths(walk_over(site)[1])
    assert asked.index("/nb/2023/1.html") < asked.index("/nb/2024/cz/")


def test_a_folder_with_the_county_s_name_is_its_own():
    names = {"cz": "财政局", "bs": "白沙镇人民政府", "qh": "清河县人民政府"}
    site = {"/": html(COLUMN), "/nb/": html(*((f"/nb/{path}/", name) for path, name in names.items()))}
    site |= {f"/nb/{path}/": html((f"/nb/{path}/t20250110_1.html", "2024年年报")) for path in names}
    assert paths(walk_over(site)[1], "report")[0] == "/nb/qh/t20250110_1.html"
