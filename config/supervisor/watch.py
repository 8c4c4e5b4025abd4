"""The supervisor's side of the reaper's pipe."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from config.embedded.child import Child

_SCRIPT = Path(__file__).with_name("reaper.py")


@dataclass
class Watch:
    """Tells the reaper what runs."""

    process: subprocess.Popen[bytes]
    pipe: int

    def add(self, child: Child) -> Child:
        """Have `child` and its group ended when this process vanishes; returns it."""
        self._tell(f"add {child.process.pid} {int(child.stop_signal)}")
        return child

    def forget(self, child: Child) -> None:
        """`child` ended; its number may come to belong to somebody else."""
        self._tell(f"forget {child.process.pid}")

    def ended(self) -> bool:
        """Tell whether the reaper itself is gone."""
        return self.process.poll() is not None

    def _tell(self, line: str) -> None:
        with contextlib.suppress(BrokenPipeError):  # `ended` will tell
            os.write(self.pipe, f"{line}\n".encode())


@contextlib.contextmanager
def watch(lock: int) -> Iterator[Watch]:
    """Run the reaper for the block. At the end it is told to go by closing the pipe, and waited for."""
    reading, writing = os.pipe()
    try:
        process = subprocess.Popen(  # noqa: S603 - the project's own script, no shell
            [sys.executable, "-I", "-S", _SCRIPT],
            stdin=reading,
            start_new_session=True,
            pass_fds=[lock],
            cwd="/",
        )
    finally:
        os.close(reading)
    try:
        yield Watch(process, writing)
    finally:
        os.close(writing)
        process.wait()
