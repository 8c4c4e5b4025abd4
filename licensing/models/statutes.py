"""Statutory exceptions as data, and the positions that a legal officer took on them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

from licensing.models.bitemporal import Bitemporal, BitemporalQuerySet, append_only, one_at_a_time
from licensing.models.policies import PolicySeries, PolicyVersion


class StatuteTerms(models.Model):
    """What only a statute has; one row a version.  `conditions` are those that a person must check."""

    version = models.OneToOneField(PolicyVersion, models.PROTECT, related_name="statute_terms")
    territory = models.CharField(max_length=10)
    needs_claim = models.BooleanField(default=True)
    excludable = models.BooleanField(default=True)
    press_publisher_only = models.BooleanField(default=False)
    no_reservation = models.BooleanField(default=False)
    conditions = models.JSONField(default=list)
    reviewed_on = models.DateField()

    class Meta:
        verbose_name_plural = "statute terms"
        constraints = [models.CheckConstraint(condition=~Q(territory=""), name="statuteterms_somewhere")]
        triggers = append_only()

    def __str__(self) -> str:
        return str(self.version)


class StatuteApproval(Bitemporal):
    """A legal officer's position on a statute; an empty consumer, use or territory covers every one."""

    series = models.ForeignKey(PolicySeries, models.PROTECT, related_name="approvals")
    consumer = models.SlugField(max_length=100, blank=True, default="")
    use = models.CharField(max_length=100, blank=True, default="")
    territory = models.CharField(max_length=10, blank=True, default="")
    officer = models.CharField(max_length=150)
    reason = models.TextField()

    objects = BitemporalQuerySet.as_manager()

    class Meta(Bitemporal.Meta):
        constraints = [
            *Bitemporal.Meta.constraints,
            one_at_a_time("statuteapproval_one_at_a_time", "series", "consumer", "use", "territory"),
            models.CheckConstraint(
                condition=~Q(officer="") & ~Q(reason=""), name="statuteapproval_explained"
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(statute)s by %(officer)s") % {"statute": self.series, "officer": self.officer}
