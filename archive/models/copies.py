"""Articles that are the same: found by their addresses, names or words, joined by a link and never merged.

Each copy keeps its own row and its own rights: that two articles are the same says nothing of what may be done with
either.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from archive.choices import CopyReason
from archive.models.articles import Article


class ArticleName(models.Model):
    """A name that means one article wherever it is printed: a urn:, a tag:, a DOI, an address given as identifier."""

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="names", verbose_name=_("article")
    )
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        verbose_name = _("name of an article")
        verbose_name_plural = _("names of articles")
        constraints = [
            models.UniqueConstraint(fields=["name", "article"], name="articlename_once"),
            models.CheckConstraint(condition=~Q(name=""), name="articlename_says_something"),
        ]

    def __str__(self) -> str:
        return self.name


class Fingerprint(models.Model):
    """64 bits by which nearly equal texts are found, taken in memory; no word can be read from them.

    Two texts that differ in three bits or less agree in one of the four bands, by which they are looked up.
    """

    article = models.OneToOneField(
        Article,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="fingerprint",
        verbose_name=_("article"),
    )
    bits = models.BigIntegerField(_("bits"))
    band_1 = models.SmallIntegerField(db_index=True)
    band_2 = models.SmallIntegerField(db_index=True)
    band_3 = models.SmallIntegerField(db_index=True)
    band_4 = models.SmallIntegerField(db_index=True)

    class Meta:
        verbose_name = _("fingerprint")
        verbose_name_plural = _("fingerprints")

    def __str__(self) -> str:
        return f"{self.bits & 0xFFFFFFFFFFFFFFFF:016x}"


class LinkBatch(models.Model):
    """Articles that came in by the thousand and wait to be linked; the row is the queue and goes when that is done."""

    articles = ArrayField(models.UUIDField(), verbose_name=_("articles"))
    recorded_at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("batch of articles to be linked")
        verbose_name_plural = _("batches of articles to be linked")

    def __str__(self) -> str:
        return str(self.pk)


class Copy(models.Model):
    """A link that says that two articles are the same, and why; a person may part them, which keeps the link."""

    first = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="copies_after", verbose_name=_("article")
    )
    second = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="copies_before", verbose_name=_("same as")
    )
    reason = models.CharField(_("reason"), max_length=20, choices=CopyReason.choices)
    detail = models.CharField(_("detail"), max_length=200, blank=True)
    found_at = models.DateTimeField(_("found"))
    parted_at = models.DateTimeField(_("parted"), null=True, blank=True)
    parted_by = models.CharField(_("parted by"), max_length=150, blank=True)
    parting_reason = models.CharField(_("why parted"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("copy")
        verbose_name_plural = _("copies")
        ordering = ["-found_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="copy_linked_once"),
            # so that a pair has one row, whichever of the two came first
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="copy_is_of_another"),
            models.CheckConstraint(condition=Q(reason__in=CopyReason.values), name="copy_reason_is_known"),
            models.CheckConstraint(
                condition=Q(parted_at=None, parted_by="", parting_reason="")
                | (Q(parted_at__isnull=False) & ~Q(parted_by="") & ~Q(parting_reason="")),
                name="copy_parted_by_somebody_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} = {self.second_id}"
