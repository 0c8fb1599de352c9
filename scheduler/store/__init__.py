"""The database: schema and migrations, and all SQL of the project. One file, one writer, many
readers.

    with open_store("unionwatch.db", read_only=True) as store:
        for update in reading.updates(store, since=week_ago, edit_classes=["fact"], unseen=True):
            ...

`open_store` gives a `Store` (`connection`) or raises `StoreError` (`errors`: one sentence with what
to do). What works on it, by subject; every function takes the Store first and `now` where time
matters:

- `reading`: updates, update, articles, article, find_articles, versions, version, page,
  fetches, listings
- `status`: status(store, now), source_statuses(store, now)
- `runs`: runs, run; start_run, finish_source, finish_run, end_stale_runs
- `history`: trails, listing_polls: what past looks teach
- `planning`: plan_for(store, source, now, recheck=...) -> CrawlPlan
- `writing`: the steps of `scheduler.pipeline.record_visit`, and mark_seen(store, update_ids, now)
- `discovery`: record_listing, and the links that wait to be read
- `rows`: the values that reading gives; `codec`: how articles and moments are written

May not touch the network, and decides nothing: verdicts come from `scheduler.changes`, times from
`scheduler.revisit`.
"""

from scheduler.store.connection import Store, open_store
from scheduler.store.errors import NewerSchema, NotOurDatabase, StoreError

__all__ = ["NewerSchema", "NotOurDatabase", "Store", "StoreError", "open_store"]
