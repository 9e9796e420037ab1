"""TLS as it is today, and old TLS for hosts that failed a handshake tonight.

Some county hosts offer small keys, old versions or unsafe renegotiation only. What is fetched from them is public,
and no secret is sent, so they are asked again the old way, once, after the handshake failed; the archive says of
each record that came so that it did. Certificates are not verified: many are self-signed or out of date.
"""

from OpenSSL import SSL
from scrapy.core.downloader.contextfactory import _ScrapyClientContextFactory
from scrapy.crawler import Crawler
from twisted.internet._sslverify import ClientTLSOptions
from twisted.internet.ssl import CertificateOptions, TLSVersion

from crawler.fetching.posting import PostingHandler

OLD = "old"
OLD_CIPHERS = b"ALL:@SECLEVEL=0"
LEGACY_SERVER_CONNECT = 0x4
"""OpenSSL's option; :mod:`OpenSSL.SSL` has no name for it."""


class Handler(PostingHandler):
    """The handler of https, with contexts that know which hosts want old TLS."""

    def __init__(self, crawler: Crawler):
        super().__init__(crawler)
        self._contextFactory = Contexts.from_crawler(crawler)


class Contexts(_ScrapyClientContextFactory):
    old_hosts: set[str]

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Contexts":
        contexts = super().from_crawler(crawler)
        contexts.old_hosts = crawler.spider.night.old_tls
        return contexts

    def creatorForNetloc(self, hostname: bytes, port: int) -> ClientTLSOptions:
        self._old = f"{hostname.decode('ascii')}:{port}" in self.old_hosts
        return super().creatorForNetloc(hostname, port)

    def _get_cert_options(self) -> CertificateOptions:
        options = OldOptions if self._old else CertificateOptions
        return options(**self._get_cert_options_kwargs())

    def _get_cert_options_kwargs(self) -> dict:
        lowest = TLSVersion.TLSv1_0 if self._old else TLSVersion.TLSv1_2
        return super()._get_cert_options_kwargs() | {"insecurelyLowerMinimumTo": lowest}


class OldOptions(CertificateOptions):
    def _makeContext(self, *arguments) -> SSL.Context:
        context = super()._makeContext(*arguments)
        context.set_options(LEGACY_SERVER_CONNECT)
        context.set_cipher_list(OLD_CIPHERS)
        return context
