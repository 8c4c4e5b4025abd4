"""What the demonstration plays on: the page on loopback, a worker and a web process whose clocks stand still."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from config.demo.server import PageServer, founding_routes
from config.embedded.child import Child, spawn, stop_together
from config.supervisor.door import HOST, await_answer, listening_socket
from config.supervisor.household import Household

FIXED_CLOCK = "2026-03-02T09:00:00+01:00"
"""The moment of the story: inside the agreement's interval, long after the article appeared."""


class StageError(Exception):
    """A part of the stage could not be set up; the text is one line for a person."""


@dataclass(frozen=True)
class Stage:
    """Addresses on loopback: the page to capture and the archive's own web process."""

    page: str
    web: str


@contextlib.contextmanager
def stage(*, root: Path, state: Path) -> Iterator[Stage]:
    """Serve the page, start a worker and a web process under the fixed clock, and stop them all at the end."""
    with PageServer(founding_routes()) as server, listening_socket(0) as listener:
        port = listener.getsockname()[1]
        os.environ |= {
            "IMPRIMATUR_FIXED_CLOCK": FIXED_CLOCK,
            "IMPRIMATUR_FETCH_ALLOWED_HOSTS": server.host,
            "IMPRIMATUR_WORKERS": "1",
            "IMPRIMATUR_LOG_LEVEL": "WARNING",
        }
        household = Household(root, state)
        children = [household.worker(), household.web(listener.fileno())]
        try:
            if not await_answer(port, host_header="localhost", alive=lambda: not _ended(children)):
                raise StageError(_why(children))
            yield Stage(page=server.address(), web=f"http://{HOST}:{port}")
        finally:
            stop_together(children)


def act(*, root: Path, on: Stage, report_to: Path) -> int:
    """Play the story in a process of its own, whose clock stands still as well; returns its exit code."""
    command = (sys.executable, "manage.py", "demo", "--act", on.page, on.web, "--report-to", report_to)
    child = spawn("demo", command, stop_signal=signal.SIGTERM, cwd=root)
    try:
        return child.process.wait()
    finally:
        stop_together([child])


def _ended(children: list[Child]) -> list[Child]:
    return [child for child in children if child.ended()]


def _why(children: list[Child]) -> str:
    for child in _ended(children):
        return f"The {child.name} process ended at once: {child.last_words() or 'see its log'}"
    return "The web process did not answer in time."
