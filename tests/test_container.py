"""Dockerfile and compose.yaml, without an engine: what they copy is there, what they run exists."""

import json
import re
import shlex
import tomllib
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from scheduler.cli.group import unionwatch

ROOT = Path(__file__).parent.parent
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
KNOWN = {"FROM", "WORKDIR", "COPY", "RUN", "ENV", "USER", "VOLUME", "STOPSIGNAL", "HEALTHCHECK",
         "ENTRYPOINT", "CMD"}  # fmt: skip


def instructions() -> list[tuple[str, str]]:
    """Name and argument of each, continued lines joined."""
    text = (ROOT / "Dockerfile").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines))
    return [
        (name, rest)
        for name, _, rest in (line.partition(" ") for line in joined.splitlines())
        if name
    ]


def one(name: str) -> str:
    """The last instruction of that name, which is the one that counts."""
    return [rest for found, rest in instructions() if found == name][-1]


def test_every_instruction_is_known_and_the_process_is_nobody_special() -> None:
    names = [name for name, _ in instructions()]
    assert set(names) <= KNOWN
    assert names[0] == "FROM"
    assert one("USER") not in {"root", "0"}
    after = names[names.index("USER") :]
    assert "RUN" not in after
    assert "ca-certificates" in next(rest for _, rest in instructions() if "apt-get" in rest)
    assert all(":" in rest.split()[0] for name, rest in instructions() if name == "FROM")


def test_what_is_copied_is_there_and_not_ignored() -> None:
    ignored = (ROOT / ".dockerignore").read_text("utf-8").split()
    allowed = {line.removeprefix("!") for line in ignored if line.startswith("!")}
    assert ignored[0] == "*"
    copied = [
        path
        for name, rest in instructions()
        if name == "COPY" and "--from" not in rest
        for path in rest.split()[:-1]
    ]
    assert copied
    for path in copied:
        assert (ROOT / path).exists(), path
        assert any(fnmatch(path, pattern) for pattern in allowed), path


def test_the_extras_that_it_installs_exist() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    [install] = [rest for _, rest in instructions() if "pip install" in rest]
    extras = re.search(r"\.\[([a-z,]+)\]", install)
    assert extras is not None
    assert set(extras[1].split(",")) <= project["optional-dependencies"].keys()
    base = re.search(r"python:(\d+\.\d+)", instructions()[0][1])
    assert base is not None
    assert project["requires-python"] == f">={base[1]}"


def resolves(words: list[str]) -> None:
    """Whether click takes these words as they stand: commands and options."""
    context = unionwatch.make_context("unionwatch", list(words), resilient_parsing=True)
    rest = (
        [*context.protected_args, *context.args]
        if hasattr(context, "protected_args")
        else context.args
    )
    command: click.Command = unionwatch
    while isinstance(command, click.Group):
        _, found, rest = command.resolve_command(context, rest)
        assert found is not None
        command = found
    command.make_context(command.name, list(rest), parent=context).close()


COMMANDS = [
    json.loads(one("CMD")),
    json.loads(one("HEALTHCHECK").partition("CMD ")[2])[1:],
    *[service["command"] for service in COMPOSE["services"].values()],
]


@pytest.mark.filterwarnings("ignore:.*protected_args.*:DeprecationWarning")
@pytest.mark.parametrize("words", COMMANDS, ids=shlex.join)
def test_the_commands_exist(words: list[str]) -> None:
    assert json.loads(one("ENTRYPOINT")) == ["unionwatch"]
    resolves(words)


def test_services_share_the_volume_and_nothing_more() -> None:
    services = COMPOSE["services"]
    assert services.keys() == {"daemon", "web"}
    for service in services.values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert "data:/data" in service["volumes"]
        assert set(COMPOSE["volumes"]) == {"data"}
    assert all(port.startswith("127.0.0.1:") for port in services["web"]["ports"])
    assert "UNIONWATCH_TOKEN" in services["web"]["environment"]
    compile(services["web"]["healthcheck"]["test"][-1], "healthcheck", "exec")
    assert one("VOLUME") == "/data"
