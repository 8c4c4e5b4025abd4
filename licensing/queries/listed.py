"""Articles of which a use comes to one outcome: told by the database where columns tell, else decided one by one.

Nothing is recorded: a list is asked hypothetically, and no line of it lets anything happen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

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
        return annotated.filter(Q(rights=self.outcome.value) | Q(rights=None))

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
