"""What changed between two builds: reports new, changed (which cells) and gone, and coverage."""

import argparse
from collections.abc import Iterator

from pipeline.commands import exits, options


def add_arguments(parser: argparse.ArgumentParser) -> None:
    for name in ("before", "after"):
        parser.add_argument(name, metavar="BUILD", help="id of a build, previous or current")
    options.data(parser)
    options.as_json(parser)


def run(args: argparse.Namespace) -> int:
    """Exits 1 where something of the earlier build is gone or reads otherwise; what is only new needs nobody."""
    from pipeline import builds
    from pipeline.diff import diff, loses

    data = options.existing(args.data)
    try:
        found = diff(builds.named(data, args.before), builds.named(data, args.after))
    except builds.UnknownBuild as fault:
        raise exits.WrongCall(fault) from fault
    except builds.NoBuild as fault:
        raise exits.NotDone(fault) from fault
    options.answer(args, found, _in_words(found))
    return exits.ATTENTION if loses(found) else exits.CLEAN


def _in_words(found: dict) -> Iterator[str]:
    counts = ", ".join(f"{len(found[part])} {part}" for part in ("new", "changed", "gone"))
    yield f"{found['before']} to {found['after']}: reports: {counts}; coverage: {len(found['coverage'])} changed"
    for part in ("new", "gone"):
        yield from (f"{part:8} {_report(report)}" for report in found[part])
    for report in found["changed"]:
        yield f"changed  {_report(report)}"
        yield from (f"    {name}: {_change(change)}" for name, change in report["facts"].items())
        yield from (f"    {_cell(cell)}" for cell in report["cells"])
    for row in found["coverage"]:
        yield f"coverage {row['site']} {row['year']}: {_change(row)}"


def _report(report: dict) -> str:
    return f"{report['report_id']} {report['issuer'] or '-'} {report['year'] or '-'}: {report['url']}"


def _cell(cell: dict) -> str:
    was, now = (_said(cell[moment]) for moment in ("before", "after"))
    return f"{cell['table']} {cell['row']} {cell['column']}: {was} -> {now}"


def _said(cell: dict) -> str:
    """The cell as printed, with its state where that is not ``reported``."""
    if cell["state"] is None:
        return "not in the form"
    printed = "-" if cell["raw"] is None else cell["raw"]
    return printed if cell["state"] == "reported" else f"{printed} ({cell['state']})"


def _change(change: dict) -> str:
    return " -> ".join(
        "none" if change[moment] is None else str(change[moment]) for moment in ("before", "after")
    )
