"""HTTP content coding undone: ``gzip`` and ``deflate``, the two that the crawl asks for, never past a limit."""

import zlib

MAX_DECODED = 64 * 2**20
"""Bytes. The largest report seen, a scanned PDF, has 40 MB; compressed bombs unpack to a thousand times more."""


class Undecodable(ValueError):
    """The body is not what its Content-Encoding says; the message says how."""


class TooLarge(Undecodable):
    """The body unpacks to more than the limit: a decompression bomb, or nothing that we look for."""


def decode(body: bytes, content_encoding: str | None, limit: int = MAX_DECODED) -> bytes:
    """``body`` without its content codings, the last one applied first.

    A body declared ``gzip`` that does not begin as gzip is taken as it is: servers label plain bodies so, and
    browsers show them. Raises :class:`TooLarge` beyond ``limit`` bytes, :class:`Undecodable` for a coding that
    is unknown, cut short or broken.
    """
    codings = [name.strip().lower() for name in (content_encoding or "").split(",")]
    for coding in reversed([name for name in codings if name not in ("", "identity", "none", "utf-8")]):
        if coding in ("gzip", "x-gzip"):
            body = _unzip(body, limit) if body.startswith(b"\x1f\x8b") else body
        elif coding == "deflate":
            body = _inflate(body, zlib.MAX_WBITS if _has_zlib_head(body) else -zlib.MAX_WBITS, limit)
        else:
            raise Undecodable(f"unknown content coding {coding!r}")
    return body


def _has_zlib_head(body: bytes) -> bool:
    return len(body) > 1 and body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0


def _unzip(body: bytes, limit: int) -> bytes:
    parts: list[bytes] = []
    while body.startswith(b"\x1f\x8b"):
        unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        parts.append(_run(unpacker, body, limit))
        limit -= len(parts[-1])
        body = unpacker.unused_data
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _inflate(body: bytes, window: int, limit: int) -> bytes:
    return _run(zlib.decompressobj(wbits=window), body, limit)


def _run(unpacker, body: bytes, limit: int) -> bytes:
    try:
        content = unpacker.decompress(body, limit + 1)
    except zlib.error as error:
        raise Undecodable(f"broken compressed body: {error}") from error
    if len(content) > limit:
        raise TooLarge(f"the body unpacks to more than the limit of {limit} bytes")
    if not unpacker.eof:
        raise Undecodable("the compressed body is cut short")
    return content
