"""Every figure of politeness and protection, each with its reason. Scrapy reads this module as its settings.

The policy in one line: the pages that the law orders published, asked for slowly, one at a time, under our own
name, and never again before they may have changed. ``scrapy crawl`` and ``gongkai crawl`` take ``-s NAME=VALUE``.
"""

import os

from crawler.fetching import rendering

BOT_NAME = "gongkai"
SPIDER_MODULES = ["crawler.spiders"]

# Who asks. A crawl of real hosts adds a contact, so that a site can write instead of blocking.
USER_AGENT = "gongkai/0.1 (research archive of annual reports on open government information)"
ROBOTSTXT_USER_AGENT = "gongkai"
ROBOTSTXT_OBEY = True  # default False; robots.txt that answers 5xx, or not at all, closes the host as well

# How fast. County sites run on small machines; a reader who clicks every three seconds is no burden.
CONCURRENT_REQUESTS_PER_DOMAIN = 1  # default 8
DOWNLOAD_DELAY = 4  # seconds on average, default 0; real hosts never get less
DOWNLOAD_DELAY_JITTER = (
    0.25  # of the delay, to either side: 3 to 5 seconds; a beat piles up with other clockworks
)
AUTOTHROTTLE_ENABLED = True  # default False; a host that answers slowly is asked more slowly
AUTOTHROTTLE_START_DELAY = 4  # seconds, default 5
AUTOTHROTTLE_MAX_DELAY = 60  # seconds
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0
CONCURRENT_REQUESTS = 400  # default 16; over all hosts, each gets one at a time: more than can stall at once
CONCURRENT_ITEMS = 1  # default 100, each of them a task for every answer; an answer gives one request
REACTOR_THREADPOOL_MAXSIZE = (
    60  # default 10; names are looked up in threads, and a dead server holds one for 20 s
)
HOST_NIGHT_REQUESTS = 60  # a host and run, robots.txt included; loopback has no cap unless it is set with -s
COOL_DOWN_DAYS = (
    1  # a host that refuses, challenges or is overloaded is left alone this long; then it is asked once
)
COOL_DOWN_AGAIN_DAYS = 7  # the same, if it does so again within the days of the next line
COOL_DOWN_MEMORY_DAYS = 30  # a refusal a month ago says little of today
SHORTEST_WAIT = 60  # seconds; a Retry-After of less is made this
LONGEST_WAIT = (
    30 * 86_400
)  # seconds; a Retry-After of more is an error, or a refusal that is asked about monthly
# Lists from May to December; every night from January to April, when reports are due. A report that is not there (404)
# is asked for again after the same days, in any month.
LIST_RECHECK_DAYS = 7
# A captured report is not asked for again before; conditionally then. The same for a body that is too large, unless
# DOWNLOAD_MAXSIZE is set with -s.
RECHECK_DAYS = 30

# What is not done. No challenge is solved, nothing is sent twice at once, no proxy hides who asks.
RETRY_ENABLED = False  # default True; the spider asks once more at the end of a site, then on the next night
COOKIES_ENABLED = False  # default True; the pages are public, and sessions make one page many
HTTPPROXY_ENABLED = False  # default True; the guard against private addresses would not see behind a proxy
METAREFRESH_ENABLED = False  # default True; the spider follows redirects that pages make themselves
REFERER_ENABLED = True
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9",
    "Accept-Encoding": "gzip, deflate",
}

# When a night ends early. ``UNTIL``: an hour (06:00) where the sites are, or None: when all is asked for.
UNTIL = None
DISK_RESERVE = (
    2**30
)  # bytes left free on the disk of DATA, or a twentieth of a small one: a build needs room too

# What one answer may cost.
DOWNLOAD_TIMEOUT = 60  # seconds, default 180; scanned reports of 40 MB come at 1 MB/s from most hosts
TWISTED_DNS_RESOLVER = "crawler.fetching.resolver.FirstAnswer"  # a name does not change its address under way
DNS_TIMEOUT = 20  # seconds, default 60
DOWNLOAD_MAXSIZE = 64 * 2**20  # bytes, default 1 GB
COMING_MAXSIZE = 128 * 2**20  # bytes over all answers that are coming at a time: a machine of 1 GB is enough
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_FAIL_ON_DATALOSS = False  # default True; a body that is cut short is archived and marked, not lost
REDIRECT_MAX_TIMES = 5  # default 20

# A browser, for lists that only a script fills: the last resort, where the extra and a browser are installed.
PLAYWRIGHT_LAUNCH_OPTIONS = {
    "executable_path": rendering.browser(),
    "chromium_sandbox": os.geteuid() != 0,  # root has none: run as a user of its own
    "proxy": {"server": "http://127.0.0.1:9", "bypass": "<-loopback>"},  # nothing is there: no way but ours
    "args": [
        "--disable-gpu",
        "--disable-webrtc",
        "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    ],
}
PLAYWRIGHT_MAX_PAGES_PER_CONTEXT = 1  # default: CONCURRENT_REQUESTS; a page takes 200 MB
PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT = (
    300_000  # ms, default 30 s; its scripts wait for their turn at the host
)

# What every attempt passes through, from the spider's side to the wire.
DOWNLOADER = "crawler.fetching.politeness.PoliteDownloader"
DOWNLOAD_HANDLERS = {
    "http": "crawler.fetching.posting.PostingHandler",
    "https": "crawler.fetching.tls.Handler",
    "rendered": "crawler.fetching.browser.Handler",
    **dict.fromkeys(("data", "file", "ftp", "s3")),  # nothing but the web
}
DOWNLOADER_MIDDLEWARES = {
    "crawler.endings.Endings": 10,
    "crawler.fetching.guards.Guards": 50,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # guards know the allow-list
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.fetching.robots.Robots": 100,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,  # the archive decodes, once
    "crawler.fetching.recording.Recording": 950,
}
SPIDER_MIDDLEWARES = {  # these drop requests without a word; the frontier has the limits, and counts
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
}
EXTENSIONS = {
    "crawler.fetching.memory.Memory": 0,
    "scrapy.extensions.telnet.TelnetConsole": None,  # no door into a running crawl
    "scrapy.extensions.remote_control.RemoteControl": None,
    "scrapy.extensions.feedexport.FeedExporter": None,
    "scrapy.extensions.spiderstate.SpiderState": None,
}

LOG_LEVEL = "INFO"  # default DEBUG
STATS_DUMP = False
WARN_ON_GENERATOR_RETURN_VALUE = False  # default True; it parses the spider's source anew with every request
