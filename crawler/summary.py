"""What a crawl came to, for the command that started it."""

from collections import Counter
from dataclasses import asdict, dataclass, field

from crawler.calls import PLANNED_END
from crawler.conduct import Conduct, Host
from pipeline.states import Outcome


@dataclass(frozen=True, slots=True)
class SiteSummary:
    """One site. ``reports``: report URLs known tonight, captured before or now. ``left``: not asked for, and why.

    ``resting``: hosts that are left alone for days because they refused or challenged us, until when and why.
    ``kept``: pages read from the archive, since nothing of them was due. ``families``: ways of listing that its lists
    belong to. ``listed``: reports that each of its columns lists.
    ``looked_through``: false where the night ended, or a host was left alone, before all of it was looked at.
    """

    site: str
    name: str
    outcomes: dict[str, int]
    columns: tuple[str, ...]
    reports: int
    look_alikes: int
    closed_hosts: dict[str, str]
    left: dict[str, int]
    kept: int
    families: tuple[str, ...]
    listed: dict[str, int]
    looked_through: bool
    resting: tuple[str, ...] = ()

    @property
    def requests(self) -> int:
        """Attempts of this run, robots.txt included."""
        return sum(self.outcomes.values())


@dataclass(frozen=True, slots=True)
class CrawlSummary:
    """``finished``: every site was walked to its end; else ``reason`` says why not.

    ``errors``: faults of ours, one line each. ``problems``: what of the archive could not be read on opening.
    ``conduct``: how hosts were treated; where politeness did not hold, that is an error.
    """

    sites: tuple[SiteSummary, ...]
    finished: bool
    reason: str
    errors: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    conduct: Conduct = field(default_factory=Conduct)

    @property
    def outcomes(self) -> dict[str, int]:
        """Attempts by outcome, over all sites."""
        total: Counter[str] = Counter()
        for site in self.sites:
            total.update(site.outcomes)
        return dict(total)

    @property
    def hosts(self) -> list[Host]:
        """The hosts that were asked."""
        return [host for host in self.conduct.hosts if host.requests]

    @property
    def nothing_found(self) -> tuple[str, ...]:
        """Sites without a single report: each needs a look."""
        return tuple(site.site for site in self.sites if not site.reports)

    @property
    def new(self) -> int:
        """Pages and files captured that were new or had changed."""
        return self.outcomes.get(Outcome.OK, 0)

    @property
    def ended_as_planned(self) -> bool:
        """Whether nothing but the work, or the hour that was set, ended the night."""
        return self.finished or self.reason.startswith(PLANNED_END)

    def as_json(self) -> dict:
        return {
            "sites": [asdict(site) for site in self.sites],
            "finished": self.finished,
            "reason": self.reason,
            "errors": list(self.errors),
            "problems": list(self.problems),
            "outcomes": self.outcomes,
            "nothing_found": list(self.nothing_found),
            "politeness": self.conduct.as_json(),
        }
