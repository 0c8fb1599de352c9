"""A database that cannot be used, at the command line: locked, without rights, of a newer version,
another program's. One line that says what to do, exit code 2, and the file as it was.
"""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from samples import NOON, snapshot

from scheduler.cli import main
from scheduler.pipeline import record_visit
from scheduler.store import open_store

UNIONWATCH = Path(sys.executable).with_name("unionwatch")
WRITING = [
    ["crawl", "laodongthudo"],
    ["updates", "--mark-seen"],
]
READING = [
    ["updates"],
    ["show", "1"],
    ["diff", "1"],
    ["search", "công đoàn"],
    ["status"],
    ["stats"],
    ["feed"],
    ["export"],
]
OBEY_FILE_MODES = """
import ctypes, os, sys
if os.geteuid() == 0:  # root, too, shall be kept from files by their modes
    libc = ctypes.CDLL(None, use_errno=True)
    PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 24, 1, 2
    for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
        if libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0):
            raise OSError(ctypes.get_errno(), "cannot give up a right of root")
os.execv(sys.argv[1], sys.argv[1:])
"""


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "news.db"
    with open_store(path) as store:
        record_visit(store, snapshot(), NOON)
    return path


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command waits for a lock a tenth of a second, not for ten."""
    assert open_store.__kwdefaults__ is not None
    monkeypatch.setitem(open_store.__kwdefaults__, "busy_timeout", 0.1)


def locked(path: Path, begin: str) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute(begin)
        yield other


@pytest.fixture
def writer(db: Path) -> Iterator[sqlite3.Connection]:
    """Another program that writes, as long as the test runs."""
    yield from locked(db, "BEGIN IMMEDIATE")


@pytest.mark.parametrize("command", WRITING, ids=" ".join)
@pytest.mark.usefixtures("impatient", "writer")
def test_a_locked_database_is_one_line_and_exit_2(
    db: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--db", str(db), *command]) == 2
    said = capsys.readouterr().err
    assert said == (
        f"unionwatch: {db}: the database is locked by another program; "
        "wait for it to end, or close it\n"
    )


@pytest.mark.parametrize("command", READING, ids=" ".join)
@pytest.mark.usefixtures("impatient", "writer")
def test_who_reads_does_not_wait_for_who_writes(
    db: Path, command: list[str], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["--db", str(db), *command]) == 0, capfdbinary.readouterr().err


def without_rights(db: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """The command, on a file and in a folder that may be read only."""
    db.chmod(0o444)
    db.parent.chmod(0o555)
    try:
        return subprocess.run(
            [sys.executable, "-c", OBEY_FILE_MODES, UNIONWATCH, "--db", db, *command],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    finally:
        db.parent.chmod(0o755)


@pytest.mark.parametrize("command", WRITING, ids=" ".join)
def test_a_database_that_may_only_be_read_is_one_line_and_exit_2(
    db: Path, command: list[str]
) -> None:
    before = db.read_bytes()
    done = without_rights(db, *command)
    assert done.returncode == 2, done.stderr
    assert done.stderr == (
        f"unionwatch: {db}: the database cannot be written: "
        "check the rights of the file and of its directory\n"
    )
    assert db.read_bytes() == before


def test_a_database_that_may_only_be_read_is_read(db: Path) -> None:
    done = without_rights(db, "show", "1")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Công đoàn" in done.stdout


@pytest.mark.parametrize("command", [*WRITING, *READING], ids=" ".join)
def test_a_database_of_a_newer_version_is_left_alone(
    db: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(db)) as future, future:
        future.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('unionwatch', 'm999_future', '2036-01-01')"
        )
    before = db.read_bytes()
    assert main(["--db", str(db), *command]) == 2
    out, err = capsys.readouterr()
    assert (out, err) == (
        "",
        f"unionwatch: {db}: was written by a newer unionwatch (m999_future); upgrade this one\n",
    )
    assert db.read_bytes() == before


@pytest.mark.parametrize("command", [*WRITING, *READING], ids=" ".join)
def test_the_database_of_another_program_is_left_alone(
    tmp_path: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "photos.db"
    with closing(sqlite3.connect(other)) as photos, photos:
        photos.execute("CREATE TABLE photos (id INTEGER PRIMARY KEY)")
    before = other.read_bytes()
    assert main(["--db", str(other), *command]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"unionwatch: {other}: is the database of another program; ")
    assert err.count("\n") == 1
    assert other.read_bytes() == before
