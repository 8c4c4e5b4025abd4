"""Watches: addresses whose words are captured again on a schedule, because rights stand in them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.choices import WatchKind, WatchState
from archive.models.sources import Source

LONGEST_INTERVAL = 24 * 90  # hours


class Watch(models.Model):
    """One address that is looked at again; what was last seen there, and how often in a row looking failed.

    The row is the queue: due when `next_at` is past, rung for once (`rung_at`), looked at by whoever takes the ring.
    """

    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="watches", verbose_name=_("source")
    )
    address = models.CharField(_("address"), max_length=2000)
    kind = models.CharField(_("kind"), max_length=10, choices=WatchKind.choices)
    interval_hours = models.PositiveSmallIntegerField(
        _("interval"), default=24, help_text=_("Hours between two looks.")
    )
    state = models.CharField(_("state"), max_length=10, choices=WatchState.choices, default=WatchState.ACTIVE)
    added_at = models.DateTimeField(_("added"))
    added_by = models.CharField(_("added by"), max_length=150)
    next_at = models.DateTimeField(_("next look"))
    rung_at = models.DateTimeField(_("rung for"), null=True, blank=True)
    looked_at = models.DateTimeField(_("last look"), null=True, blank=True)
    read_at = models.DateTimeField(_("last read"), null=True, blank=True)
    changed_at = models.DateTimeField(_("last change"), null=True, blank=True)
    last_status = models.PositiveSmallIntegerField(_("last HTTP status"), null=True, blank=True)
    last_failure = models.CharField(_("last failure"), max_length=30, blank=True)
    last_digest = models.CharField(_("last digest"), max_length=64, blank=True)
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0)

    class Meta:
        verbose_name = _("watch")
        verbose_name_plural = _("watches")
        ordering = ["source", "kind", "address"]
        indexes = [
            models.Index(fields=["next_at"], name="watch_due", condition=Q(state=WatchState.ACTIVE)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["address", "kind"], name="watch_once_for_an_address"),
            models.CheckConstraint(
                condition=Q(kind__in=WatchKind.values) & Q(state__in=WatchState.values),
                name="watch_words_are_known",
            ),
            models.CheckConstraint(
                condition=Q(address__regex=r"^https?://[^/\s]+"), name="watch_address_is_http"
            ),
            models.CheckConstraint(
                condition=Q(interval_hours__range=(1, LONGEST_INTERVAL)),
                name="watch_interval_is_1_to_2160_hours",
            ),
            models.CheckConstraint(condition=~Q(added_by=""), name="watch_was_added_by_somebody"),
            models.CheckConstraint(
                condition=Q(failures=0, last_failure="") | (Q(failures__gte=1) & ~Q(last_failure="")),
                name="watch_failures_have_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.address} ({self.get_kind_display()})"
