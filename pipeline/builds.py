"""Builds on disk, and how one becomes the current one in a single step.

    DATA/builds/<build_id>/<dataset>/*.parquet   a build; never changed once it has its name
    DATA/builds/<build_id>/build.json            what it was made of, and what a person should look at
    DATA/builds/.<build_id>.tmp-<pid>/           a build being written or removed; what a kill left goes with the next
    DATA/builds/current.json                     the current build: the truth; where it is lost, the newest whole build
    DATA/builds/keep.txt                         ids of builds that a work cites, one a line: they are never removed
    DATA/datasets -> builds/<build_id>           a convenience

A build gets its name when everything in it is on disk, and ``current.json`` is replaced after that, so that a kill
at any moment leaves the last good datasets.
"""

import fcntl
import json
import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline import durable

log = logging.getLogger(__name__)

BUILDS = "builds"
CURRENT = "current.json"
MANIFEST = "build.json"
LINK = "datasets"
SAID = ("build_id", "inputs", "rows", "attention")
"""Keys without which a manifest is not whole."""
KEEP = "keep.txt"
NEWEST_KEPT = 30
"""Builds beside the cited ones: a month of nights to compare with. What they have in common is on the disk once."""


class Busy(RuntimeError):
    """Another build of the same data is running."""


class NoBuild(LookupError):
    """There is no build to read from."""


class UnknownBuild(LookupError):
    """No build has that name; the message says which there are."""


@contextmanager
def lock(data: Path) -> Iterator[None]:
    """Holds the right to build in ``data``; raises :class:`Busy`. The system frees it when the process ends."""
    (data / BUILDS).mkdir(parents=True, exist_ok=True)
    with (data / BUILDS / ".lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy(f"another build of {data} is running; wait for it to end") from error
        yield


def current(data: Path) -> Path:
    """The folder of the current build; raises :class:`NoBuild`.

    Where ``current.json`` names none that is whole, the newest that is: what was published is not forgotten.
    """
    if build := _pointed_to(data):
        return build
    newest = next(filter(_is_whole, newest_first(data)), None)
    if newest is None:
        raise NoBuild(f"{data} has no datasets yet; run gongkai build --data {data}")
    log.warning(
        "%s names no whole build; the newest on disk serves: %s", data / BUILDS / CURRENT, newest.name
    )
    return newest


def restored(data: Path) -> Path:
    """The current build, named again by ``current.json`` and the link where these were lost."""
    build = current(data)
    if _pointed_to(data) is None or not (data / LINK).exists():
        _point(data, build)
    return build


def named(data: Path, name: str) -> Path:
    """The folder of a build: ``current``, ``previous`` (the one that was current before it) or an id.

    Raises :class:`NoBuild` where there is none at all, :class:`UnknownBuild` for another name.
    """
    now = current(data)
    wanted = {"current": now.name, "previous": manifest(now).get("previous")}.get(name, name)
    for build in every(data):
        if build.name == wanted:
            return build
    there = ", ".join(build.name for build in every(data))
    raise UnknownBuild(f"no build {name!r} in {data / BUILDS}; there are: current, {there}")


def every(data: Path) -> list[Path]:
    """The whole builds of ``data``, in the order of their names, which begin with the day of their last capture."""
    return sorted(file.parent for file in (data / BUILDS).glob(f"[!.]*/{MANIFEST}"))


def newest_first(data: Path) -> list[Path]:
    """The same in the order in which they were published, the last one first."""
    return sorted(every(data), key=lambda build: (build / MANIFEST).stat().st_mtime_ns, reverse=True)


def manifest(build: Path) -> dict:
    """What ``build.json`` says: see :func:`pipeline.build.build`."""
    return json.loads((build / MANIFEST).read_text("utf-8"))


@contextmanager
def new_build(data: Path, build_id: str) -> Iterator[Path]:
    """An empty folder to write the build into. Call under :func:`lock`; what is not published is removed."""
    for leftover in [*(data / BUILDS).glob(".*.tmp-*"), *data.glob(f".{LINK}.tmp-*")]:
        shutil.rmtree(leftover) if leftover.is_dir() and not leftover.is_symlink() else leftover.unlink()
    folder = data / BUILDS / f".{build_id}.tmp-{os.getpid()}"
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def publish(data: Path, folder: Path, about: dict) -> Path:
    """Makes the build written into ``folder`` the current one. ``about``: its ``build.json``, with ``build_id``."""
    _write(folder / MANIFEST, about)
    build = data / BUILDS / about["build_id"]
    if build.exists():
        _put_back(folder, build)
    else:
        folder.rename(build)
    durable.sync(build.parent)
    _point(data, build)
    return build


def prune(data: Path) -> list[str]:
    """Removes old builds; gives their ids. The current one, the one before it, the newest and those that
    ``keep.txt`` names stay; where that cannot be read, all stay."""
    try:
        cited = _cited(data / BUILDS / KEEP)
    except (OSError, UnicodeDecodeError) as error:
        log.warning("%s cannot be read, no old build was removed: %s", data / BUILDS / KEEP, error)
        return []
    now = current(data)
    stay = cited | {now.name, manifest(now).get("previous")}
    old = [build for build in newest_first(data)[NEWEST_KEPT:] if build.name not in stay]
    for build in old:
        shutil.rmtree(build.rename(build.with_name(f".{build.name}.tmp-{os.getpid()}")))
    return [build.name for build in old]


def _cited(path: Path) -> set[str]:
    """The ids in the file: the first word of each line, what follows it is for people."""
    lines = path.read_text("utf-8-sig").splitlines() if path.exists() else []
    return {line.split()[0] for line in lines if line.strip()}


def _put_back(folder: Path, build: Path) -> None:
    """A build made again has the same content under the same id: each file takes the place of its older self."""
    fresh = {file.relative_to(folder) for file in folder.rglob("*") if file.is_file()}
    for file in sorted(fresh):
        (build / file).parent.mkdir(exist_ok=True)
        os.replace(folder / file, build / file)
    for file in [file for file in build.rglob("*") if file.is_file()]:
        if file.relative_to(build) not in fresh:
            file.unlink()


def _point(data: Path, build: Path) -> None:
    _write(data / BUILDS / CURRENT, {"build_id": build.name})
    _link(data / LINK, Path(BUILDS, build.name))


def _pointed_to(data: Path) -> Path | None:
    """The build that ``current.json`` names, if both are whole."""
    try:
        build = data / BUILDS / json.loads((data / BUILDS / CURRENT).read_text("utf-8"))["build_id"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return build if _is_whole(build) else None


def _is_whole(build: Path) -> bool:
    try:
        return set(SAID) <= set(manifest(build))
    except (OSError, ValueError, TypeError):
        return False


def _link(link: Path, target: Path) -> None:
    if link.exists() and not link.is_symlink():
        log.warning("%s is not ours and was left alone; the current build is in %s", link, target)
        return
    fresh = link.with_name(f".{link.name}.tmp-{os.getpid()}")
    fresh.symlink_to(target)
    os.replace(fresh, link)
    durable.sync(link.parent)


def _write(path: Path, content: dict) -> None:
    with durable.replacing(path) as file:
        json.dump(content, file, ensure_ascii=False, indent=1)
