"""What past looks teach: at articles (how a source edits) and at listings (how fast it publishes).
Reads only.
"""

from datetime import datetime, timedelta
from itertools import groupby

from scheduler.learn import Trail
from scheduler.listings import ListingPoll, listing_interval
from scheduler.store.codec import read_moment, read_moment_or_none
from scheduler.store.connection import Store

TRAILS = """
    SELECT a.id, a.published_at, a.date_only, f.at, f.verdict
    FROM (SELECT id, published_at, date_only FROM articles WHERE source = ? AND looks > 1
          ORDER BY id DESC LIMIT ?) a
         JOIN fetches f ON f.article_id = a.id
    WHERE f.verdict IN ('new', 'unchanged', 'changed')
    ORDER BY a.id, f.at, f.id"""


def trails(store: Store, source: str, *, most: int = 500) -> list[Trail]:
    """The looks at the source's newest articles that taught us something, for `learn_habits`."""
    found = []
    for _, rows in groupby(store.rows(TRAILS, [source, most]), key=lambda row: row["id"]):
        first, *rest = rows
        begun = read_moment(first["at"])
        looks = tuple((read_moment(row["at"]), row["verdict"] == "changed") for row in rest)
        published = None if first["date_only"] else read_moment_or_none(first["published_at"])
        if looks:
            born = min(published or begun, begun)
            found.append(Trail(published_at=born, first_look_at=begun, looks=looks))
    return found


def listing_polls(
    store: Store, source: str, url: str, *, since: datetime | None = None, most: int = 21
) -> list[ListingPoll]:
    """The last looks at a listing that showed links, in order of time, for `listing_interval`."""
    sql = """
        SELECT at, links, known FROM fetches
        WHERE source = ? AND url = ? AND kind <> 'article' AND links > 0
        ORDER BY id DESC LIMIT ?"""
    polls = [
        ListingPoll(at=read_moment(row["at"]), items=row["links"], known=row["known"])
        for row in store.rows(sql, [source, url, most])
    ]
    return [poll for poll in reversed(polls) if since is None or poll.at >= since]


def polling_interval(store: Store, source: str, every: timedelta) -> timedelta:
    """How often a source's listings are to be polled so that nothing comes and goes unseen: at
    least once per `every`, and as often as the busiest of them asks.
    """
    urls = store.rows("SELECT url FROM listings WHERE source = ? AND links > 0", [source])
    polls = [listing_polls(store, source, row["url"]) for row in list(urls)]
    return min((listing_interval(each, every).interval for each in polls if each), default=every)


class Rhythms:
    """The polling intervals of sources, for one who asks every few seconds: each is found anew only
    when a listing of the source was looked at since.
    """

    def __init__(self) -> None:
        self._found: dict[tuple[str, timedelta], tuple[int, timedelta]] = {}

    def interval(self, store: Store, source: str, every: timedelta, looks: int) -> timedelta:
        """As `polling_interval`; `looks` counts those at the source's listings."""
        found = self._found.get((source, every))
        if found is None or found[0] != looks:
            found = looks, polling_interval(store, source, every)
            self._found[source, every] = found
        return found[1]
