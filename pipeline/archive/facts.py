"""What WARC has no field for: site, role, how the URL was reached, what came of it. ASCII JSON in a header of each
record, which other programs use for theirs: everything is looked at before it is believed."""

import json

from pipeline.states import Outcome

HEADER = "WARC-JSON-Metadata"
TEXT = ("site", "role", "outcome", "adcode", "name", "province", "prefecture")
TEXT_OR_NONE = ("via", "link_text", "payload_sha256", "truncated", "message")
LATER = {"tls": str | None, "site_id_code": str | None, "sent_at": str | None, "took": float | None}
"""Not in the records of the first nights."""
FORMER = {"refused": "blocked"}
"""Outcomes that had another name once; records are never changed."""


class NotOurs(ValueError):
    """The facts are not those that this project writes."""


def facts_of(written: str | None) -> dict:
    """The facts by name, the outcome as such; those of ``LATER`` null where there are none. Raises :class:`NotOurs`."""
    try:
        facts = json.loads(written or "")
    except ValueError as fault:
        raise NotOurs(f"its {HEADER} is no JSON: {fault}") from fault
    if not isinstance(facts, dict):
        raise NotOurs(f"its {HEADER} is no object")
    facts = dict.fromkeys(LATER) | facts
    kinds = dict.fromkeys(TEXT, str) | dict.fromkeys(TEXT_OR_NONE, str | None) | LATER | {"is_demo": bool}
    for name, kind in kinds.items():
        if not isinstance(facts.get(name, NotImplemented), kind):
            raise NotOurs(f"its {HEADER} has no {name} such as ours")
    try:
        return facts | {"outcome": Outcome(FORMER.get(facts["outcome"], facts["outcome"]))}
    except ValueError as fault:
        raise NotOurs(f"its outcome is none that this version knows: {fault}") from fault
