"""Who received which words under which decision, and what consumers declared they did."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

from licensing.models.bitemporal import append_only


class Delivery(models.Model):
    """Words [start, start + words) of an article handed to a consumer; appended, never changed.

    `text_digest` is the SHA-256 of the words that were handed out.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.UUIDField(db_index=True)
    article = models.UUIDField()
    consumer = models.SlugField(max_length=100)
    start = models.PositiveIntegerField()
    words = models.PositiveIntegerField()
    text_digest = models.CharField(max_length=64, blank=True, default="")
    attribution = models.TextField(blank=True, default="")
    delivered_at = models.DateTimeField()
    key = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        verbose_name_plural = "deliveries"
        ordering = ["-delivered_at"]
        indexes = [models.Index(fields=["article", "consumer"], name="delivery_positions")]
        constraints = [
            models.UniqueConstraint(
                fields=["consumer", "key"], name="delivery_key_once", condition=~Q(key="")
            ),
            models.CheckConstraint(condition=Q(words__gte=1), name="delivery_of_something"),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return gettext("%(words)s words to %(consumer)s") % {"words": self.words, "consumer": self.consumer}


class DeclaredUse(models.Model):
    """A use that a consumer says it makes of what it holds; it consumes quota like a release."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.UUIDField(db_index=True)
    article = models.UUIDField(db_index=True)
    consumer = models.SlugField(max_length=100)
    use = models.CharField(max_length=100)
    asset = models.CharField(max_length=80)
    declared_at = models.DateTimeField()
    key = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consumer", "key"], name="declareduse_key_once", condition=~Q(key="")
            )
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return gettext("%(use)s by %(consumer)s") % {"use": self.use, "consumer": self.consumer}
