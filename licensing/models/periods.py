"""Which version of a series is in force when, and what officers confirmed about it."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q

from licensing.models.bitemporal import Bitemporal, BitemporalQuerySet, one_at_a_time
from licensing.models.policies import PolicySeries, PolicyVersion


class PolicyPeriod(Bitemporal):
    """A version in force; two versions of one series never overlap at one moment of knowledge."""

    series = models.ForeignKey(PolicySeries, models.PROTECT, related_name="periods")
    version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="periods")
    by = models.CharField(max_length=150)

    objects = BitemporalQuerySet.as_manager()

    class Meta(Bitemporal.Meta):
        indexes = [
            models.Index(fields=["known_from"], name="policyperiod_known_from"),
            models.Index(fields=["known_to"], name="policyperiod_known_to"),
        ]
        constraints = [
            *Bitemporal.Meta.constraints,
            one_at_a_time("policyperiod_one_at_a_time", "series"),
            models.CheckConstraint(condition=~Q(by=""), name="policyperiod_by_somebody"),
        ]
        triggers = [
            *Bitemporal.Meta.triggers,
            pgtrigger.Trigger(
                name="only_judged_versions",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("held", "record")],
                func=(
                    "SELECT series_id, state INTO held FROM licensing_policyversion WHERE id = NEW.version_id;"
                    " IF held.series_id <> NEW.series_id OR held.state NOT IN ('approved', 'recorded') THEN"
                    " RAISE EXCEPTION 'rights: only an approved or recorded version of the series is in force'; END IF;"
                    " RETURN NEW;"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} from {self.effective_from:%Y-%m-%d}"


class RuleConfirmation(Bitemporal):
    """An officer's word that one rule of a partial reading says what the text says."""

    version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="confirmations")
    pointer = models.CharField(max_length=200)
    by = models.CharField(max_length=150)
    reason = models.TextField()

    objects = BitemporalQuerySet.as_manager()

    class Meta(Bitemporal.Meta):
        constraints = [
            *Bitemporal.Meta.constraints,
            one_at_a_time("ruleconfirmation_one_at_a_time", "version", "pointer"),
            models.CheckConstraint(
                condition=Q(pointer__startswith="/") & ~Q(by="") & ~Q(reason=""),
                name="ruleconfirmation_explained",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version}{self.pointer}"


class Replacement(Bitemporal):
    """An officer's word that a narrower series says it takes a broader one's place ("unless otherwise noted")."""

    series = models.ForeignKey(PolicySeries, models.PROTECT, related_name="replacements")
    replaced = models.ForeignKey(PolicySeries, models.PROTECT, related_name="replaced_by")
    by = models.CharField(max_length=150)
    reason = models.TextField()

    objects = BitemporalQuerySet.as_manager()

    class Meta(Bitemporal.Meta):
        constraints = [
            *Bitemporal.Meta.constraints,
            one_at_a_time("replacement_one_at_a_time", "series", "replaced"),
            models.CheckConstraint(condition=~Q(series=F("replaced")), name="replacement_of_another"),
            models.CheckConstraint(condition=~Q(by="") & ~Q(reason=""), name="replacement_explained"),
        ]

    def __str__(self) -> str:
        return f"{self.series} → {self.replaced}"


class Fulfilment(Bitemporal):
    """A pre-condition of one rule that a consumer has met (a payment made, tracking accepted), with evidence."""

    version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="fulfilments")
    consumer = models.SlugField(max_length=100)
    pointer = models.CharField(max_length=200)
    action = models.CharField(max_length=200)
    by = models.CharField(max_length=150)
    reason = models.TextField()

    objects = BitemporalQuerySet.as_manager()

    class Meta(Bitemporal.Meta):
        constraints = [
            *Bitemporal.Meta.constraints,
            one_at_a_time("fulfilment_one_at_a_time", "version", "consumer", "pointer", "action"),
            models.CheckConstraint(
                condition=Q(pointer__startswith="/") & ~Q(consumer="") & ~Q(by="") & ~Q(reason=""),
                name="fulfilment_explained",
            ),
            models.CheckConstraint(condition=~Q(action="obtainConsent"), name="fulfilment_is_never_consent"),
        ]

    def __str__(self) -> str:
        return f"{self.consumer}: {self.action} of {self.version}{self.pointer}"
