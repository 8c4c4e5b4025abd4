"""`manage.py validate_policy FILE`: what an author should know about an ODRL policy, one line a finding."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from licensing.policy.document import MOST_BYTES, read_document
from licensing.policy.errors import UnreadableError
from licensing.policy.validate import Code, Finding, Severity, validate

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    """Prints severity, JSON pointer, code and sentence of each finding; fails where one is an error."""

    help = "Check an ODRL policy (JSON-LD) and print what its author should know, one line a finding."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file."""
        parser.add_argument("file", help="a JSON-LD file, or - for standard input")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401, ARG002 - the framework's signature
        """Check and print."""
        findings = _findings(options["file"])
        language = "pl" if (get_language() or "").startswith("pl") else "en"
        for one in findings:
            line = f"{one.severity} {one.pointer or '/'} {one.code}: {one.sentence(language)}"
            self.stdout.write(" ".join(line.split()))
        errors = sum(one.severity is Severity.ERROR for one in findings)
        if errors:
            raise CommandError(_("The policy has errors: %(count)d.") % {"count": errors})


def _findings(file: str) -> tuple[Finding, ...]:
    try:
        document = read_document(_bytes(file))
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}") from None
    except UnreadableError as error:
        return (Finding(Code.UNREADABLE, error.pointer, (("why", error.message),)),)
    return validate(document)


def _bytes(file: str) -> bytes:
    """At most one byte more than is read."""
    if file == "-":
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    with Path(file).open("rb") as opened:
        return opened.read(MOST_BYTES + 1)
