"""One child process that does not outlive its parent."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """A running process that leads a session of its own.

    `stop_signal` asks for an orderly end, `grace` is how many seconds that may take.
    """

    name: str
    process: subprocess.Popen[bytes]
    stop_signal: signal.Signals = signal.SIGTERM
    grace: float = 4.0
    log: Path | None = field(default=None)

    def ended(self) -> bool:
        """Tell whether the process is gone."""
        return self.process.poll() is not None

    def ask_to_stop(self) -> None:
        """Send the orderly signal, once."""
        if not self.ended():
            with contextlib.suppress(ProcessLookupError):
                self.process.send_signal(self.stop_signal)

    def wait_or_kill(self, deadline: float) -> None:
        """Wait for the end until `deadline` on the monotonic clock, then kill the whole process group."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0, deadline - time.monotonic()))
        # Also after an orderly end: a worker that its master forgot is still in the group.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def last_words(self) -> str:
        """Return the end of the log, for an error message."""
        if self.log is None or not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-8:])


def stop_together(children: Iterable[Child]) -> None:
    """Ask all, wait as long as each may take, kill what remains."""
    listed = list(children)
    for child in listed:
        child.ask_to_stop()
    asked = time.monotonic()
    for child in listed:
        child.wait_or_kill(asked + child.grace)


def spawn(  # noqa: PLR0913 - each is a separate fact about the process
    name: str,
    command: Sequence[str | Path],
    *,
    stop_signal: signal.Signals,
    grace: float = 4.0,
    log: Path | None = None,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    pass_fds: Sequence[int] = (),
    options: Mapping[str, Any] | None = None,
) -> Child:
    """Start `command` in a session of its own, to receive `stop_signal` when this process dies.

    Output goes to `log` (appended, mode 0600) or where this process's goes. Call it from the main thread: Linux ties
    the death signal to the thread that forked.
    """
    output = None if log is None else _open_log(log)
    try:
        process = subprocess.Popen(  # noqa: S603 - the project's own command lines, no shell
            [os.fspath(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=None if env is None else dict(env),
            cwd=cwd,
            pass_fds=tuple(pass_fds),
            start_new_session=True,
            preexec_fn=_die_with_parent(stop_signal, parent=os.getpid()),  # noqa: PLW1509 - nothing but two system calls
            **(options or {}),
        )
    finally:
        if output is not None:
            os.close(output)
    return Child(name, process, stop_signal, grace, log)


def _open_log(path: Path) -> int:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)


def end_with_parent(death_signal: signal.Signals = signal.SIGTERM) -> None:
    """Have this process receive `death_signal` when the one that started it dies (on Linux)."""
    ask = _die_with_parent(death_signal, parent=os.getppid())
    if ask is not None:
        ask()


def _die_with_parent(death_signal: signal.Signals, *, parent: int) -> Callable[[], None] | None:
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None, use_errno=True)  # looked up before the fork

    def ask_the_kernel() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
        if os.getppid() != parent:  # it died before the call above
            os._exit(1)

    return ask_the_kernel
