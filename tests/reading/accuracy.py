"""How many cells of a fixed corpus are read right, and the floor below which that may not fall.

The corpus is hard on purpose: blanks at the edges, every noise, layouts that lose information. What is not right in
it must be flagged. ``python -m tests.reading.accuracy`` raises the floor after a gain or a change of the corpus; it
never lowers it.
"""

import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

from pipeline.documents import parse
from pipeline.reading.tables import read_tables
from tests.builders.docx import WORD_LAYOUTS, render_docx
from tests.builders.html import BODIES, render_html
from tests.builders.printing import NOISES, Printed, expected_cells
from tests.builders.report import Report, make_report
from tests.builders.styles import STYLES
from tests.builders.text import TEXT_LAYOUTS, render_text

FLOOR = Path(__file__).parent / "floor.json"
FORMATS = {"html": list(BODIES), "text": list(TEXT_LAYOUTS), "docx": list(WORD_LAYOUTS)}
BLANKS = (0.0, 0.3, 0.9)
MOST_NOISES = 4


@dataclass(frozen=True)
class Accuracy:
    """``corpus``: digest of its bytes. ``wrong``: cells said to be otherwise than they are printed."""

    corpus: str
    cells: int
    right: int
    wrong: int

    @property
    def share(self) -> float:
        return self.right / self.cells


def corpus() -> Iterator[tuple[Report, tuple[str, ...], bytes]]:
    """Reports, the noise on them, and their bytes: every layout with every share of blanks."""
    for kind, layouts in FORMATS.items():
        for layout in layouts:
            for blanks in BLANKS:
                rng = Random(f"{kind} {layout} {blanks}")
                edition, size = rng.choice(("2021", "2019")), rng.choice(("department", "dense"))
                report = make_report(f"floor {kind} {layout}", edition, size=size, blanks=blanks)
                noise = tuple(sorted(rng.sample(NOISES, rng.randint(0, MOST_NOISES))))
                if kind == "html":
                    style = rng.choice(list(STYLES))
                    yield report, noise, render_html(report, layout=layout, style=style, noise=noise)
                elif kind == "text":
                    yield report, noise, render_text(report, layout, noise=noise)
                else:
                    yield report, noise, render_docx(report, layout=layout, noise=noise)


def measure() -> Accuracy:
    digest = hashlib.sha256()
    cells = right = wrong = 0
    for report, noise, content in corpus():
        digest.update(content)
        found = {
            (c.table, c.row, c.column): (c.value, str(c.state)) for c in read_tables(parse(content)).cells
        }
        for key, cell in expected_cells(report, noise).items():
            read = found.get(tuple(key))
            cells += 1
            right += read == (cell.value, cell.state)
            wrong += read is not None and _is_wrong(read, cell)
    return Accuracy(digest.hexdigest(), cells, right, wrong)


def _is_wrong(read: tuple[object, str], cell: Printed) -> bool:
    """Whether a number is reported that is not printed, or nothing where one is."""
    value, state = read
    if state == "reported":
        return value != cell.value
    return state in ("blank", "dash", "text") and cell.value is not None


def pinned() -> Accuracy:
    return Accuracy(**json.loads(FLOOR.read_text("utf-8")))


def main() -> int:
    now = measure()
    print(f"{now.right} of {now.cells} cells right ({now.share:.3%}), {now.wrong} wrong")
    if now.wrong or (FLOOR.exists() and now.share < pinned().share):
        print(f"not written: the floor is {pinned().share:.3%} with none wrong, and may only rise")
        return 1
    FLOOR.write_text(json.dumps(asdict(now), indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
