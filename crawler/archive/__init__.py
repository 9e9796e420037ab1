"""What the crawl writes: one WARC record an attempt, and the ledger of what the records say.

``writer`` first, which takes from ``records`` what to say, then ``ledger``: the record is on disk before anything knows
of it. Reading what is written, the build's side and the ledger's, is ``pipeline.archive``.
"""
