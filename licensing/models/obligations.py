"""Obligations that permits incurred (semantics.md section 4)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from licensing.choices import ObligationState


class Obligation(models.Model):
    """Something a consumer owes under a permit; `due_at` is null where the duty names no date."""

    decision = models.UUIDField(db_index=True)
    article = models.UUIDField()
    consumer = models.SlugField(max_length=100)
    action = models.CharField(max_length=200)
    policy = models.CharField(max_length=200)
    rule = models.CharField(max_length=300)
    incurred_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=ObligationState, default=ObligationState.PENDING)
    state_at = models.DateTimeField(null=True, blank=True)
    by = models.CharField(max_length=150, blank=True, default="")
    reason = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            # a decision on many articles obliges to something for each of them
            models.UniqueConstraint(
                fields=["decision", "article", "policy", "rule", "action"], name="obligation_once_an_article"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ObligationState.values), name="obligation_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="pending", state_at=None, by="")
                | (~Q(state="pending") & Q(state_at__isnull=False) & ~Q(by="")),
                name="obligation_settled_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action}: {self.get_state_display()}"
