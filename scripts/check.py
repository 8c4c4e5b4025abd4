"""The static gate: everything that can be told without running the program, each told by name.

Usage: python -m scripts.check [word …]; with words, only the checks whose name contains one of them.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from config.embedded.services import services

ROOT = Path(__file__).resolve().parent.parent
_BIN = Path(sys.executable).parent
_MANAGE = (sys.executable, "manage.py")
_PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.prod",
    "SECRET_KEY": secrets.token_urlsafe(60),
    "ALLOWED_HOSTS": "archive.example.org",
}


@dataclass(frozen=True)
class Check:
    """One command that must succeed. `env` is added to the environment."""

    name: str
    command: tuple[str, ...]
    env: dict[str, str] = field(default_factory=dict)


CHECKS = (
    Check("ruff check", (str(_BIN / "ruff"), "check", "--output-format", "concise", ".")),
    Check("ruff format", (str(_BIN / "ruff"), "format", "--check", "--output-format", "concise", ".")),
    Check("mypy --strict", (sys.executable, "-m", "mypy", "--strict")),
    Check("import-linter", (str(_BIN / "lint-imports"), "--no-cache")),
    Check("migrations up to date", (*_MANAGE, "makemigrations", "--check", "--dry-run")),
    Check("migrations named", (sys.executable, "-m", "scripts.migration_names")),
    Check(
        "API schema valid", (*_MANAGE, "spectacular", "--validate", "--fail-on-warn", "--file", os.devnull)
    ),
    Check("production settings", (*_MANAGE, "check", "--deploy", "--fail-level", "WARNING"), _PRODUCTION),
    Check("requirements compiled", (sys.executable, "-m", "scripts.requirements", "--check")),
)


def run(check: Check) -> bool:
    """Run one check, print a line, and its output when it failed."""
    started = time.monotonic()
    done = subprocess.run(  # noqa: S603 - the table above
        check.command,
        check=False,
        cwd=ROOT,
        env=os.environ | check.env,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    good = done.returncode == 0
    sys.stdout.write(f"{'ok    ' if good else 'FAILED'} {check.name} ({time.monotonic() - started:.1f} s)\n")
    if not good:
        sys.stdout.write(done.stdout.rstrip() + "\n")
    sys.stdout.flush()
    return good


def main(words: list[str]) -> int:
    """Run the checks against a database of their own; return 1 and name those that failed."""
    chosen = [check for check in CHECKS if not words or any(word in check.name for word in words)]
    with (
        tempfile.TemporaryDirectory(prefix="imprimatur-check-") as state,
        services(Path(state), careless=True),
    ):
        failed = [check.name for check in chosen if not run(check)]
    if failed:
        sys.stdout.write(f"{len(failed)} of {len(chosen)} checks failed: {', '.join(failed)}.\n")
        return 1
    sys.stdout.write(f"All {len(chosen)} checks are good.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
