"""One look at a watched address: fetched politely, compared, and handed to the gate.

A look that fails changes nothing on record: it is counted, and when it has failed often enough in a row the gate warns
the officers. The gate is called in the transaction that notes the look, so that neither happens without the other.
"""

from __future__ import annotations

import hashlib
import logging
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import OperationalError, transaction

from archive.choices import CaptureFailure, WatchKind
from archive.ingestion.decode import decode_page
from archive.ingestion.markup import read_markup
from archive.ingestion.network import FetchError
from archive.ingestion.notice_fragment import notice_fragment
from archive.ingestion.turns import NotNowError
from archive.ingestion.visits import Visit
from archive.ingestion.watched_text import terms_text
from archive.models import Watch
from archive.operations.site_files import content_digest
from archive.operations.watches import SIGNAL_FILES, claim_watch, note_failure, note_read, postpone_watch
from archive.rights_gate import (
    Notice,
    SiteFile,
    SiteFileKind,
    WatchedFailure,
    WatchedFiles,
    WatchedTerms,
    get_gate,
)

if TYPE_CHECKING:
    from datetime import datetime

log = logging.getLogger(__name__)

_SUCCESSFUL = range(200, 300)
_GONE = frozenset((404, 410))
ABSENT = hashlib.sha256(b"").hexdigest()
"""Stands for the content of a file that was never there."""


@dataclass(frozen=True)
class _Read:
    """What stands at an address: words or a file, and what tells it from another."""

    status: int | None
    digest: str
    what: Notice | SiteFile


def look_at_watch(*, watch_id: int, now: datetime) -> Watch | None:
    """Look at a watched address that was rung for; None when there is nothing to do.

    Raises OperationalError alone: every other error is a failed look.
    """
    watch = claim_watch(watch_id=watch_id)
    if watch is None:
        return None
    try:
        _note(watch, _read(watch, now), now)
    except NotNowError as rest:
        postpone_watch(watch=watch, seconds=rest.seconds, now=now)
    except FetchError as error:
        _fail(watch, error, now)
    except OperationalError:
        raise
    except Exception as error:  # noqa: BLE001 - its message might quote the page
        places = "".join(traceback.format_tb(error.__traceback__))
        log.error("Watch %s failed: %s\n%s", watch.pk, type(error).__name__, places)  # noqa: TRY400
        _fail(watch, FetchError(CaptureFailure.INTERNAL), now)
    watch.refresh_from_db()
    return watch


def _read(watch: Watch, now: datetime) -> _Read:
    visit = Visit(watch.source, now)
    if watch.kind in SIGNAL_FILES:
        return _file(watch, visit)
    page = visit.page(watch.address)
    if page.status not in _SUCCESSFUL:
        raise FetchError(CaptureFailure.HTTP_STATUS, status=page.status)
    content_type = page.header("content-type")
    if watch.kind == WatchKind.TERMS:
        terms = terms_text(page.body, content_type=content_type)
        notice = Notice(terms.text, terms.source_bytes, terms.language, watch.address, now)
    else:
        notice = _notice(watch, page.body, content_type, now)
    return _Read(page.status, hashlib.sha256(notice.text.encode()).hexdigest(), notice)


def _notice(watch: Watch, body: bytes, content_type: str, now: datetime) -> Notice:
    source, encoding = decode_page(body, content_type)
    found = notice_fragment(read_markup(source), source, body, encoding)
    if found is None:
        raise FetchError(CaptureFailure.NO_NOTICE)
    language = found.language or watch.source.language
    return Notice(found.text, found.source_bytes, language, watch.address, now)


def _file(watch: Watch, visit: Visit) -> _Read:
    """Read a file of the site; one that was never there may stay away, one that was there may not."""
    kind = SiteFileKind(watch.kind)
    robots = kind == SiteFileKind.ROBOTS
    seen = visit.robots_of(watch.address, anew=True) if robots else visit.file(kind, watch.address, anew=True)
    absent = seen.status in _GONE and not seen.failure
    if absent and watch.last_digest in {"", ABSENT}:
        return _Read(seen.status, ABSENT, seen)
    if seen.failure or seen.status not in _SUCCESSFUL:
        failures = {each.value for each in CaptureFailure}
        code = seen.failure if seen.failure in failures else CaptureFailure.HTTP_STATUS.value
        raise FetchError(CaptureFailure(code), status=seen.status)
    return _Read(seen.status, content_digest(seen), seen)


@transaction.atomic
def _note(watch: Watch, read: _Read, now: datetime) -> None:
    """Hand what was read to the gate, the first time and whenever it changed, and note the look."""
    since = watch.read_at
    note_read(watch=watch, status=read.status, digest=read.digest, now=now)
    domain, publisher = watch.source.domain, watch.source.publisher.identifier
    if isinstance(read.what, SiteFile):
        get_gate().observe_site(files=WatchedFiles(domain, publisher, (read.what,), since), now=now)
    elif watch.last_digest != read.digest:
        get_gate().observe_terms(terms=WatchedTerms(domain, publisher, watch.kind, read.what), now=now)


@transaction.atomic
def _fail(watch: Watch, error: FetchError, now: datetime) -> None:
    failed = note_failure(watch=watch, status=error.status, failure=error.code.value, now=now)
    if failed.failures < settings.IMPRIMATUR_WATCH_FAILURES:
        return
    get_gate().observe_failure(
        failure=WatchedFailure(
            domain=watch.source.domain,
            publisher=watch.source.publisher.identifier,
            kind=watch.kind,
            address=watch.address,
            status=error.status,
            failure=error.code.value,
            failures=failed.failures,
            since=watch.read_at,
        ),
        now=now,
    )
