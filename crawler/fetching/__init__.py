"""Between the crawl and the wire: what may be asked for, how gently, and what came of it.

Parts that Scrapy calls, as ``crawler.settings`` names them: ``guards`` and ``robots`` let a request go, ``recording``
asks conditionally and puts the answer into the archive, ``politeness`` spaces requests, ``tls``, ``resolver``,
``posting`` and ``browser`` send them. ``outcomes`` and ``false_pages`` say what came; ``cooldown`` who is left alone.
"""
