"""Nights on disk: what each came to, and the page that says so.

    DATA/nights/<date>/index.html, night.json   the last night that ended on this date, where the sites are
    DATA/nights/<date>/<time>/                  an earlier one of the same date, by the time at which it began
    DATA/nights/heartbeat.json                  when the last night ended, and how; for a dead-man service to watch
    DATA/nights/.room                           room for the page of a night that finds the disk full

A night has the date of the morning on which it is looked at: that of its end, in the time of the country.
"""

import json
import logging
import os
import shutil
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pipeline.durable import replacing, sync

log = logging.getLogger(__name__)

NIGHTS = "nights"
PAGE = "index.html"
FACTS = "night.json"
HEARTBEAT = "heartbeat.json"
COUNTRY_TIME = ZoneInfo("Asia/Shanghai")
ROOM = ".room"
ROOM_BYTES = 4 * 2**20
"""A page and its JSON, of all counties; at most a tenth of the disk, and half of what is free."""
KEPT = 30
"""Nights that are compared with: a month."""


def folder_of(data: Path, night: dict) -> Path:
    return data / NIGHTS / night["date"]


def page_of(data: Path, night: dict) -> Path:
    return folder_of(data, night) / PAGE


def hold_room(data: Path) -> None:
    """Takes room on the disk of ``data``, where that is there, for the page of the next night."""
    path = data / NIGHTS / ROOM
    if path.exists() or not data.is_dir():
        return
    try:
        path.parent.mkdir(exist_ok=True)
        with path.open("wb") as file:
            disk = shutil.disk_usage(data)
            os.posix_fallocate(file.fileno(), 0, min(ROOM_BYTES, disk.total // 10, disk.free // 2))
    except OSError as fault:
        log.warning("no room is held for the morning page: %s", fault)


def write(data: Path, night: dict, page: str) -> Path:
    """Keeps the night, in the room that was held for it; gives the path of its page. An earlier one of the same date
    moves to a folder of its own."""
    (data / NIGHTS / ROOM).unlink(missing_ok=True)
    path = _write(data, night, page)
    hold_room(data)
    return path


def _write(data: Path, night: dict, page: str) -> Path:
    folder = folder_of(data, night)
    folder.mkdir(parents=True, exist_ok=True)
    _put_aside(folder, night["began_at"])
    _replace(folder / FACTS, json.dumps(night, ensure_ascii=False, indent=1))
    _replace(folder / PAGE, page)
    heartbeat = {name: night[name] for name in ("ended_at", "result", "exit_code", "date")}
    _replace(data / NIGHTS / HEARTBEAT, json.dumps(heartbeat))
    return folder / PAGE


def history(data: Path, most: int = KEPT) -> list[dict]:
    """The last nights, the latest last. One that cannot be read is told and left out."""
    files = [*(data / NIGHTS).glob(f"*/{FACTS}"), *(data / NIGHTS).glob(f"*/*/{FACTS}")]
    newest = sorted(files, key=lambda file: (_date(file), file.parent.name == _date(file), file.parent.name))[
        -most:
    ]
    return sorted(filter(None, map(_read, newest)), key=lambda night: night["began_at"])


def last(data: Path) -> dict | None:
    """The last night; None before the first."""
    return next(iter(history(data, 1)), None)


def earlier_page(data: Path, night: dict) -> str | None:
    """Where the page of the night before will be once ``night`` is written, seen from its own page."""
    before = last(data)
    if before is None:
        return None
    if before["date"] == night["date"]:
        return f"{_time(before)}/{PAGE}"
    return f"../{before['date']}/{PAGE}"


def _time(night: dict) -> str:
    return datetime.fromisoformat(night["began_at"]).strftime("%H%M%S")


def _date(file: Path) -> str:
    parent = file.parent
    return parent.name if parent.parent.name == NIGHTS else parent.parent.name


def _read(file: Path) -> dict | None:
    try:
        night = json.loads(file.read_text("utf-8"))
        if night["format"] != 1:
            raise ValueError(f"format {night['format']} is not known")
        datetime.fromisoformat(night["began_at"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        log.warning("%s cannot be read and is not compared with: %s", file, error)
        return None
    return night


def _put_aside(folder: Path, began_at: str) -> None:
    """The earlier night of the date gets a second name before its first is given away."""
    before = _read(folder / FACTS) if (folder / FACTS).exists() else None
    if before is None or before["began_at"] == began_at:
        return
    aside = folder / _time(before)
    aside.mkdir(exist_ok=True)
    for name in (FACTS, PAGE):
        if (folder / name).exists() and not (aside / name).exists():
            os.link(folder / name, aside / name)
    sync(aside)


def _replace(path: Path, text: str) -> None:
    with replacing(path, errors="replace") as file:
        file.write(text)
