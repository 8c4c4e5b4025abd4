"""`manage.py export_terms SERIES`: one version of a policy in a format that others read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from archive.clock import now
from licensing.exchange import FORMATS, UnreadableError, UnwritableError, format_named
from licensing.models import PolicyPeriod, PolicyVersion
from licensing.queries.exports import NothingToExportError, statement_of

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    """Prints the version in force, or a numbered one."""

    help = "Print one version of a policy as ODRL JSON-LD or Turtle, RightsML or PREMIS 3."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the series, the version and the format."""
        parser.add_argument("series", help="identifier of the policy series")
        parser.add_argument("--number", type=int, help="number of the version (the one in force)")
        parser.add_argument("--format", choices=[*FORMATS], default="jsonld", help="(jsonld)")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401, ARG002 - the framework's signature
        """Find, write and print."""
        version = _version(options["series"], options["number"])
        try:
            written = format_named(options["format"]).write(statement_of(version, now=now()))
        except (NothingToExportError, UnreadableError, UnwritableError) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(written, ending="" if written.endswith("\n") else "\n")


def _version(series: str, number: int | None) -> PolicyVersion:
    versions = PolicyVersion.objects.filter(series__identifier=series).select_related("series__assigner")
    if number is None:
        moment = now()
        number = (
            PolicyPeriod.objects.filter(series__identifier=series)
            .as_of(moment, moment)
            .values_list("version__number", flat=True)
            .first()
        )
    found = versions.filter(number=number).first() if number is not None else None
    if found is None:
        raise CommandError(_("There is no such version, or none is in force; name one with --number."))
    return found
