"""Rows of articles that are held already and changed: decided together, recorded one by one, with what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID, uuid4

from archive.ingestion.bulk_new import passage_of, refuse
from archive.ingestion.bulk_rows import candidate_of, credible, names_of
from archive.ingestion.same_images import known_images
from archive.models import Image
from archive.operations.articles import Arrival, store_article
from archive.operations.full_copies import hold_still, keep_or_review, review_copies_of
from archive.rights_gate import CandidateImage, get_gate, supplied_evidence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from archive.ingestion.bulk_rows import Row
    from archive.operations.ingestions import Counts
    from archive.rights_gate import Candidate, IntakeVerdict


class _Seen(NamedTuple):
    """An image as a row has it."""

    address: str
    credit_text: str


def store_changed(
    rows: Sequence[Row], ids: Mapping[str, UUID], counts: Counts, now: datetime, evidence: str
) -> None:
    """Record articles again, by their addresses' identifiers: what changes is compared, and kept as a revision."""
    if not rows:
        return
    candidates = candidates_again(rows, ids, now)
    hold_still(articles=[one.article_id for one in candidates])
    verdicts = get_gate().intake_many(candidates=candidates, now=now)
    for row, candidate, verdict in zip(rows, candidates, verdicts, strict=True):
        if verdict.metadata:
            _store(row, candidate, verdict, evidence, now)
            _keep_copy(row, candidate, verdict, counts, evidence, now)
            counts.updated += 1
        else:
            review_copies_of(articles=[candidate.article_id], now=now)
            refuse(row, verdict, counts)


def _store(row: Row, candidate: Candidate, verdict: IntakeVerdict, evidence: str, now: datetime) -> None:
    store_article(
        candidate=candidate,
        verdict=verdict,
        facts={
            "authors": list(row.authors),
            "date_published_printed": row.date_published_printed,
            "date_modified": credible(row.date_modified, now),
            "identifiers": dict(row.identifiers),
            "row_digest": UUID(bytes=row.digest),
        },
        image_addresses=tuple(address for address, _line in row.images),
        printed_credits=tuple(line for _address, line in row.images),
        passage=passage_of(row, candidate.wanted_words, verdict),
        arrival=Arrival(evidence=evidence, fingerprint=row.fingerprint),
        now=now,
    )


def _keep_copy(
    row: Row, candidate: Candidate, verdict: IntakeVerdict, counts: Counts, evidence: str, now: datetime
) -> None:
    why_not = keep_or_review(candidate=candidate, verdict=verdict, body=row.body, evidence=evidence, now=now)
    if candidate.wants_full_copy:
        counts.copy(why_not)


def candidates_again(rows: Sequence[Row], ids: Mapping[str, UUID], now: datetime) -> list[Candidate]:
    """Return held articles as the gate is asked about them: with known images, and credit lines as persons corrected them."""
    articles = [ids[row.address] for row in rows]
    held: dict[UUID, list[Image]] = {article: [] for article in articles}
    for image in Image.objects.filter(article__in=articles):
        held[image.article_id].append(image)
    silent = supplied_evidence(address="", now=now)
    return [
        candidate_of(row, article, _images(row, held[article]), silent, now)
        for row, article in zip(rows, articles, strict=True)
    ]


def _images(row: Row, held: list[Image]) -> tuple[CandidateImage, ...]:
    known = {each.pk: each for each in held}
    images = []
    same = known_images([_Seen(*each) for each in row.images], held)
    for (_address, printed), identifier in zip(row.images, same, strict=True):
        one = known.get(identifier) if identifier else None
        line = one.credit_text if one and one.corrected_at else printed
        images.append(CandidateImage(one.pk if one else uuid4(), line, names_of(line)))
    return tuple(images)
