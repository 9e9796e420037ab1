"""The bodies that issue reports: one spelling, one stable id, and the kind of body, told by the words of the name."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable

KINDS = (
    ("government_office", r"政府(办公室|办公厅|办)$"),
    ("township", r"(镇|乡|苏木)(人民)?政府$|办事处$|街道办$|(镇|乡|苏木|街道|街)$"),
    ("government", r"政府$"),
    ("department", r"(局|委|办公室|办|中心|厅|院|处|所|站|队|馆|司|部|会|社|公司|集团|大学|学校)$"),
)
"""Kind and pattern of the name, the first match counts. A name that matches none is ``other``."""

GOVERNMENT = re.compile(r"(人民)?政府$")
LEVELS = "县区市旗"


def normalised(issuer: str, places: Iterable[str] = ()) -> str:
    """The issuer's name in one spelling: NFKC, no white space, no punctuation around it, and without the names of
    the province, prefecture and county in front, which some pages of the same site print and others do not.

    ``places``: these names, from the top. A name that would only be 人民政府 without them is left as it is.
    """
    name = re.sub(r"\s+", "", unicodedata.normalize("NFKC", issuer)).strip("·.,:;、，。：；|-_")
    for place in places:
        rest = name.removeprefix(GOVERNMENT.sub("", place))
        if rest and not re.match(r"(人民)?政府", rest):
            name = rest
    return name


def digest(name: str) -> str:
    """The 12 hex digits that stand for a normalised name in ids."""
    return hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:12]


def kind(name: str, county: str) -> str:
    """The kind of body that a normalised name tells, on the site of this county: a word of ``issuer_kind``.

    ``county_government`` is the county's own government only; that of a city or province above is ``government``.
    """
    if GOVERNMENT.search(name) and _is_own(GOVERNMENT.sub("", name), GOVERNMENT.sub("", county)):
        return "county_government"
    return next((kind for kind, pattern in KINDS if re.search(pattern, name)), "other")


def _is_own(place: str, county: str) -> bool:
    """Whether the place in a government's name is the county: 洪泽区, 淮安市洪泽区, 洪泽, or only 区."""
    core = place.rstrip(LEVELS)
    return not core or (
        bool(county) and place.endswith(tuple(LEVELS)) and core.endswith(county.rstrip(LEVELS))
    )
