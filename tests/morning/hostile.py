"""A night in which everything that a site can write is written by someone who means harm."""

from tests.morning.nights import FIRST, night

TEXTS = (
    "<script>document.title='owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    "</style><script>document.title='owned'</script>",
    "</title></bdi></section><iframe src='https://example.org/'></iframe>",
    "\"' onmouseover='document.title=1' autofocus onfocus=alert(1) x='",
    "{{ 7 * 7 }} {% raw %} ${7*7}",
    "\u202e\u2066告报度年\u202d青槐县",
    "青槐县" * 3500,
    "a" * 10_240,
    "x\x00y\x1b[31mz\x7f\ud800",
    "&lt;b&gt; &amp;",
)
ADDRESSES = (
    "javascript:document.title='owned'",
    "JaVaScRiPt://qinghuai.test/%0adocument.title='owned'",
    "data:text/html,<script>document.title='owned'</script>",
    "//example.org/x",
    "http://[::1",
    "http://qinghuai.test/\"onmouseover=\"document.title='owned'",
    "https://qinghuai.test/" + "a/" * 2000,
    "vbscript:msgbox(1)",
    "",
    None,
)
LONG = "长" * 400


def hostile_night() -> dict:
    """Every text and address in every place of the page."""
    pairs = [(text, ADDRESSES[number % len(ADDRESSES)]) for number, text in enumerate(TEXTS)]
    reports = [
        {
            "report_id": text,
            "site": text,
            "county": text,
            "province": text,
            "issuer": text,
            "year": 2024,
            "title": text,
            "url": url,
            "status": text,
            "checks_failed": 1,
            "warc_file": text,
            "warc_offset": 10,
            "facts_changed": [text],
            "cells_changed": 3,
        }
        for text, url in pairs
    ]
    problems = [
        {
            "key": text,
            "id": "0123abcd",
            "message": text,
            "action": action,
            "size": 1,
            "site": text,
            "name": text,
            "state": state,
            "since": "2026-01-06",
            "reason": text,
        }
        for text in TEXTS
        for action in ("look", f"{LONG}")
        for state in ("new", "known", "acknowledged")
    ]
    row = {"count": 1_234_567, "change": -1_234_567, "meaning": LONG, "action": "nothing"}
    years = list(range(2008, 2026))
    site = {"site": LONG, "name": LONG, "before": LONG, "after": LONG}
    column = {"site": LONG, "name": TEXTS[0], "year": 2024, "state": LONG, "reason": TEXTS[7], "action": LONG}
    return night(0, [], problems) | {
        "result": "not_done",
        "not_done": list(TEXTS),
        "hook": TEXTS[0],
        "reports": {"since_build": TEXTS[0], "new": reports * 3, "changed": reports, "gone": reports},
        "coverage": {
            "years": years,
            "provinces": [
                {
                    "province": text,
                    "counties": 1234,
                    "published": {str(year): year - 2000 for year in years},
                }
                for text in (*TEXTS, "新疆维吾尔自治区")
            ],
        },
        "sites": {
            "states": [{"state": LONG, **row}],
            "changed": [site] * 20,
            "broken_columns": [column] * 20,
        },
        "checks": {
            "passed": 10**9,
            "failed": 10**9,
            "not_assessable": 10**9,
            "reports_that_do_not_add_up": 10**9,
        },
        "crawl": {
            "finished": False,
            "reason": TEXTS[1],
            "sites": 2840,
            "not_reached": 12,
            "requests": 123_456,
            "from_archive": 1,
            "pages_new": 3,
            "outcomes": {"ok": 123_456_789, "tls": 1},
            "hosts": {
                "slow": [{"host": LONG, "requests": 3, "mean_seconds": 20.1, "slowest_seconds": 60.0}],
                "closed": [{"site": LONG, "name": LONG, "host": LONG, "why": "tls", "action": LONG}],
                "resting": list(TEXTS),
            },
            "left": dict.fromkeys(TEXTS, 3),
            "look_alikes": 3,
            "politeness": LONG,
        },
        "build": {"build_id": LONG, "previous": None, "is_new": True, "documents_read": 3, "rows": {}},
        "disk": {"free": 10**12, "total": 10**13},
        "ended_at": FIRST.isoformat(),
    }
