"""Whether what a site hands out is new: traps hand out the same pages under ever new addresses, or only titles."""

from crawler.finding.pages import Page


class Novelty:
    """What the pages of one site have shown."""

    def __init__(self) -> None:
        self._said: set[int] = set()
        self._listed: dict[int, str] = {}
        self._pictures: set[str] = set()

    def show(self, page: Page) -> None:
        """A page on the way to the reports: its pictures are those of the site."""
        self._pictures |= page.pictures

    def repeats(self, page: Page) -> bool:
        """Whether a page of a list says, word for word, what one at another address said."""
        return self._listed.setdefault(hash(page.words), page.url) != page.url

    def has(self, page: Page, is_report: bool) -> bool:
        """Whether a page that was asked for as a report holds one that no other address gave: in words, or in a
        picture of its own, as scanned ones are."""
        said, shown = hash(page.words), page.pictures - self._pictures
        is_new = bool(shown) or (is_report and said not in self._said)
        self._said.add(said)
        self._pictures |= shown
        return is_new
