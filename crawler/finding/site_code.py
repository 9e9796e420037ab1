"""The ``SiteIDCode`` that government sites put into their pages: which site a page belongs to, as it says itself."""

import re

META = re.compile(rb"<meta\b[^<>]{0,200}?siteidcode[^<>]{0,200}>", re.I)
CODE = re.compile(rb"content\s{0,9}=\s{0,9}[\"']?\s{0,9}(bm\d{8}|\d{6,10})\b", re.I)
WITHIN = 65_536
"""Bytes. Meta tags stand at the beginning of a page."""


def site_id_code(payload: bytes | None) -> str | None:
    """The code, ten digits or ``bm`` and eight; None where the page carries none."""
    tag = META.search((payload or b"")[:WITHIN])
    code = CODE.search(tag[0]) if tag else None
    return code[1].decode().lower() if code else None
