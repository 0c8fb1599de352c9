"""``unionwatch notify``: send what waits, try the channels, see what became of it.

Nothing here prints an address.
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from scheduler.cli.console import console, counted, local, say, table, tell, write_json
from scheduler.cli.database import read_store
from scheduler.cli.errors import DONE, SOURCE_FAILED, Fault
from scheduler.cli.settings import Settings, db_option, example

if TYPE_CHECKING:
    from scheduler.config import Channel
    from scheduler.store.outbox import MessageRow

STATES = ("waiting", "sending", "sent", "doubtful", "failed")


@click.group(
    short_help="Tell the channels of unionwatch.toml; try them; see what was sent.",
    epilog=example(
        "unionwatch notify test",
        "unionwatch notify status",
        "unionwatch notify again 17",
    ),
)
def notify() -> None:
    """Tell the channels of unionwatch.toml; try them; see what was sent.

    The file lies beside the database (UNIONWATCH_CONFIG names another). 'unionwatch crawl' and
    'unionwatch run' send by themselves.
    """


@notify.command(
    short_help="Send each channel a line to see that it arrives.",
    epilog=example("unionwatch notify test bao-dong"),
)
@click.argument("names", nargs=-1, metavar="[CHANNEL]...")
@db_option
@click.pass_obj
def test(settings: Settings, names: tuple[str, ...]) -> int:
    """Send each channel (or these) a line to see that it arrives. Exit code 1: one did not."""
    from scheduler.channels import ChannelError, Verdict
    from scheduler.config import AddressError
    from scheduler.messages import trial_message
    from scheduler.notify import receiver_of

    failed = False
    for channel in _channels(settings, names):
        try:
            message = trial_message(channel.name, channel.language)
            outcome = receiver_of(channel).send(message, f"unionwatch-test-{channel.name}")
        except (AddressError, ChannelError) as error:
            tell(f"unionwatch: channel {channel.name}: {error}")
            failed = True
            continue
        if outcome.verdict is Verdict.SENT:
            say(f"{channel.name}: sent")
        else:
            tell(f"unionwatch: channel {channel.name}: {outcome.why}")
            failed = True
    return SOURCE_FAILED if failed else DONE


@notify.command(
    short_help="Send what waits, now.",
    epilog=example("unionwatch notify send"),
)
@db_option
@click.pass_obj
def send(settings: Settings) -> int:
    """Send what waits, now. Exit code 1: something was not delivered."""
    from scheduler.notify import notify_round
    from scheduler.store import open_store

    channels = _channels(settings, ())
    open_store(settings.db, create=False).close()
    came = notify_round(settings.db, channels)
    for line in came.unusable:
        tell(f"unionwatch: {line}")
    parts = [f"{came.sent:,} sent", f"{came.refused:,} to be tried again"]
    say(", ".join([*parts, f"{came.doubtful:,} in doubt"]))
    return SOURCE_FAILED if came.unusable or came.refused or came.doubtful else DONE


@notify.command(
    short_help="Show what each channel was told, and what is in doubt.",
    epilog=example("unionwatch notify status --json"),
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON; times are UTC.")
@db_option
@click.pass_obj
def status(settings: Settings, as_json: bool) -> None:
    """Show what each channel was told, and what is in doubt.

    In doubt is what was sent while its sender was killed or its receiver did not answer: it may
    have arrived. It is not sent again unless 'unionwatch notify again' says so.
    """
    from scheduler.config import config_path, load_config
    from scheduler.store.outbox import delivery_counts, last_sent, message_counts, messages

    configured = [channel.name for channel in load_config(config_path(settings.db)).channels]
    with read_store(settings) as store:
        counts, open_, last = message_counts(store), delivery_counts(store), last_sent(store)
        trouble = messages(store, states=("doubtful", "failed", "sending"), limit=50)
        tried = [m for m in messages(store, states=("waiting",), limit=50) if m.attempts]
    names = sorted({*configured, *(name for name, _ in counts), *open_})
    if as_json:
        channels = [
            {"channel": name, "configured": name in configured, "not yet due": open_.get(name, 0)}
            | {state: counts.get((name, state), 0) for state in STATES}
            | {"last sent": last.get(name)}
            for name in names
        ]
        write_json({"channels": channels, "messages": [*trouble, *tried]})
        return
    if not names:
        say(f"No channel is set up: {config_path(settings.db)} is where they are written.")
        return
    drawn = table(("channel", "not yet due", *STATES, "last sent"), right=("not yet due", *STATES))
    for name in names:
        numbers = (open_.get(name, 0), *(counts.get((name, state), 0) for state in STATES))
        label = name if name in configured else f"{name} (no longer in the file)"
        drawn.add_row(label, *(f"{n:,}" for n in numbers), local(last.get(name)) or "never")
    console().print(drawn)
    for message in (*trouble, *tried):
        say(_line(message))


@notify.command(
    short_help="Send messages once more that are in doubt or were given up.",
    epilog=example("unionwatch notify again 17"),
)
@click.argument(
    "numbers", nargs=-1, type=click.IntRange(1, 10**15), required=True, metavar="MESSAGE..."
)
@db_option
@click.pass_obj
def again(settings: Settings, numbers: tuple[int, ...]) -> None:
    """Send messages once more that are in doubt or were given up ('unionwatch notify status')."""
    from scheduler.store import open_store
    from scheduler.store.outbox import send_again

    with open_store(settings.db, create=False) as store:
        for number in numbers:
            if not send_again(store, number, datetime.now(UTC)):
                raise Fault(f"message {number} is neither in doubt nor given up")
    say(f"{counted(len(numbers), 'message')} to be sent by 'unionwatch notify send' or a crawl")


def _channels(settings: Settings, names: tuple[str, ...]) -> "list[Channel]":
    from scheduler.config import config_path, load_config

    path = config_path(settings.db)
    channels = load_config(path).channels
    if not channels:
        raise Fault(f"{path}: no channel is set up there; docs/alerts.md has examples")
    known = {channel.name: channel for channel in channels}
    if unknown := [name for name in names if name not in known]:
        raise Fault(f"{path}: no channel {unknown[0]!r}; there are: {', '.join(known)}")
    return [known[name] for name in names] if names else list(channels)


def _line(message: "MessageRow") -> str:
    when = local(message.settled_at or message.created_at)
    state = "in doubt" if message.state == "doubtful" else message.state
    if message.state == "waiting":
        state = f"tried {counted(message.attempts, 'time')}, next at {local(message.next_try_at)}"
    why = f": {message.error}" if message.error else ""
    return f"message {message.id} ({message.channel}, {message.kind}), {when}: {state}{why}"
