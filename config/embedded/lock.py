"""One installation runs once. The lock is inherited by all its processes, so it is free when the last is gone."""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from pathlib import Path

from config.embedded.errors import AlreadyRunningError, EmbeddedError

_DYING = 20.0  # seconds that the processes of a killed supervisor may take to end


@contextlib.contextmanager
def held(path: Path, *, label: str = "") -> Iterator[int]:
    """Hold the lock file and give its descriptor, for children to inherit.

    `label` is shown to whoever comes second. Raises AlreadyRunningError when a living process holds it, or when the
    processes of a dead one don't end in time, EmbeddedError when the directory belongs to somebody else.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except PermissionError as error:
        whose = f"{path.parent} belongs to another account"
        raise EmbeddedError(f"{whose}: run as that, or set IMPRIMATUR_STATE elsewhere.") from error
    try:
        _take(descriptor, path)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()} {label}".encode(), 0)
        yield descriptor
    finally:
        os.close(descriptor)


def _take(descriptor: int, path: Path) -> None:
    deadline = time.monotonic() + _DYING
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pid, _, label = os.pread(descriptor, 400, 0).decode(errors="replace").partition(" ")
            if (pid.isdigit() and _alive(int(pid))) or time.monotonic() > deadline:
                raise AlreadyRunningError(
                    f"Already running (process {pid}{label and f', {label}'}); state in {path.parent}."
                ) from None
            time.sleep(0.1)
        else:
            return


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
