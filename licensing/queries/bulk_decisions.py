"""Which decisions on many articles there are for an article that is held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.models import Article, Excerpt
from licensing.models import BulkDecision

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet


def entries_for(article: UUID) -> QuerySet[BulkDecision]:
    """Return the entries that facts or excerpt of an article name, the newest first.

    Whether an earlier entry has an answer for it can be asked of the entry alone: `answer_in`.
    """
    named = {
        *Article.objects.filter(pk=article, decision__isnull=False).values_list("decision", flat=True),
        *Excerpt.objects.filter(article=article).values_list("decision", flat=True),
    }
    return (
        BulkDecision.objects.filter(pk__in=[one for one in named if one])
        .defer("facts", "results")
        .order_by("-position")
    )
