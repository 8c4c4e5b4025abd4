"""One capture from the queue to its end: stored, refused or failed, and nothing by halves.

The network comes first, outside any transaction. Then, in one transaction: the gate records the evidence and decides,
and the archive writes what the verdict allows. When not even the facts may be recorded, only the capture's row stays.
No message, log or exception that leaves this module carries text of the page.
"""

from __future__ import annotations

import hashlib
import logging
import traceback
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django.db import OperationalError, transaction

from archive import text
from archive.choices import REFUSALS, CaptureFailure, CaptureState
from archive.credits import distinct_names
from archive.ingestion.evidence import observe
from archive.ingestion.extract import Extracted, extract
from archive.ingestion.fetch import Fetched, Limits
from archive.ingestion.fingerprints import fingerprint
from archive.ingestion.network import FetchError
from archive.ingestion.same_images import known_images
from archive.ingestion.turns import NotNowError
from archive.ingestion.visits import Visit
from archive.models import Article, Capture, Image, Source
from archive.operations.articles import Arrival, store_article
from archive.operations.captures import (
    CaptureTransitionError,
    belongs_to_source,
    claim_capture,
    finish_capture,
    postpone_capture,
)
from archive.operations.full_copies import hold_still, keep_or_review, review_copies_of
from archive.operations.watches import watch_files
from archive.operations.withdrawals import StandingWithdrawals
from archive.rights_gate import Candidate, CandidateImage, Evidence, get_gate

if TYPE_CHECKING:
    from datetime import datetime

log = logging.getLogger(__name__)

PAGE_LIMITS = Limits()
MOST_POSTPONEMENTS = 20
_OK = 200


@dataclass
class _Seen:
    """What was seen of a page before the capture ended, as columns of its row."""

    columns: dict[str, Any] = field(default_factory=dict, repr=False)


def run_capture(*, capture_id: UUID, now: datetime) -> Capture | None:
    """Take a capture from the queue and bring it to its end; None when it isn't there to be taken.

    A database that fails leaves the row to the sweep; every other error ends it as failed. Nothing is raised but
    OperationalError.
    """
    capture = claim_capture(capture_id=capture_id, now=now)
    if capture is None:
        return None
    seen = _Seen()
    try:
        _capture(capture, seen, now)
    except NotNowError as rest:
        _put_back(capture, rest, now, seen)
    except FetchError as error:
        _end(capture, error.code, now, seen.columns | ({"http_status": error.status} if error.status else {}))
    except CaptureTransitionError:
        log.warning("Capture %s was given to another worker.", capture.pk)
    except OperationalError:
        raise
    except Exception as error:  # noqa: BLE001 - no error may leave the row open or its text in a log
        # the message and the values may quote the page; the kind and the places don't
        places = "".join(traceback.format_tb(error.__traceback__))
        log.error("Capture %s failed: %s\n%s", capture.pk, type(error).__name__, places)  # noqa: TRY400
        _end(capture, CaptureFailure.INTERNAL, now, seen.columns)
    capture.refresh_from_db()
    return capture


def _end(capture: Capture, code: CaptureFailure, now: datetime, columns: dict[str, Any]) -> None:
    state = CaptureState.REFUSED if code in REFUSALS else CaptureState.FAILED
    try:
        finish_capture(capture=capture, state=state, now=now, failure=code, reason=str(code.label), **columns)
    except CaptureTransitionError:
        log.warning("Capture %s was given to another worker.", capture.pk)


def _put_back(capture: Capture, rest: NotNowError, now: datetime, seen: _Seen) -> None:
    """Leave the site alone as long as it wants; a site that always wants it is given up."""
    if capture.attempts >= MOST_POSTPONEMENTS:
        columns = seen.columns | ({"http_status": rest.status} if rest.status else {})
        _end(capture, CaptureFailure.BUSY, now, columns)
        return
    try:
        postpone_capture(capture=capture, not_before=now + timedelta(seconds=rest.seconds))
    except CaptureTransitionError:
        log.warning("Capture %s was given to another worker.", capture.pk)


def _capture(capture: Capture, seen: _Seen, now: datetime) -> None:
    visit = Visit(capture.source, now)
    page = visit.page(capture.address, limits=PAGE_LIMITS)
    if page.status != _OK:
        raise FetchError(CaptureFailure.HTTP_STATUS, status=page.status)
    seen.columns |= {
        "fetched_at": now,
        "http_status": page.status,
        "media_type": page.media_type[:100],
        "bytes": len(page.body),
        "sha256": hashlib.sha256(page.body).hexdigest(),
    }
    read = extract(page.body, content_type=page.header("content-type"), page_address=page.address)
    evidence = observe(visit=visit, page=page, read=read, source=capture.source, now=now)
    _store(capture, page, read, evidence, seen, now)
    watch_files(source=capture.source, files=(evidence.robots, *evidence.site_files), now=now)


@transaction.atomic
def _store(
    capture: Capture, page: Fetched, read: Extracted, evidence: Evidence, seen: _Seen, now: datetime
) -> None:
    # Two pages of a site may name one canonical address: one at a time, so that they become one article.
    Source.objects.select_for_update(no_key=True).get(pk=capture.source_id)
    address = _canonical(read, page, capture.source.domain)
    standing = StandingWithdrawals([capture.source_id], now=now)
    taken_back = standing.of(source=capture.source_id, address=address, identifiers=read.identifiers)
    if taken_back is not None:
        _refuse(capture, taken_back.sentence, seen, now)
        return
    known = Article.objects.filter(address=address).first()
    candidate = _candidate(capture, read, evidence, known, address, now)
    if known is not None:
        hold_still(articles=[known.pk])
    verdict = get_gate().intake(candidate=candidate, now=now)
    if not verdict.metadata:
        review_copies_of(articles=[candidate.article_id], now=now)
        _refuse(capture, verdict.reason, seen, now)
        return
    article = store_article(
        candidate=candidate,
        verdict=verdict,
        facts={
            "authors": list(read.authors),
            "date_published_printed": read.date_published_printed,
            "date_modified": _credible(read.date_modified, now),
            "identifiers": read.identifiers,
        },
        image_addresses=tuple(image.address for image in read.images),
        printed_credits=tuple(image.credit_text for image in read.images),
        passage=text.cut_words(read.body, 0, min(verdict.excerpt_words, candidate.wanted_words)),
        arrival=Arrival(f"capture:{capture.pk}", read.canonical, fingerprint(read.body)),
        now=now,
    )
    seen.columns["copy_refusal"] = keep_or_review(
        candidate=candidate, verdict=verdict, body=read.body, evidence=f"capture:{capture.pk}", now=now
    )
    finish_capture(capture=capture, state=CaptureState.STORED, now=now, article=article, **seen.columns)


def _refuse(capture: Capture, reason: str, seen: _Seen, now: datetime) -> None:
    refusal = {"failure": CaptureFailure.RIGHTS, "reason": reason or str(CaptureFailure.RIGHTS.label)}
    finish_capture(capture=capture, state=CaptureState.REFUSED, now=now, **refusal, **seen.columns)


def _canonical(read: Extracted, page: Fetched, domain: str) -> str:
    """Return the address that the page gives itself when it lies within the source, else where it was found."""
    own = read.canonical and belongs_to_source(read.canonical, domain)
    return read.canonical if own else page.address


def _credible(instant: datetime | None, now: datetime) -> datetime | None:
    """Return the instant unless it lies more than a day ahead: then it is only what the page printed."""
    return instant if instant is not None and instant <= now + timedelta(days=1) else None


def _candidate(
    capture: Capture,
    read: Extracted,
    evidence: Evidence,
    known: Article | None,
    address: str,
    now: datetime,
) -> Candidate:
    count = text.count_words(read.body)
    source = capture.source
    return Candidate(
        article_id=known.pk if known else uuid4(),
        source_id=source.pk,
        domain=source.domain,
        path=urlsplit(address).path or "/",
        publisher=source.publisher.identifier,
        address=address,
        headline=read.headline,
        language=read.language or source.language,
        section=read.section,
        date_published=_credible(read.date_published, now),
        captured_at=now,
        copyright_notice=read.copyright_notice,
        word_count=count,
        wanted_words=min(source.wanted_words, count),
        prefix_characters=text.prefix_characters(read.body, source.wanted_words),
        images=_candidate_images(read, known),
        evidence=evidence,
        wants_full_copy=source.keeps_full_copies or capture.full_copy,
    )


def _candidate_images(read: Extracted, known: Article | None) -> tuple[CandidateImage, ...]:
    """Give a known image its identifier, and the credit line that a person corrected."""
    held = {image.pk: image for image in Image.objects.filter(article=known)} if known else {}
    images = []
    for found, identifier in zip(read.images, known_images(read.images, list(held.values())), strict=True):
        image = held.get(identifier) if identifier else None
        line = image.credit_text if image and image.corrected_at else found.credit_text
        names = distinct_names(line)
        images.append(CandidateImage(image.pk if image else uuid4(), line, names, found.address))
    return tuple(images)
