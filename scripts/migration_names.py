"""A migration's name says what it does: the generated ones (0002_auto_…, a date) don't."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_WANTED = re.compile(r"\d{4}_[a-z][a-z0-9_]*")
_GENERATED = re.compile(r"_auto_|_and_more$|\d{8}_\d{4}")


def badly_named(names: Iterable[str]) -> Iterator[str]:
    """Yield the names (without .py) that a generator made or that follow no order."""
    for name in names:
        if not _WANTED.fullmatch(name) or _GENERATED.search(name):
            yield name


def main() -> int:
    """Return 1 when a migration of the project has no proper name."""
    files = [file for file in ROOT.glob("*/migrations/*.py") if file.name != "__init__.py"]
    bad = list(badly_named(file.stem for file in files))
    for name in bad:
        sys.stdout.write(f"{name}: name it after what it does (makemigrations --name).\n")
    return int(bool(bad))


if __name__ == "__main__":
    sys.exit(main())
