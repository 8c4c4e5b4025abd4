"""Articles by their bibliographic facts, and images as parts of their own.

Names follow schema.org NewsArticle and Dublin Core. Description, alternative headline, captions and keywords are
expression (semantics.md section 1), so there is no column for them.
"""

from __future__ import annotations

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import JSONField, Q, Value
from django.utils.translation import gettext_lazy as _

from archive.choices import CreditRole
from archive.models.sources import Source
from archive.models.tallies import keeps_tallies

_IS_AN_ADDRESS = r"^https?://[^/\s]+"
# or the name by which an agency knows what stands on no page
_IS_AN_ADDRESS_OR_A_NAME = r"^(https?://[^/\s]+|urn:[a-z0-9][a-z0-9-]*:\S|tag:[^\s:]+:\S)"


class Article(models.Model):
    """The facts of one article; its text isn't here."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="articles", verbose_name=_("source")
    )
    address = models.CharField(
        _("address"), max_length=2000, unique=True, help_text=_("Canonical address of the page.")
    )
    headline = models.CharField(_("headline"), max_length=300)
    authors = ArrayField(
        models.CharField(max_length=200), verbose_name=_("authors"), default=list, blank=True
    )
    section = models.CharField(_("section"), max_length=100, blank=True)
    language = models.CharField(_("language"), max_length=35, blank=True)
    date_published = models.DateTimeField(_("published"), null=True, blank=True)
    date_published_printed = models.CharField(_("published, as printed"), max_length=200, blank=True)
    date_modified = models.DateTimeField(_("modified"), null=True, blank=True)
    copyright_notice = models.CharField(_("copyright line"), max_length=300, blank=True)
    identifiers = models.JSONField(_("identifiers"), default=dict, blank=True)
    word_count = models.PositiveIntegerField(
        _("words"), help_text=_("Of the whole text, however much of it is held.")
    )
    captured_at = models.DateTimeField(_("captured"))
    # Offered to whoever knows rights and filled through the gate; the archive doesn't read it.
    governing_set_id = models.BigIntegerField(null=True, blank=True, editable=False, db_index=True)
    # The decision that let its facts be kept; null where they were recorded before it was noted.
    decision = models.UUIDField(_("decision"), null=True, blank=True, editable=False)
    recorded_at = models.DateTimeField(_("recorded"))
    # Digest of the row of a file from which the article was last recorded: the same row again needs no decision.
    row_digest = models.UUIDField(null=True, blank=True, editable=False)
    # Identifiers of the feeds that it came in by, with the moment of the first time.
    feeds = models.JSONField(_("feeds"), default=dict, db_default=Value({}, JSONField()), editable=False)

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-captured_at", "id"]
        indexes = [
            models.Index(fields=["source", "-date_published"], name="article_by_source_and_date"),
            # so that what a group has, and how many a site or set has, is found without reading articles
            models.Index(fields=["source", "governing_set_id", "copyright_notice"], name="article_by_group"),
            # so that a page of a list costs what stands on it, and a moment of capture within a day what was captured about then
            models.Index(fields=["-captured_at", "id"], name="article_newest_first"),
        ]
        triggers = keeps_tallies()
        constraints = [
            models.CheckConstraint(
                condition=Q(address__regex=_IS_AN_ADDRESS_OR_A_NAME), name="article_address_is_http_or_a_name"
            ),
            models.CheckConstraint(condition=~Q(headline=""), name="article_has_a_headline"),
            models.CheckConstraint(condition=Q(word_count__gte=1), name="article_has_words"),
            models.CheckConstraint(
                condition=Q(language__regex=r"^([a-z]{2,3}(-[A-Za-z0-9]{2,8})*)?$"),
                name="article_language_is_bcp_47",
            ),
        ]

    def __str__(self) -> str:
        return self.headline


class Image(models.Model):
    """An image of an article: a part of its own, with holders of its own. The picture itself isn't held."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="images", verbose_name=_("article")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    address = models.CharField(_("address"), max_length=2000)
    credit_text = models.CharField(_("credit line"), max_length=300, blank=True)
    credit_printed = models.CharField(
        _("credit line, as printed"),
        max_length=300,
        blank=True,
        editable=False,
        help_text=_("Kept when it is corrected."),
    )
    corrected_at = models.DateTimeField(_("corrected"), null=True, blank=True, editable=False)
    corrected_by = models.CharField(_("corrected by"), max_length=150, blank=True, editable=False)

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        ordering = ["article", "position"]
        constraints = [
            models.UniqueConstraint(fields=["article", "address"], name="image_once_in_an_article"),
            # checked at the end, so that a new capture can put images into another order
            models.UniqueConstraint(
                fields=["article", "position"],
                name="image_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=Q(address__regex=_IS_AN_ADDRESS), name="image_address_is_http"),
            models.CheckConstraint(
                condition=Q(corrected_at__isnull=True, corrected_by="")
                | (Q(corrected_at__isnull=False) & ~Q(corrected_by="")),
                name="image_correction_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(corrected_at__isnull=False) | Q(credit_text=models.F("credit_printed")),
                name="image_credit_is_printed_or_corrected",
            ),
        ]

    def __str__(self) -> str:
        return self.credit_text or self.address


class Credit(models.Model):
    """One name of an image's credit line, as split by `archive.credits`."""

    image = models.ForeignKey(
        Image, on_delete=models.CASCADE, related_name="credits", verbose_name=_("image")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    name = models.CharField(_("name"), max_length=300)
    role = models.CharField(_("role"), max_length=20, choices=CreditRole.choices)

    class Meta:
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        ordering = ["image", "position"]
        constraints = [
            models.UniqueConstraint(fields=["image", "position"], name="credit_position_once"),
            models.CheckConstraint(condition=~Q(name=""), name="credit_has_a_name"),
            models.CheckConstraint(condition=Q(role__in=CreditRole.values), name="credit_role_is_known"),
        ]

    def __str__(self) -> str:
        return self.name
