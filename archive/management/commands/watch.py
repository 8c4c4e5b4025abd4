"""`manage.py watch --source DOMAIN --kind KIND ADDRESS`: watch an address, and look at it here and now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from archive.choices import WatchKind
from archive.clock import now
from archive.ingestion.watching import look_at_watch
from archive.models import Source, Watch
from archive.operations import AddressOutsideSourceError
from archive.operations.watches import WatchStateError, add_watch, ring_here

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    """Adds a watch, or changes how often it looks, and looks once; one line tells what was seen."""

    help = "Watch a page of terms, a notice or a file of a site, and look at it once now."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the source's domain, what stands at the address, how often to look, and the address."""
        parser.add_argument("--source", required=True, metavar="DOMAIN", help="domain of a recorded source")
        parser.add_argument("--kind", required=True, choices=WatchKind.values, help="what stands there")
        parser.add_argument("--every", type=int, default=24, metavar="HOURS", help="hours between two looks")
        parser.add_argument("address", help="http(s) address on the source's domain")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401, ARG002 - the framework's signature
        """Record the watch and look."""
        watch = self._recorded(options)
        try:
            ring_here(watch=watch, now=now())
        except WatchStateError:
            raise CommandError(_("This watch is paused.")) from None
        seen = look_at_watch(watch_id=watch.pk, now=now())
        if seen is None:
            raise CommandError(_("A worker is looking at this address right now."))
        if seen.last_failure:
            raise CommandError(f"{seen.last_failure} ({seen.last_status or '-'}), {seen.failures}")
        if seen.read_at is None:
            raise CommandError(_("The site wants to be left alone; it is looked at later."))
        changed = seen.changed_at is not None and seen.changed_at == seen.read_at
        told = _("changed: %(address)s") if changed else _("read: %(address)s")
        self.stdout.write(told % {"address": seen.address})

    def _recorded(self, options: dict[str, Any]) -> Watch:
        source = Source.objects.filter(domain=options["source"].lower()).first()
        if source is None:
            raise CommandError(
                _("There is no source with the domain %(domain)s.") % {"domain": options["source"]}
            )
        try:
            return add_watch(
                source=source,
                address=options["address"],
                kind=options["kind"],
                interval_hours=options["every"],
                by="watch",
                now=now(),
            )
        except AddressOutsideSourceError as error:
            raise CommandError(str(error)) from None
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
