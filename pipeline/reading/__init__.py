"""Bytes to `pipeline.report.Report`: ``read`` is the one way in.

Reading order of the package: ``pipeline.values`` and ``labels`` (one cell), ``upright``, ``streams`` and
``segments`` (one table), ``editions``, ``columns``, ``outcomes`` and ``headers`` (what stands above figures),
``groups`` and ``walk``, ``rows``, ``witness``, ``ties``, ``placement``, ``claims``, ``captions`` and ``tables`` (the
statutory tables), ``sections``, ``outline`` and
``figures`` (the prose), ``numerals``, ``titles``, ``signature``, ``issuers``, ``attribution`` and ``several`` (whose
report it is).
"""

from pipeline.checks import check
from pipeline.documents import Document, Unreadable, parse
from pipeline.reading import figures, sections
from pipeline.reading.attribution import Attribution, attribute
from pipeline.reading.editions import expected
from pipeline.reading.several import first_report
from pipeline.reading.tables import TablesRead, read_tables
from pipeline.reading.titles import MAY_HOLD_A_REPORT, NOT_A_REPORT
from pipeline.report import OUR_FAULT, Report, Section
from pipeline.states import CellState, DocumentStatus

SETTLED = (CellState.REPORTED, CellState.BLANK, CellState.DASH, CellState.TEXT)
OWN_WORDS = {"proactive", "requests"}
_HEADS_OF_A_REPORT = 4
"""A report without tables has at least this many of the six statutory sections."""


def read(content: bytes, media_type: str | None = None) -> Report:
    """Read one document of any supported type. Depends on the bytes alone and never raises for what they hold.

    ``media_type``: what the server said, charset included; the bytes have the last word.
    """
    try:
        return read_document(parse(content, media_type))
    except Unreadable as error:
        return Report(DocumentStatus.UNREADABLE, notes=(str(error),))
    except Exception as error:  # the boundary: no document may stop a run
        fault = f"{type(error).__name__}: {error}"
        return Report(DocumentStatus.UNREADABLE, notes=(f"{OUR_FAULT} ({fault}); report it",))


def read_document(document: Document) -> Report:
    """Read a parsed document."""
    document = first_report(document)
    attribution = attribute(document)
    tables = read_tables(document)
    found = sections.read(document.body, document.blocks)
    status = _status(tables, found, attribution)
    if status is DocumentStatus.NOT_A_REPORT:
        tables = TablesRead({})
    return Report(
        status=status,
        media_type=document.media_type,
        edition=tables.edition,
        table_editions=tables.editions,
        year=attribution.year,
        issuer=attribution.issuer,
        title=attribution.title,
        published_on=attribution.published_on,
        published_on_source=attribution.published_on_source,
        cells=tables.cells,
        unplaced=tables.unplaced,
        checks=check(tables.cells, expected(tables.editions)),
        sections=found,
        figures=figures.read(found),
        notes=(*document.notes, *attribution.notes, *tables.notes),
    )


def _status(tables: TablesRead, found: tuple[Section, ...], attribution: Attribution) -> DocumentStatus:
    """A look-alike's title rejects (解读, 图解; 通知 if no figure follows); else the words of table 2 or 3 suffice, or of
    the six heads. Table 4 has words of other statistics, and wants company."""
    title = attribution.title or ""
    states = {cell.state for cell in tables.cells}
    if NOT_A_REPORT.search(title) or (MAY_HOLD_A_REPORT.search(title) and CellState.REPORTED not in states):
        return DocumentStatus.NOT_A_REPORT
    has_heads = len({section.number for section in found}) >= _HEADS_OF_A_REPORT
    if OWN_WORDS & tables.editions.keys() or (tables.editions and has_heads):
        whole = states <= set(SETTLED) and CellState.REPORTED in states
        return DocumentStatus.COMPLETE if whole else DocumentStatus.PARTIAL
    return DocumentStatus.NO_TABLES if has_heads else DocumentStatus.NOT_A_REPORT
