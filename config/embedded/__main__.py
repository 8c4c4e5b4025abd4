"""Run one command against private servers.

Usage: python -m config.embedded [--wipe] STATE -- COMMAND …

Where DATABASE_URL and REDIS_URL name servers, those are used. The exit code is the command's.
"""

from __future__ import annotations

import argparse
import contextlib
import subprocess
import sys
from pathlib import Path

from config.embedded.errors import EmbeddedError
from config.embedded.services import services


def main() -> int:
    """Return the command's exit code, 1 where the servers can't start, 130 after Ctrl-C."""
    parser = argparse.ArgumentParser(prog="config.embedded", description=__doc__)
    parser.add_argument("state", type=Path, help="directory of the servers' data")
    parser.add_argument("--wipe", action="store_true", help="start from nothing")
    parser.add_argument("command", nargs="+", help="what to run")
    arguments = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        try:
            with services(arguments.state, wipe=arguments.wipe, careless=arguments.wipe):
                return _run(arguments.command)
        except EmbeddedError as error:
            sys.stderr.write(f"{error}\n")
            return 1
    return 130


def _run(command: list[str]) -> int:
    with subprocess.Popen(command) as process:  # noqa: S603 - what the caller asked for, no shell
        try:
            return process.wait()
        except BaseException:
            # Ctrl-C reached the command as well; it gets its time to end before its servers do.
            with contextlib.suppress(subprocess.TimeoutExpired, KeyboardInterrupt):
                process.wait(5)
            process.kill()
            raise


if __name__ == "__main__":
    sys.exit(main())
