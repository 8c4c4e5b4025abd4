"""Decisions on many articles at once: one entry a group, with the results beside it and their Merkle root."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Func, Q, Value
from django.utils.translation import gettext

from licensing.choices import Origin
from licensing.models.bitemporal import append_only
from licensing.models.decisions import POSITIONS


class BulkDecision(models.Model):
    """The same questions asked of articles that differ in their own columns alone; appended and never changed.

    `facts` is canonical JSON of what all of them share: the questions and the facts of one that stands for all. `record`
    is canonical JSON of the outcomes by count and of `root`, the root of the Merkle tree (RFC 9162) over the articles'
    answers in their order. `results` holds what tells the articles apart and those answers, compressed: a replay
    decides each of them anew and comes to the same root.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    position = models.BigIntegerField(
        unique=True, editable=False, db_default=Func(Value(POSITIONS), function="nextval")
    )
    recorded_at = models.DateTimeField()
    consumer = models.SlugField(max_length=100)
    origin = models.CharField(max_length=12, choices=Origin)
    articles = models.PositiveIntegerField()
    facts = models.TextField()
    facts_digest = models.CharField(max_length=64)
    record = models.TextField()
    digest = models.CharField(max_length=64)
    root = models.CharField(max_length=64)
    results = models.BinaryField()

    class Meta:
        ordering = ["-position"]
        constraints = [
            models.CheckConstraint(condition=Q(origin__in=Origin.values), name="bulkdecision_origin_known"),
            models.CheckConstraint(condition=Q(articles__gte=1), name="bulkdecision_of_some_article"),
            models.CheckConstraint(
                condition=Q(digest__regex="^[0-9a-f]{64}$")
                & Q(facts_digest__regex="^[0-9a-f]{64}$")
                & Q(root__regex="^[0-9a-f]{64}$"),
                name="bulkdecision_digests",
            ),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        told = gettext("%(articles)s articles for %(consumer)s")
        return told % {"articles": self.articles, "consumer": self.consumer}
