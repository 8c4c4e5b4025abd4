"""One chunk of a file, in one transaction: compared with what is held, decided together, stored as decided, counted.

The order keeps what may not be kept off every disk: the gate decides in memory, and only then is anything sent to the
database, and of that only what the verdict allows.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from os import urandom
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.utils.translation import gettext as _

from archive.choices import CaptureFailure
from archive.ingestion.bulk_rows import Row, candidate_of, credible, credits_of, names_of
from archive.ingestion.bulk_sentences import passage_sentence, tell_of_copy, why_no_copy
from archive.ingestion.same_images import known_images
from archive.ingestion.taken_back import is_stopped
from archive.models import Image, Source
from archive.operations.articles import Arrival, store_article
from archive.operations.bulk_articles import NewArticle, NewImage, array_text, store_new_articles
from archive.operations.credit_names import recorded_roles, roles_as_recorded
from archive.operations.full_copies import hold_still, keep_full_copy
from archive.operations.ingestions import Counts
from archive.operations.withdrawals import StandingWithdrawals
from archive.rights_gate import CandidateImage, IntakeVerdict, get_gate, supplied_evidence
from archive.text import trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from archive.rights_gate import Candidate


_HELD = "SELECT address, id, source_id, row_digest FROM archive_article WHERE address = ANY(%s::text[])"


@dataclass(frozen=True, slots=True)
class _Held:
    """An article that is held already, by its address."""

    id: UUID
    source_id: int
    digest: bytes | None


class _Seen(NamedTuple):
    """An image as a row has it."""

    address: str
    credit_text: str


@dataclass
class Told:
    """What a dry run would have stored, and why: how many rows for each sentence."""

    sentences: Counter[str] = field(default_factory=Counter)


def take_rows(
    rows: Sequence[Row],
    counts: Counts,
    *,
    now: datetime,
    again: bool = False,
    told: Told | None = None,
    evidence: str = "",
) -> None:
    """Take rows in, inside the caller's transaction, and count what became of each; `evidence` names the run.

    With `again` rows are decided anew although they are unchanged. With `told` nothing is stored: the decisions are made
    and taken back, and what they come to is told.
    """
    # Two runs over one file, and captures of its pages, take turns: an address becomes one article.
    sources = Source.objects.filter(pk__in={row.site.id for row in rows})
    list(sources.order_by("pk").select_for_update(no_key=True).values_list("pk"))
    rows = _let_in(rows, counts, now, told=told is not None)
    held = _held(rows)
    new: dict[str, Row] = {}
    changed: dict[str, Row] = {}
    for row in rows:
        known = held.get(row.address)
        if known is not None and known.source_id != row.site.id:
            counts.fail(row.line, "address", _("The address is held as one of another source."))
        elif known is not None and known.digest == row.digest and not again:
            counts.unchanged += 1
        else:
            place = changed if known else new
            if row.address in place:
                counts.unchanged += 1  # the file has it twice: the later one stands
            place[row.address] = row
    if told is None:
        _store_new(list(new.values()), counts, now, evidence)
        _store_changed(list(changed.values()), held, counts, now, evidence)
    else:
        _tell([*new.values(), *changed.values()], held, counts, now, told)


def _let_in(rows: Sequence[Row], counts: Counts, now: datetime, *, told: bool) -> Sequence[Row]:
    """Return the rows that their sources haven't taken back."""
    standing = StandingWithdrawals({row.site.id for row in rows}, now=now)
    if not standing.any:
        return rows
    return [
        row
        for row in rows
        if not is_stopped(
            standing=standing,
            source=row.site.id,
            address=row.address,
            identifiers=row.identifiers,
            line=row.line,
            counts=counts,
            now=now,
            told=told,
        )
    ]


def _held(rows: Sequence[Row]) -> dict[str, _Held]:
    with (
        connection.cursor() as cursor
    ):  # one array: a list of ten thousand parameters costs more than the look-up
        cursor.execute(_HELD, [array_text([row.address for row in rows])])
        return {
            address: _Held(article, source, digest.bytes if digest else None)
            for address, article, source, digest in cursor.fetchall()
        }


def _store_new(rows: list[Row], counts: Counts, now: datetime, evidence: str) -> None:
    if not rows:
        return
    silent = supplied_evidence(address="", now=now)
    names = _new_names(len(rows))
    candidates = [
        candidate_of(row, name, _new_images(row), silent, now) for row, name in zip(rows, names, strict=True)
    ]
    verdicts = get_gate().intake_many(candidates=candidates, now=now)
    allowed: list[NewArticle] = []
    roles = _recorded_roles(rows)
    for row, candidate, verdict in zip(rows, candidates, verdicts, strict=True):
        if verdict.metadata:
            allowed.append(_new_article(row, candidate, verdict, roles, now))
            if row.body:
                counts.copy(why_no_copy(verdict))
        else:
            counts.refuse(row.line, verdict.reason or str(CaptureFailure.RIGHTS.label))
    store_new_articles(articles=allowed, evidence=evidence, now=now)
    counts.stored += len(allowed)


def _recorded_roles(rows: list[Row]) -> dict[str, str]:
    """Return what persons said that the names in the rows' credit lines are, by the keys of the names."""
    lines = {line for row in rows for _address, line in row.images if line}
    return recorded_roles({name for line in lines for name in names_of(line)})


def _new_names(count: int) -> Iterator[UUID]:
    """Return new identifiers, for which the system is asked once."""
    chance = urandom(16 * count)
    return (UUID(bytes=chance[start : start + 16], version=4) for start in range(0, len(chance), 16))


def _new_article(
    row: Row, candidate: Candidate, verdict: IntakeVerdict, roles: dict[str, str], now: datetime
) -> NewArticle:
    return NewArticle(
        candidate,
        verdict,
        row.authors,
        row.date_published_printed,
        credible(row.date_modified, now),
        row.identifiers,
        _images(row, candidate, roles) if row.images else (),
        row.digest,
        _passage(row, candidate, verdict),
        row.fingerprint,
        trimmed(row.body) if row.body and verdict.copy_decision is not None else "",
    )


def _images(row: Row, candidate: Candidate, roles: dict[str, str]) -> tuple[NewImage, ...]:
    pairs = zip(candidate.images, row.images, strict=True)
    return tuple(
        [
            NewImage(image.id, address, line, roles_as_recorded(credits_of(line), roles) if line else ())
            for image, (address, line) in pairs
        ]
    )


def _passage(row: Row, candidate: Candidate, verdict: IntakeVerdict) -> str:
    """Return what may be kept of the text: nothing without a decision that says so."""
    if verdict.excerpt_decision is None:
        return ""
    return row.passage(min(verdict.excerpt_words, candidate.wanted_words))


def _new_images(row: Row) -> tuple[CandidateImage, ...]:
    if not row.images:
        return ()
    return tuple([CandidateImage(uuid4(), line, names_of(line)) for _address, line in row.images])


# --- articles that are held already ------------------------------------------------------------------------------------


def _store_changed(
    rows: list[Row], held: dict[str, _Held], counts: Counts, now: datetime, evidence: str
) -> None:
    """Record articles again, one by one: what changes is compared, and kept as a revision."""
    candidates = _candidates_again(rows, held, now)
    wanted = [one.article_id for one in candidates if one.wants_full_copy]
    if wanted:
        hold_still(articles=wanted)
    verdicts = get_gate().intake_many(candidates=candidates, now=now) if candidates else ()
    for row, candidate, verdict in zip(rows, candidates, verdicts, strict=True):
        if not verdict.metadata:
            counts.refuse(row.line, verdict.reason or str(CaptureFailure.RIGHTS.label))
            continue
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
            passage=_passage(row, candidate, verdict),
            arrival=Arrival(evidence=evidence, fingerprint=row.fingerprint),
            now=now,
        )
        if row.body:
            counts.copy(
                keep_full_copy(
                    candidate=candidate, verdict=verdict, body=row.body, evidence=evidence, now=now
                )
            )
        counts.updated += 1


def _candidates_again(rows: list[Row], held: dict[str, _Held], now: datetime) -> list[Candidate]:
    """Give known images their identifiers, and the credit lines that a person corrected."""
    ids = [held[row.address].id for row in rows]
    held_images: dict[UUID, list[Image]] = {article: [] for article in ids}
    for image in Image.objects.filter(article__in=ids):
        held_images[image.article_id].append(image)
    made: list[Candidate] = []
    silent = supplied_evidence(address="", now=now)
    for row, article in zip(rows, ids, strict=True):
        images = []
        known = {each.pk: each for each in held_images[article]}
        same = known_images([_Seen(*each) for each in row.images], held_images[article])
        for (_address, printed), identifier in zip(row.images, same, strict=True):
            one = known.get(identifier) if identifier else None
            line = one.credit_text if one and one.corrected_at else printed
            images.append(CandidateImage(one.pk if one else uuid4(), line, names_of(line)))
        made.append(candidate_of(row, article, tuple(images), silent, now))
    return made


# --- a dry run ---------------------------------------------------------------------------------------------------------


def _tell(rows: list[Row], held: dict[str, _Held], counts: Counts, now: datetime, told: Told) -> None:
    """Decide as if it counted, take everything back, and say what it came to."""
    known = [row for row in rows if row.address in held]
    new = [row for row in rows if row.address not in held]
    ordered = [*new, *known]
    with transaction.atomic():
        silent = supplied_evidence(address="", now=now)
        candidates = [candidate_of(row, uuid4(), _new_images(row), silent, now) for row in new]
        candidates += _candidates_again(known, held, now)
        verdicts = get_gate().intake_many(candidates=candidates, now=now) if candidates else ()
        transaction.set_rollback(True)
    for row, candidate, verdict in zip(ordered, candidates, verdicts, strict=True):
        if not verdict.metadata:
            counts.refuse(row.line, verdict.reason or str(CaptureFailure.RIGHTS.label))
            continue
        if row.address in held:
            counts.updated += 1
        else:
            counts.stored += 1
        told.sentences[passage_sentence(_passage(row, candidate, verdict), verdict)] += 1
        tell_of_copy(told.sentences, counts, verdict, wanted=bool(row.body))
