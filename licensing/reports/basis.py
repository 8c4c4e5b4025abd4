"""What permitted what is held: the policy and clause of the answer that facts, excerpts and full copies rest on."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licensing.choices import SeriesKind
from licensing.models import BulkDecision
from licensing.reports.cited import CITED, Cited
from licensing.reports.entries import answered, cited_of
from licensing.reports.reading import stream
from licensing.reports.table import Column, Kind, Report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from uuid import UUID

    from licensing.policy.model import Decision
    from licensing.queries.bulk_entries import Alike
    from licensing.reports.table import Filters, Row


class Basis(TextChoices):
    """Rights basis of PREMIS 3, by the kind of policy (semantics.md section 2)."""

    COPYRIGHT = "copyright", gettext_lazy("copyright")
    LICENSE = "license", gettext_lazy("licence")
    STATUTE = "statute", gettext_lazy("statute")
    OTHER = "other", gettext_lazy("other")


BASES: dict[str, Basis] = {
    SeriesKind.TERMS: Basis.COPYRIGHT,
    SeriesKind.SIGNAL: Basis.COPYRIGHT,
    SeriesKind.AGREEMENT: Basis.LICENSE,
    SeriesKind.STATUTE: Basis.STATUTE,
    SeriesKind.HOUSE: Basis.OTHER,
}


class HeldPart(TextChoices):
    """What the archive keeps of an article."""

    FACTS = "facts", gettext_lazy("bibliographic facts")
    EXCERPT = "excerpt", gettext_lazy("excerpt")
    FULL_COPY = "full-copy", gettext_lazy("full copy")


def holdings_by_basis(now: datetime, filters: Filters) -> Report:  # noqa: ARG001 - holdings are as of now
    """What permitted the facts, excerpts and full copies that are held: the policy and clause of the deciding answer."""
    return Report(
        name="basis",
        title=_("Basis of what is held"),
        about=_("The facts, excerpts and full copies held, by what the decision that let them in rested on."),
        columns=(
            Column("part", _("Part"), Kind.CODE, labels={v: str(label) for v, label in HeldPart.choices}),
            Column(
                "basis", _("Rights basis"), Kind.CODE, labels={v: str(label) for v, label in Basis.choices}
            ),
            Column("policy", _("Deciding policy"), Kind.IDENTIFIER),
            Column("title", _("Title")),
            Column("clause", _("Clause or statute")),
            Column("articles", _("Articles"), Kind.NUMBER),
            Column("words", _("Words"), Kind.NUMBER),
        ),
        rows=_by_basis(),
        notes=(_("The rights basis is that of PREMIS 3. Where it is empty, no such decision is on record."),),
    )


# Facts rest on the decision that the article names, or on the latest that let them in where it was recorded before
# decisions were named; an excerpt and a full copy on the one that its row names. Each may be an entry for many articles.
_HELD = """(
  SELECT 'facts' AS part, a.id AS article, 0 AS words,
         coalesce(
           a.decision,
           (SELECT d.id FROM licensing_decision d WHERE d.article = a.id AND d.use = 'catalogue'
             AND d.outcome = 'permit' AND NOT d.hypothetical AND d.origin = 'intake'
            ORDER BY d.position DESC LIMIT 1),
           (SELECT b.id FROM archive_excerpt e JOIN licensing_bulkdecision b ON b.id = e.decision
            WHERE e.article_id = a.id)
         ) AS decision
  FROM archive_article a
  UNION ALL
  SELECT 'excerpt', e.article_id, e.word_count, e.decision FROM archive_excerpt e
  UNION ALL
  SELECT 'full-copy', c.article_id, c.word_count, c.decision FROM archive_fullcopy c WHERE c.ended_at IS NULL
) held"""

_BY_BASIS = f"""
SELECT b.id, held.part, cited.answers::text, count(*), sum(held.words)
FROM {_HELD}
LEFT JOIN licensing_decision d ON d.id = held.decision
LEFT JOIN licensing_bulkdecision b ON b.id = held.decision
{CITED}
GROUP BY 1, 2, 3
ORDER BY b.id
"""  # noqa: S608 - put together from the literals above

_OF_SOME = f"""
SELECT count(*), coalesce(sum(held.words), 0) FROM {_HELD}
WHERE held.part = %(part)s AND held.decision = %(entry)s AND held.article = ANY(%(articles)s::uuid[])
"""  # noqa: S608 - put together from the literals above


def _by_basis() -> Iterator[Row]:
    articles: Counter[tuple[str, Cited]] = Counter()
    words: Counter[tuple[str, Cited]] = Counter()
    entry, answers = None, _Answers([])
    for found, part, told, count, held in stream(_BY_BASIS, {}):
        if found is not None and found != entry:
            entry, answers = found, _Answers(answered(BulkDecision.objects.get(pk=found)))
        parts = (
            [(Cited.from_json(told), count, held)] if found is None else answers.of(found, part, count, held)
        )
        for cited, one, its in parts:
            articles[part, cited] += one
            words[part, cited] += its
    for part, cited in sorted(
        articles, key=lambda key: (HeldPart.values.index(key[0]), -articles[key], key[1].policy)
    ):
        basis = str(BASES[cited.kind]) if cited.kind in BASES else ""
        both = articles[part, cited], words[part, cited]
        yield part, basis, cited.policy, cited.title, cited.clause, *both


class _Answers:
    """What one entry for many articles answered, by part: what it rests on, and for which of them."""

    def __init__(self, alike: list[Alike]) -> None:
        self._of: dict[str, dict[Cited, list[str]]] = {part: {} for part in HeldPart.values}
        kept = [(one, one.excerpt) for one in alike]
        copied = [(one, one.copy) for one in alike]
        self._add("facts", [(one.decisions[0], one.articles) for one in alike])
        self._add("excerpt", [(excerpt, one.articles) for one, excerpt in kept if excerpt is not None])
        self._add("full-copy", [(copy, one.articles) for one, copy in copied if copy is not None])

    def _add(self, part: str, answers: list[tuple[Decision, list[str]]]) -> None:
        rests = cited_of([decision for decision, articles in answers])
        for (_decision, articles), cited in zip(answers, rests, strict=True):
            self._of[part].setdefault(cited, []).extend(articles)

    def of(self, entry: UUID, part: str, count: int, words: int) -> Iterator[tuple[Cited, int, int]]:
        """Yield what the articles that are still held under the entry rest on, how many they are, and their words."""
        rests = self._of[part]
        if len(rests) <= 1:
            yield next(iter(rests), Cited()), count, words
            return
        for cited, articles in rests.items():
            with connection.cursor() as cursor:
                cursor.execute(_OF_SOME, {"part": part, "entry": entry, "articles": articles})
                found = cursor.fetchone()
            if found[0]:
                yield cited, *found
