"""What waits for a person: each change that a machine noticed and only an officer may judge."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from licensing.choices import TaskKind, TaskState
from licensing.models.bitemporal import no_truncate
from licensing.models.policies import PolicySeries, PolicyVersion


class OfficerTask(models.Model):
    """One thing to look at. `key` names the occasion, so that noticing it twice makes one task.

    `facts` are identifiers, addresses and numbers that its sentence is made from; never words of an article.
    """

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=20, choices=TaskKind)
    series = models.ForeignKey(PolicySeries, models.PROTECT, null=True, blank=True, related_name="tasks")
    version = models.ForeignKey(PolicyVersion, models.PROTECT, null=True, blank=True, related_name="tasks")
    facts = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=TaskState, default=TaskState.OPEN)
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.CharField(max_length=150, blank=True, default="")
    reason = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["kind", "created_at"], name="officertask_open", condition=Q(state="open"))
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=TaskKind.values) & Q(state__in=TaskState.values) & ~Q(key=""),
                name="officertask_words_known",
            ),
            models.CheckConstraint(
                condition=Q(state="open", done_at=None, done_by="")
                | (Q(state="done", done_at__isnull=False) & ~Q(done_by="")),
                name="officertask_done_by_somebody",
            ),
        ]
        triggers = [no_truncate()]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.pk})"
