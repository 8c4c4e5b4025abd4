"""Rows of articles that aren't held yet: decided together, and stored as decided."""

from __future__ import annotations

from functools import partial
from os import urandom
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from archive.choices import CaptureFailure
from archive.ingestion.bulk_rows import Row, candidate_of, credible, credits_of, names_of
from archive.ingestion.bulk_sentences import why_no_copy
from archive.ingestion.ready_rows import Ready, row_from
from archive.operations.bulk_articles import (
    NewArticles,
    NewCopy,
    NewImage,
    facts_line,
    has_names,
    store_new_articles,
)
from archive.operations.credit_names import recorded_roles, roles_as_recorded
from archive.rights_gate import AlikeCandidates, CandidateImage, SharedVerdict, get_gate, supplied_evidence
from archive.text import trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from archive.operations.ingestions import Counts
    from archive.rights_gate import Candidate, Evidence, IntakeVerdict


def store_new(rows: Sequence[Row | Ready], counts: Counts, now: datetime, evidence: str = "") -> None:
    """Decide about new articles and store what may be stored; what is refused is counted; `evidence` names the run."""
    silent = supplied_evidence(address="", now=now)
    roles = _Roles(rows)
    ready: dict[tuple[int, str], list[Ready]] = {}
    others: list[Row] = []
    for row in rows:
        if isinstance(row, Ready):
            ready.setdefault((row.site.id, row.copyright_notice), []).append(row)
        else:
            others.append(row)
    articles = [
        *_ready_ones(list(ready.values()), roles, counts, silent, now),
        *_other_ones(others, roles, counts, silent, now),
    ]
    store_new_articles(articles=articles, evidence=evidence, now=now)
    counts.stored += sum(len(one.articles) for one in articles)


def new_images(row: Row | Ready) -> tuple[CandidateImage, ...]:
    """Return a row's images as the gate is asked about them."""
    if not row.images:
        return ()
    return tuple([CandidateImage(uuid4(), line, names_of(line)) for _address, line in row.images])


def passage_of(row: Row | Ready, wanted: int, verdict: IntakeVerdict) -> str:
    """Return what may be kept of the text: nothing without a decision that says so."""
    return "" if verdict.excerpt_decision is None else row.passage(min(verdict.excerpt_words, wanted))


def refuse(row: Row | Ready, verdict: IntakeVerdict, counts: Counts) -> None:
    """Count a row that the gate doesn't let in."""
    counts.refuse(row.line, verdict.reason or str(CaptureFailure.RIGHTS.label))


class _Roles:
    """What the names in credit lines are: persons' words first."""

    def __init__(self, rows: Sequence[Row | Ready]) -> None:
        some = [credited for row in rows if row.images for credited in _credits(row)]
        self._known = recorded_roles({name for credited in some for name, _role in credited})

    def of(self, row: Row | Ready) -> Iterator[tuple[tuple[str, str], ...]]:
        """Yield the names of each image's line with their roles."""
        for credited in _credits(row):
            yield roles_as_recorded(credited, self._known)


def _credits(row: Row | Ready) -> list[tuple[tuple[str, str], ...]]:
    return [credits_of(line) if line else () for _address, line in row.images]


def _new_names(count: int) -> Iterator[UUID]:
    """Return new identifiers, for which the system is asked once."""
    chance = urandom(16 * count) if count else b""
    return (UUID(bytes=chance[start : start + 16], version=4) for start in range(0, len(chance), 16))


def _images(
    article: str, row: Row | Ready, images: Sequence[CandidateImage], roles: _Roles
) -> Iterator[NewImage]:
    addresses = [seen[0] for seen in row.images]
    for position, (image, address, credited) in enumerate(zip(images, addresses, roles.of(row), strict=True)):
        yield NewImage(image.id, article, position, address, image.credit_text, credited)


# --- rows that are written out already ----------------------------------------------------------------------------------


def _ready_ones(
    groups: list[list[Ready]], roles: _Roles, counts: Counts, silent: Evidence, now: datetime
) -> Iterator[NewArticles]:
    if not groups:
        return
    asked = [_alike(rows, silent, now) for rows in groups]
    verdicts = get_gate().intake_alike(groups=asked, now=now)
    for rows, alike, answers in zip(groups, asked, verdicts, strict=True):
        for answer in answers:
            if answer.verdict.metadata:
                yield _stored(rows, alike, answer, roles, now)
            else:
                for place in answer.places:
                    refuse(rows[place], answer.verdict, counts)


def _alike(rows: list[Ready], silent: Evidence, now: datetime) -> AlikeCandidates:
    images = {place: new_images(row) for place, row in enumerate(rows) if row.images}
    candidate = partial(_candidate, rows, images, silent, now)
    return AlikeCandidates(
        candidate(0), [row.article for row in rows], [row.wanted for row in rows], images, candidate
    )


def _candidate(
    rows: list[Ready],
    images: dict[int, tuple[CandidateImage, ...]],
    silent: Evidence,
    now: datetime,
    place: int,
) -> Candidate:
    row = rows[place]
    return candidate_of(row_from(row), UUID(row.article), images.get(place, ()), silent, now)


def _stored(
    rows: list[Ready], alike: AlikeCandidates, answer: SharedVerdict, roles: _Roles, now: datetime
) -> NewArticles:
    verdict = answer.verdict
    places = answer.places
    whole = isinstance(places, range) and len(places) == len(rows)
    some = rows if whole else [rows[place] for place in places]
    passages = (
        [(row.article, passage_of(row, row.wanted, verdict)) for row in some]
        if verdict.excerpt_decision
        else []
    )
    return NewArticles(
        verdict,
        now,
        [row.article for row in some],
        [row.facts for row in some],
        [
            image
            for place, row in zip(places, some, strict=True)
            if row.images
            for image in _images(row.article, row, alike.images[place], roles)
        ],
        [one for one in passages if one[1]],
        [row.article for row in some if row.named],
    )


# --- rows that are looked at one by one ---------------------------------------------------------------------------------


def _other_ones(
    rows: list[Row], roles: _Roles, counts: Counts, silent: Evidence, now: datetime
) -> Iterator[NewArticles]:
    if not rows:
        return
    candidates = [
        candidate_of(row, name, new_images(row), silent, now)
        for row, name in zip(rows, _new_names(len(rows)), strict=True)
    ]
    verdicts = get_gate().intake_many(candidates=candidates, now=now)
    for row, candidate, verdict in zip(rows, candidates, verdicts, strict=True):
        if verdict.metadata:
            yield _stored_alone(row, candidate, verdict, roles, now)
            if row.body:
                counts.copy(why_no_copy(verdict))
        else:
            refuse(row, verdict, counts)


def _stored_alone(
    row: Row, candidate: Candidate, verdict: IntakeVerdict, roles: _Roles, now: datetime
) -> NewArticles:
    article = str(candidate.article_id)
    passage = passage_of(row, candidate.wanted_words, verdict)
    named = row.fingerprint is not None or has_names(row.address, row.identifiers)
    return NewArticles(
        verdict,
        candidate.captured_at,
        [article],
        [_facts(row, candidate, now).encode()],
        list(_images(article, row, candidate.images, roles)),
        [(article, passage)] if passage else (),
        [article] if named else (),
        candidate.collections,
        {} if row.fingerprint is None else {article: row.fingerprint},
        (NewCopy(article, candidate.language, trimmed(row.body)),)
        if row.body and verdict.copy_decision is not None
        else (),
    )


def _facts(row: Row, candidate: Candidate, now: datetime) -> str:
    return facts_line(
        str(candidate.article_id),
        candidate.source_id,
        candidate.address,
        candidate.headline,
        row.authors,
        candidate.section,
        candidate.language,
        candidate.date_published,
        row.date_published_printed,
        credible(row.date_modified, now),
        candidate.copyright_notice,
        row.identifiers,
        candidate.word_count,
        row.digest,
    )
