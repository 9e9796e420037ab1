"""Put documents collected by hand into the archive, for the next build to read."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.commands import exits, options

if TYPE_CHECKING:
    from crawler.add import Added, Document


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a document of any type")
    parser.add_argument("--url", metavar="URL", help="where the document stands on the web, if anywhere")
    parser.add_argument(
        "--site", metavar="SITE", help="the site it belongs to (default: the one on the host of URL)"
    )
    parser.add_argument(
        "--sites", type=Path, metavar="FILE", help="list that has the site (default: sites.csv in DIR)"
    )
    options.data(parser)
    options.as_json(parser)


def run(args: argparse.Namespace) -> int:
    from crawler.add import CannotAdd, add, owner
    from crawler.lock import Busy

    if args.url and len(args.files) > 1:
        raise exits.WrongCall("--url names one document; add the others by themselves")
    data = options.existing(args.data)
    sites = args.sites or data / "sites.csv"
    listed = options.read_sites(sites)[0] if args.sites or sites.exists() else []
    refused: dict[Path, str] = {}
    try:
        site = owner(data, listed, args.site, args.url)
        added = add(data, _documents(args.files, args.url, refused), site)
    except CannotAdd as fault:
        raise exits.WrongCall(fault) from fault
    except Busy as fault:
        raise exits.NotDone(fault) from fault
    if not added:
        raise exits.WrongCall("; ".join(refused.values()))
    for why in refused.values():
        print(f"gongkai add: {why}; not added", file=sys.stderr)
    not_added = [{"file": str(path), "why": why} for path, why in refused.items()]
    found = {"site": site.site, "documents": list(map(_as_dict, added)), "not_added": not_added}
    options.answer(args, found, _in_words(added, data))
    return exits.ATTENTION if refused else exits.CLEAN


def _documents(paths: Iterable[Path], url: str | None, refused: dict[Path, str]) -> Iterator["Document"]:
    """The files that can be added; the others go into ``refused``, each with why."""
    from crawler.add import CannotAdd, document

    for path in paths:
        try:
            yield document(path, url)
        except CannotAdd as fault:
            refused[path] = str(fault)


def _as_dict(added: "Added") -> dict:
    return {
        "file": str(added.path),
        "url": added.capture.url,
        "is_new": added.is_new,
        "capture_id": added.capture.capture_id,
        "payload_sha256": added.capture.payload_sha256,
        "warc_file": added.capture.warc_file,
        "warc_offset": added.capture.warc_offset,
    }


def _in_words(added: list["Added"], data: Path) -> Iterator[str]:
    for one in added:
        capture = one.capture
        what = "added" if one.is_new else "in the archive already"
        yield f"{one.path}: {what}: {capture.name} ({capture.site}), {capture.url}"
        yield f"  {capture.warc_file}, offset {capture.warc_offset}"
    if any(one.is_new for one in added):
        yield f"the next build reads it: gongkai build --data {data}"
