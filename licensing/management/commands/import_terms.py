"""`manage.py import_terms FILE --series SERIES`: a draft of terms from a file in a format of others."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from archive.clock import now
from licensing.exchange import FORMATS
from licensing.models import PolicySeries
from licensing.operations.imports import MOST_BYTES, EmptyImportError, ImportTooLargeError, import_terms

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    """Records the file word for word with what was read from it; officers take it from there."""

    help = "Record a draft of terms from ODRL JSON-LD or Turtle, RightsML or PREMIS 3. Nothing comes into force by it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, the series and the format."""
        parser.add_argument("file", help="the file, or - for standard input")
        parser.add_argument("--series", required=True, help="identifier of a recorded policy series")
        parser.add_argument("--format", choices=[*FORMATS], default="jsonld", help="(jsonld)")
        parser.add_argument("--address", default="", help="where the file came from")
        parser.add_argument("--by", required=True, help="who records it")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401, ARG002 - the framework's signature
        """Read and record."""
        series = PolicySeries.objects.filter(identifier=options["series"]).first()
        if series is None:
            raise CommandError(_("No policy series is called %(series)s.") % {"series": options["series"]})
        try:
            version = import_terms(
                series=series,
                data=_bytes(options["file"]),
                format_name=options["format"],
                address=options["address"],
                author=options["by"],
                now=now(),
            )
        except (EmptyImportError, ImportTooLargeError) as error:
            raise CommandError(str(error)) from None
        if version.unreadable:
            told = _("%(version)s is recorded as unreadable: %(why)s")
            raise CommandError(told % {"version": version, "why": version.unreadable})
        self.stdout.write(_("%(version)s is recorded as a draft.") % {"version": version})


def _bytes(file: str) -> bytes:
    """At most one byte more than is read."""
    try:
        if file == "-":
            return sys.stdin.buffer.read(MOST_BYTES + 1)
        with Path(file).open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}") from None
