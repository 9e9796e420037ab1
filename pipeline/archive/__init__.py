"""The archive as it is read: captures out of WARC files, what they hold, and whether they are whole.

``warc`` takes a file apart into records, ``captures`` makes each a capture and is the way in; ``chain`` and ``verify``
tell what is damaged or missing. What writes it is ``crawler.archive``.
"""
