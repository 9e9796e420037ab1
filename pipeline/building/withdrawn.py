"""``DATA/withdrawn.csv``: reports taken out of the datasets on request. Columns ``report_id``, ``reason``.

Every build honours it; the archive keeps what it has. A file that cannot be read stops the build: a report that
was withdrawn must not come back because of a slip in the list.
"""

import csv
from pathlib import Path

FILE = "withdrawn.csv"


class BadWithdrawn(ValueError):
    """The list cannot be read; the message says what to do."""


def withdrawn(data: Path) -> dict[str, str]:
    """Reason by report_id; empty without a list."""
    path = data / FILE
    if not path.exists():
        return {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            rows, columns = list(reader), reader.fieldnames or []
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadWithdrawn(f"{path}: {error}; save it as CSV in UTF-8") from error
    if "report_id" not in columns:
        raise BadWithdrawn(f"{path}: no column report_id; its first line must be: report_id,reason")
    return {
        row["report_id"].strip(): (row.get("reason") or "").strip()
        for row in rows
        if (row["report_id"] or "").strip()
    }
