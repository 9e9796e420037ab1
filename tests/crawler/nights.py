"""Crawls in processes of their own, as Scrapy wants them: ``python -m tests.crawler.nights SITES DATA SETTINGS``."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
AT_ONCE = {"DOWNLOAD_DELAY": "0"}


def start(
    sites_csv: Path,
    data: Path,
    settings: dict[str, str] | None = None,
    private: bool = True,
    contact: str = "",
    limits: dict[int, int] | None = None,
) -> subprocess.Popen:
    """A night on the sites, running. ``limits``: of the process, as :mod:`resource` names them."""
    arguments = [sites_csv, data, json.dumps(AT_ONCE if settings is None else settings), str(int(private))]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.crawler.nights", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "GONGKAI_CONTACT": contact},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: [
            resource.setrlimit(which, (most, most)) for which, most in (limits or {}).items()
        ],
    )


def finish(running: subprocess.Popen) -> dict:
    """The summary of a night, once it is over."""
    out, err = running.communicate(timeout=120)
    assert running.returncode == 0, err[-4000:]
    return json.loads(out) | {"log": err}


def night(*arguments, **more) -> dict:
    """The summary of a whole night."""
    return finish(start(*arguments, **more))


def write_sites(path: Path, *rows: dict[str, str]) -> Path:
    """A sites.csv of rows that name at least ``homepage``."""
    lines = ["site,adcode,name,homepage,report_columns"]
    for number, row in enumerate(rows):
        values = {"site": f"site{number}", "adcode": "", "name": "清河县", "report_columns": ""} | row
        lines.append(",".join(values[name] for name in lines[0].split(",")))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def main() -> None:
    from crawler.run import crawl
    from crawler.sites import read_sites

    sites_csv, data, settings, private = sys.argv[1:]
    sites, _ = read_sites(Path(sites_csv))
    summary = crawl(sites, Path(data), json.loads(settings), bool(int(private)))
    print(json.dumps(summary.as_json(), ensure_ascii=False))


if __name__ == "__main__":
    main()
