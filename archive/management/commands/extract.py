"""`manage.py extract FILE`: what would be recorded of a page, as JSON, touching no database."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from archive import clock
from archive.ingestion.network import FetchError
from archive.ingestion.reading.report import MOST_BYTES, page_report

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Print what a page says of its article, each value with where it was read."""

    help = "Prints what would be recorded of pages (HTML files, - for standard input) as JSON; touches no database."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the files and what goes with them."""
        parser.add_argument("file", nargs="+", help="HTML file, or - for standard input")
        parser.add_argument("--address", default="", help="where the page was found")
        parser.add_argument(
            "--content-type", default="text/html", help="as the server sent it, with its charset"
        )
        parser.add_argument(
            "--lines", action="store_true", help="JSON Lines: one page a line, a failure as its error"
        )

    def handle(self, *args: object, **options: Any) -> None:  # noqa: ANN401, ARG002 - Django's signature
        """Print the report of each file; several files are printed as JSON Lines."""
        files: list[str] = options["file"]
        lines = options["lines"] or len(files) > 1
        failed = 0
        for name in files:
            report = self._report(name, options, keep_going=lines)
            failed += "error" in report
            if lines:
                report = {"file": name, **report}
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=None if lines else 2))
        if failed:
            raise CommandError(_("%(count)s of the files could not be read.") % {"count": failed})

    def _report(self, name: str, options: dict[str, Any], *, keep_going: bool) -> dict[str, Any]:
        try:
            return page_report(
                _bytes_of(name),
                address=options["address"],
                content_type=options["content_type"],
                latest=clock.now(),
            )
        except (OSError, FetchError) as error:
            reason = (
                str(error.code.label)
                if isinstance(error, FetchError)
                else error.strerror or type(error).__name__
            )
            if keep_going:
                return {"error": reason}
            raise CommandError(f"{name}: {reason}") from None


def _bytes_of(name: str) -> bytes:
    """Return at most one byte more than may be read, so that a file that is too large is seen to be that."""
    if name == "-":
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    with Path(name).open("rb") as file:
        return file.read(MOST_BYTES + 1)
