"""JavaScript literals as Python values: JSON, and what scripts write in its place ('…', bare keys, trailing commas)."""

import json
import re
from typing import Any

SPACE = re.compile(r"(?:\s|//[^\n]*\n|/\*.*?\*/)*", re.S)
STRING = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"", re.S)
BARE = re.compile(r"[^\s,:{}\[\]'\"]+")
ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.S)
CONTROL = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
WORDS = {"true": True, "false": False, "null": None, "undefined": None}
DEEPEST = 60


def unescaped(text: str) -> str:
    """Text of a script without the escapes of its strings."""
    return ESCAPE.sub(_escaped, text)


def unquoted(literal: str) -> str:
    """What stands between the quotes of a string literal, without escapes."""
    return unescaped(literal[1:-1])


def literal_at(text: str, start: int) -> tuple[Any, int]:
    """The array or object that begins at ``start``, and its end. Raises ValueError where it is none, or never ends."""
    if text[start : start + 1] not in ("[", "{"):
        raise ValueError(f"neither an array nor an object at {start}")
    try:
        return json.JSONDecoder().raw_decode(text, start)
    except (json.JSONDecodeError, RecursionError):
        return _value(text, start, 0)


def _escaped(match: re.Match) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else CONTROL.get(match[3], match[3])


def _value(text: str, at: int, depth: int) -> tuple[Any, int]:
    at = SPACE.match(text, at).end()
    if depth > DEEPEST:
        raise ValueError("nested too deep")
    if text[at : at + 1] == "[":
        return _items(text, at + 1, depth)
    if text[at : at + 1] == "{":
        return _members(text, at + 1, depth)
    if string := STRING.match(text, at):
        return unquoted(string[0]), string.end()
    if bare := BARE.match(text, at):
        return WORDS.get(bare[0], bare[0]), bare.end()
    raise ValueError(f"no literal at {at}")


def _items(text: str, at: int, depth: int) -> tuple[list, int]:
    items = []
    while not (end := _closed(text, at, "]")):
        item, at = _value(text, at, depth + 1)
        items.append(item)
        at = _separated(text, at, "]")
    return items, end


def _members(text: str, at: int, depth: int) -> tuple[dict, int]:
    members = {}
    while not (end := _closed(text, at, "}")):
        key, at = _value(text, at, depth + 1)
        at = SPACE.match(text, at).end()
        if text[at : at + 1] != ":" or not isinstance(key, str):
            raise ValueError(f"no member at {at}")
        members[key], at = _value(text, at + 1, depth + 1)
        at = _separated(text, at, "}")
    return members, end


def _closed(text: str, at: int, mark: str) -> int | None:
    at = SPACE.match(text, at).end()
    return at + 1 if text[at : at + 1] == mark else None


def _separated(text: str, at: int, mark: str) -> int:
    """Behind the comma, or where the closing mark stands."""
    at = SPACE.match(text, at).end()
    if text[at : at + 1] == ",":
        return at + 1
    if text[at : at + 1] == mark:
        return at
    raise ValueError(f"neither a comma nor {mark} at {at}")
