"""Re-assessments: what a change of the record did to outcomes and deliveries, worked out once, by workers."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from licensing.choices import ChangeKind, OutcomeChoice, ReassessmentState, ReassessmentStep
from licensing.models.bitemporal import append_only, no_truncate
from licensing.models.policies import PolicySeries, PolicyVersion


class Reassessment(models.Model):
    """One change to be gone through; the row is the queue, and its cursor says how far a worker came.

    Outcomes at (`before_at`, `before_known_at`) are compared with those at (`at`, `known_at`): for a change of the
    record the moments of knowledge differ, for a beginning or end that comes by itself the moments of use.  `key` names
    the occasion, so that noticing it twice makes one row.
    """

    key = models.CharField(max_length=300, unique=True)
    kind = models.CharField(max_length=12, choices=ChangeKind)
    series = models.ForeignKey(
        PolicySeries, models.PROTECT, null=True, blank=True, related_name="reassessments"
    )
    version = models.ForeignKey(
        PolicyVersion, models.PROTECT, null=True, blank=True, related_name="reassessments"
    )
    scope_kind = models.CharField(max_length=12)
    scope_value = models.CharField(max_length=200, blank=True, default="")
    consumer = models.SlugField(max_length=100, blank=True, default="")
    before_at = models.DateTimeField()
    before_known_at = models.DateTimeField()
    at = models.DateTimeField()
    known_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ReassessmentState, default=ReassessmentState.WAITING)
    step = models.CharField(max_length=10, choices=ReassessmentStep, default=ReassessmentStep.DELIVERIES)
    cursor = models.CharField(max_length=64, blank=True, default="")
    requested_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    chunks = models.PositiveIntegerField(default=0)
    failures = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=300, blank=True, default="")
    deliveries = models.PositiveIntegerField(default=0)
    recalled = models.PositiveIntegerField(default=0)
    copies = models.PositiveIntegerField(default=0, db_default=0)
    copies_deleted = models.PositiveIntegerField(default=0, db_default=0)
    copies_in_doubt = models.PositiveIntegerField(default=0, db_default=0)
    articles = models.PositiveIntegerField(default=0)
    images = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-requested_at", "-id"]
        indexes = [
            models.Index(
                fields=["requested_at"],
                name="reassessment_waiting",
                condition=Q(state__in=["waiting", "running"]),
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ChangeKind.values)
                & Q(state__in=ReassessmentState.values)
                & Q(step__in=ReassessmentStep.values)
                & ~Q(key="")
                & ~Q(scope_kind=""),
                name="reassessment_words_known",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", started_at=None)
                | (~Q(state="waiting") & Q(started_at__isnull=False)),
                name="reassessment_started",
            ),
            models.CheckConstraint(
                condition=Q(state="done", finished_at__isnull=False)
                | (~Q(state="done") & Q(finished_at=None)),
                name="reassessment_finished",
            ),
            models.CheckConstraint(
                condition=Q(before_at__lt=F("at"), before_known_at=F("known_at"))
                | Q(before_at=F("at"), before_known_at__lt=F("known_at")),
                name="reassessment_compares_two_moments",
            ),
        ]
        triggers = [no_truncate()]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"


class OutcomeChange(models.Model):
    """So many articles (or images) of a site of which one question came to something else; appended, never changed."""

    reassessment = models.ForeignKey(Reassessment, models.PROTECT, related_name="changes")
    site = models.CharField(max_length=253)
    consumer = models.SlugField(max_length=100)
    use = models.CharField(max_length=100)
    part = models.CharField(max_length=10)
    purpose = models.CharField(max_length=100, blank=True, default="")
    territory = models.CharField(max_length=10, blank=True, default="")
    before = models.CharField(max_length=10, choices=OutcomeChoice)
    after = models.CharField(max_length=10, choices=OutcomeChoice)
    number = models.PositiveIntegerField()
    recorded_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "reassessment", "site", "consumer", "use", "part", "purpose", "territory", "before", "after",
                ],
                name="outcomechange_once",
            ),
            models.CheckConstraint(
                condition=Q(before__in=OutcomeChoice.values)
                & Q(after__in=OutcomeChoice.values)
                & ~Q(before=F("after"))
                & Q(number__gte=1),
                name="outcomechange_changes_something",
            ),
        ]  # fmt: skip
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.use}: {self.before} → {self.after} ({self.number})"


class ReassessmentClock(models.Model):
    """Until when beginnings and ends that come by themselves have been put into the queue; there is one row."""

    only = models.BooleanField(default=True, unique=True)
    until = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(only=True), name="reassessmentclock_is_one")]

    def __str__(self) -> str:
        return f"{self.until:%Y-%m-%d %H:%M:%S}"
