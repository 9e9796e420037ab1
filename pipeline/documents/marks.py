"""Raised, lowered, small and struck-out text inside a line: never joined to the digits beside it.

``259<sup>1</sup>`` is 259 with a note and not 2591, ``<s>88</s>259`` is not 88259. Digits so marked that touch other
digits are parted from them by a line break in a cell, where a break inside digits is read as not certain; in prose
they become raised digits (``10²``), or nothing if struck out. Struck-out text that touches no digits is left
out; any other marked text (``①``, ``[1]``, ``注1``) stays as printed. A cell is not blank because what it prints is
struck out.
"""

import re

RAISED, STRUCK = frozenset(("sup", "sub", "small")), frozenset(("s", "strike", "del"))
MARKED = RAISED | STRUCK
_RAISED, _STRUCK, _END = "\ufdd0", "\ufdd1", "\ufdd2"  # characters that no text has
_SIGNS = re.compile(f"[{_RAISED}{_STRUCK}{_END}]")
_PART = re.compile(f"([{_RAISED}{_STRUCK}])([^{_RAISED}{_STRUCK}{_END}]*){_END}")
_PARTS = re.compile(
    "|".join(f"(?:{mark}[^{_RAISED}{_STRUCK}{_END}]*{_END}){{2,}}" for mark in (_RAISED, _STRUCK))
)
"""Parts with the same mark that touch, as office programs split text."""
_TAB_OR_END = re.compile(r"(?=[\t\n])|(?<=[\t\n])")
_DIGITS_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_DEEPEST = 2
STRUCK_OUT = "\ufdd5"
"""Stands for a paragraph of a cell that is struck out as a whole, until the cell ends."""


def opening(tag: str) -> str:
    return _RAISED if tag in RAISED else _STRUCK


def closing() -> str:
    return _END


def parted(text: str) -> str:
    """``text`` with each mark that goes on over a tab or the end of a line closed before it and opened again behind it;
    those still open at the end are closed."""
    goes_on: list[str] = []
    parts = []
    for part in _TAB_OR_END.split(text):
        parts.append("".join(goes_on) + part)
        for sign in _SIGNS.findall(part):
            if sign != _END:
                goes_on.append(sign)
            elif goes_on:
                goes_on.pop()
        parts.append(_END * len(goes_on))
    return "".join(parts)


def resolve(text: str, is_in_cell: bool) -> str:
    """``text`` without the characters that ``opening`` and ``closing`` put around its marked parts; in a cell
    ``STRUCK_OUT`` if nothing is left of it."""
    left = _PARTS.sub(lambda parts: parts[0][0] + _SIGNS.sub("", parts[0]) + _END, text)
    for _ in range(_DEEPEST):
        left = _PART.sub(lambda part: _resolved(part, is_in_cell), left)
    left = _SIGNS.sub("", left).strip()
    return STRUCK_OUT if is_in_cell and not left and _SIGNS.sub("", text).strip() else left


def _resolved(part: re.Match, is_in_cell: bool) -> str:
    mark, content = part.group(1), part.group(2).strip()
    before = part.string[max(0, part.start() - 2) : part.start()].strip()[-1:]
    after = part.string[part.end() : part.end() + 2].strip()[:1]
    touches_before = before.isdigit() and content[:1].isdigit()
    touches_after = after.isdigit() and content[-1:].isdigit()
    if not (touches_before or touches_after):
        return part.group(2) if mark == _RAISED else ""
    if is_in_cell:
        return "\n" * touches_before + content + "\n" * touches_after
    return content.translate(_DIGITS_RAISED) if mark == _RAISED else ""
