"""Write a dataset to a .csv, .xlsx, .dta or .parquet file, with labels where the format has them."""

import argparse
from pathlib import Path

from pipeline.commands import exits, options


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("dataset", metavar="DATASET", help="for example panel, cells or county_year")
    parser.add_argument("file", type=Path, metavar="FILE", help="where to; the ending says the format")
    options.data(parser)


def run(args: argparse.Namespace) -> int:
    from pipeline.builds import NoBuild
    from pipeline.export import CannotExport, export

    try:
        rows = export(options.existing(args.data), args.dataset, args.file)
    except CannotExport as fault:
        raise exits.WrongCall(fault) from fault
    except NoBuild as fault:
        raise exits.NotDone(fault) from fault
    print(f"{rows} rows of {args.dataset} written to {args.file}")
    return exits.CLEAN
