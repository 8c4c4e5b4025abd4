"""`manage.py ingest FILE|ADDRESS|-`: take a file or a list in, here and now."""

from __future__ import annotations

import gc
import hashlib
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from archive.choices import IngestionState
from archive.clock import now
from archive.ingestion.addresses_of_runs import run_address
from archive.ingestion.formats.table import FORMATS, UnknownFormatError, detect
from archive.ingestion.runs import CHUNK, Way, run_stream
from archive.ingestion.turns import NotNowError
from archive.management.told_of_runs import Teller
from archive.models import Feed, Ingestion, Source
from archive.operations.ingestions import claim_ingestion, note_content, request_ingestion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.management.base import CommandParser

HEAD = 1024 * 1024
"""Bytes of a file by which a resumed run knows it again."""

INTERRUPTED = 130
_BUFFER = 128 * 1024


class Command(BaseCommand):
    """Reads a file in place, so that nothing of it is copied; exit code 1 when a row failed, 2 when the run did."""

    help = "Take articles in from a file, standard input or an address, as far as the rights gate allows."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what to read and how."""
        parser.add_argument("place", metavar="FILE|ADDRESS|-", help="what to read; - is standard input")
        parser.add_argument("--format", choices=sorted(FORMATS), help="format; told by the file if left out")
        parser.add_argument("--source", metavar="DOMAIN", help="take in what is on this recorded source only")
        parser.add_argument(
            "--feed",
            metavar="IDENTIFIER",
            help="the recorded feed that everything comes in by, and its source alone",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be stored and why; store nothing"
        )
        parser.add_argument(
            "--full-copies",
            action="store_true",
            help="ask of each article whether its whole text may be kept, whatever its source asks for",
        )
        parser.add_argument("--resume", metavar="ID", type=UUID, help="go on with a run that was interrupted")
        parser.add_argument("--again", action="store_true", help="decide anew what is unchanged, too")
        parser.add_argument(
            "--chunk", type=int, default=CHUNK, help="rows in one transaction (20000), fewer at the beginning"
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401, ARG002 - the framework's signature
        """Request or resume the run, do it, and tell how it went."""
        place: str = options["place"]
        if not 1 <= options["chunk"] <= 100_000:  # noqa: PLR2004 - the option's own bounds
            raise CommandError(_("A chunk has between 1 and 100000 rows."))
        gc.freeze()
        gc.set_threshold(
            100_000, 50, 100
        )  # rows come and go by the thousand, and refer to nothing in circles
        teller = Teller(self.stdout, self.stderr)
        if place.startswith(("http://", "https://")):
            run = self._address(place, options, teller)
        else:
            run = self._file(place, options, teller)
        teller.summary(run)
        if run.state != IngestionState.DONE:
            raise CommandError(run.get_failure_display() or _("The run stopped."), returncode=2)
        if run.failed:
            raise CommandError(_("Some rows have faults."), returncode=1)

    def _address(self, place: str, options: dict[str, Any], teller: Teller) -> Ingestion:
        run = self._resumed(options) or self._requested(options, address=place)
        claimed = self._claimed(run)
        try:
            run_address(run=claimed, way=self._way(options, teller))
        except NotNowError as rest:
            raise CommandError(
                _("The site asks for rest. Go on in %(seconds)s seconds with: --resume %(run)s")
                % {"seconds": int(rest.seconds), "run": claimed.pk},
                returncode=2,
            ) from None
        return claimed

    def _file(self, place: str, options: dict[str, Any], teller: Teller) -> Ingestion:
        with _opened(place) as stream:
            head = stream.peek(HEAD)[:HEAD] if place == "-" else _head(stream)
            digest = "" if place == "-" else hashlib.sha256(head).hexdigest()
            format_name = options["format"] or _format(head, place)
            run = self._resumed(options)
            if run is not None and (place == "-" or run.digest != digest):
                raise CommandError(_("This isn't the file that the run began with; start a new run."))
            if run is None:
                name = place if place == "-" else str(Path(place).absolute())
                run = self._requested(options, file_name=name)
            claimed = self._claimed(run)
            note_content(run=claimed, format=format_name, digest=digest, restart=False)
            teller.begin(claimed, 0 if place == "-" else Path(place).stat().st_size, stream)
            try:
                run_stream(run=claimed, stream=stream, way=self._way(options, teller))
            except KeyboardInterrupt:
                teller.end()
                self.stderr.write(_("Interrupted. Go on with: --resume %(run)s") % {"run": claimed.pk})
                sys.exit(INTERRUPTED)
        return claimed

    def _way(self, options: dict[str, Any], teller: Teller) -> Way:
        return Way(
            clock=now,
            progress=teller.progress,
            again=options["again"],
            aside=not options["dry_run"],
            chunk=options["chunk"],
            told=teller.told,
        )

    def _requested(self, options: dict[str, Any], *, address: str = "", file_name: str = "") -> Ingestion:
        try:
            return request_ingestion(
                requested_by="ingest",
                format=options["format"] or "",
                source=_source(options["source"]),
                feed=_feed(options["feed"]),
                dry_run=options["dry_run"],
                full_copies=options["full_copies"],
                now=now(),
                ring=False,
                address=address,
                file_name=file_name,
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None

    def _resumed(self, options: dict[str, Any]) -> Ingestion | None:
        if options["resume"] is None:
            return None
        run = Ingestion.objects.filter(pk=options["resume"]).first()
        if run is None:
            raise CommandError(_("There is no such run."))
        if run.state == IngestionState.DONE:
            raise CommandError(_("This run is done."))
        return run

    def _claimed(self, run: Ingestion) -> Ingestion:
        claimed = claim_ingestion(ingestion_id=run.pk, now=now(), again=True)
        if claimed is None:
            raise CommandError(_("This run is done."))
        return claimed


def _source(domain: str | None) -> Source | None:
    if domain is None:
        return None
    found = Source.objects.filter(domain=domain.lower()).first()
    if found is None:
        raise CommandError(_("There is no source with the domain %(domain)s.") % {"domain": domain})
    return found


def _feed(identifier: str | None) -> Feed | None:
    if identifier is None:
        return None
    found = Feed.objects.filter(identifier=identifier).first()
    if found is None:
        raise CommandError(_("There is no feed with the identifier %(feed)s.") % {"feed": identifier})
    return found


def _format(head: bytes, place: str) -> str:
    try:
        return detect(head, "" if place == "-" else place)
    except UnknownFormatError as error:
        raise CommandError(_("%(error)s Say it with --format.") % {"error": error}) from None


def _head(stream: BinaryIO) -> bytes:
    head = stream.read(HEAD)
    stream.seek(0)
    return head


@contextmanager
def _opened(place: str) -> Iterator[Any]:
    if place == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = Path(place).open("rb", buffering=_BUFFER)  # noqa: SIM115 - closed below
    except OSError as error:
        raise CommandError(f"{place}: {error.strerror}") from None
    with stream:
        yield stream
