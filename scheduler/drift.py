"""PURE: has the template of a source's article pages changed? Measured against its own past
templates.

Past pages are gathered into templates: pages whose fingerprints are alike. A source may have
several that are stable (text, video, photo story), and a new one for a new section is nothing to
worry about. When the pages of sections that we know stop being like any of them, the site was
redesigned.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from parsers.fingerprint import Fingerprint, likeness
from scheduler.observed import Finding, HealthState, PageSeen
from scheduler.odds import ODDS, worst_run

ALIKE = 0.7  # pages of one template on real sites are 0.77 and more alike, others below 0.6
MEMBERS = 3  # pages that make a template
RECENT = 20
SAMPLE = 80  # past pages that are enough to know the templates by


@dataclass(slots=True)
class Template:
    """A way in which a source builds its pages: a typical page, and how many were like it."""

    typical: Fingerprint
    pages: int = 1


def learn_templates(fingerprints: Iterable[Fingerprint]) -> tuple[Template, ...]:
    """The templates among these pages, most common first; those with fewer than MEMBERS pages are
    left out."""
    templates: list[Template] = []
    for print_ in fingerprints:
        nearest = max(templates, key=lambda known: likeness(known.typical, print_), default=None)
        if nearest and likeness(nearest.typical, print_) >= ALIKE:
            nearest.pages += 1
        else:
            templates.append(Template(print_))
    common = [template for template in templates if template.pages >= MEMBERS]
    return tuple(sorted(common, key=lambda template: -template.pages))


def nearest_likeness(fingerprint: Fingerprint, templates: Sequence[Template]) -> float:
    """How like the nearest template a page is; 0 when there is none."""
    return max((likeness(known.typical, fingerprint) for known in templates), default=0.0)


def find_drift(pages: Sequence[PageSeen], trusted: int | None) -> Finding | None:
    """A finding when recent pages are unlike the templates of the past ones."""
    printed = [page for page in pages if page.fingerprint]
    sound = len(printed) - RECENT if len(printed) > 3 * RECENT else max(0, len(printed) - 5)
    if trusted is not None:
        sound = sum(1 for page in pages[:trusted] if page.fingerprint)
    start = max(0, sound - SAMPLE)
    templates = learn_templates(page.fingerprint or {} for page in printed[start:sound])
    if not templates:
        return None
    usual = median(_likest(page, templates) for page in printed[max(start, sound - RECENT) : sound])
    limit = ALIKE * usual
    if all(_likest(page, templates) >= limit for page in printed[-5:]):
        return None  # the common case, cheaply
    printed = printed[start:]
    likest = [_likest(page, templates) for page in printed]
    strange = [value < limit for value in likest]
    groups = [page.group for page in printed]
    run = worst_run(strange, groups, trusted=None if trusted is None else sound - start)
    if run is None or run.odds > ODDS or run.bad < 3 or run.bad < run.size / 2:
        return None
    recent = range(len(printed) - run.size, len(printed))
    first = next(index for index in recent if strange[index])
    typical = median(likest[index] for index in recent if strange[index])
    return Finding(
        state=HealthState.DEGRADED,
        text=f"pages built in a new way on {run.bad} of the last {run.size} pages "
        f"({typical:.0%} like the nearest known template, usually {usual:.0%})",
        since=printed[first].at,
        redesign=True,
    )


def _likest(page: PageSeen, templates: Sequence[Template]) -> float:
    return nearest_likeness(page.fingerprint or {}, templates)
