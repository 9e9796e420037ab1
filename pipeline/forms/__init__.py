"""The statutory forms, as data: ``<edition>.toml`` says tables, rows, columns, printed labels and identities.

The reader, the checks, the dataset columns and the data dictionary are driven by these files; a new edition is
a new file. Sources: the forms annexed to 国办公开办函〔2021〕30号 and 国办公开办函〔2019〕60号; variants of labels as
printed by county sites.
"""

import tomllib
from importlib.resources import files

from pipeline.forms.form import Block, Form, FormCell, FormTable, Identity, Line, PanelColumn

__all__ = [
    "EDITIONS",
    "Block",
    "Form",
    "FormCell",
    "FormTable",
    "Identity",
    "Line",
    "PanelColumn",
    "panel_columns",
]


def _line(data: dict) -> Line:
    lists = {name: tuple(data.get(name, ())) for name in ("variants", "short")}
    return Line(**{**data, **lists})


def _block(data: dict) -> Block:
    return Block(
        columns=tuple(map(_line, data["columns"])),
        rows=tuple(map(_line, data["rows"])),
        heading=data.get("heading", ""),
        short_groups=tuple((group, tuple(short)) for group, short in data.get("short_groups", {}).items()),
    )


def _table(data: dict) -> FormTable:
    return FormTable(
        **{
            **data,
            "blocks": tuple(map(_block, data["blocks"])),
            "anchors": tuple(data.get("anchors", ())),
            "counts": tuple(data.get("counts", ())),
        }
    )


def _load(text: str) -> Form:
    data = tomllib.loads(text)
    return Form(
        edition=data["edition"],
        notice=data["notice"],
        title=data["title"],
        tables=tuple(map(_table, data["tables"])),
        identities=tuple(
            Identity(**{**rule, "left": tuple(rule["left"]), "right": tuple(rule["right"])})
            for rule in data["identities"]
        ),
    )


def _load_all() -> dict[str, Form]:
    sources = sorted(f.name for f in files(__package__).iterdir() if f.name.endswith(".toml"))
    forms = [_load(files(__package__).joinpath(name).read_text("utf-8")) for name in sources]
    return {form.edition: form for form in sorted(forms, key=lambda form: form.edition, reverse=True)}


EDITIONS: dict[str, Form] = _load_all()
"""The editions by id, newest first."""


def panel_columns() -> list[PanelColumn]:
    """Every cell of every edition once, newest edition first, in the order of the forms."""
    editions: dict[tuple[str, str, str], list[FormCell]] = {}
    for form in EDITIONS.values():
        for place, cell in form.cells.items():
            editions.setdefault(place, []).append(cell)
    return [PanelColumn(cells[0], tuple(cell.edition for cell in cells)) for cells in editions.values()]
