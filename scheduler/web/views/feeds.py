"""Feeds of the same updates that the list of updates shows, with the same filters."""

from scheduler.feeds import Channel, Happening, atom, json_feed
from scheduler.store import Store
from scheduler.store.telling import of_updates
from scheduler.web.answering import Answer, Data
from scheduler.web.asking import Asked
from scheduler.web.choosing import choose, wanted
from scheduler.web.texts import text

ENTRIES = 50


def atom_feed(store: Store, asked: Asked) -> Answer:
    """Atom."""
    channel, found = _channel(asked), _happenings(store, asked)
    return Data(
        body=atom(channel, found, asked.now), content_type="application/atom+xml; charset=utf-8"
    )


def json_items(store: Store, asked: Asked) -> Answer:
    """JSON Feed."""
    channel, found = _channel(asked), _happenings(store, asked)
    return Data(body=json_feed(channel, found), content_type="application/feed+json; charset=utf-8")


def _happenings(store: Store, asked: Asked) -> list[Happening]:
    updates = choose(store, wanted(asked), limit=asked.number("limit", ENTRIES, most=200))
    return [told for _, told in of_updates(store, [one.id for one in updates])]


def _channel(asked: Asked) -> Channel:
    address = asked.origin + asked.link()
    return Channel(
        id=address,
        title=f"unionwatch: {text('tagline', asked.language)}",
        language=asked.language,
        url=address,
        home=f"{asked.origin}/updates",
    )
