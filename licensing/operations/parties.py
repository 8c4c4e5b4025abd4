"""Recording parties and who holds a part."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from archive.models import Article, Image
from licensing.models import HolderAssignment, Party, PartyAlias, PolicySeries
from licensing.operations.facts import assert_fact, retract_fact, supersede
from licensing.operations.governing import regovern, regovern_articles
from licensing.operations.locks import change_the_record
from licensing.queries.holders import credit_line_digest, normalised_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from django.db.models import QuerySet


BEGINNING = datetime(1900, 1, 1, tzinfo=UTC)
"""Before anything that rights could be asked about."""


class UnknownPartyError(LookupError):
    """A holder is named that is not on record as a party."""


def record_party(
    *,
    identifier: str,
    name: str,
    kind: str = "organisation",
    names: Sequence[str] = (),
    domains: Sequence[str] = (),
    now: datetime = BEGINNING,
) -> Party:
    """Record a party with the names and domains that stand for it; its own name is one of them.

    They stand for it as long as anything is dated; `now` is since when that is on record, by default as long.
    Repeating it changes nothing.  What already speaks of the party's works governs those that a new name brings, in
    batches.  Raises IntegrityError where a name or domain stands for somebody else.
    """
    stand_for = [("name", value) for value in dict.fromkeys(normalised_name(one) for one in (name, *names))]
    stand_for += [("domain", value.lower()) for value in domains]
    with transaction.atomic():
        party, _ = Party.objects.get_or_create(identifier=identifier, defaults={"name": name, "kind": kind})
        new = [one for one in stand_for if not _stands(party, *one)]
        speaking = (
            list(PolicySeries.objects.filter(scope_kind="holder", scope_value=identifier)) if new else []
        )
        if speaking:
            now = change_the_record(now)
        for alias, value in new:
            assert_fact(PartyAlias, effective_from=BEGINNING, now=now, party=party, kind=alias, value=value)
        for series in speaking:
            regovern(series=series, now=now)
    return party


def _stands(party: Party, kind: str, value: str) -> bool:
    return PartyAlias.objects.current().filter(party=party, kind=kind, value=value).exists()


def retract_alias(*, alias: PartyAlias, now: datetime) -> None:
    """Take an alias off the record: the name or domain never stood for the party.  Raises AlreadyClosedError."""
    with transaction.atomic():
        now = change_the_record(now)
        retract_fact(alias, now=now)


def assign_holders(
    *,
    holders: Sequence[Sequence[str]],
    reason: str,
    by: str,
    now: datetime,
    credit_line: str = "",
    image: UUID | None = None,
    text_of: UUID | None = None,
    effective_from: datetime | None = None,
) -> HolderAssignment:
    """Record who holds an image, an article's text, or every image with one credit line: chains of party identifiers.

    An empty chain is somebody unknown.  Raises UnknownPartyError, and ValueError unless exactly one subject is named.
    """
    named = {party for chain in holders for party in chain}
    unknown = named - set(Party.objects.filter(identifier__in=named).values_list("identifier", flat=True))
    if unknown:
        raise UnknownPartyError(", ".join(sorted(unknown)))
    with transaction.atomic():
        now = change_the_record(now)
        assigned = supersede(
            HolderAssignment,
            _subject(credit_line, image, text_of),
            effective_from=effective_from or now,
            now=now,
            holders=[list(chain) for chain in holders],
            reason=reason,
            by=by,
        )
        regovern_articles(articles=_articles(credit_line, image, text_of), now=now)
    return assigned


def _articles(credit_line: str, image: UUID | None, text_of: UUID | None) -> QuerySet[Article]:
    """Return the articles whose holders an assignment changes."""
    if text_of is not None:
        return Article.objects.filter(pk=text_of)
    if image is not None:
        return Article.objects.filter(images__pk=image)
    lines = Image.objects.order_by().values_list("credit_text", flat=True).distinct()
    wanted = credit_line_digest(credit_line)
    same = [line for line in lines if credit_line_digest(line) == wanted]
    return Article.objects.filter(pk__in=Image.objects.filter(credit_text__in=same).values("article"))


def _subject(credit_line: str, image: UUID | None, text_of: UUID | None) -> dict[str, object]:
    subjects: list[dict[str, object]] = []
    if credit_line:
        subjects.append({"subject_kind": "credit_line", "subject": credit_line_digest(credit_line)})
    if image is not None:
        subjects.append({"subject_kind": "part", "subject": str(image)})
    if text_of is not None:
        subjects.append({"subject_kind": "part", "subject": f"{text_of}:text"})
    if len(subjects) != 1:
        raise ValueError("Name one subject: a credit line, an image, or the text of an article.")
    return subjects[0]
