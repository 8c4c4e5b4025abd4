"""What was seen on a site, line by line: the evidence of every signal (signals.md)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

from licensing.models.bitemporal import append_only
from licensing.models.policies import PolicyVersion


class SignalObservation(models.Model):
    """One look at a site's file or a page: raw lines, address, status, time, the page's digest; never the page."""

    version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="observations")
    article = models.UUIDField(null=True, blank=True, db_index=True)
    address = models.CharField(max_length=2000)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    page_digest = models.CharField(max_length=64, blank=True, default="")
    observed_at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(address=""), name="signalobservation_somewhere")]
        triggers = append_only()

    def __str__(self) -> str:
        return gettext("%(address)s at %(at)s") % {
            "address": self.address,
            "at": f"{self.observed_at:%Y-%m-%d %H:%M}",
        }
