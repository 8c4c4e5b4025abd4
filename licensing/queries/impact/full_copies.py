"""Full copies that a change of the record may concern."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from archive.models import FullCopy
from licensing.queries.consumers import INTAKE_CONSUMER
from licensing.queries.impact.compare import Own
from licensing.queries.impact.deliveries import outcomes_of
from licensing.queries.impact.scan import stream

if TYPE_CHECKING:
    from uuid import UUID

    from licensing.policy.model import Outcome
    from licensing.queries.impact.articles import Articles
    from licensing.queries.impact.reach import Reach


_HELD = """
SELECT {key}, {alone}, count(*)
FROM archive_fullcopy f JOIN archive_article a ON a.id = f.article_id
WHERE f.ended_at IS NULL AND {within} GROUP BY {numbers}
"""


def copies_held(articles: Articles) -> Counter[tuple[Outcome, Outcome]]:
    """Return how many full copies come to what in both worlds, where these differ; a quota counts them already."""
    found: Counter[tuple[Outcome, Outcome]] = Counter()
    comparison, scan = articles.comparison, articles.scan
    k = comparison.alike_of(INTAKE_CONSUMER)
    if k is None:
        return found
    asked = next(q for q in comparison.consumers[k].questions if q.use == "store" and not q.of_image)
    use, own = asked.asked_in(comparison.worlds[1]), Own(every_quota=True)
    statement = _HELD.format(
        key=scan.key,
        within=scan.within,
        alone="CASE WHEN a.id = ANY(%s) THEN a.id END",
        numbers=", ".join(str(n + 1) for n in range(scan.width + 1)),
    )
    for row in stream(statement, [*articles.columns.parameters, list(articles.alone), *scan.sources]):
        article, number = row[scan.width :]
        one = scan.class_of(row[: scan.width])
        both = outcomes_of(articles, one, article, k, INTAKE_CONSUMER, use, own)
        if both and both[0] is not both[1]:
            found[both] += number
    return found


def copies_within(reach: Reach, *, after: UUID, most: int) -> list[UUID]:
    """Return the next full copies that are held within reach, by identifier; none where another consumer is concerned."""
    if reach.consumer not in ("", INTAKE_CONSUMER):
        return []
    held = FullCopy.objects.filter(ended_at=None, article__source__in=reach.source_ids, pk__gt=after)
    if reach.only is not None:
        held = held.filter(article__in=reach.only)
    return list(held.order_by("pk").values_list("pk", flat=True)[:most])
