"""Lists of what changes, row by row as the database hands it out: facts and outcomes, never words of an excerpt."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archive.models import Article
from licensing.queries.impact.articles import articles_of
from licensing.queries.impact.deliveries import asked_again

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from uuid import UUID

    from licensing.queries.impact.articles import Articles, Turn
    from licensing.queries.impact.compare import Comparison, Own
    from licensing.queries.impact.deliveries import Asked

Line = tuple[str, str, str, str, str, str, str, str, str, str]

LINE = (
    "article",
    "address",
    "headline",
    "part",
    "use",
    "purpose",
    "territory",
    "before",
    "after",
    "consumers",
)
"""Columns of the list of articles; `part` is an image's identifier where it is one's."""


def changed_deliveries(comparison: Comparison) -> Iterator[Asked]:
    """Yield the deliveries whose use comes to something else."""
    for one in asked_again(articles_of(comparison), until=comparison.worlds[1].known_at):
        if one.differs:
            yield one


def changed_articles(comparison: Comparison) -> Iterator[Line]:
    """Yield a line for each article (or image) and question that comes to something else, with the consumers."""
    for images in (False, True):
        yield from _lines(articles_of(comparison, images=images))


def _lines(articles: Articles) -> Iterator[Line]:
    if articles.comparison.by_groups:
        # an image of an article says which one it is; an article says "" and its questions say which part
        special: dict[UUID, dict[str, Own]] = defaultdict(dict)
        for article, _, owns in articles.with_own():
            special[article] |= owns
        extra = ", a.id, a.address, a.headline" + (", i.id" if articles.images else "")
        for one, (article, address, headline, *image) in articles.scan.each(extra, where=" ORDER BY a.id"):
            if article not in articles.alone:
                turns = articles.turns(one, special.get(article, {}))
                yield from _told(article, address, headline, str(image[0]) if image else "", turns)
    for row in Article.objects.filter(pk__in=articles.alone).order_by("pk").only("pk", "address", "headline"):
        for part, turns in articles.decided(row.pk).items():
            yield from _told(row.pk, row.address, row.headline, part, turns)


def _told(article: UUID, address: str, headline: str, image: str, turns: Iterable[Turn]) -> Iterator[Line]:
    who: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for turn in turns:
        asked = turn.question
        key = (
            image or asked.part,
            asked.use,
            asked.purpose,
            asked.territory,
            turn.before.value,
            turn.after.value,
        )
        who[key].append(turn.consumer)
    for (part, use, purpose, territory, before, after), names in sorted(who.items()):
        consumers = " ".join(sorted(names))
        yield (str(article), address, headline, part, use, purpose, territory, before, after, consumers)
