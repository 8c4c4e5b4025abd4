"""`manage.py issue_token CONSUMER`: issue a token and print it, once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from archive.clock import now
from licensing.operations.consumers import issue_token
from licensing.queries import UnknownConsumerError, consumer

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    """Prints the token on stdout and nothing else there; only its digest is kept."""

    help = "Issue an API token to a consumer and print it. It cannot be shown again."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the consumer and who answers for the token."""
        parser.add_argument("consumer", help="identifier of a registered, active consumer")
        parser.add_argument("--by", required=True, help="account of the officer who issues it")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401, ARG002 - the framework's signature
        """Issue and print."""
        if not options["by"].strip():
            raise CommandError(_("Say with --by who issues the token."))
        try:
            who = consumer(options["consumer"])
        except UnknownConsumerError:
            told = _("There is no active consumer “%(consumer)s”.")
            raise CommandError(told % {"consumer": options["consumer"]}) from None
        self.stdout.write(issue_token(consumer=who, by=options["by"].strip()[:150], now=now()))
