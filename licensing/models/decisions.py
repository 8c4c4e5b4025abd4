"""Decisions, and the checks that wait for one."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext

from licensing.choices import CheckState, Origin, OutcomeChoice
from licensing.models.bitemporal import append_only

POSITIONS = "licensing_decision_positions"


class Decision(models.Model):
    """One answer, appended and never changed.  `record` and `facts` are canonical JSON: replay gives the same bytes.

    `id`, `recorded_at` and `position` stand outside the record.  Nothing here refers to live rows.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    position = models.BigIntegerField(
        unique=True, editable=False, db_default=Func(Value(POSITIONS), function="nextval")
    )
    recorded_at = models.DateTimeField()
    at = models.DateTimeField()
    known_at = models.DateTimeField()
    hypothetical = models.BooleanField()
    article = models.UUIDField(db_index=True)
    asset = models.CharField(max_length=80)
    use = models.CharField(max_length=100)
    consumer = models.SlugField(max_length=100)
    outcome = models.CharField(max_length=10, choices=OutcomeChoice)
    record = models.TextField()
    digest = models.CharField(max_length=64)
    facts = models.TextField()
    facts_digest = models.CharField(max_length=64)
    valid_until = models.DateTimeField(null=True, blank=True)
    origin = models.CharField(max_length=12, choices=Origin)
    replaces = models.UUIDField(null=True, blank=True)
    officer = models.CharField(max_length=150, blank=True, default="")
    reason = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["-position"]
        indexes = [models.Index(fields=["recorded_at", "outcome"], name="decision_recorded_outcome")]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=OutcomeChoice.values) & Q(origin__in=Origin.values),
                name="decision_words_known",
            ),
            models.CheckConstraint(
                condition=~Q(origin="override")
                | (~Q(officer="") & ~Q(reason="") & Q(replaces__isnull=False)),
                name="decision_override_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(origin="override") | Q(replaces=None), name="decision_only_overrides_replace"
            ),
            models.CheckConstraint(
                condition=Q(hypothetical=True) | Q(at=F("known_at")),
                name="decision_two_clocks_are_hypothetical",
            ),
            models.CheckConstraint(
                condition=Q(digest__regex="^[0-9a-f]{64}$") & Q(facts_digest__regex="^[0-9a-f]{64}$"),
                name="decision_digests",
            ),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        told = gettext("%(use)s of %(asset)s: %(outcome)s")
        return told % {"use": self.use, "asset": self.asset, "outcome": self.get_outcome_display()}


class Check(models.Model):
    """A question that a worker answers; the row is the queue.  `body` holds the use's remaining fields."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    article = models.UUIDField(db_index=True)
    asset = models.CharField(max_length=80)
    use = models.CharField(max_length=100)
    consumer = models.SlugField(max_length=100)
    body = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=CheckState, default=CheckState.REQUESTED)
    requested_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    decision = models.UUIDField(null=True, blank=True)
    failure = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(
                fields=["requested_at"], name="check_waiting", condition=Q(state__in=["requested", "running"])
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="requested", started_at=None)
                | (~Q(state="requested") & Q(started_at__isnull=False)),
                name="check_started",
            ),
            models.CheckConstraint(
                condition=Q(state="done", decision__isnull=False, done_at__isnull=False, failure="")
                | (Q(state="failed", decision=None, done_at__isnull=False) & ~Q(failure=""))
                | Q(state__in=["requested", "running"], decision=None, done_at=None, failure=""),
                name="check_answered_or_failed",
            ),
        ]

    def __str__(self) -> str:
        told = gettext("%(use)s of %(asset)s: %(state)s")
        return told % {"use": self.use, "asset": self.asset, "state": self.get_state_display()}
