"""Pages in a run: one that is only named goes into the queue of captures, one that is in the file is read here."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from archive import text
from archive.choices import CaptureFailure
from archive.ingestion.bulk_rows import credible, names_of
from archive.ingestion.bulk_sentences import tell_of_copy
from archive.ingestion.extract import extract
from archive.ingestion.fingerprints import fingerprint
from archive.ingestion.links_seen import header_links
from archive.ingestion.network import FetchError
from archive.ingestion.rights_seen import rights_seen
from archive.ingestion.same_images import known_images
from archive.ingestion.signals_seen import signal_headers
from archive.ingestion.taken_back import is_stopped
from archive.models import Article, Image, Source
from archive.operations.articles import Arrival, store_article
from archive.operations.captures import AddressOutsideSourceError, belongs_to_source, request_capture
from archive.operations.full_copies import hold_still, keep_or_review, review_copies_of
from archive.operations.withdrawals import StandingWithdrawals
from archive.rights_gate import (
    NOT_ASKED,
    Candidate,
    CandidateImage,
    Evidence,
    Notice,
    RightsBlock,
    SiteFile,
    SiteFileKind,
    get_gate,
)

if TYPE_CHECKING:
    from datetime import datetime

    from archive.ingestion.bulk import Told
    from archive.ingestion.bulk_rows import Site
    from archive.ingestion.extract import Extracted
    from archive.ingestion.formats.items import CapturedFile, CapturedPage, Item
    from archive.ingestion.sites import Sites
    from archive.models import Ingestion
    from archive.operations.ingestions import Counts
    from archive.rights_gate import IntakeVerdict

MOST_RUNG = 20
"""Pages of a run for which a worker is rung at once; the sweep rings for the rest, as their sites have turns."""

HTTP = "http"
"""The kind of a block that stands for headers of an answer which nobody has."""


def queue_page(
    run: Ingestion, item: Item, sites: Sites, counts: Counts, now: datetime, told: Told | None
) -> None:
    """Ask for a capture of a page, unless it is held and the file names no later change."""
    site = sites.of(item.address)
    if site is None:
        counts.fail(item.line, "address", _("The address is on no recorded source."))
        return
    held = Article.objects.filter(address=item.address).values_list("captured_at", flat=True).first()
    if held is not None and (item.date_modified is None or item.date_modified <= held):
        counts.unchanged += 1
        return
    counts.queued += 1
    if told is not None:
        told.sentences[_("Its page would be captured, and then decided.")] += 1
        return
    try:
        request_capture(
            source=sites.row(site),
            address=item.address,
            requested_by=run.requested_by,
            full_copy=run.full_copies,
            now=now,
            ring=counts.queued <= MOST_RUNG,
        )
    except (AddressOutsideSourceError, ValidationError):
        counts.queued -= 1
        counts.fail(item.line, "address", _("The address isn't one that may be fetched."))


def take_page(
    item: Item, sites: Sites, counts: Counts, now: datetime, told: Told | None, evidence: str = ""
) -> None:
    """Read a page that is in the file, decide it by itself, and store what may be stored; `evidence` names the run."""
    site = sites.of(item.address)
    page = item.page
    if site is None or page is None:
        counts.fail(item.line, "address", _("The address is on no recorded source."))
        return
    try:
        read = extract(page.body, content_type=page.header("content-type"), page_address=item.address)
    except FetchError as error:
        counts.fail(item.line, "", str(CaptureFailure(error.code).label))
        return
    with transaction.atomic():
        Source.objects.select_for_update(no_key=True).get(pk=site.id)
        seen = _look(item, page, read, site, counts, now, told=told is not None)
        if seen is not None:
            _decide_and_store(seen, counts, now, told, evidence)


@dataclass(frozen=True)
class _Seen:
    """A page that is to be decided: what was read, under which address, and the article that is held there."""

    line: int
    read: Extracted
    candidate: Candidate
    known: Article | None
    digest: UUID


def _look(
    item: Item, page: CapturedPage, read: Extracted, site: Site, counts: Counts, now: datetime, *, told: bool
) -> _Seen | None:
    """Return the page as it is to be decided, or None where it was taken back or nothing newer is in it."""
    own = read.canonical and belongs_to_source(read.canonical, site.domain)
    address = read.canonical if own else item.address
    stopped = is_stopped(
        standing=StandingWithdrawals([site.id], now=now),
        source=site.id,
        address=address,
        identifiers=read.identifiers,
        line=item.line,
        counts=counts,
        now=now,
        told=told,
    )
    if stopped:
        return None
    digest, captured = _digest(page, site), min(page.fetched_at or now, now)
    known = Article.objects.filter(address=address).first()
    # the same page, or a later look at it, is held
    if known is not None and (known.row_digest == digest or known.captured_at > captured):
        counts.unchanged += 1
        return None
    return _Seen(item.line, read, _candidate(page, read, site, known, address, captured), known, digest)


def _decide_and_store(seen: _Seen, counts: Counts, now: datetime, told: Told | None, evidence: str) -> None:
    candidate = seen.candidate
    hold_still(articles=[candidate.article_id])
    with transaction.atomic():
        verdict = get_gate().intake(candidate=candidate, now=now)
        if told is not None:
            transaction.set_rollback(True)
    if not verdict.metadata:
        if told is None:
            review_copies_of(articles=[candidate.article_id], now=now)
        counts.refuse(seen.line, verdict.reason or str(CaptureFailure.RIGHTS.label))
        return
    if seen.known is None:
        counts.stored += 1
    else:
        counts.updated += 1
    if told is None:
        _store(seen, verdict, counts, evidence, now)
    else:
        told.sentences[verdict.reason] += 1
        tell_of_copy(told.sentences, counts, verdict, wanted=candidate.wants_full_copy)


def _store(seen: _Seen, verdict: IntakeVerdict, counts: Counts, evidence: str, now: datetime) -> None:
    read, candidate = seen.read, seen.candidate
    store_article(
        candidate=candidate,
        verdict=verdict,
        facts={
            "authors": list(read.authors),
            "date_published_printed": read.date_published_printed,
            "date_modified": credible(read.date_modified, now),
            "identifiers": read.identifiers,
            "row_digest": seen.digest,
        },
        image_addresses=tuple(image.address for image in read.images),
        printed_credits=tuple(image.credit_text for image in read.images),
        passage=text.cut_words(read.body, 0, min(verdict.excerpt_words, candidate.wanted_words)),
        arrival=Arrival(evidence, read.canonical, fingerprint(read.body)),
        now=now,
    )
    why_not = keep_or_review(candidate=candidate, verdict=verdict, body=read.body, evidence=evidence, now=now)
    if candidate.wants_full_copy:
        counts.copy(why_not)


def _digest(page: CapturedPage, site: Site) -> UUID:
    """Return a digest of the page; another one where its whole text is wanted, so that it is decided anew."""
    wanted = b"full copies" if site.full_copies else b""
    return UUID(bytes=hashlib.sha256(page.body + wanted).digest()[:16])


def _candidate(
    page: CapturedPage,
    read: Extracted,
    site: Site,
    known: Article | None,
    address: str,
    captured: datetime,
) -> Candidate:
    words = text.count_words(read.body)
    held = {image.pk: image for image in Image.objects.filter(article=known)} if known else {}
    images = []
    for found, identifier in zip(read.images, known_images(read.images, list(held.values())), strict=True):
        image = held.get(identifier) if identifier else None
        line = image.credit_text if image and image.corrected_at else found.credit_text
        images.append(CandidateImage(image.pk if image else uuid4(), line, names_of(line), found.address))
    return Candidate(
        article_id=known.pk if known else uuid4(),
        source_id=site.id,
        domain=site.domain,
        path=urlsplit(address).path or "/",
        publisher=site.publisher,
        address=address,
        headline=read.headline,
        language=read.language or site.language,
        section=read.section,
        date_published=credible(read.date_published, captured),
        captured_at=captured,
        copyright_notice=read.copyright_notice,
        word_count=words,
        wanted_words=min(site.wanted_words, words),
        prefix_characters=text.prefix_characters(read.body, site.wanted_words),
        images=tuple(images),
        evidence=_evidence(page, read, address, captured),
        wants_full_copy=site.full_copies,
    )


def _evidence(page: CapturedPage, read: Extracted, address: str, captured: datetime) -> Evidence:
    """Return what the file holds of rights. Headers that it doesn't hold are unknown, which is not silence."""
    seen = rights_seen(
        page.body,
        content_type=page.header("content-type"),
        page_address=page.address or address,
        canonical=read.canonical,
    )
    robots = next((file for file in page.files if urlsplit(file.address).path == "/robots.txt"), None)
    unknown = () if page.status else (RightsBlock(HTTP, (), "", failure=NOT_ASKED),)
    notice = read.notice
    return Evidence(
        robots=_robots(robots) if robots else SiteFile("", None, "", "", captured, failure=NOT_ASKED),
        headers=signal_headers(page.headers),
        metas=read.metas,
        notice=Notice(notice.text, notice.source_bytes, notice.language or read.language, address, captured)
        if notice
        else None,
        page_address=page.address or address,
        page_status=page.status or 0,
        page_sha256=hashlib.sha256(page.body).hexdigest(),
        captured_at=captured,
        links=(*header_links(page.headers, page.address or address), *seen.links),
        blocks=(*seen.blocks, *unknown),
        supplied=robots is None,
    )


def _robots(file: CapturedFile) -> SiteFile:
    media_type = next((value for name, value in file.headers if name == "content-type"), "")
    return SiteFile(
        file.address,
        file.status,
        file.body.decode("utf-8", "replace").replace("\0", "\ufffd"),
        media_type[:100],
        file.fetched_at,
        headers=signal_headers(file.headers),
        kind=SiteFileKind.ROBOTS,
    )
