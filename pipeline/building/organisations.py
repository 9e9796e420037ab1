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
    """The issuer's name in one spelling: NFKC, no white space, no punctuation around it, and without the name of the
    county in front, which some pages of a site print (alone or behind province and prefecture) and others do not.

    ``places``: province, prefecture and county, from the top. A name of a level above stays where the
    county does not follow (淮安市财政局 is not 洪泽区财政局), and so does the county's name before 人民政府.
    """
    name = re.sub(r"\s+", "", unicodedata.normalize("NFKC", issuer)).strip("·.,:;、，。：；|-_")
    names = [GOVERNMENT.sub("", place) for place in places]
    for position, place in enumerate(names):
        rest = name.removeprefix(place)
        if rest.startswith(tuple(filter(None, names[position + 1 :]))):
            name = rest
    county = names[-1] if names else ""
    rest = name.removeprefix(county)
    return name if not rest or re.match(r"(人民)?政府", rest) else rest


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
    """Whether the place in a government's name is the county: 洪泽区, 淮安市洪泽区, 洪泽, 洪泽县 before it became 区,
    or only 区. A core of one character (和县) is compared with its level, or 仁和区 would be 和县."""
    core, own = place.rstrip(LEVELS), county.rstrip(LEVELS)
    if not core or not county or place.endswith(county):
        return not core or bool(county)
    return len(own) > 1 and core.endswith(own)
