"""Articles of which a use comes to one outcome: told by the database where columns tell, else decided one by one.

Nothing is recorded: a list is asked hypothetically, and no line of it lets anything happen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import CharField, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from licensing.policy.ask import UseError
from licensing.policy.decide import outcome_of
from licensing.queries.facts import facts_for
from licensing.queries.standing import standing
from licensing.queries.subjects import UnknownArticleError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.db.models import QuerySet

    from archive.models import Article
    from licensing.policy.model import Outcome, Use


NEWEST = 300
"""Articles that tell whether an outcome is frequent: one of twenty of them."""

FEW = 2_000
"""Articles with an outcome that is not: as long as there are no more, they are found first, by one pass over all."""


@dataclass(frozen=True)
class Listed:
    """The question of a list: whose use, and what it has to come to."""

    use: Use
    consumer: str
    outcome: Outcome

    def candidates(self, articles: QuerySet[Article]) -> QuerySet[Article]:
        """Return the articles that have the outcome, and those of which only a decision of their own can tell.

        The latter have None as `rights`.  Raises UnknownConsumerError, and UseError for a bad use.
        """
        found = standing(use=self.use, consumer=self.consumer, articles=articles)
        annotated = articles.annotate(rights=found.outcome)
        same = Value(self.outcome.value, output_field=CharField())
        wanted = annotated.filter(
            Exact(Coalesce("rights", same), same)
        )  # the outcome of a row is worked out once
        if self._is_frequent(annotated):
            return wanted
        few = list(wanted.order_by().values_list("pk", flat=True)[: FEW + 1])
        return wanted.filter(pk__in=few) if len(few) <= FEW else wanted

    def _is_frequent(self, annotated: QuerySet[Article]) -> bool:
        """Whether pages fill quickly by going from the newest article back; it decides about the way, never the list."""
        bare = annotated.select_related(None).prefetch_related(None).only("pk")
        newest = [_rights(one) for one in bare.order_by("-captured_at", "id")[:NEWEST]]
        said = sum(rights in (None, self.outcome.value) for rights in newest)
        return len(newest) < NEWEST or said * 20 >= NEWEST

    def among(self, candidates: Iterable[Article]) -> list[Article]:
        """Return those of some candidates that have the outcome; each that has to be is decided by itself."""
        return [one for one in candidates if _rights(one) is not None or self._decided(one.pk)]

    def _decided(self, article: UUID) -> bool:
        try:
            facts = facts_for(article=article, use=self.use, consumer=self.consumer)
            return outcome_of(self.use, facts) is self.outcome
        except (UseError, UnknownArticleError):  # the use concerns no part of it; or it went meanwhile
            return False


def _rights(candidate: Article) -> str | None:
    told: str | None = candidate.rights  # type: ignore[attr-defined]  # annotated above
    return told
