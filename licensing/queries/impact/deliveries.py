"""What was handed out, and what is held, asked for again as it was, to see whether the record still covers it.

- A delivery is asked for as its decision was, of the words ever released to the consumer; it counts in every quota
  already, so that a used-up quota never makes it uncovered.
- An excerpt that is held is asked for by the archive's own consumer, at its own length.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from licensing.policy.ask import UseError
from licensing.policy.model import Audience, Outcome, Use
from licensing.queries.consumers import INTAKE_CONSUMER
from licensing.queries.impact.compare import NOTHING, Own, outcomes
from licensing.queries.impact.scan import Class, stream

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licensing.queries.impact.articles import Articles

_JOINED = """
 JOIN licensing_delivery d ON d.article = a.id
 JOIN licensing_decision c ON c.id = d.decision"""
_COLUMNS = """, d.id, d.decision, a.id, d.consumer, d.words, d.delivered_at, c.facts::jsonb -> 'use',
 (SELECT sum(upper(span) - lower(span)) FROM unnest((
   SELECT range_agg(int4range(o.start, o.start + o.words)) FROM licensing_delivery o
   WHERE o.article = d.article AND o.consumer = d.consumer AND o.delivered_at <= %s)) AS span)"""
_WHERE = " AND d.delivered_at <= %s AND d.id > %s ORDER BY d.id"
FIRST = UUID(int=0)


@dataclass(frozen=True)
class Asked:
    """A delivery with the outcomes of its use in both worlds."""

    delivery: UUID
    decision: UUID
    article: UUID
    consumer: str
    words: int
    delivered_at: datetime
    before: Outcome
    after: Outcome

    @property
    def differs(self) -> bool:
        """Whether the worlds differ about it."""
        return self.before is not self.after


def asked_again(
    articles: Articles, *, until: datetime, after: UUID = FIRST, most: int | None = None
) -> Iterator[Asked]:
    """Yield the deliveries within reach that were made until a moment, by identifier, from `after` on."""
    limit = f" LIMIT {most:d}" if most else ""
    rows = articles.scan.each(
        _COLUMNS, joined=_JOINED, first=[until], where=_WHERE + limit, taken=[until, after]
    )
    yield from (_asked(articles, one, row) for one, row in rows)


def _asked(articles: Articles, one: Class, row: tuple[Any, ...]) -> Asked:
    delivery, decision, article, name, words, delivered_at, stated, released = row
    k = articles.comparison.alike_of(name)
    own = Own(int(released), every_quota=True)
    both = None if k is None else outcomes_of(articles, one, article, k, name, _use(json.loads(stated)), own)
    # who is no longer active is refused everything, in both worlds; what is the same differs in neither
    return Asked(
        delivery, decision, article, name, words, delivered_at, *(both or (Outcome.DENY, Outcome.DENY))
    )


def outcomes_of(
    articles: Articles, one: Class, article: UUID, k: int, name: str, use: Use, own: Own
) -> tuple[Outcome, Outcome] | None:
    """Return both outcomes of a use of an article, or None where they are the same and for what can no longer be asked."""
    try:
        if article in articles.alone:
            return articles.single.outcomes(article, k, name, use, own)
        if articles.comparison.same(one.group, k):
            return None
        return outcomes(articles.comparison.pair(one.group, k, use, own), articles.scan.values(one))
    except UseError:
        return None


def _use(stated: dict[str, Any]) -> Use:
    audience = stated.get("audience")
    return Use(
        action=stated["action"],
        asset=stated["asset"],
        at=datetime.fromisoformat(stated["at"]),
        known_at=datetime.fromisoformat(stated["known_at"]),
        audience=Audience(audience) if audience else None,
        purpose=stated.get("purpose"),
        territory=stated.get("territory"),
        words=stated.get("words"),
        characters=stated.get("characters"),
        claims=frozenset(stated.get("claims") or ()),
    )


# --- excerpts that are held ------------------------------------------------------------------------------------------

_HELD = """
SELECT {key}, e.word_count, char_length(e.text), {alone}, count(*)
FROM archive_excerpt e JOIN archive_article a ON a.id = e.article_id
WHERE {within} GROUP BY {numbers}
"""


def excerpts_held(articles: Articles) -> Counter[tuple[Outcome, Outcome]]:
    """Return how many excerpts come to what in both worlds, where these differ."""
    found: Counter[tuple[Outcome, Outcome]] = Counter()
    comparison = articles.comparison
    k = comparison.alike_of(INTAKE_CONSUMER)
    if k is None:
        return found
    question = next(q for q in comparison.consumers[k].questions if q.use == "excerpt")
    asked = question.asked_in(comparison.worlds[1])
    width = articles.scan.width
    statement = _HELD.format(
        key=articles.scan.key,
        within=articles.scan.within,
        alone="CASE WHEN a.id = ANY(%s) THEN a.id END",
        numbers=", ".join(str(n + 1) for n in range(width + 3)),
    )
    taken = [*articles.columns.parameters, list(articles.alone), *articles.scan.sources]
    for row in stream(statement, taken):
        words, characters, article, number = row[width:]
        use = Use(**{**_fields(asked), "words": words, "characters": characters or None})
        one = articles.scan.class_of(row[:width])
        both = outcomes_of(articles, one, article, k, INTAKE_CONSUMER, use, NOTHING)
        if both and both[0] is not both[1]:
            found[both] += number
    return found


def _fields(use: Use) -> dict[str, Any]:
    names = ("action", "asset", "at", "known_at", "audience", "purpose", "territory")
    return {name: getattr(use, name) for name in names}
