"""What cron and systemd are given: read back by their own rules, and run."""

import configparser
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from scheduler.cli.group import unionwatch
from scheduler.installed import Installation, crawl_timer, crawl_unit, cron_line, daemon_unit

PLAIN = Installation(
    executable=Path("/srv/union/.venv/bin/unionwatch"),
    db=Path("/srv/union/union.db"),
    sources=None,
    user="union",
)
ODD = Installation(
    executable=Path("/srv/my union/100%/bin/unionwatch"),
    db=Path('/srv/my union/$HOME "x".db'),
    sources=Path("/srv/my union/nguồn"),
    user="union",
)


def units(installation: Installation) -> dict[str, str]:
    return {
        "unionwatch.service": daemon_unit(installation),
        "unionwatch-crawl.service": crawl_unit(installation),
        "unionwatch-crawl.timer": crawl_timer(15),
    }


def test_the_crontab_line() -> None:
    assert cron_line(PLAIN, 15) == (
        "*/15 * * * * /srv/union/.venv/bin/unionwatch --db /srv/union/union.db crawl --due --quiet"
        " || [ $? -eq 75 ]\n"
    )
    assert cron_line(PLAIN, 60).startswith("7 * * * * /")


def test_odd_paths_survive_cron_and_its_shell() -> None:
    command = cron_line(ODD, 15).split(maxsplit=5)[5]
    unescaped = command.replace(r"\%", "%")  # what cron does
    assert "%" not in command.replace(r"\%", "")
    assert shlex.split(unescaped.partition(" || ")[0]) == ODD.command("crawl", "--due", "--quiet")


@pytest.mark.parametrize(
    ("code", "seen"), [(0, 0), (75, 0), (1, 1), (2, 1)], ids=["done", "locked", "failed", "usage"]
)
def test_cron_hears_of_failures_and_not_of_a_lock(tmp_path: Path, code: int, seen: int) -> None:
    fake = tmp_path / "unionwatch"
    fake.write_text(f"#!/bin/sh\nexit {code}\n")
    fake.chmod(0o755)
    here = Installation(executable=fake, db=tmp_path / "a b.db", sources=None, user="x")
    command = cron_line(here, 15).split(maxsplit=5)[5]
    assert subprocess.run(["/bin/sh", "-c", command], check=False).returncode == seen


@pytest.mark.parametrize("installation", [PLAIN, ODD], ids=["plain", "odd"])
def test_units_say_what_they_shall(installation: Installation) -> None:
    for name, text in units(installation).items():
        parser = configparser.ConfigParser(strict=True, interpolation=None, comment_prefixes="#")
        parser.optionxform = str  # type: ignore[assignment,method-assign]  # keys keep their case
        parser.read_string(text)
        assert ("Timer" in parser) == name.endswith(".timer")
        if "Service" in parser:
            service = parser["Service"]
            assert service["NoNewPrivileges"] == "yes"
            assert service["ProtectSystem"] == "strict"
            assert str(installation.folder) in service["ReadWritePaths"]
            assert service["ProtectHome"] == "yes"
    at_home = Installation(
        executable=Path("/home/u/bin/unionwatch"), db=Path("/var/u.db"), sources=None, user="u"
    )
    assert "ProtectHome=read-only" in daemon_unit(at_home)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not here")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    folder = tmp_path / "my $db 100%"
    folder.mkdir()
    fake = folder / "unionwatch"
    fake.write_text("#!/bin/sh\n")
    fake.chmod(0o755)
    here = Installation(
        executable=fake, db=folder / "union.db", sources=folder / "nguồn", user="root"
    )
    for name, text in units(here).items():
        (tmp_path / name).write_text(text, "utf-8")
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *sorted(map(str, tmp_path.glob("unionwatch*")))],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    complaints = [line for line in checked.stderr.splitlines() if "unionwatch" in line]
    assert not complaints


def run(*arguments: str) -> str:
    result = CliRunner().invoke(unionwatch, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_command_prints_this_installation(tmp_path: Path) -> None:
    db = tmp_path / "news.db"
    line = run("--db", str(db), "--sources", str(tmp_path), "schedule", "cron", "--every", "30")
    words = shlex.split(line.split(maxsplit=5)[5])
    assert words[1:8] == [
        "--db", str(db), "--sources", str(tmp_path), "crawl", "--due", "--quiet",
    ]  # fmt: skip
    assert Path(words[0]).is_absolute()
    assert Path(words[0]).name == "unionwatch"


def test_the_printed_line_runs(tmp_path: Path) -> None:
    executable = Path(sys.executable).with_name("unionwatch")
    if not executable.exists():
        pytest.skip("the project is not installed as a command here")
    (tmp_path / "x.toml").write_text("name = ", "utf-8")
    db = tmp_path / "news.db"
    line = run("--db", str(db), "--sources", str(tmp_path), "schedule", "cron")
    done = subprocess.run(
        ["/bin/sh", "-c", line.split(maxsplit=5)[5]],
        capture_output=True, text=True, timeout=60, check=False, env={**os.environ},
    )  # fmt: skip
    assert done.returncode == 1, "a broken source file is told"
    assert "x.toml" in done.stderr


def test_files_are_written_where_asked(tmp_path: Path) -> None:
    out = run(
        "--db", str(tmp_path / "n.db"), "schedule", "systemd", "--timer", "--out", str(tmp_path)
    )
    written = {"unionwatch-crawl.service", "unionwatch-crawl.timer"}
    assert {Path(line).name for line in out.split()} == written
    assert written <= {path.name for path in tmp_path.iterdir()}
    printed = run("--db", str(tmp_path / "n.db"), "schedule", "systemd", "--user", "union")
    assert "User=union\n" in printed


@pytest.mark.parametrize(
    "arguments",
    [
        ["systemd", "--user", "a\nExecStartPre=/bin/false"],
        ["systemd", "--user", "a b"],
        ["systemd", "--db", "x\ny.db"],
        ["cron", "--db", "x\n* * * * * y.db"],
    ],
)
def test_what_would_be_another_line_is_refused(arguments: list[str]) -> None:
    done = CliRunner().invoke(unionwatch, ["schedule", *arguments])
    assert (done.exit_code, "[Unit]" in done.output, "crawl --due" in done.output) == (
        2, False, False
    )  # fmt: skip
