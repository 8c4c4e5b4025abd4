"""The command lines of web, worker and beat."""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

from config.embedded.child import Child, spawn

_CELERY = (sys.executable, "-m", "celery", "-A", "config.celery:app")
_LARGEST_LOG = 5_000_000  # bytes; one older file is kept


@dataclass(frozen=True)
class Household:
    """What the three have in common: where they run, what they inherit and where they write."""

    root: Path
    state: Path
    lock: int | None = None

    def web(self, listener: int) -> Child:
        """Start the web process on a socket that already listens."""
        options = (
            "--workers",
            "2",
            "--threads",
            "4",
            "--worker-class",
            "gthread",
            "--preload",
            "--no-control-socket",
        )
        patience = ("--timeout", "60", "--graceful-timeout", "3")
        command = (sys.executable, "-m", "gunicorn", "config.wsgi:application", "--bind", f"fd://{listener}")
        return self._spawn("web", (*command, *options, *patience), listener, IMPRIMATUR_DB_POOL="true")

    def worker(self, **environment: str) -> Child:
        """Start the Celery worker; `environment` is added to this process's."""
        quiet = ("--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "INFO")
        return self._spawn("worker", (*_CELERY, "worker", *quiet), **environment)

    def beat(self) -> Child:
        """Start the clockwork that rings for periodic tasks; its schedule stands in the settings."""
        return self._spawn("beat", (*_CELERY, "beat", "--pidfile", "", "--loglevel", "INFO"))

    def filling(self) -> Child:
        """Start the main job on this database; it tells its story where this process does, and ends by itself."""
        command = (sys.executable, "manage.py", "demo", "--here", "--if-empty")
        return spawn("demo", command, stop_signal=signal.SIGTERM, cwd=self.root, pass_fds=self._inherited)

    @property
    def _inherited(self) -> tuple[int, ...]:
        return () if self.lock is None else (self.lock,)

    def _spawn(self, name: str, command: tuple[str, ...], *descriptors: int, **environment: str) -> Child:
        return spawn(
            name,
            command,
            stop_signal=signal.SIGTERM,
            log=_log(self.state, name),
            env=os.environ | environment | {"PYTHONUNBUFFERED": "1"},
            cwd=self.root,
            pass_fds=(*self._inherited, *descriptors),
        )


def _log(state: Path, name: str) -> Path:
    path = state / "log" / f"{name}.log"
    if path.exists() and path.stat().st_size > _LARGEST_LOG:
        path.replace(path.with_suffix(".log.1"))
    return path
