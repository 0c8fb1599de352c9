"""Alerts to real receivers on loopback: each update once, failures tried again, secrets kept."""

import logging
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.tables import SourceError
from scheduler.channels import ChannelError, Receiver, Verdict, explain
from scheduler.config import config_path, load_config
from scheduler.demo.paper import load_days, locate
from scheduler.demo.script import SOURCE
from scheduler.demo.server import SiteServer
from scheduler.messages import Message
from scheduler.notifier import Notifier, tell_channels
from scheduler.notify import Round, notify_round
from scheduler.pipeline import record_visit
from scheduler.store import open_store, reading
from scheduler.store.outbox import message_counts, messages
from tests import samples
from tests.receivers import SECRET, Hook, Mail, mail_server, web_hook
from tests.samples import NOON, later

pytest.importorskip("apprise")
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
RUN = "import sys; from scheduler.cli import main; sys.exit(main())"
CHANNEL = """
[[channel]]
name = "hook"
url = "{url}"
language = "en"
"""


@pytest.fixture
def hook() -> Iterator[Hook]:
    with web_hook() as server:
        yield server


@pytest.fixture
def mail() -> Iterator[Mail]:
    with mail_server() as server:
        yield server


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "unionwatch.db"
    with open_store(path) as store:
        record_visit(store, samples.snapshot(1), NOON)
        record_visit(store, samples.edited(1), later(minutes=5))
    return path


def write_config(db: Path, text: str) -> None:
    config_path(db).write_text(text, "utf-8")


def round_at(db: Path, **span: float) -> Round:
    channels = load_config(config_path(db)).channels
    return notify_round(db, channels, clock=lambda: later(**span), lease=timedelta(seconds=60))


def states(db: Path) -> dict[tuple[str, str], int]:
    with open_store(db, read_only=True) as store:
        return message_counts(store)


def test_each_update_is_told_once(db: Path, hook: Hook) -> None:
    write_config(db, CHANNEL.format(url=hook.url))
    assert round_at(db, minutes=6).sent == 2
    assert round_at(db, minutes=7) == Round()
    new, edit = hook.got
    assert new["title"] == samples.article(1).title
    assert edit["title"].startswith("[Edited, fact, silent edit] ")
    assert "Before: “" in edit["message"]
    assert "500.000" in edit["message"]
    assert "600.000" in edit["message"]
    assert edit["message"].endswith(samples.url_of(1))
    assert len(set(hook.keys)) == 2


def test_what_fails_is_tried_again_later_and_then_told_once(db: Path, hook: Hook) -> None:
    write_config(db, CHANNEL.format(url=hook.url))
    hook.behaviour.extend(["500", "503"])
    assert round_at(db, minutes=6) == Round(refused=1)
    assert round_at(db, minutes=6, seconds=30) == Round()  # it is down: the others wait with it
    assert round_at(db, minutes=7, seconds=1) == Round(refused=1)
    assert round_at(db, minutes=10) == Round(sent=2)
    assert len(hook.got) == 2
    assert hook.requests == 4


def test_a_receiver_that_refuses_the_connection_is_tried_again(db: Path, hook: Hook) -> None:
    with web_hook() as gone:
        url = gone.url
    write_config(db, CHANNEL.format(url=url))
    assert round_at(db, minutes=6) == Round(refused=1)
    write_config(db, CHANNEL.format(url=hook.url))
    assert round_at(db, minutes=8) == Round(sent=2)


def test_a_receiver_that_hangs_leaves_the_message_in_doubt(db: Path, hook: Hook) -> None:
    write_config(db, CHANNEL.format(url=hook.url + "?rto=2"))
    hook.behaviour.append("hang")
    assert round_at(db, minutes=6) == Round(doubtful=1)
    assert round_at(db, minutes=60) == Round(sent=1)  # the other; the first is not sent again
    with open_store(db, read_only=True) as store:
        (message,) = messages(store, states=("doubtful",), limit=5)
    assert message.error == "the receiver did not answer in time"


def test_a_channel_may_ask_to_be_told_again(db: Path, hook: Hook) -> None:
    write_config(db, CHANNEL.format(url=hook.url + "?rto=2") + 'in_doubt = "send again"\n')
    hook.behaviour.append("hang")
    assert round_at(db, minutes=6) == Round(doubtful=1)
    assert round_at(db, minutes=60) == Round(sent=2)


def test_one_that_never_answers_costs_no_more_than_the_timeout(hook: Hook) -> None:
    hook.behaviour.append("hang")
    started = time.monotonic()
    outcome = Receiver(hook.url).send(Message(title="a", body="b"), "key", timeout=0.3)
    assert time.monotonic() - started < 15  # the receiver would take 30
    assert outcome.verdict is Verdict.DOUBTFUL


def test_mail_arrives_and_a_refusal_is_tried_again(db: Path, mail: Mail) -> None:
    write_config(db, CHANNEL.format(url=mail.url).replace('"en"', '"vi"'))
    mail.refuse = 1
    assert round_at(db, minutes=6) == Round(refused=1)
    assert round_at(db, minutes=8) == Round(sent=2)
    (_, edit) = mail.got
    assert edit[0].startswith("[Đã sửa, dữ kiện, sửa lặng lẽ] Công đoàn chăm lo")
    assert "Sau: “" in edit[1]


def test_many_at_once_go_together(db: Path, hook: Hook) -> None:
    write_config(db, CHANNEL.format(url=hook.url))
    with open_store(db) as store:
        for number in range(2, 12):
            record_visit(store, samples.snapshot(number), later(minutes=number))
    assert round_at(db, minutes=20) == Round(sent=1)
    (message,) = hook.got
    assert message["title"] == "unionwatch: 12 updates since 22/11/2024 12:00"
    assert message["message"].count("https://baomau.example/") == 12


@pytest.mark.parametrize(
    ("heard", "verdict"),
    [
        ("Failed to send JSON POST notification: Bad gateway, error=502.", Verdict.REFUSED),
        ("Socket Exception: HTTPConnectionPool: [Errno 111] Connection refused", Verdict.REFUSED),
        ("Socket Exception: {'a@b': (550, b'no such user')}", Verdict.REFUSED),
        ("Socket Exception: (535, b'5.7.8 bad credentials')", Verdict.REFUSED),
        ("Failed to resolve 'x' ([Errno -2] Name or service not known)", Verdict.REFUSED),
        ("ConnectTimeoutError(..., 'Connection timed out. (connect timeout=4.0)')", Verdict.REFUSED),
        ("Socket Exception: HTTPConnectionPool: Read timed out. (read timeout=4.0)", Verdict.DOUBTFUL),
        ("Socket Exception: ('Connection aborted.', RemoteDisconnected())", Verdict.DOUBTFUL),
        ("Socket Exception: Connection unexpectedly closed", Verdict.DOUBTFUL),
        ("", Verdict.DOUBTFUL),
    ],
)  # fmt: skip
def test_only_what_surely_did_not_arrive_is_sent_again(heard: str, verdict: Verdict) -> None:
    assert explain(heard).verdict is verdict


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (f"khongco://{SECRET}", "not one that Apprise understands"),
        (f"zalo://{SECRET}", "not one that Apprise understands"),
        (f"mailto://a:{SECRET}@mau.example?to=x@mau.example,y@mau.example", "several receivers"),
    ],
)
def test_a_wrong_address_is_refused_without_being_shown(
    address: str, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(ChannelError) as caught:
        Receiver(address)
    assert said in str(caught.value)
    assert SECRET not in str(caught.value)
    assert SECRET not in caplog.text


def run(db: Path, *arguments: str, env: dict[str, str] | None = None) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-c", RUN, "--db", str(db), *arguments],
        capture_output=True, text=True, timeout=90, check=False,
        env=os.environ | {"UNIONWATCH_DEBUG": "1", "PYTHONWARNINGS": "ignore"} | (env or {}),
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_the_commands_test_send_and_show(db: Path, hook: Hook) -> None:
    write_config(db, CHANNEL.format(url=hook.url))
    code, said = run(db, "notify", "test")
    assert (code, said.strip()) == (0, "hook: sent")
    assert hook.got[0]["message"] == "The channel “hook” is told by unionwatch."
    with open_store(db) as store:  # the updates are of 2024: a channel set up now hears no old news
        store.execute("UPDATE outbox SET created_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now')")
    hook.behaviour.append("500")
    code, said = run(db, "notify", "send")
    assert (code, said.strip()) == (1, "0 sent, 1 to be tried again, 0 in doubt")
    code, said = run(db, "notify", "status")
    assert code == 0
    assert "the receiver answered 500" in said
    assert SECRET not in said


def test_a_message_in_doubt_is_sent_again_by_hand_alone(db: Path, hook: Hook) -> None:
    write_config(db, CHANNEL.format(url=hook.url + "?rto=2"))
    hook.behaviour.append("hang")
    round_at(db, minutes=6)
    code, said = run(db, "notify", "status")
    assert "message 1 (hook, update), 22/11/2024 12:06: in doubt" in said
    assert run(db, "notify", "again", "1")[0] == 0
    assert run(db, "notify", "again", "1")[0] == 2
    code, said = run(db, "notify", "send")
    assert (code, said.strip()) == (0, "2 sent, 0 to be tried again, 0 in doubt")


def test_a_secret_is_nowhere(db: Path, hook: Hook, tmp_path: Path) -> None:
    (tmp_path / "address").write_text(hook.url, "utf-8")
    broken = f"json://user:{SECRET}@127.0.0.1:1/{SECRET}"
    write_config(
        db,
        '[[channel]]\nname = "a"\nurl_file = "address"\n'
        f'[[channel]]\nname = "b"\nurl_env = "HOOK"\n[[channel]]\nname = "c"\nurl = "{broken}"\n'
        f'[[channel]]\nname = "d"\nurl = "tgram://{SECRET}"\n',
    )
    hook.behaviour.extend(["500", "ok", "403"])
    said = []
    for arguments in (["notify", "test"], ["notify", "send"], ["notify", "status"], ["notify", "--help"],
                      ["status"], ["notify", "status", "--json"]):  # fmt: skip
        said.append(run(db, *arguments, env={"HOOK": hook.url})[1])
    text = "\n".join(said)
    assert "channel d: its address is not one that Apprise understands" in text
    assert SECRET not in text
    wrong = f'[[channel]]\nname = "tgram://{SECRET}"\nurl = "json://x"\n'
    for config in (wrong, f'[[channel]]\nurl = {SECRET}\n', f'[[channel]]\nname = "a"\nurl = "{SECRET}"',
                   f'[[channel]]\nname = "a"\nurl_env = "tgram://{SECRET}"'):  # fmt: skip
        write_config(db, config)
        code, text = run(db, "notify", "send")
        assert code != 0
        assert SECRET not in text
    for file in tmp_path.glob("unionwatch.db*"):
        assert SECRET.encode() not in file.read_bytes()


def test_a_secret_is_not_logged_by_what_works_below(
    hook: Hook, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        for what in ("ok", "500"):
            hook.behaviour.append(what)
            Receiver(hook.url).send(Message(title="a", body="b"), "key")
        Receiver(f"json://127.0.0.1:1/{SECRET}").send(Message(title="a", body="b"), "key")
        Receiver(f"tgram://123456789:{SECRET}AAAAAAAAAAAAAAAAAAAAAA/1?rto=0.1&cto=0.1").limit("a")
    assert SECRET not in caplog.text
    out = capfd.readouterr()
    assert SECRET not in out.out + out.err


def test_the_step_of_the_daemon_returns_at_once(db: Path, hook: Hook) -> None:
    write_config(db, CHANNEL.format(url=hook.url + "?rto=5"))
    with open_store(db) as store:
        store.execute("UPDATE outbox SET created_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now')")
    hook.behaviour.append("hang")
    step = Notifier(every=0.0)
    started = time.monotonic()
    step(db)
    step(db)  # one runs: no second beside it
    assert time.monotonic() - started < 4  # it does not wait for the receiver
    deadline = time.monotonic() + 20
    while hook.requests < 1 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert step._thread is not None
    step._thread.join(20)
    assert hook.requests == 1


@pytest.mark.parametrize("config", ["", "[[channel]]\nname = 1\n", "nonsense = 1\n"])
def test_a_wrong_file_harms_no_crawl(db: Path, config: str) -> None:
    write_config(db, config)
    assert len(tell_channels(db)) == (1 if config else 0)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "none of them"),
        (f'url = "json://{SECRET}"\nurl_env = "X"', "several of them"),
        (f'url = "json://{SECRET}', "valid TOML; found something else (at "),
    ],
)
def test_a_wrong_channel_is_told_without_its_address(db: Path, text: str, found: str) -> None:
    write_config(db, f'[[channel]]\nname = "hook"\n{text}')
    with pytest.raises(SourceError) as caught:
        load_config(config_path(db))
    assert found in str(caught.value)
    assert SECRET not in str(caught.value)


def test_a_file_with_an_address_is_not_read_without_end(db: Path) -> None:
    write_config(db, "\ufeff[[channel]]\nname = 'hook'\nurl_file = '/dev/zero'\n")
    (channel,) = load_config(config_path(db)).channels
    assert len(channel.address.reveal()) < 1_000_000


NOTIFIER = """
import sys
from datetime import timedelta
from pathlib import Path
from scheduler.config import config_path, load_config
from scheduler.notify import notify_round
db = Path(sys.argv[1])
while True:
    notify_round(db, load_config(config_path(db)).channels, lease=timedelta(seconds=1))
"""


@pytest.mark.slow
@pytest.mark.timeout(170)
def test_kill_9_at_any_instant_doubles_nothing_and_loses_nothing(
    tmp_path: Path, hook: Hook
) -> None:
    db = tmp_path / "unionwatch.db"
    write_config(db, CHANNEL.format(url=hook.url))
    chance = random.Random(5)
    told = 0
    with open_store(db) as store:
        for _ in range(50):
            now = samples.datetime.now(samples.UTC)
            for _ in range(chance.randint(1, 4)):
                told += 1
                record_visit(store, samples.snapshot(told, title=f"Bài số {told}."), now)
            child = subprocess.Popen(
                [sys.executable, "-c", NOTIFIER, str(db)],
                stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            )  # fmt: skip
            time.sleep(chance.uniform(0.3, 1.6))
            os.kill(child.pid, signal.SIGKILL)
            child.wait()
    channels = load_config(config_path(db)).channels
    time.sleep(2.1)  # past the last lease: moments are whole seconds
    for _ in range(3):
        notify_round(db, channels, lease=timedelta(seconds=1))
    counted = Counter(
        line for one in hook.got for line in f"{one['title']}\n{one['message']}".split("\n")
        if "Bài số" in line
    )  # fmt: skip
    with open_store(db, read_only=True) as store:
        doubtful = store.value(
            "SELECT count(*) FROM deliveries d JOIN messages m ON m.id = d.message_id"
            " WHERE m.state = 'doubtful'"
        )
        rest = {state for _, state in message_counts(store)} - {"sent", "doubtful"}
        assert store.value("PRAGMA integrity_check") == "ok"
    assert not rest
    assert max(counted.values()) == 1
    assert told - doubtful <= len(counted) <= told


def test_a_crawl_tells_the_channels_and_a_dead_one_harms_nothing(
    tmp_path: Path, hook: Hook
) -> None:
    folder = tmp_path / "sources"
    folder.mkdir()
    db = tmp_path / "unionwatch.db"
    dead = '[[channel]]\nname = "dead"\nurl = "json://127.0.0.1:1/"\nlanguage = "en"\n'
    first, second = load_days(locate())[:2]
    with SiteServer(first) as paper:
        source = SOURCE.format(title="Báo mẫu", home=paper.url)
        (folder / "demo.toml").write_text(source, "utf-8")
        write_config(db, CHANNEL.format(url=hook.url) + dead)
        crawl = ("--sources", str(folder), "crawl", "demo", "--quiet")
        code, said = run(db, *crawl)
        assert code == 0, said
        assert said.count("\n") == 1
        assert "1 not delivered yet, tried again later" in said
        assert " updates since " in hook.got[0]["title"]
        paper.site = second
        code, said = run(db, *crawl, "--recheck", "all")
        assert code == 0, said
    titles = [one["title"] for one in hook.got[1:]]
    with open_store(db, read_only=True) as store:
        updates = reading.updates(store, since=later(days=1))
        edits = [update for update in updates if update.kind == "changed"]
    assert edits
    for update in edits:
        assert sum(title.endswith(update.title) for title in titles) == 1
