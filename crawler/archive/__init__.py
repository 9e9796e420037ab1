"""What the crawl writes: one WARC record an attempt, and the ledger of what the records say."""
