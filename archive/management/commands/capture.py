"""`manage.py capture --source DOMAIN ADDRESS`: capture one page here and now."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from archive.choices import CaptureState
from archive.clock import now
from archive.ingestion.pipeline import run_capture
from archive.ingestion.turns import seconds_to_wait
from archive.models import Capture, Source
from archive.operations import AddressOutsideSourceError, request_capture
from archive.queries import held_words

if TYPE_CHECKING:
    from django.core.management.base import CommandParser

_PATIENCE = 60  # seconds


class Command(BaseCommand):
    """Captures one page in this process; one line tells how it ended, and the exit code is 1 unless it is stored."""

    help = "Capture one page of a source: fetch it, ask the rights gate, record what may be recorded."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the source's domain and the page's address."""
        parser.add_argument("--source", required=True, metavar="DOMAIN", help="domain of a recorded source")
        parser.add_argument("address", help="http(s) address of the page")
        parser.add_argument(
            "--full-copy",
            action="store_true",
            help="ask whether the whole text may be kept, whatever the source asks for",
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401, ARG002 - the framework's signature
        """Request the capture and run it."""
        capture = self._requested(options["source"], options["address"], full_copy=options["full_copy"])
        wait = seconds_to_wait(capture.pk)
        if wait > _PATIENCE:
            raise CommandError(_("The site wants to be left alone; the page is tried again later."))
        time.sleep(wait)
        ended = run_capture(capture_id=capture.pk, now=now())
        if ended is None:
            raise CommandError(
                _("This page is being captured by a worker right now, or the site wants rest.")
            )
        if ended.state == CaptureState.REQUESTED:
            raise CommandError(_("The site wants to be left alone; the page is tried again later."))
        if ended.state != CaptureState.STORED or ended.article is None:
            raise CommandError(f"{ended.get_state_display()} ({ended.failure}): {ended.reason}")
        held = held_words(ended.article.pk)
        told = _("stored %(article)s: %(headline)s (%(held)s of %(words)s words held)")
        self.stdout.write(
            told
            % {
                "article": ended.article.pk,
                "headline": ended.article.headline,
                "held": held,
                "words": ended.article.word_count,
            }
        )
        self._tell_of_copy(ended)

    def _tell_of_copy(self, ended: Capture) -> None:
        """Say what became of a full copy that was wanted."""
        if ended.copy_refusal:
            self.stdout.write(_("no full copy: %(reason)s") % {"reason": ended.copy_refusal})
        elif ended.full_copy or ended.source.keeps_full_copies:
            self.stdout.write(_("the full copy is held"))

    def _requested(self, domain: str, address: str, *, full_copy: bool) -> Capture:
        source = Source.objects.filter(domain=domain.lower()).first()
        if source is None:
            raise CommandError(_("There is no source with the domain %(domain)s.") % {"domain": domain})
        try:
            return request_capture(
                source=source,
                address=address,
                requested_by="capture",
                full_copy=full_copy,
                now=now(),
                ring=False,
            )
        except AddressOutsideSourceError as error:
            raise CommandError(str(error)) from None
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
