"""The closed lists: every state that a cell, a document, a fetch or a county-year can be in.

Each member carries what it means and what a person should do about it; ``gongkai status`` prints them.
"""

from collections.abc import Container, Mapping
from enum import StrEnum


class State(StrEnum):
    """A member of a closed list: its value is the word that stands in the datasets."""

    meaning: str
    action: str

    def __new__(cls, value: str, meaning: str, action: str = "nothing"):
        member = str.__new__(cls, value)
        member._value_ = value
        member.meaning = meaning
        member.action = action
        return member


class CellState(State):
    """What a cell of a statutory table holds. Only ``REPORTED`` is a number that analysis may use."""

    REPORTED = "reported", "a number is printed, and its place is certain"
    BLANK = "blank", "the cell is there and empty"
    DASH = "dash", "the cell says there is nothing: / - — 无"
    TEXT = "text", "the cell holds words that are not a number"
    ABSENT = "absent", "the form has this cell, the document does not"
    DOUBTFUL = "doubtful", "a number is printed, but its place or its digits are not certain", "read the page"


class DocumentStatus(State):
    """What came of reading one document."""

    COMPLETE = "complete", "every cell of the form is settled, and at least one is reported"
    PARTIAL = (
        "partial",
        "some cells are absent or doubtful, or none is reported, as in a blank form",
        "read the notes, where there are any, then the page",
    )
    NO_TABLES = (
        "no_tables",
        "a report whose tables are pictures, attachments or missing",
        "look for an attachment",
    )
    NOT_A_REPORT = "not_a_report", "the document is something else"
    UNREADABLE = "unreadable", "the bytes could not be read as any supported type", "read the notes"


class Outcome(State):
    """What came of one attempt to fetch one URL. Every attempt leaves a WARC record with its outcome."""

    OK = "ok", "a response with a body"
    UNCHANGED = "unchanged", "the server or the digest says that nothing changed since the last capture"
    REDIRECT = "redirect", "the server points to another address"
    GONE = "gone", "404, 410 or a page that says so: it is not there (any more)", "look for a moved column"
    BLOCKED = (
        "blocked",
        "401, 403, 405, 418, 429, 451 or a page that says so: the server will not answer us",
        "wait; write to the site",
    )
    CHALLENGED = (
        "challenged",
        "412, 521 or a script challenge; it is never solved",
        "collect by hand: gongkai add",
    )
    SERVER_ERROR = (
        "server_error",
        "any other 5xx, or a page that is an error",
        "it is tried again on the next night",
    )
    HTTP_ERROR = "http_error", "any other status that is not a success", "read the status"
    EMPTY = (
        "empty",
        "a success with no body, or a page that shows nothing unless a script fills it",
        "it is tried again on the next night; a page of scripts is collected by hand: gongkai add",
    )
    TIMEOUT = "timeout", "no answer in time", "it is tried again on the next night"
    DNS = "dns", "the host name does not resolve", "check the home page in sites.csv"
    CONNECTION = (
        "connection",
        "the connection was refused, reset or cut",
        "it is tried again on the next night",
    )
    TLS = "tls", "the handshake failed", "check whether the site moved to http or old ciphers"
    ROBOTS = "robots", "robots.txt forbids the page, or could not be read", "write to the site"
    OFF_LIST = "off_list", "the address is outside the allow-list or private; nothing was sent"
    TOO_LARGE = (
        "too_large",
        "the body passed the size limit and was dropped",
        "gongkai crawl --sites data/sites.csv --site SITE --contact you@example.org --data DATA"
        " -s DOWNLOAD_MAXSIZE=BYTES",
    )
    FAILED = "failed", "any other failure; the record names it", "read the record"


class Damage(State):
    """What is wrong with a stretch of the archive, or with the ledger."""

    TORN = (
        "torn",
        "the file ends inside a record, as a kill or a power cut leaves it",
        "gongkai verify --repair sets the half record aside, as the next crawl does; the page is fetched again",
    )
    DAMAGED = (
        "damaged",
        "bytes changed after they were written",
        "restore the file from a copy; without one, the next crawl fetches the page again",
    )
    FOREIGN = (
        "foreign",
        "a sound WARC record that this project did not write",
        "move the file out of the archive if it does not belong there",
    )
    DISORDER = (
        "disorder",
        "a record that is there twice, or is older than the one before it",
        "see whether a file was copied or put together by hand; restore it from a copy",
    )
    LOST = (
        "lost",
        "the record says that nothing changed since a capture that is not there",
        "restore the file that held it; without a copy, the next crawl fetches the page again",
    )
    MISSING = (
        "missing",
        "a file, or the end of one, was written and is not there",
        "restore it from a copy; without one, run a crawl, which fetches what is still on the sites; verify names the loss for good",
    )
    LEDGER = (
        "ledger",
        "the ledger is not there, cannot be read, or does not say what the archive holds",
        "gongkai verify --repair makes it again from the archive; nothing is lost",
    )


class CoverageState(State):
    """What is known of one site and one report year."""

    PUBLISHED = "published", "at least one report of the year was read"
    PUBLISHED_UNREAD = (
        "published_unread",
        "a report was captured but its tables could not be read",
        "read the notes",
    )
    NOT_PUBLISHED = "not_published", "the column was read to its end and holds no report of the year"
    NOT_DUE = "not_due", "the law's date for the year has not passed"
    COLUMN_EMPTY = (
        "column_empty",
        "the column was found and lists no report at all",
        "look whether a script fills it",
    )
    COLUMN_NOT_FOUND = (
        "column_not_found",
        "the site answers, the report column was not found",
        "name it in sites.csv",
    )
    RENDERED_ONLY = (
        "rendered_only",
        "the column was found, and only a script in a browser fills its list",
        "install the browser (README) for the next crawl, or collect by hand: gongkai add",
    )
    NOT_FETCHED = "not_fetched", "the column names a report of the year that no night has asked for yet"
    GONE = "gone", "the column or report was there and is not any more", "look for a moved column"
    BLOCKED = "blocked", "the server will not answer us", "wait; write to the site"
    CHALLENGED = (
        "challenged",
        "the site answers with a challenge; it is never solved",
        "collect by hand: gongkai add",
    )
    TIMEOUT = "timeout", "no answer in time", "it is tried again on the next night"
    UNREACHABLE = (
        "unreachable",
        "no usable answer: name, connection or server error",
        "open the site in a browser: where it answers there, see captures",
    )
    TLS = "tls", "the handshake failed", "check whether the site moved to http or old ciphers"
    ROBOTS = "robots", "robots.txt forbids the column", "write to the site"
    NOT_SEARCHED = "not_searched", "no attempt was made", "gongkai crawl"


class MonitorState(State):
    """What a monitor says of a night. Only ``FINE`` means that it looked and found nothing."""

    FINE = "fine", "compared with the nights before, within the limit"
    ALERT = "alert", "beyond the limit", "see the line of the monitor"
    NO_HISTORY = "no_history", "there is no night to compare with yet", "look at the figure yourself"
    NOT_ASSESSABLE = (
        "not_assessable",
        "tonight gave no figure: the crawl or the build failed, or did not come that far",
        "see why the night was not done",
    )


class ProblemState(State):
    """Where a matter that needs a person stands. Only ``NEW`` makes a command exit with 1."""

    NEW = "new", "not there in the nights of the last week, or worse than then", "do what its line says"
    KNOWN = (
        "known",
        "told on an earlier night, and still there",
        "do what its line says, or gongkai ack",
    )
    ACKNOWLEDGED = (
        "acknowledged",
        "put to rest by gongkai ack; it comes back when it gets worse",
        "nothing",
    )


class NightResult(State):
    """What came of a night as a whole; each has its exit code."""

    CLEAN = "clean", "crawled and published; nothing new needs a person"
    ATTENTION = "attention", "crawled and published, with something new that needs a person", "read the page"
    NOT_DONE = (
        "not_done",
        "the crawl or the build failed: the last good datasets stay",
        "the page says why, first of all; the next night goes on where this one stopped",
    )


def described(states: type[State], counts: Mapping[str, int], others: Container[str] = ()) -> list[dict]:
    """The states that are counted, or among ``others``, each with its count, meaning and what to do."""
    return [
        {"state": str(state), "count": counts.get(state, 0), "meaning": state.meaning, "action": state.action}
        for state in states
        if counts.get(state) or state in others
    ]
