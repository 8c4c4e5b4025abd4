"""What was read of a draft, saving by saving: nothing that somebody typed is lost (semantics.md section 6)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

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
