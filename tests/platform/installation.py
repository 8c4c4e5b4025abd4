"""Whole installations in subprocesses, and what is left of them."""

from __future__ import annotations

import contextlib
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from config.embedded.places import Places

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Process:
    """A process and when it started, since numbers are used again."""

    pid: int
    born: str

    def lives(self) -> bool:
        """Tell whether it still runs; a zombie doesn't."""
        facts = _facts(self.pid)
        return facts is not None and facts[19] == self.born and facts[0] not in "ZX"


@dataclass
class Installation:
    """`manage.py up` with a state directory of its own."""

    state: Path
    port: int
    prefix: tuple[str, ...] = ()
    process: subprocess.Popen[str] = field(init=False)

    def start(self) -> None:
        """Start it; returns at once."""
        environment = {
            name: value
            for name, value in os.environ.items()
            if name not in {"DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE"}
        }
        environment |= {
            "IMPRIMATUR_STATE": str(self.state),
            "IMPRIMATUR_PORT": str(self.port),
            "IMPRIMATUR_FILL": "false",
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        }
        self.process = subprocess.Popen(
            [*self.prefix, sys.executable, str(ROOT / "manage.py"), "up"],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def read_until_up(self) -> str:
        """Return what it prints until it is up (or ends)."""
        assert self.process.stdout is not None
        told = ""
        for line in self.process.stdout:
            told += line
            if "password:" in line:
                break
        return told

    def finish(self, seconds: float) -> tuple[int, str]:
        """Return exit code and the rest of what it prints."""
        told, _ = self.process.communicate(timeout=seconds)
        return self.process.returncode, told

    def family(self) -> list[Process]:
        """Return it and all its descendants, the database's own processes included."""
        known = {self.process.pid}
        numbers = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
        facts = {number: found for number in numbers if (found := _facts(number))}
        while grown := {pid for pid, fact in facts.items() if int(fact[1]) in known} - known:
            known |= grown
        return [Process(pid, facts[pid][19]) for pid in known if pid in facts]

    def ask(self, path: str) -> int:
        """Return the HTTP status of one GET."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        with contextlib.closing(connection):
            connection.request("GET", path)
            return connection.getresponse().status


@contextlib.contextmanager
def running(state: Path, *, prefix: tuple[str, ...] = ()) -> Iterator[tuple[Installation, str]]:
    """Start an installation on a free port, wait until it is up, and leave nothing of it behind."""
    installation = Installation(state, free_port(), prefix)
    installation.start()
    family: list[Process] = []
    try:
        told = installation.read_until_up()
        family = installation.family()
        yield installation, told
    finally:
        for process in family or installation.family():
            if process.lives():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process.pid, signal.SIGKILL)
        installation.process.wait(10)
        if installation.process.stdout is not None:
            installation.process.stdout.close()
        shutil.rmtree(Places(state).run, ignore_errors=True)  # a killed one can't tidy up after itself


def free_port() -> int:
    """Return a port that nobody uses just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def seconds_until(condition: Callable[[], bool], *, limit: float) -> float:
    """Wait for `condition`, and return how long that took; `limit` when it never came true."""
    started = time.monotonic()
    while not condition():
        if time.monotonic() - started > limit:
            return limit
        time.sleep(0.05)
    return time.monotonic() - started


def _facts(pid: int) -> list[str] | None:
    """Return /proc/PID/stat from the third field on: state, parent, …; None when there is no such process."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    return text.rpartition(")")[2].split()
