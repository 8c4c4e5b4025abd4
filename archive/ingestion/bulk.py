"""One chunk of a file, in one transaction: compared with what is held, decided together, stored as decided, counted.

The order keeps what may not be kept off every disk: the gate decides in memory, and only then is anything sent to the
database, and of that only what the verdict allows.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.choices import CaptureFailure
from archive.ingestion.bulk_rows import Row, candidate_of, credible, credits_of, names_of
from archive.models import Article, Image, Source
from archive.operations.articles import store_article
from archive.operations.bulk_articles import NewArticle, NewImage, store_new_articles
from archive.operations.ingestions import Counts
from archive.rights_gate import CandidateImage, IntakeVerdict, get_gate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from archive.rights_gate import Candidate


@dataclass(frozen=True, slots=True)
class _Held:
    """An article that is held already, by its address."""

    id: UUID
    source_id: int
    digest: UUID | None


@dataclass
class Told:
    """What a dry run would have stored, and why: how many rows for each sentence."""

    sentences: Counter[str] = field(default_factory=Counter)


def take_rows(
    rows: Sequence[Row], counts: Counts, *, now: datetime, again: bool = False, told: Told | None = None
) -> None:
    """Take rows in, inside the caller's transaction, and count what became of each.

    With `again` rows are decided anew although they are unchanged. With `told` nothing is stored: the decisions are made
    and taken back, and what they come to is told.
    """
    # Two runs over one file, and captures of its pages, take turns: an address becomes one article.
    sources = Source.objects.filter(pk__in={row.site.id for row in rows})
    list(sources.order_by("pk").select_for_update(no_key=True).values_list("pk"))
    held = _held(rows)
    new: dict[str, Row] = {}
    changed: dict[str, Row] = {}
    for row in rows:
        known = held.get(row.item.address)
        if known is not None and known.source_id != row.site.id:
            counts.fail(row.item.line, "address", _("The address is held as one of another source."))
        elif known is not None and known.digest == row.digest and not again:
            counts.unchanged += 1
        else:
            place = changed if known else new
            if row.item.address in place:
                counts.unchanged += 1  # the file has it twice: the later one stands
            place[row.item.address] = row
    if told is None:
        _store_new(list(new.values()), counts, now)
        _store_changed(list(changed.values()), held, counts, now)
    else:
        _tell([*new.values(), *changed.values()], held, counts, now, told)


def _held(rows: Sequence[Row]) -> dict[str, _Held]:
    found = Article.objects.filter(address__in=[row.item.address for row in rows])
    return {
        address: _Held(pk, source, digest)
        for address, pk, source, digest in found.values_list("address", "pk", "source_id", "row_digest")
    }


def _store_new(rows: list[Row], counts: Counts, now: datetime) -> None:
    if not rows:
        return
    candidates = [candidate_of(row, uuid4(), _new_images(row), now) for row in rows]
    verdicts = get_gate().intake_many(candidates=candidates, now=now)
    allowed: list[NewArticle] = []
    for row, candidate, verdict in zip(rows, candidates, verdicts, strict=True):
        if verdict.metadata:
            allowed.append(_new_article(row, candidate, verdict, now))
        else:
            counts.refuse(row.item.line, verdict.reason or str(CaptureFailure.RIGHTS.label))
    store_new_articles(articles=allowed, now=now)
    counts.stored += len(allowed)


def _new_article(row: Row, candidate: Candidate, verdict: IntakeVerdict, now: datetime) -> NewArticle:
    item = row.item
    return NewArticle(
        candidate,
        verdict,
        item.authors,
        item.date_published_printed,
        credible(item.date_modified, now),
        item.identifiers,
        tuple(
            [
                NewImage(
                    image.id,
                    found.address,
                    found.credit_text,
                    credits_of(found.credit_text) if found.credit_text else (),
                )
                for image, found in zip(candidate.images, item.images, strict=True)
            ]
        )
        if candidate.images
        else (),
        row.digest,
        _passage(row, candidate, verdict),
    )


def _passage(row: Row, candidate: Candidate, verdict: IntakeVerdict) -> str:
    """Return what may be kept of the text: nothing without a decision that says so."""
    if verdict.excerpt_decision is None:
        return ""
    return row.passage(min(verdict.excerpt_words, candidate.wanted_words))


def _new_images(row: Row) -> tuple[CandidateImage, ...]:
    if not row.item.images:
        return ()
    return tuple(
        [CandidateImage(uuid4(), one.credit_text, names_of(one.credit_text)) for one in row.item.images]
    )


# --- articles that are held already ------------------------------------------------------------------------------------


def _store_changed(rows: list[Row], held: dict[str, _Held], counts: Counts, now: datetime) -> None:
    """Record articles again, one by one: what changes is compared, and kept as a revision."""
    candidates = _candidates_again(rows, held, now)
    verdicts = get_gate().intake_many(candidates=candidates, now=now) if candidates else ()
    for row, candidate, verdict in zip(rows, candidates, verdicts, strict=True):
        if not verdict.metadata:
            counts.refuse(row.item.line, verdict.reason or str(CaptureFailure.RIGHTS.label))
            continue
        item = row.item
        store_article(
            candidate=candidate,
            verdict=verdict,
            facts={
                "authors": list(item.authors),
                "date_published_printed": item.date_published_printed,
                "date_modified": credible(item.date_modified, now),
                "identifiers": dict(item.identifiers),
                "row_digest": row.digest,
            },
            image_addresses=tuple(image.address for image in item.images),
            printed_credits=tuple(image.credit_text for image in item.images),
            passage=_passage(row, candidate, verdict),
            now=now,
        )
        counts.updated += 1


def _candidates_again(rows: list[Row], held: dict[str, _Held], now: datetime) -> list[Candidate]:
    """Give known images their identifiers, and the credit lines that a person corrected."""
    ids = [held[row.item.address].id for row in rows]
    known = {(image.article_id, image.address): image for image in Image.objects.filter(article__in=ids)}
    made: list[Candidate] = []
    for row, article in zip(rows, ids, strict=True):
        images = []
        for one in row.item.images:
            image = known.get((article, one.address))
            line = image.credit_text if image and image.corrected_at else one.credit_text
            images.append(CandidateImage(image.pk if image else uuid4(), line, names_of(line)))
        made.append(candidate_of(row, article, tuple(images), now))
    return made


# --- a dry run ---------------------------------------------------------------------------------------------------------


def _tell(rows: list[Row], held: dict[str, _Held], counts: Counts, now: datetime, told: Told) -> None:
    """Decide as if it counted, take everything back, and say what it came to."""
    known = [row for row in rows if row.item.address in held]
    new = [row for row in rows if row.item.address not in held]
    ordered = [*new, *known]
    with transaction.atomic():
        candidates = [candidate_of(row, uuid4(), _new_images(row), now) for row in new]
        candidates += _candidates_again(known, held, now)
        verdicts = get_gate().intake_many(candidates=candidates, now=now) if candidates else ()
        transaction.set_rollback(True)
    for row, candidate, verdict in zip(ordered, candidates, verdicts, strict=True):
        if not verdict.metadata:
            counts.refuse(row.item.line, verdict.reason or str(CaptureFailure.RIGHTS.label))
            continue
        if row.item.address in held:
            counts.updated += 1
        else:
            counts.stored += 1
        told.sentences[_sentence(_passage(row, candidate, verdict), verdict)] += 1


def _sentence(passage: str, verdict: IntakeVerdict) -> str:
    if not passage:
        return _("The facts alone: %(reason)s") % {"reason": verdict.reason}
    words = ngettext("The facts and %(words)s word", "The facts and %(words)s words", verdict.excerpt_words)
    return f"{words % {'words': verdict.excerpt_words}}: {verdict.reason}"
