"""What cron and systemd are given to run an installation: text in, text out, no I/O.

A crontab line reads `%` as a line end, a unit file reads `%` and `$` itself: paths are escaped for
each.
"""

import shlex
from dataclasses import dataclass
from pathlib import Path

HARDENING = """\
NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
PrivateTmp=yes
PrivateDevices=yes
ProtectSystem=strict
ProtectHome={home}
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
UMask=0027
"""
HOMES = ("/home/", "/root/", "/run/user/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """Where things are, all absolute: the executable, the database, own source files, and who
    runs it.
    """

    executable: Path
    db: Path
    sources: Path | None
    user: str

    def command(self, *arguments: str) -> list[str]:
        """A call of this installation."""
        own = [] if self.sources is None else ["--sources", str(self.sources)]
        return [str(self.executable), "--db", str(self.db), *own, *arguments]

    @property
    def folder(self) -> Path:
        """Of the database: what must be writable."""
        return self.db.parent


def cron_line(installation: Installation, minutes: int) -> str:
    """A line for `crontab -e`: quiet unless something failed; a second crawl gives way."""
    command = shlex.join(installation.command("crawl", "--due", "--quiet"))
    when = f"*/{minutes} * * * *" if minutes < 60 else "7 * * * *"
    # 75: another crawl is at work, and this one's turn comes again.
    return f"{when} {command} || [ $? -eq 75 ]".replace("%", r"\%") + "\n"


def daemon_unit(installation: Installation) -> str:
    """unionwatch.service: the daemon."""
    return f"""\
[Unit]
Description=unionwatch: watches labor-union news
Wants=network-online.target
After=network-online.target

[Service]
Type=exec
User={_escaped(installation.user)}
WorkingDirectory={_escaped(str(installation.folder))}
ExecStart={_exec(installation.command("run"))}
Restart=on-failure
RestartSec=30
# It knows another one at work (75) and wrong settings (2): starting again would not help.
RestartPreventExitStatus=2 75
TimeoutStopSec=30
KillMode=mixed
ReadWritePaths={_quoted(str(installation.folder))}
{_hardening(installation)}
[Install]
WantedBy=multi-user.target
"""


def crawl_unit(installation: Installation) -> str:
    """unionwatch-crawl.service: one crawl of what is due, for those who prefer a timer."""
    return f"""\
[Unit]
Description=unionwatch: one crawl of what is due
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
User={_escaped(installation.user)}
WorkingDirectory={_escaped(str(installation.folder))}
ExecStart={_exec(installation.command("crawl", "--due", "--quiet"))}
# Another crawl is at work: this one's turn comes again.
SuccessExitStatus=75
TimeoutStartSec=6h
KillMode=mixed
ReadWritePaths={_quoted(str(installation.folder))}
{_hardening(installation)}"""


def crawl_timer(minutes: int) -> str:
    """unionwatch-crawl.timer."""
    when = f"*:0/{minutes}" if minutes < 60 else "hourly"
    return f"""\
[Unit]
Description=unionwatch: a crawl of what is due, every {minutes} minutes

[Timer]
OnCalendar={when}
RandomizedDelaySec=60
Persistent=yes

[Install]
WantedBy=timers.target
"""


def _hardening(installation: Installation) -> str:
    paths = (installation.executable, installation.db, installation.sources or installation.db)
    at_home = any(str(path).startswith(HOMES) for path in paths)
    return HARDENING.format(home="read-only" if at_home else "yes")


def _exec(command: list[str]) -> str:
    """A command line; `$` means a variable in its arguments, not in the executable's path."""
    executable, *arguments = map(_quoted, command)
    return " ".join([executable, *(word.replace("$", "$$") for word in arguments)])


def _quoted(text: str) -> str:
    """A word of a unit file."""
    text = _escaped(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"' if any(letter in text for letter in " \t'\"\\;") else text


def _escaped(text: str) -> str:
    return text.replace("%", "%%")
