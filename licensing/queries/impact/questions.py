"""What is asked of every article: each standard use of each kind of part, by each consumer, for what it is registered."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from licensing import translate
from licensing.models import (
    Agreement,
    Consumer,
    ConsumerRegistration,
    Fulfilment,
    PolicyVersion,
    StatuteApproval,
)
from licensing.policy.model import PartKind, Use
from licensing.policy.vocabulary.uses import STANDARD_USES
from licensing.queries.templates import WHICHEVER_IMAGE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from licensing.policy import model
    from licensing.queries.hypothesis import World

WORDS = 10
"""How many words a quotation is asked for, as on the rights card."""


@dataclass(frozen=True, order=True)
class Question:
    """A standard use of a kind of part; purpose and territory are "" where the consumer has none registered."""

    use: str
    part: str
    purpose: str = ""
    territory: str = ""

    @property
    def of_image(self) -> bool:
        """Whether it is asked of images."""
        return self.part == PartKind.IMAGE.value

    @property
    def quotation(self) -> bool:
        """Whether words that were released before count."""
        return STANDARD_USES[self.use].quotation

    def asked_in(self, world: World) -> Use:
        """Return the use at the moments of a world."""
        return Use(
            action=self.use,
            asset=WHICHEVER_IMAGE if self.of_image else self.part,
            at=world.at,
            known_at=world.known_at,
            audience=STANDARD_USES[self.use].audience,
            purpose=self.purpose or None,
            territory=self.territory or None,
            words=WORDS if self.quotation else None,
        )


@dataclass(frozen=True)
class Alike:
    """Consumers of whom the record says the same, in both worlds: one of them stands for all."""

    row: Consumer
    names: tuple[str, ...]
    before: model.Consumer
    after: model.Consumer
    questions: tuple[Question, ...]


def consumers_alike(before: World, after: World, *, only: str = "") -> list[Alike]:
    """Return the active consumers, put together where nothing on record tells them apart."""
    rows = list(
        Consumer.objects.filter(active=True, **({"identifier": only} if only else {})).order_by("identifier")
    )
    alone = _told_apart({row.identifier for row in rows}, (before, after)) if len(rows) > 1 else set()
    known = {(w.at, w.known_at): _registered(rows, w) for w in (before, after)}
    found: dict[object, list[tuple[Consumer, model.Consumer, model.Consumer]]] = defaultdict(list)
    for row in rows:
        first, second = (known[w.at, w.known_at][row.pk] for w in (before, after))
        name = row.identifier if row.identifier in alone else ""
        found[(name, _facts(first), _facts(second))].append((row, first, second))
    return [
        Alike(same[0][0], tuple(row.identifier for row, _, _ in same), *same[0][1:], _questions(*same[0][1:]))
        for same in found.values()
    ]


def _registered(rows: Iterable[Consumer], world: World) -> dict[int, model.Consumer]:
    """Return what is registered of some consumers, by their keys."""
    by_consumer: dict[int, list[ConsumerRegistration]] = defaultdict(list)
    registered = ConsumerRegistration.objects.filter(consumer__in=rows).as_of(world.at, world.known_at)
    for one in registered.order_by("pk"):
        by_consumer[one.consumer_id].append(one)
    return {row.pk: translate.consumer(row, by_consumer[row.pk]) for row in rows}


def _facts(who: model.Consumer) -> tuple[object, ...]:
    return who.groups, who.purposes, who.territories, who.facts


def _questions(before: model.Consumer, after: model.Consumer) -> tuple[Question, ...]:
    purposes = sorted(before.purposes | after.purposes) or [""]
    territories = sorted(before.territories | after.territories) or [""]
    return tuple(
        Question(use.id, part.value, purpose, territory)
        for use in STANDARD_USES.values()
        for part in use.parts
        for purpose in purposes
        for territory in territories
    )


def _told_apart(names: set[str], worlds: Iterable[World]) -> set[str]:
    """Return the consumers whom something on record names, or whose quota counts for each of them."""
    found = set(StatuteApproval.objects.filter(consumer__in=names).values_list("consumer", flat=True))
    found |= set(Fulfilment.objects.filter(consumer__in=names).values_list("consumer", flat=True))
    counted = Agreement.objects.filter(quotas__isnull=False).values_list("assignees", flat=True)
    groups = {name for assignees in counted for name in assignees}
    for assignees in Agreement.objects.values_list("assignees", flat=True):
        found |= names & set(assignees)
    members = Consumer.objects.filter(registrations__kind="group", registrations__name__in=groups)
    found |= names & set(members.values_list("identifier", flat=True))
    return found | _named_in_policies(names - found, worlds)


def _named_in_policies(names: set[str], worlds: Iterable[World]) -> set[str]:
    """Return the names that stand anywhere in a policy that is or would be in force; rather too many than too few."""
    drafts = [world.given.version.pk for world in worlds if world.given]
    rows = PolicyVersion.objects.filter(Q(pk__in=drafts) | Q(periods__known_to=None, periods__isnull=False))
    texts = rows.annotate(written=Cast("document", TextField())).values_list("written", flat=True).distinct()
    found: set[str] = set()
    for text in texts.iterator(chunk_size=100):
        found |= {name for name in names - found if name in (text or "")}
    return found
