"""Printed words to the lines of a form.

A label is known by its Chinese characters alone, simplified or traditional, 其它 as well as 其他: numerals in front
(``1.`` ``（一）`` ``一、``), notes in brackets, letters, quotes, spaces and line breaks do not count. What then does not
agree to the letter may differ in a character or lose some, if that leaves exactly one line of the form it can be, and
if none of the characters that differ turns what is said (上年, 累计, 不属于).
Labels of few characters, and those that the forms call short, may not differ at all.
"""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import LCSseq, Levenshtein

from pipeline.forms import EDITIONS, Form, FormTable, Line
from pipeline.traditional import SIMPLIFIED

ROW, COLUMN, GROUP, HEADING, ANCHOR = "row", "column", "group", "heading", "anchor"

_NUMERAL = re.compile(
    r"^(?:[(（]?[一二三四五六七八九十]{1,3}[)）]?[、.．,，:：]?|[(（]?\d{1,2}[)）]?[、.．,，:：]?|[①-⑳])(?=\D)"
)
_NOTE = re.compile(r"\([^()]*\)|\[\d+\]|(?<=\D)(?:注?\d{1,2}|注|\*)$")
_OF_OTHER_TIME = re.compile(r"\((?:其中:?)?(?:[上前去往历]一?年|下年|累计)[^()]{0,4}\)")
"""A note in brackets that makes a label another one."""
_OTHER = re.compile(r"[^\w]|[A-Za-z_]")
_LONGEST = 300
_SPELLINGS = SIMPLIFIED | str.maketrans("它", "他")
TELLING = 3
"""Labels of fewer characters (其他, 总计, 规章) are printed in many tables and tell nothing alone."""
_SHORTEST = 3
"""Characters of a label that one may be lost from; shorter ones are known to the letter or not at all."""


_TURNING = frozenset("上下前后去历累季月半减免撤退应小中")
"""Characters that are no slip where the form does not print them: of another period, a part, or another kind."""
_NOT = frozenset("不非未无没")
"""One more of these than the form prints says the opposite."""


@dataclass(frozen=True, slots=True)
class Role:
    """What a label can be: a row, column, group or heading ``key`` of ``table`` in ``edition``; ``short``: other tables
    print it too, so that it does not tell that its own is of the form."""

    edition: str
    table: str
    kind: str
    key: str
    short: bool = False


def core(text: str) -> str:
    """The characters that identify a label. A label that is all note keeps the note (``（本列数据的勾稽关系…）``)."""
    return _core(text[:_LONGEST])


@lru_cache(maxsize=8_192)
def _core(text: str) -> str:
    plain = _plain(text)
    while (bare := _NOTE.sub("", plain)) != plain and bare:
        plain = bare
    return _OTHER.sub("", _NUMERAL.sub("", plain.partition("(")[0] or plain))


def _letters(text: str) -> str:
    """All characters of a label but its numeral and punctuation: 行政诉讼（未经复议直接起诉）names its row in a note."""
    return _OTHER.sub("", _NUMERAL.sub("", _plain(text)))


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text[:_LONGEST]).translate(_SPELLINGS).split())


def roles(text: str, edition: str | None = None) -> frozenset[Role]:
    """Everything the label can be, in one edition or in all; empty if it is none of theirs."""
    return _roles(text[:_LONGEST], edition)


@lru_cache(maxsize=8_192)
def _roles(text: str, edition: str | None) -> frozenset[Role]:
    if _OF_OTHER_TIME.search(_plain(text)) and "上年" not in core(text):
        return frozenset()
    index = _index(edition)
    word, letters = core(text), _letters(text)
    found = index.get(letters) or index.get(word)
    return found or _nearest(word, edition) or _nearest(letters, edition)


@lru_cache(maxsize=1_024)
def column_like(text: str, edition: str, table: str) -> Role | None:
    """The one column of a table that the text can be where other columns stand beside it: with a character wrong, or
    with all but two or more lost (自然入, 科研, 维持) that do not turn what is left (未审结, 本年增/减)."""
    word = core(text)
    keys = {
        line.key
        for block in EDITIONS[edition].by_key[table].blocks
        for line in block.columns
        if any(_resembles(word, core(label)) for label in (line.label, *line.variants))
    }
    return Role(edition, table, COLUMN, keys.pop()) if len(keys) == 1 else None


def _resembles(word: str, known: str) -> bool:
    if len(word) == len(known):
        return Levenshtein.distance(word, known) == 1 < len(word) and not _is_turned(word, known)
    is_part = 1 < len(word) < len(known) and LCSseq.similarity(word, known) == len(word)
    return is_part and _denials(word) == _denials(known) and "增" not in set(known) - set(word)


def is_known(text: str) -> bool:
    """Whether the text is a label of some form to the letter."""
    return core(text) in _index(None)


def _nearest(word: str, edition: str | None) -> frozenset[Role]:
    """The roles of the one line of the forms that ``word`` can be a slip of, or nothing."""
    allowed = _allowed_slips(len(word))
    index = _whole_labels(edition)
    if len(word) < _SHORTEST:
        return frozenset()
    slips = process.extract(word, index.keys(), scorer=Levenshtein.distance, score_cutoff=allowed, limit=None)
    best = [known for known, distance, _ in slips if distance == slips[0][1]]
    if any(_is_turned(word, known) for known in best):
        return frozenset()
    best = best or _whole_of(word, index)
    lines = {frozenset((role.table, role.kind, role.key) for role in index[known]) for known in best}
    return frozenset().union(*(index[known] for known in best)) if len(lines) == 1 else frozenset()


def _is_turned(word: str, known: str) -> bool:
    edits = Levenshtein.editops(known, word)
    is_other = any(edit.tag != "delete" and word[edit.dest_pos] in _TURNING for edit in edits)
    return is_other or _denials(word) > _denials(known)


def _denials(word: str) -> int:
    return sum(character in _NOT for character in word)


def _allowed_slips(length: int) -> int:
    return 0 if length < 4 else 1 if length < 8 else 2 if length < 13 else length // 5


def _whole_of(word: str, index: dict[str, frozenset[Role]]) -> list[str]:
    """The known words of which ``word`` is what is left when up to half of the characters are lost, of the shortest
    one."""
    most_lost = 1 if len(word) == _SHORTEST else len(word)
    holding = process.extract(
        word, index.keys(), scorer=LCSseq.similarity, score_cutoff=len(word), limit=None
    )
    return [known for known, _, _ in holding if len(known) <= len(word) + most_lost]


@cache
def has_short(roles: frozenset[Role]) -> bool:
    return any(role.short for role in roles)


@cache
def _whole_labels(edition: str | None) -> dict[str, frozenset[Role]]:
    """Those that may be printed with a slip."""
    return {word: of_word for word, of_word in _index(edition).items() if not has_short(of_word)}


@cache
def _index(edition: str | None) -> dict[str, frozenset[Role]]:
    found: defaultdict[str, set[Role]] = defaultdict(set)
    for form in EDITIONS.values():
        if edition in (None, form.edition):
            for word, role in _form_words(form):
                found[word].add(role)
    return {word: frozenset(of_word) for word, of_word in found.items()}


def _form_words(form: Form):
    for table in form.tables:
        for anchor in table.anchors:
            yield core(anchor), Role(form.edition, table.key, ANCHOR, anchor)
        for block in table.blocks:
            if block.heading:
                yield core(block.heading), Role(form.edition, table.key, HEADING, block.heading)
            for group, labels in block.short_groups:
                for label in labels:
                    yield core(label), Role(form.edition, table.key, GROUP, core(group), short=True)
            for kind, lines in ((ROW, block.rows), (COLUMN, block.columns)):
                for line in lines:
                    yield from _line_words(form, table, kind, line)


def _line_words(form: Form, table: FormTable, kind: str, line: Line):
    role = Role(form.edition, table.key, kind, line.key)
    groups = line.group.split("/") if line.group else []
    for label in (line.label, *line.variants):
        yield core(label), role
        yield _letters(label), role
        for depth in range(len(groups)):
            yield "".join(map(core, groups[depth:])) + core(label), role
    for label in line.short:
        yield core(label), replace(role, short=True)
    for group in groups:
        yield core(group), Role(form.edition, table.key, GROUP, core(group))
