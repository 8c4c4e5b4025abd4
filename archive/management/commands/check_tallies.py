"""`manage.py check_tallies`: hold the kept numbers of articles against the articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from archive.operations.tallies import mistaken_tallies, recount_tallies

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    """Says in one line whether previews count right; the exit code is 1 where they don't and nothing was counted anew."""

    help = "Hold the kept numbers of articles against the articles."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whether to count anew."""
        parser.add_argument(
            "--recount",
            action="store_true",
            help="count anew where a number is wrong; who writes articles waits meanwhile",
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401, ARG002 - the framework's signature
        """Compare, and count anew if asked."""
        mistaken = mistaken_tallies()
        said = _("%(number)s numbers of articles are wrong.") % {"number": mistaken}
        if mistaken and not options["recount"]:
            raise CommandError(said)
        if mistaken:
            recount_tallies()
            said = _("%(number)s numbers of articles were wrong; all are counted anew.") % {
                "number": mistaken
            }
        self.stdout.write(said if mistaken else _("All numbers of articles are right."))
