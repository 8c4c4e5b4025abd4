"""The last one out. Run as a script: reads from stdin which processes run, and ends them when stdin closes.

The supervisor holds the other end of the pipe, so it closes however the supervisor ends, kill -9 included. The
kernel's death signal reaches only the supervisor's own children; this also ends theirs, which are in the same groups.
Lines read: `add PID SIGNAL` and `forget PID`. Standard library only: it starts before everything else.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time

_GRACE = 6.0  # seconds from the orderly signal to the kill


def main() -> None:
    """Keep the list until stdin closes, then end what is on it."""
    for caught in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(caught, signal.SIG_IGN)
    groups: dict[int, int] = {}
    for line in sys.stdin:
        verb, *numbers = line.split()
        if verb == "add":
            groups[int(numbers[0])] = int(numbers[1])
        else:
            groups.pop(int(numbers[0]), None)
    _end(groups)


def _end(groups: dict[int, int]) -> None:
    for leader, asked in groups.items():
        with contextlib.suppress(ProcessLookupError):
            os.kill(leader, asked)
    deadline = time.monotonic() + _GRACE
    while any(_exists(leader) for leader in groups) and time.monotonic() < deadline:
        time.sleep(0.05)
    for leader in groups:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(leader, signal.SIGKILL)


def _exists(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


if __name__ == "__main__":
    main()
