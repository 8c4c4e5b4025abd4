"""What changed in an article's facts, each time it came in again: appended, never changed."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.models.articles import Article

REVISED = (
    "source", "address", "headline", "authors", "section", "language", "date_published", "date_published_printed",
    "date_modified", "copyright_notice", "identifiers", "word_count", "images",
)  # fmt: skip
"""The facts whose changes are kept. No text of an article is among them, and the database takes no other."""

_NAMES = ", ".join(f"'{name}'" for name in REVISED)


class ArticleRevision(models.Model):
    """The facts that differed when an article was recorded again, as `{fact: [old, new]}`, and on which evidence."""

    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="revisions", verbose_name=_("article")
    )
    number = models.PositiveIntegerField(_("number"))
    recorded_at = models.DateTimeField(_("recorded"))
    changes = models.JSONField(_("changes"))
    evidence = models.CharField(
        _("evidence"), max_length=100, blank=True, help_text=_("The capture or ingestion that brought it.")
    )

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["article", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_numbered_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="revision_counted_from_one"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="facts_appended",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=(
                    "IF TG_OP <> 'INSERT' THEN"
                    " RAISE EXCEPTION 'archive: revisions are appended, never changed'; END IF;"
                    f" IF jsonb_typeof(NEW.changes) <> 'object' OR NEW.changes = '{{}}'"
                    f" OR NEW.changes - ARRAY[{_NAMES}] <> '{{}}' THEN"
                    " RAISE EXCEPTION 'archive: a revision holds changed facts and nothing else'; END IF;"
                    " RETURN NEW;"
                ),
            ),
            pgtrigger.Trigger(
                name="never_emptied",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Truncate,
                func="RAISE EXCEPTION 'archive: revisions are never emptied';",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}/{self.number}"
