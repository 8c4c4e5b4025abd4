"""The first words of an article: all of its text that the archive holds, unless a decision lets it keep a full copy."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from archive.models.articles import Article
from archive.models.sources import LONGEST_EXCERPT

_UTF_8 = Func(F("text"), Value("UTF8"), function="convert_to")
_SHA_256 = Func(
    Func(_UTF_8, function="sha256"), Value("hex"), function="encode", output_field=models.TextField()
)


class Excerpt(models.Model):
    """The first words of an article, no more than the decision named here let the archive keep.

    Read through `archive.queries.released_excerpt` alone, which asks the gate.
    """

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, related_name="excerpt", verbose_name=_("article")
    )
    text = models.TextField(_("text"))
    word_count = models.PositiveSmallIntegerField(_("words"))
    digest = models.CharField(_("digest"), max_length=64, help_text=_("SHA-256 of the text."))
    decision = models.UUIDField(_("decision"), help_text=_("The decision that let it be kept."))
    recorded_at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("excerpt")
        verbose_name_plural = _("excerpts")
        constraints = [
            models.CheckConstraint(condition=Q(text__regex=r"\S"), name="excerpt_has_text"),
            models.CheckConstraint(
                condition=Q(word_count__range=(1, LONGEST_EXCERPT)), name="excerpt_has_1_to_1000_words"
            ),
            models.CheckConstraint(condition=Q(digest=_SHA_256), name="excerpt_digest_is_of_its_text"),
        ]

    def __str__(self) -> str:
        return _("%(count)s words of %(article)s") % {"count": self.word_count, "article": self.article_id}
