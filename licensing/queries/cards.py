"""The rights card of an article: every standard use of every part, decided but not recorded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from licensing.policy.ask import resolve
from licensing.policy.decide import decide
from licensing.policy.model import Decision, Outcome, PartKind, Use
from licensing.policy.vocabulary.uses import STANDARD_USES
from licensing.queries.consumers import consumer as consumer_row
from licensing.queries.consumers import sole_registration
from licensing.queries.facts import facts_about
from licensing.queries.subjects import subject as subject_row

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from licensing.policy.model import Audience, Facts, Part
    from licensing.policy.vocabulary.uses import StandardUse

DEFAULT_WORDS = 10


@dataclass(frozen=True)
class Cell:
    """One use of one part; `decision` is None where the use does not apply to that part."""

    use: str
    part: str
    kind: PartKind
    decision: Decision | None

    @property
    def outcome(self) -> Outcome | None:
        """The outcome, or None where the use does not apply."""
        return self.decision.outcome if self.decision else None


@dataclass(frozen=True)
class Row:
    """One standard use across the parts, in the order of the card's `parts`."""

    use: StandardUse
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class RightsCard:
    """Standard uses by parts for one article, consumer and moment."""

    article: str
    consumer: str
    at: datetime
    parts: tuple[Part, ...]
    rows: tuple[Row, ...]


def rights_card(  # noqa: PLR0913 - the question of semantics.md section 1, field by field
    *,
    article: UUID,
    consumer: str,
    now: datetime,
    at: datetime | None = None,
    known_at: datetime | None = None,
    purpose: str | None = None,
    territory: str | None = None,
    audience: Audience | None = None,
    words: int = DEFAULT_WORDS,
    claims: frozenset[str] = frozenset(),
) -> RightsCard:
    """Decide every standard use of every part and record nothing.

    A purpose or territory that is left out is the only one for which the consumer is registered, if there is one.
    Raises UnknownArticleError, UnknownConsumerError and UseError.
    """
    row = consumer_row(consumer)
    question = Use(
        action="store",
        asset="article",
        at=at or now,
        known_at=known_at or at or now,
        audience=audience,
        purpose=purpose or sole_registration(row, "purpose", at or now),
        territory=territory or sole_registration(row, "territory", at or now),
        claims=claims,
    )
    facts = facts_about(subject_row(article), use=question, consumer=consumer)
    rows = tuple(_row(use, question, facts, words, now) for use in STANDARD_USES.values())
    return RightsCard(str(article), consumer, question.at, facts.article.parts, rows)


def _row(use: StandardUse, question: Use, facts: Facts, words: int, now: datetime) -> Row:
    asked = replace(
        question,
        action=use.id,
        audience=use.audience or question.audience,
        words=words if use.quotation else None,
    )
    return Row(use, tuple(_cell(asked, part, facts, now) for part in facts.article.parts))


def _cell(use: Use, part: Part, facts: Facts, now: datetime) -> Cell:
    if part.kind not in resolve(use).parts:
        return Cell(use.action, part.id, part.kind, None)
    hypothetical = not use.at == use.known_at == now
    return Cell(
        use.action, part.id, part.kind, decide(replace(use, asset=part.id), facts, hypothetical=hypothetical)
    )
