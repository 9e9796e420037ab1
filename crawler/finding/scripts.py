"""What a page's scripts say without being run: addresses that are put together, calls, requests for data.

An expression is what scripts write for addresses, literals and names joined by plus signs. Names are looked up
where the page assigns them; the number of the page that is wanted is 1. What cannot be told is None, never a guess.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from urllib.parse import quote

from crawler.finding.literals import literal_at, unquoted

STRING = r"'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\""
TERM = rf"(?:{STRING}|[\w$.]+(?:\((?:[^()\n]|\([^()\n]*\))*\)(?:\.\w+(?:\((?:[^()\n]*)\))?)?)?)"
EXPRESSION = rf"{TERM}(?:\s*\+\s*{TERM})*"
ASSIGNED = re.compile(
    rf"(?<![\w$.])([A-Za-z_$][\w$]*)\s*[=:]\s*((?:{STRING}|\d+|\$?\([^;,\n]{{3,80}}))\s*(?=[,;}}\n]|$)"
)
META = re.compile(r"""meta\[name=['"\\]*([\w-]+)['"\\]*\]['"]?\s*\)\s*\.attr\(\s*['"]content""", re.I)
FIELD = re.compile(r"""\(\s*['"]#?([\w-]+)['"]\s*\)\.(?:val\(\)|value|attr\(\s*['"]value['"]\s*\))""")
INPUT = re.compile(r"<(?:input|meta)\b[^<>]*>", re.I)
ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
FIRST_PAGE = re.compile(r"(?:\w*\.)?(?:cur(?:rent)?_?)?(?:page|p)_?(?:no|num|number|index|now)?", re.I)
PAGE_SIZE = re.compile(r"(?:\w*\.)?(?:page_?size|per_?page|rows|limit)", re.I)
FUNCTION = re.compile(
    r"\bfunction\s{1,9}([\w$]{1,60})\s?\(([^()]{0,200})\)|([\w$]{1,60})\s?[=:]\s?function\s?\(([^()]{0,200})\)"
)
LONGEST_BODY = 1500
MOST_FUNCTIONS = 400
MOST_ASKED = 40
LONGEST = 2**19
"""Characters of scripts that are looked at."""
CALL = re.compile(r"([\w$]+)\s*\(\s*((?:[^()'\"]|'[^']*'|\"[^\"]*\")*)\)")
GOES = re.compile(
    rf"(?:location(?:\.href)?\s*=|location\.(?:replace|assign)\(|window\.open\(|\bopen\()\s*({EXPRESSION})"
)
ASKS = re.compile(
    rf"(?:\burl\s*:\s*|\$\.(?:get|post|getJSON)\(\s*|\bfetch\(\s*|axios\.(?:get|post)\(\s*|\.load\(\s*)({EXPRESSION})"
)
DATA = re.compile(r"\bdata\s*:\s*\{")
BY_POST = re.compile(r"\b(?:type|method)\s*:\s*['\"]post|\$\.post\(|axios\.post\(", re.I)
NEAR = 500
"""Characters around an address in which the rest of its request stands."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for data that a script would make."""

    address: str
    form: dict[str, str]
    by_post: bool


@dataclass(frozen=True, slots=True)
class Function:
    """A function of a script; ``body`` as far as its first closing brace."""

    name: str
    parameters: list[str]
    body: str


class Scripts:
    """The scripts of one page."""

    def __init__(self, scripts: tuple[str, ...], page: str):
        self._text = "\n".join(scripts)[:LONGEST]
        self._fields = dict(_fields(page))
        self._names = {}
        for name, value in ASSIGNED.findall(self._text):
            self._names.setdefault(name, value)

    def value(self, expression: str, known: Mapping[str, str] | None = None) -> str | None:
        """What an expression comes to; None where a name in it is unknown."""
        terms = [self._term(term, known or {}, 3) for term in re.findall(TERM, expression)]
        return None if not terms or None in terms else "".join(terms)

    def led_to(self, call: str) -> str | None:
        """Where a call such as ``openArticle('123')`` leads, by what the page's function of that name does."""
        match = CALL.search(call)
        if not match:
            return None
        arguments = [_argument(text) for text in re.findall(rf"{STRING}|[^,\s]+", match[2])]
        function = self.functions.get(match[1])
        goes = GOES.search(function.body) if function else None
        return self.value(goes[1], dict(zip(function.parameters, arguments, strict=False))) if goes else None

    @cached_property
    def functions(self) -> dict[str, Function]:
        """The functions that the scripts define, by name."""
        found = {}
        for match in islice(FUNCTION.finditer(self._text), MOST_FUNCTIONS):
            name, parameters = match[1] or match[3], match[2] if match[1] else match[4]
            body = self._text[match.end() : match.end() + LONGEST_BODY].partition("}")[0]
            found[name] = Function(name, [parameter.strip() for parameter in parameters.split(",")], body)
        return found

    def asked(self) -> Iterator[Asked]:
        """The requests for data whose addresses can be told."""
        for match in islice(ASKS.finditer(self._text), MOST_ASKED):
            address = self.value(match[1])
            around = self._text[max(0, match.start() - NEAR // 2) : match.end() + NEAR]
            if address and "/" in address:
                yield Asked(address, self._form(around), bool(BY_POST.search(around)))

    def _form(self, text: str) -> dict[str, str]:
        data = DATA.search(text)
        try:
            members = literal_at(text, data.end() - 1)[0] if data else {}
        except ValueError:
            return {}
        return {
            key: self._field(key, value)
            for key, value in members.items()
            if not isinstance(value, dict | list)
        }

    def _field(self, key: str, value: object) -> str:
        if not isinstance(value, str):
            return "" if value is None else str(value)
        return (FIRST_PAGE.fullmatch(value) and "1") or self._term(value, {}, 3) or value

    def _term(self, term: str, known: Mapping[str, str], depth: int) -> str | None:
        if term[0] in "'\"":
            return unquoted(term)
        if term.isdigit():
            return term
        if term in known:
            return known[term]
        if inner := re.fullmatch(r"(encodeURI(?:Component)?|escape|String|parseInt)\((.*)\)", term):
            value = self._term(inner[2].strip(), known, depth)
            return quote(value) if value and inner[1].startswith("e") else value
        if field := META.search(term) or FIELD.search(term):
            return self._fields.get(field[1].lower())
        name = term.rpartition(".")[2]
        if depth and name in self._names:
            return self._term(self._names[name].strip(), known, depth - 1)
        if FIRST_PAGE.fullmatch(term):
            return "1"
        return "20" if PAGE_SIZE.fullmatch(term) else None


def _argument(text: str) -> str:
    return unquoted(text) if text[0] in "'\"" else text


def _fields(page: str) -> Iterator[tuple[str, str]]:
    """Hidden inputs and metas by name and id, in lower case."""
    for tag in INPUT.findall(page):
        values = {
            name.lower(): double or single or bare for name, double, single, bare in ATTRIBUTE.findall(tag)
        }
        value = values.get("value", values.get("content"))
        for key in ("name", "id"):
            if key in values and value is not None:
                yield values[key].lower(), value
