"""``DATA/acknowledged.csv``: matters that a person put to rest, with the size that they had then.

``key,size,reason,acknowledged_at``: one matter a line; to be read and mended by hand as well.
"""

import csv
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

from pipeline.building.attention import Attention
from pipeline.durable import replacing

FILE = "acknowledged.csv"


class BadAcknowledged(ValueError):
    """The file cannot be read; the message says which line."""


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A matter at rest: it comes back when its size rises above ``size``."""

    key: str
    size: int
    reason: str
    acknowledged_at: str


def read(data: Path) -> dict[str, Acknowledged]:
    """What is at rest, by key. Raises :class:`BadAcknowledged`."""
    path = data / FILE
    if not path.exists():
        return {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            found = [
                Acknowledged(
                    row["key"], int(row["size"]), row.get("reason") or "", row.get("acknowledged_at") or ""
                )
                for row in csv.DictReader(file)
            ]
    except (KeyError, TypeError, ValueError, csv.Error) as error:
        names = ", ".join(field.name for field in fields(Acknowledged))
        raise BadAcknowledged(f"{path} is not a table of {names}: {error!r}; mend or remove it") from error
    return {entry.key: entry for entry in found}


def covers(at_rest: Mapping[str, Acknowledged], matter: Attention) -> bool:
    """Whether the matter is at rest, and no worse than when it was put there."""
    rest = at_rest.get(matter.key)
    return rest is not None and matter.size <= rest.size


def add(data: Path, matters: list[Attention], reason: str) -> None:
    """Puts these to rest."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    fresh = {matter.key: Acknowledged(matter.key, matter.size, reason, now) for matter in matters}
    _write(data, read(data) | fresh)


def remove(data: Path, keys: list[str]) -> None:
    """Brings these back."""
    _write(data, {key: entry for key, entry in read(data).items() if key not in keys})


def _write(data: Path, entries: dict[str, Acknowledged]) -> None:
    with replacing(data / FILE, newline="") as file:
        writer = csv.DictWriter(file, [field.name for field in fields(Acknowledged)])
        writer.writeheader()
        writer.writerows(asdict(entry) for entry in entries.values())
