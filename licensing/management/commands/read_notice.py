"""`manage.py read_notice FILE`: the reading of a rights notice as JSON, or of many as JSON Lines."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from licensing.notices.lines import LineError, answer

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    """Prints readings on stdout; records nothing."""

    help = "Read a rights notice (text, HTML, or JSON Lines with `text`) and print the reading as JSON."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file."""
        parser.add_argument("file", help="a file, or - for standard input")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401, ARG002 - the framework's signature
        """Read and print."""
        name = options["file"]
        try:
            data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
            for line in answer(data.decode("utf-8", "replace")):
                self.stdout.write(line)
        except OSError as error:
            raise CommandError(f"{name}: {error.strerror}") from None
        except LineError as error:
            raise CommandError(f"{name}: {error}") from None
