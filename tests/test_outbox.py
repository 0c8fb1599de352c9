"""Who is to be told of what and when: laid out once, claimed once, settled by who holds the claim."""

import os
import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from crawler.tables import SourceError
from crawler.timing import QuietHours
from parsers.dates import VIETNAM
from scheduler.channels import Outcome, Receiver, Verdict
from scheduler.config import Address, AddressError, Channel, Mode, config_path, load_config
from scheduler.digest import GIVE_UP, due_at, is_quiet, retry_at
from scheduler.messages import Message
from scheduler.notify import Round, lay_out_all, notify_round
from scheduler.pipeline import record_visit
from scheduler.store import Store, open_store
from scheduler.store.health import record_health
from scheduler.store.outbox import (
    KEPT,
    KILLED,
    add_channels,
    claim,
    compose,
    end_leases,
    forget_told,
    message_counts,
    messages,
    next_message,
    settle,
)
from scheduler.store.telling import Interest
from tests import samples
from tests.samples import NOON, SOURCE, later

LEASE = timedelta(minutes=1)
HOOK = Address(url="json://127.0.0.1:1")
ALL = Channel(name="all", address=HOOK)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "unionwatch.db") as opened:
        yield opened


class Phone:
    """A receiver that keeps what it is sent, and answers as told."""

    def __init__(self, *verdicts: Verdict) -> None:
        self.verdicts = list(verdicts)
        self.got: list[Message] = []

    def limit(self, _title: str) -> int:
        return 2000

    def send(self, message: Message, _key: str) -> Outcome:
        verdict = self.verdicts.pop(0) if self.verdicts else Verdict.SENT
        if verdict is Verdict.SENT:
            self.got.append(message)
        return Outcome(verdict=verdict, why=None if verdict is Verdict.SENT else "as told")


def tell(store: Store, phone: Phone, *channels: Channel, at: datetime) -> Round:
    return notify_round(store.path, channels, clock=lambda: at, receiver=lambda _: phone)


def laid_out(store: Store, *channels: Channel) -> dict[str, list[str]]:
    lay_out_all(store, channels, later(minutes=10))
    rows = store.rows(
        """SELECT d.channel, u.kind || ' ' || a.identity AS what FROM deliveries d
           JOIN updates u ON u.id = d.update_id JOIN articles a ON a.id = u.article_id
           ORDER BY d.id"""
    )
    found: dict[str, list[str]] = {channel.name: [] for channel in channels}
    for row in rows:
        found[row["channel"]].append(row["what"])
    return found


def fill(store: Store) -> None:
    strike = samples.snapshot(2, title="Công nhân đình công", section="Công đoàn")
    for minute, visit in enumerate((samples.snapshot(1), strike, samples.edited(1))):
        record_visit(store, visit, later(minutes=minute))


@pytest.mark.parametrize(
    ("interest", "expected"),
    [
        (Interest(), ["new 1", "new 2", "changed 1"]),
        (Interest(sources=["khac"]), []),
        (Interest(sources=[SOURCE]), ["new 1", "new 2", "changed 1"]),
        (Interest(sections=["Công đoàn"]), ["new 2"]),
        (Interest(kinds=["changed"]), ["changed 1"]),
        (Interest(edit_classes=["typo"]), ["new 1", "new 2"]),
        (Interest(phrases=["đình công"]), ["new 2"]),
        (Interest(silent=True), ["changed 1"]),
    ],
)
def test_a_channel_hears_of_what_it_asked_for(
    store: Store, interest: Interest, expected: list[str]
) -> None:
    fill(store)
    channel = Channel(name="a", address=HOOK, interest=interest)
    assert laid_out(store, channel) == {"a": expected}
    assert store.value("SELECT count(*) FROM outbox") == 0
    assert laid_out(store, channel) == {"a": expected}  # a second round adds nothing


def test_the_watch_list_can_choose(store: Store) -> None:
    fill(store)
    store.execute("""UPDATE updates SET watched = '["lương"]' WHERE kind = 'changed'""")
    watching = Channel(name="w", address=HOOK, watched=True)
    assert laid_out(store, ALL, watching)["w"] == ["changed 1"]


def test_a_new_channel_hears_no_old_news(store: Store) -> None:
    fill(store)
    phone = Phone()
    assert tell(store, phone, ALL, at=later(days=2)) == Round()
    record_visit(store, samples.snapshot(3), later(days=2))
    tell(store, phone, ALL, at=later(days=2))
    assert [message.title for message in phone.got] == [samples.article(3).title]


def test_what_is_held_back_is_not_told(store: Store) -> None:
    record_visit(store, samples.snapshot(1), NOON)
    record_visit(store, samples.edited(1), later(minutes=5), hold=True)
    assert laid_out(store, ALL) == {"all": ["new 1"]}


def test_one_claim_one_settlement(store: Store) -> None:
    fill(store)
    lay_out_all(store, [ALL], NOON)
    compose(store, "all", NOON, single=5)
    message = next_message(store, "all", NOON)
    assert message is not None
    fence = claim(store, message, NOON, LEASE)
    assert fence == 1
    assert claim(store, message, NOON, LEASE) is None  # another sender comes too late
    assert end_leases(store, later(seconds=30)) == 0
    assert end_leases(store, later(seconds=90)) == 1
    assert not settle(store, message.id, fence, "sent", later(seconds=91))  # it lost its lease
    (doubtful,) = messages(store, states=("doubtful",), limit=5)
    assert (doubtful.id, doubtful.error) == (message.id, KILLED)


def test_a_channel_that_asks_for_it_is_told_again_after_a_kill(store: Store) -> None:
    fill(store)
    lay_out_all(store, [ALL], NOON)
    compose(store, "all", NOON, single=5)
    message = next_message(store, "all", NOON)
    assert message is not None
    claim(store, message, NOON, LEASE)
    assert end_leases(store, later(minutes=5), again=["all"]) == 1
    found = next_message(store, "all", later(minutes=5))
    assert found is not None
    assert found.id == message.id


def test_what_never_arrives_is_given_up_and_said(store: Store) -> None:
    record_visit(store, samples.snapshot(1), NOON)
    phone = Phone(*[Verdict.REFUSED] * 40)
    at = NOON
    for _ in range(40):
        tell(store, phone, ALL, at=at)
        at += timedelta(hours=6)
    assert message_counts(store) == {("all", "failed"): 1}
    assert phone.got == []
    assert 10 < 40 - len(phone.verdicts) < 25  # tries until it was given up


def test_what_was_told_is_forgotten_in_time(store: Store) -> None:
    record_visit(store, samples.snapshot(1), NOON)
    tell(store, Phone(), ALL, at=NOON)
    with store.transaction():
        forget_told(store, NOON + KEPT + timedelta(days=1))
    assert store.value("SELECT count(*) FROM deliveries") == 0
    assert laid_out(store, ALL) == {"all": []}


def sick(store: Store, *states: str) -> None:
    record_visit(store, samples.snapshot(1), NOON)
    for minute, state in enumerate(states):
        with store.transaction():
            record_health(
                store, SOURCE, state, later(minutes=minute), since=None, run_id=None,
                evidence=() if state == "ok" else (f"it is {state}",), trusted_until=None,
            )  # fmt: skip


@pytest.mark.parametrize(
    ("states", "titles"),
    [
        (["ok"], []),
        (["ok", "broken", "broken", "ok"], ["broken", "read rightly again"]),
        (["degraded", "broken", "degraded", "ok"], ["degraded", "broken", "read rightly again"]),
        (["blocked"], ["blocked"]),
    ],
)
def test_one_alert_when_a_source_breaks_and_one_when_it_recovers(
    store: Store, states: list[str], titles: list[str]
) -> None:
    sick(store, *states)
    phone = Phone()
    operator = Channel(name="op", address=HOOK, operator=True, language="en", mode=Mode.DAILY)
    for _ in range(2):
        tell(store, phone, operator, at=later(minutes=10))
    assert [message.title for message in phone.got] == [f"{SOURCE}: {title}" for title in titles]
    if titles[-1:] == ["read rightly again"]:
        assert phone.got[-1].body.startswith("Before that: it is ")


def test_readers_hear_no_alerts_and_operators_no_news(store: Store) -> None:
    sick(store, "ok", "broken")
    phone = Phone()
    tell(store, phone, ALL, at=later(minutes=10))
    assert [message.title for message in phone.got] == [samples.article(1).title]


def test_in_quiet_hours_nothing_is_sent_and_nothing_lost(store: Store) -> None:
    quiet = Channel(name="q", address=HOOK, quiet_hours=QuietHours(time(22), time(6)))
    night = datetime(2024, 11, 22, 17, 0, tzinfo=samples.UTC)  # midnight in Vietnam
    record_visit(store, samples.snapshot(1), night)
    phone = Phone()
    assert tell(store, phone, quiet, at=night) == Round()
    assert tell(store, phone, quiet, at=night + timedelta(hours=6)).sent == 1
    assert is_quiet(quiet, night)


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        (Mode.AT_ONCE, "2024-11-22T12:00"),
        (Mode.DAILY, "2024-11-23T07:00"),
        (Mode.WEEKLY, "2024-11-25T07:00"),
    ],
)  # NOON is a Friday, 12:00 in Vietnam
def test_when_it_is_due(mode: Mode, expected: str) -> None:
    due = due_at(Channel(name="d", address=HOOK, mode=mode), NOON)
    assert f"{due.astimezone(VIETNAM):%Y-%m-%dT%H:%M}" == expected


def test_a_daily_digest_is_one_message_at_its_time(store: Store) -> None:
    daily = Channel(name="d", address=HOOK, mode=Mode.DAILY)
    for number in range(1, 9):
        record_visit(store, samples.snapshot(number), later(minutes=number))
    phone = Phone()
    assert tell(store, phone, daily, at=later(hours=1)) == Round()
    assert tell(store, phone, daily, at=later(hours=19, minutes=1)).sent == 1
    assert phone.got[0].title.startswith("unionwatch: 8 tin từ")


def test_the_waits_double_up_to_six_hours() -> None:
    waits = [retry_at(attempts, NOON) - NOON for attempts in range(1, 30)]
    assert waits[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert waits[-1] == timedelta(hours=6)
    assert timedelta(days=1) < GIVE_UP


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[channel]]\nurl = "json://x"\n', "channel[1].name: expected a name"),
        ('[[channel]]\nname = "a"\n', "one of url, url_env"),
        ('[[channel]]\nname = "a"\nurl = "json://x"\nclasses = ["facts"]\n', "some of format, typo"),
        ('[[channel]]\nname = "a"\nurl = "json://x"\nkinds = ["edit"]\n', "some of new, changed"),
        ('[[channel]]\nname = "a"\nurl = "json://x"\nmode = "hourly"\n', "one of at once, daily"),
        ('[[channel]]\nname = "a"\nurl = "json://x"\ntime = "7h"\n', 'such as "07:00"'),
        ('[[channel]]\nname = "a"\nurl = "json://x"\nquiet_hours = "x"\n', "two different times"),
        ('[[channel]]\nname = "a"\nurl = "json://x"\nsuorces = ["x"]\n', "did you mean sources?"),
        ('[[channel]]\nname = "a"\nurl = "json://x"\nlanguage = "fr"\n', "one of vi, en"),
        ('[[channel]]\nname = "a"\nurl = "json://x"\n' * 2, "a name for each channel"),
        ('channel = "a"\n', "each written [[channel]]"),
        ("[[channel]\n", "valid TOML"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_told_in_a_sentence(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "unionwatch.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(SourceError) as caught:
        load_config(path)
    assert said in str(caught.value)
    assert str(path) in str(caught.value)


def test_where_the_file_and_the_address_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("UNIONWATCH_CONFIG", raising=False)
    assert config_path(tmp_path / "u.db") == tmp_path / "unionwatch.toml"
    assert load_config(tmp_path / "unionwatch.toml").channels == ()
    monkeypatch.setenv("UNIONWATCH_CONFIG", str(tmp_path / "other.toml"))
    assert config_path(tmp_path / "u.db") == tmp_path / "other.toml"
    with pytest.raises(SourceError, match="a readable file"):
        load_config(tmp_path / "other.toml")
    address = Address(variable="UNIONWATCH_TEST_HOOK")
    with pytest.raises(AddressError, match="UNIONWATCH_TEST_HOOK is not set"):
        address.reveal()
    monkeypatch.setitem(os.environ, "UNIONWATCH_TEST_HOOK", "json://secret ")
    assert address.reveal() == "json://secret"
    assert "secret" not in repr(Address(url="json://secret"))


def test_channels_are_known_from_when_they_were_first_met(store: Store) -> None:
    add_channels(store, ["a"], NOON)
    assert add_channels(store, ["a", "b"], later(days=1)) == {"a": NOON, "b": later(days=1)}


@pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
def test_every_example_of_the_documentation_is_read(tmp_path: Path) -> None:
    page = Path(__file__).parent.parent.joinpath("docs", "alerts.md").read_text("utf-8")
    examples = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    path = tmp_path / "unionwatch.toml"
    path.write_text("\n".join(examples), "utf-8")
    channels = load_config(path).channels
    names = ["ban-bien-tap", "mail", "telegram", "zalo", "hook", "operator"]
    assert [channel.name for channel in channels] == names
    for channel in channels:
        if channel.address.url is not None:
            assert Receiver(channel.address.reveal()).service
