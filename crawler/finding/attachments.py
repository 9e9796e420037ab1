"""Files that hang on a report: links to documents, and documents that a frame or a viewer shows."""

from urllib.parse import parse_qsl, urlsplit

from crawler.finding import judgement
from crawler.finding.links import Link
from crawler.finding.pages import Page

MOST = 20


def attachments(page: Page) -> list[Link]:
    """Links of a report to files that belong to it, look-alikes left out."""
    files = [link for link in page.links if judgement.is_document_file(link.url, link.text)]
    files += [Link(held, "") for url in page.frames if (held := _held_file(page, url))]
    return [link for link in files if not judgement.is_look_alike(link.text)][:MOST]


def _held_file(page: Page, url: str) -> str | None:
    """The file that a frame shows: the frame's own address, or the one that a viewer gets as a parameter."""
    if not judgement.is_document_file(url):
        return None
    values = [value for _, value in parse_qsl(urlsplit(url).query)]
    held = next((value for value in values if judgement.is_document_file(value)), None)
    return page.resolve(held) if held else url
