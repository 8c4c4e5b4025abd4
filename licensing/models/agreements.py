"""Agreements (a consent, licence or contract) and the quotas that count against them."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from licensing.choices import QuotaPeriod, QuotaUnit
from licensing.models.bitemporal import append_only
from licensing.models.parties import Party
from licensing.models.policies import PolicySeries


class Agreement(models.Model):
    """What only an agreement has.  Its interval is the period of its series; it is never changed, only ended.

    `assignees` are identifiers of consumers or of their groups, `warrants` the parties whose credits the assigner
    answers for, `timezone` the zone in which its quotas' calendar periods run.
    """

    series = models.OneToOneField(PolicySeries, models.PROTECT, related_name="agreement")
    assigner = models.ForeignKey(Party, models.PROTECT, related_name="agreements")
    assignees = ArrayField(models.CharField(max_length=100))
    warrants = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    evidence_name = models.CharField(max_length=300)
    evidence_digest = models.CharField(max_length=64)
    evidence_text = models.TextField()
    timezone = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=150)

    class Meta:
        indexes = [GinIndex(fields=["assignees"], name="agreement_assignees")]
        constraints = [
            models.CheckConstraint(condition=Q(assignees__len__gt=0), name="agreement_names_somebody"),
            models.CheckConstraint(
                condition=~Q(evidence_name="")
                & ~Q(evidence_text="")
                & Q(evidence_digest__regex="^[0-9a-f]{64}$"),
                name="agreement_evidenced",
            ),
            models.CheckConstraint(condition=~Q(timezone="") & ~Q(recorded_by=""), name="agreement_complete"),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return str(self.series)


class Quota(models.Model):
    """How many distinct articles a consumer may use in a calendar period."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="quotas")
    unit = models.CharField(max_length=10, choices=QuotaUnit, default=QuotaUnit.ARTICLES)
    limit = models.PositiveIntegerField()
    period = models.CharField(max_length=10, choices=QuotaPeriod)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "unit", "period"], name="quota_once_a_period"),
            models.CheckConstraint(
                condition=Q(unit__in=QuotaUnit.values) & Q(period__in=QuotaPeriod.values),
                name="quota_words_known",
            ),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.limit} {self.unit} a {self.period}"


class QuotaCounter(models.Model):
    """What one consumer used of a quota in one period; the row is the lock."""

    quota = models.ForeignKey(Quota, models.PROTECT, related_name="counters")
    consumer = models.SlugField(max_length=100)
    period_start = models.DateTimeField()
    used = models.PositiveIntegerField(default=0)
    limit = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["quota", "consumer", "period_start"], name="quotacounter_one"),
            models.CheckConstraint(condition=Q(used__lte=F("limit")), name="quotacounter_within_limit"),
        ]

    def __str__(self) -> str:
        return f"{self.consumer}: {self.used} of {self.limit}"


class QuotaUse(models.Model):
    """One article that counts against a counter, once."""

    counter = models.ForeignKey(QuotaCounter, models.PROTECT, related_name="uses")
    article = models.UUIDField()
    decision = models.UUIDField()
    used_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["counter", "article"], name="quotause_once")]
        triggers = append_only()

    def __str__(self) -> str:
        return str(self.article)
