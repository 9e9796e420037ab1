"""Between the crawl and the wire: what may be asked for, how gently, and what came of it."""
