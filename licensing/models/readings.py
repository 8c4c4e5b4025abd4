"""What happened to a version: every reading that was saved, and every step of its life (semantics.md section 6)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from licensing.lifecycle import BY_ACT
from licensing.models.bitemporal import append_only
from licensing.models.policies import PolicyVersion


class DraftRevision(models.Model):
    """One reading of a draft as somebody or the reader left it; `number` counts them and is what a form answers to.

    `taken` is false where another reading had been saved meanwhile: it is kept beside, and the draft is not changed.
    `notes` are the reader's: `unsure` (use → reasons), `flags`, `labels`, `holder`, `licence`, `language`.
    """

    version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    taken = models.BooleanField(default=True)
    document = models.JSONField(null=True, blank=True)
    clauses = models.JSONField(default=list, blank=True)
    partial = models.BooleanField(default=False)
    notes = models.JSONField(default=dict, blank=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="draftrevision_numbered_once"),
            models.CheckConstraint(
                condition=Q(number__gte=1) & ~Q(by=""), name="draftrevision_counted_by_somebody"
            ),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.version} ({self.number})"


class VersionEvent(models.Model):
    """One step in the life of a version (`licensing.lifecycle.LIFE`): who took it, when, and why."""

    version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="events")
    act = models.CharField(max_length=10)
    by = models.CharField(max_length=150)
    reason = models.TextField(blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(act__in=list(BY_ACT)) & ~Q(by=""), name="versionevent_words_known"
            )
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.version}: {self.act}"
