"""``gongkai``: the one entry point. Each command is a module of :mod:`pipeline.commands`.

A command module has a docstring, whose first line is its help, ``add_arguments(parser)`` and ``run(args) -> int``.
It imports what is heavy inside ``run``, so that ``gongkai --help`` is quick.
"""

import argparse
import logging
import sys
from collections.abc import Sequence

from pipeline.commands import COMMANDS, exits

log = logging.getLogger("pipeline")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command; gives its exit code, see :mod:`pipeline.commands.exits`."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    args = _parser().parse_args(argv)
    _log_to_stderr()
    try:
        return args.run(args)
    except exits.WrongCall as fault:
        return _say(args.command, fault, exits.WRONG_CALL)
    except exits.NotDone as fault:
        return _say(args.command, fault, exits.NOT_DONE)
    except BrokenPipeError:
        sys.stderr.close()
        return exits.NOT_DONE
    except KeyboardInterrupt:
        return _say(args.command, "stopped", exits.NOT_DONE)
    except OSError as error:
        return _say(args.command, _in_words(error), exits.NOT_DONE)
    except Exception:  # the boundary: a fault of ours must not end with a code that means success
        log.exception(
            "gongkai %s: a fault of Gongkai itself; please report it with the lines below", args.command
        )
        return exits.NOT_DONE


def _log_to_stderr() -> None:
    """Plain log lines of our own; Scrapy sets up the log of a crawl itself."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        logging.Formatter("%(asctime)s [%(name)s] %(levelname)s: %(message)s", "%Y-%m-%d %H:%M:%S")
    )
    log.handlers = [handler]
    log.setLevel(logging.INFO)
    log.propagate = False


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="gongkai",
        description="Annual reports on open government information of China's counties, as datasets.",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for module in COMMANDS:
        name = module.__name__.rpartition(".")[2]
        summary = module.__doc__.partition("\n")[0]
        command = commands.add_parser(name, help=summary, description=summary)
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    return parser


class _Version(argparse.Action):
    """Looks it up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_) -> None:
        from importlib.metadata import version

        print(f"gongkai {version('gongkai')}")
        parser.exit()


def _in_words(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    what = error.strerror or error
    return f"{where}{what}; see whether it is there, may be written to, and its disk has room"


def _say(command: str, fault: object, code: int) -> int:
    print(f"gongkai {command}: {fault}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
