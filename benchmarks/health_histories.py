"""Histories of made-up sites for benchmarks/health.py: crawls of months, with one spell (breakage
or not) at the end.

A site differs from the next in how much it writes, when, in how many sections, how fully its fields
are filled, how long its texts are, how often it edits and fails. The public holidays are those that
the government announced for 2024 and 2025 (with swapped working days), not those that
scheduler.holidays computes.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone

import numpy as np
from numpy.random import Generator

from scheduler.observed import ListingRead, PageSeen, RequestMade, SourceRecord

LOCAL = timezone(timedelta(hours=7))
DAY = timedelta(days=1)
HISTORY = 110  # days of arrivals before the spell
READ = 18  # days of pages before the spell
CRAWL_HOURS = (6, 10, 14, 18, 22)
TET = [(date(2024, 2, 8), date(2024, 2, 14)), (date(2025, 1, 25), date(2025, 2, 2))]
# fmt: off
HOLIDAYS = [(date(2023, 12, 30), date(2024, 1, 1)), (date(2024, 4, 18), date(2024, 4, 18)),
            (date(2024, 4, 27), date(2024, 5, 1)), (date(2024, 8, 31), date(2024, 9, 3)),
            (date(2025, 1, 1), date(2025, 1, 1)), (date(2025, 4, 5), date(2025, 4, 7)),
            (date(2025, 4, 30), date(2025, 5, 4)), (date(2025, 8, 30), date(2025, 9, 2))]
# fmt: on


@dataclass(slots=True)
class Knobs:
    """What a spell changes while it lasts; the defaults change nothing."""

    volume: float = 1.0
    stale: bool = False  # listings stand still
    listing_share: float = 1.0
    renamed: float = 0.0  # share of the template's classes that get new names
    widget: bool = False  # a new box on every page
    empty: dict[str, float] = field(default_factory=dict)  # field -> share of pages without it
    frozen: tuple[str, ...] = ()
    length: float = 1.0
    refused: tuple[str, float] | None = None  # reason, share of requests
    all_same: bool = False  # 304 to everything
    edits: float | None = None  # share of looks that find an edit
    new_section: float = 0.0  # share of the new articles that it takes
    one_author: float = 0.0
    hours: float | None = None  # ends after so many hours


@dataclass(slots=True)
class Site:
    """The habits of one site."""

    rng: Generator
    per_day: float
    weekend: float
    holiday: float
    sections: list[str]
    fill: dict[str, float]
    length: dict[str, float]
    length_spread: float
    templates: dict[str, list[dict[int, int]]]
    authors: int
    listing_items: dict[str, int]
    edited: float
    same: float
    failing: float
    looks: float  # known articles looked at per new one


def make_site(rng: Generator) -> Site:
    """A site drawn at random."""
    sections = [f"section-{number}" for number in range(int(rng.integers(1, 5)))]
    shared = make_template(rng)
    own = {name: shared if rng.random() < 0.7 else make_template(rng) for name in sections}
    # fmt: off
    return Site(
        rng=rng,
        per_day=float(np.exp(rng.uniform(np.log(2.5), np.log(40)))),
        weekend=float(rng.uniform(0.15, 0.9)),
        holiday=float(rng.uniform(0.0, 0.4)),
        sections=sections,
        fill={"title": 1.0, "body": float(rng.uniform(0.985, 1)),
              "lead": float(rng.uniform(0.7, 1)),
              "authors": float(rng.uniform(0.4, 1)), "published_at": float(rng.uniform(0.96, 1)),
              "main_image": float(rng.uniform(0.6, 1))},
        length={name: float(rng.uniform(1500, 5000)) for name in sections},
        length_spread=float(rng.uniform(0.3, 0.7)),
        templates={name: variants(rng, template) for name, template in own.items()},
        authors=int(rng.integers(3, 25)),
        listing_items={name: int(rng.integers(10, 35)) for name in sections},
        edited=float(rng.uniform(0.005, 0.08)),
        same=float(rng.choice([0.0, 0.5])),
        failing=float(rng.uniform(0, 0.03)),
        looks=float(rng.uniform(1, 4)),
    )
    # fmt: on


def make_template(rng: Generator) -> dict[int, int]:
    """Paths of a template: some sixty to two hundred of them, most of them once."""
    return {int(rng.integers(2**32)): int(rng.choice([1, 1, 1, 2, 5, 12]))
            for _ in range(int(rng.integers(60, 200)))}  # fmt: skip


def variants(rng: Generator, template: dict[int, int]) -> list[dict[int, int]]:
    """Pages of one template: counts differ, and a few boxes are not on every page."""
    optional = {path for path in template if rng.random() < 0.08}
    return [
        {
            path: max(1, round(count * float(rng.lognormal(0, 0.3))))
            for path, count in template.items()
            if path not in optional or rng.random() < 0.5
        }
        for _ in range(12)
    ]


def renamed(rng: Generator, pages: list[dict[int, int]], share: float) -> list[dict[int, int]]:
    """The same pages after a redesign that gave new names to a share of the paths."""
    paths = sorted({path for page in pages for path in page})
    new = {path: int(rng.integers(2**32)) for path in paths if rng.random() < share}
    return [{new.get(path, path): count for path, count in page.items()} for page in pages]


def activity(site: Site, day: date) -> float:
    """How much a site writes on a day, as a share of its usual working day."""
    if any(first <= day <= last for first, last in TET):
        return float(site.holiday * 0.15)
    if any(first <= day <= last for first, last in HOLIDAYS):
        return site.holiday
    return site.weekend if day.weekday() >= 5 else 1.0


class History:
    """Runs the crawls of a site, and keeps what a store would keep."""

    def __init__(self, site: Site, start: date, knobs: Knobs) -> None:
        self.site, self.knobs, self.rng = site, knobs, site.rng
        self.onset = datetime(start.year, start.month, start.day, 7, tzinfo=LOCAL)
        self.pages: list[PageSeen] = []
        self.listings: list[ListingRead] = []
        self.requests: list[RequestMade] = []
        self.arrivals: list[datetime] = []
        self.known: list[tuple[str, str, dict[str, str]]] = []
        self.run = 0
        extra = make_template(self.rng)
        self._new_pages = {
            name: renamed(self.rng, pages, knobs.renamed) for name, pages in site.templates.items()
        }
        self._new_section = variants(self.rng, extra)
        self._widget = {int(self.rng.integers(2**32)): 1 for _ in range(7)}

    def record(self) -> SourceRecord:
        """What the detector gets to see."""
        return SourceRecord(
            pages=tuple(self.pages[-400:]),
            listings=tuple(self.listings[-300:]),
            requests=tuple(self.requests[-400:]),
            arrivals=tuple(self.arrivals),
        )

    def crawl(self, now: datetime) -> None:
        """One crawl: what was written since the last one, some known articles, the listings."""
        lasting = self.knobs.hours is None or now < self.onset + timedelta(hours=self.knobs.hours)
        knobs = self.knobs if now >= self.onset and lasting else Knobs()
        self.run += 1
        share = 0.04 if now.hour == CRAWL_HOURS[0] else 0.24  # of a day's articles; few by night
        wanted = self.site.per_day * activity(self.site, now.date()) * share * knobs.volume
        count = 0 if knobs.stale else int(self.rng.poisson(wanted))
        new = [self._write(knobs) for _ in range(count)]
        if now < self.onset - READ * DAY:
            self.arrivals += [now] * len(new)
            self.known += new
            return
        self._read_listings(now, knobs, len(new))
        for item in new:
            if self._request(now, knobs, fresh=True):
                self.arrivals.append(now)
                self._read(now, knobs, item, fresh=True)
        # Known articles are looked at whether or not new ones come.
        for _ in range(self.rng.poisson(self.site.per_day / len(CRAWL_HOURS) * self.site.looks)):
            if self.known and self._request(now, knobs, fresh=False):
                recent = self.known[-60:]
                self._read(now, knobs, recent[int(self.rng.integers(len(recent)))], fresh=False)
        self.known += new

    def _write(self, knobs: Knobs) -> tuple[str, str, dict[str, str]]:
        rng, number = self.rng, int(self.rng.integers(2**62))
        section = self.site.sections[int(rng.integers(len(self.site.sections)))]
        if rng.random() < knobs.new_section:
            section = "new-section"
        author = 0 if rng.random() < knobs.one_author else int(rng.integers(self.site.authors))
        values = {"title": f"t{number}", "body": f"b{number}", "authors": f"a{author}"}
        return f"{number}", section, values

    def _request(self, now: datetime, knobs: Knobs, *, fresh: bool) -> bool:
        """Whether the request brought a page."""
        if knobs.refused and self.rng.random() < knobs.refused[1]:
            self.requests.append(RequestMade(at=now, reason=knobs.refused[0]))
            return False
        if self.rng.random() < self.site.failing:
            self.requests.append(RequestMade(at=now, reason="timeout"))
            return False
        same = not fresh and (knobs.all_same or self.rng.random() < self.site.same)
        self.requests.append(RequestMade(at=now, not_modified=same))
        return not same

    def _read_listings(self, now: datetime, knobs: Knobs, new: int) -> None:
        for name, items in self.site.listing_items.items():
            if self._request(now, knobs, fresh=True):
                shown = max(0, round(items * knobs.listing_share) - int(self.rng.random() < 0.1))
                self.listings.append(
                    ListingRead(at=now, url=f"/{name}", items=shown, new_items=new)
                )

    def _read(
        self, now: datetime, knobs: Knobs, item: tuple[str, str, dict[str, str]], *, fresh: bool
    ) -> None:
        identity, section, values = item
        rng, site = self.rng, self.site
        other = section == "new-section"
        fill = {**site.fill, **({"lead": 0.1, "authors": 0.1} if other else {})}
        filled = frozenset(
            name for name, share in fill.items()
            if rng.random() < share and rng.random() >= knobs.empty.get(name, 0.0)
        )  # fmt: skip
        usual = 900 if other else site.length[section]
        # A page's own length stays what it is from look to look.
        own = np.random.default_rng(int(identity) % 2**32).lognormal(0, site.length_spread)
        length = int(usual * float(own) * knobs.length) if "body" in filled else 0
        shown = {
            name: "frozen" if name in knobs.frozen else value
            for name, value in {**values, "published_at": identity}.items()
            if name in filled
        }  # fmt: skip
        edits = site.edited if knobs.edits is None else knobs.edits
        self.pages.append(
            PageSeen(
                at=now, identity=identity, group=section, filled=filled, body_length=length,
                values=shown, fingerprint=self._built(knobs, section),
                changed=None if fresh else bool(rng.random() < edits), run=self.run,
            )
        )  # fmt: skip

    def _built(self, knobs: Knobs, section: str) -> dict[int, int]:
        pages = self._new_section
        if section != "new-section":
            pages = (self._new_pages if knobs.renamed else self.site.templates)[section]
        page = pages[int(self.rng.integers(len(pages)))]
        return {**page, **self._widget} if knobs.widget else page
