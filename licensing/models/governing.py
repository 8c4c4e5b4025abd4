"""Governing sets: articles governed by the same series share one set, so that terms change without touching them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from licensing.models.bitemporal import append_only
from licensing.models.policies import PolicySeries


class GoverningSet(models.Model):
    """An immutable set of policy series; `digest` is that of its sorted members."""

    digest = models.CharField(max_length=64, unique=True)
    series = models.ManyToManyField(PolicySeries, through="GoverningSetSeries", related_name="governing_sets")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(digest__regex="^[0-9a-f]{64}$"), name="governingset_digest")
        ]

    def __str__(self) -> str:
        return self.digest[:12]


class GoverningSetSeries(models.Model):
    """Membership of a series in a set; written with the set, never changed."""

    governing_set = models.ForeignKey(GoverningSet, models.PROTECT, related_name="members")
    series = models.ForeignKey(PolicySeries, models.PROTECT, related_name="memberships")

    class Meta:
        verbose_name_plural = "governing set series"
        constraints = [
            models.UniqueConstraint(fields=["governing_set", "series"], name="governingsetseries_once")
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.governing_set}: {self.series}"
