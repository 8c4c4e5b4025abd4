"""Runs over an address: the list or file there is fetched as any page is, held in memory, and taken in."""

from __future__ import annotations

import hashlib
import io
import logging
from typing import TYPE_CHECKING

from archive.choices import IngestionFailure
from archive.ingestion.fetch import Limits
from archive.ingestion.formats.table import FORMATS, UnknownFormatError, detect
from archive.ingestion.network import FetchError
from archive.ingestion.runs import Way, run_stream
from archive.ingestion.sites import Sites
from archive.ingestion.visits import Visit
from archive.operations.ingestions import finish_ingestion, note_content

if TYPE_CHECKING:
    from archive.ingestion.fetch import Fetched
    from archive.models import Ingestion

log = logging.getLogger(__name__)

_OK = 200
LIMITS = Limits()


def run_address(*, run: Ingestion, way: Way) -> bool:
    """Fetch what a claimed run names and take it in; False where the run stopped before the end.

    Raises NotNowError where the site asks for rest.
    """
    sites = Sites(run.source, run.feed)
    site = sites.of(run.address)
    if site is None:
        return _fail(run, way, IngestionFailure.NO_SOURCE)
    try:
        answer = Visit(sites.row(site), way.clock()).page(run.address, limits=LIMITS)
    except FetchError as error:
        log.info("Ingestion %s: %s.", run.pk, error.code)
        return _fail(run, way, IngestionFailure.FETCH)
    if answer.status != _OK:
        return _fail(run, way, IngestionFailure.FETCH)
    return _take(run, answer, way)


def _take(run: Ingestion, answer: Fetched, way: Way) -> bool:
    name = run.format or _format(answer)
    if not name:
        return _fail(run, way, IngestionFailure.FORMAT)
    digest = hashlib.sha256(answer.body).hexdigest()
    note_content(run=run, format=name, digest=digest, restart=run.digest not in {"", digest})
    return run_stream(run=run, stream=io.BytesIO(answer.body), way=way)


def _format(answer: Fetched) -> str:
    """Return the format by what the bytes say, and by the media type where they say nothing."""
    try:
        return detect(answer.body[:4096], "")
    except UnknownFormatError:
        return next((one.name for one in FORMATS.values() if answer.media_type in one.media_types), "")


def _fail(run: Ingestion, way: Way, failure: IngestionFailure) -> bool:
    finish_ingestion(run=run, now=way.clock(), failure=failure)
    run.refresh_from_db()
    return True
