"""One table from what happened to the word that stands in the datasets."""

import pytest
from OpenSSL import SSL
from scrapy import exceptions
from twisted.internet import error
from twisted.python.failure import Failure
from twisted.web.client import ResponseFailed

from crawler.fetching.outcomes import NotSent, of_exception, of_response
from pipeline.states import Outcome

URL = "http://a.gov.cn/x"


def caused(outer: Exception, inner: Exception) -> Exception:
    outer.__cause__ = inner
    return outer


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, "ok"),
        (203, "ok"),
        (204, "empty"),
        (304, "unchanged"),
        (400, "http_error"),
        (401, "blocked"),
        (403, "blocked"),
        (404, "gone"),
        (405, "blocked"),
        (410, "gone"),
        (412, "challenged"),
        (418, "blocked"),
        (429, "blocked"),
        (451, "blocked"),
        (500, "server_error"),
        (503, "server_error"),
        (521, "challenged"),
        (522, "server_error"),
        (600, "server_error"),
    ],
)
def test_statuses(status, outcome):
    assert of_response(URL, status, {}, b"<html>", None)[0] == outcome


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects(status):
    assert of_response(URL, status, {"location": "/y#z"}, b"", None) == (
        Outcome.REDIRECT,
        "http://a.gov.cn/y",
    )
    assert of_response(URL, status, {}, b"", None)[0] == "http_error"
    assert of_response(URL, status, {"location": "/x", "set-cookie": "a=b"}, b"", None)[0] == "challenged"
    assert of_response(URL, status, {"location": "/x"}, b"", None)[0] == "redirect"


@pytest.mark.parametrize(
    "mark",
    [
        b"<script>document.cookie='__jsl_clearance_s=1'</script>",
        b"<meta content='x'><script>$_ts = window['$_ts']</script>",
        b"<script>var wzwschallenge='RANDOM'</script>",
        b"<script src='/_ws_sbu/sbu_hc.js'></script>",
        b"<script>setCookie('acw_sc__v2', x)</script>",
    ],
)
@pytest.mark.parametrize("status", [200, 202, 403, 503])
def test_challenges_are_told_by_their_bytes(mark, status):
    assert of_response(URL, status, {}, mark, None)[0] == "challenged"


def test_a_page_about_challenges_is_a_page():
    assert of_response(URL, 200, {}, b"x" * 20_000 + b"__jsl_clearance", None)[0] == "ok"


def test_a_method_that_is_not_allowed_and_a_firewall_with_the_same_status():
    assert of_response(URL, 405, {}, b"<h1>405 Method Not Allowed</h1></html>", None) == ("blocked", None)
    firewall = "<html><title>405</title><p>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。</p></html>"
    outcome, why = of_response(URL, 405, {}, firewall.encode(), None)
    assert (outcome, bool(why)) == ("blocked", True)
    assert of_response(URL, 405, {}, b"<script>setCookie('acw_sc__v2', x)</script>", None)[0] == "challenged"


def test_bodies():
    assert of_response(URL, 200, {}, b" \r\n", None)[0] == "empty"
    assert of_response(URL, 200, {}, b"half", "disconnect")[0] == "connection"
    assert of_response(URL, 200, {}, None, None)[0] == "failed"
    assert of_response(URL, 404, {}, None, None)[0] == "gone"


@pytest.mark.parametrize(
    ("exception", "outcome"),
    [
        (exceptions.CannotResolveHostError("x"), "dns"),
        (exceptions.DownloadTimeoutError("x"), "timeout"),
        (exceptions.DownloadConnectionRefusedError("x"), "connection"),
        (exceptions.DownloadCancelledError("x"), "too_large"),
        (exceptions.DownloadFailedError("x"), "connection"),
        (exceptions.ResponseDataLossError("x"), "connection"),
        (error.ConnectionLost("x"), "connection"),
        (error.TimeoutError("x"), "timeout"),
        (error.NoRouteError("x"), "connection"),
        (SSL.Error("x"), "tls"),
        (caused(exceptions.DownloadFailedError("x"), ResponseFailed([Failure(SSL.Error([]))])), "tls"),
        (
            caused(exceptions.DownloadFailedError("x"), ResponseFailed([Failure(error.ConnectionLost())])),
            "connection",
        ),
        (NotSent(Outcome.OFF_LIST, "x"), "off_list"),
        (NotSent(Outcome.ROBOTS, "x"), "robots"),
        (exceptions.IgnoreRequest("x"), "failed"),
        (RuntimeError("x"), "failed"),
    ],
)
def test_exceptions(exception, outcome):
    found, message = of_exception(exception)
    assert found == outcome
    assert message
