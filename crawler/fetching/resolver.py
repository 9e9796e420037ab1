"""A name keeps the address that it had first in a run: what the guards looked at is what is connected to.

A name server that gives a public address to the first question and a private one to the next (DNS rebinding) would
otherwise lead a connection past the guards.
"""

from scrapy.resolver import CachingThreadedResolver, dnscache


class FirstAnswer(CachingThreadedResolver):
    """Scrapy's resolver; of answers to questions that were asked at once, the first to come counts for all."""

    def _cache_result(self, result: str, name: str) -> str:
        if name not in dnscache:
            dnscache[name] = result
        return dnscache[name]
