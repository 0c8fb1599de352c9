"""Learning what a source shows on many of its pages, a few times a day: the store's memory, judged
by `scheduler.repeats`. What is learned raises no update: stored pages are then read again without
it.
"""

from datetime import datetime, timedelta

from scheduler.repeats import FEW, find_repeats
from scheduler.store.chrome import learned_at, note_chrome, samples, set_learned
from scheduler.store.connection import Store

EVERY = timedelta(hours=6)


def learn_chrome(store: Store, source: str, now: datetime) -> int:
    """Look for repeated paragraphs, if the last time is long enough ago; how many are new."""
    last = learned_at(store, source)
    if last is not None and now - last < EVERY:
        return 0
    articles = samples(store, source, now)
    if len(articles) < FEW:
        return 0
    found = find_repeats(articles)
    with store.transaction():
        set_learned(store, source, now)
        reason = "stands in many articles"
        return note_chrome(store, source, found, now, state="learned", reason=reason)
