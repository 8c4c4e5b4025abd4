"""Parties (ODRL Party), the names under which they appear, and who holds a part."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from licensing.choices import AliasKind, PartyKind, SubjectKind
from licensing.models.bitemporal import Bitemporal, BitemporalQuerySet, one_at_a_time


class Party(models.Model):
    """Somebody who can hold rights, grant them or be asked; `identifier` is the uid that policies use."""

    identifier = models.CharField(max_length=200, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=PartyKind, default=PartyKind.ORGANISATION)

    class Meta:
        verbose_name_plural = "parties"
        constraints = [
            models.CheckConstraint(condition=~Q(identifier="") & ~Q(name=""), name="party_named"),
            models.CheckConstraint(condition=Q(kind__in=PartyKind.values), name="party_kind_known"),
        ]

    def __str__(self) -> str:
        return self.name


class PartyAlias(Bitemporal):
    """A domain or printed name that stands for a party: "essanews.com" for its company; kept in lower case."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="aliases")
    kind = models.CharField(max_length=10, choices=AliasKind)
    value = models.CharField(max_length=200)

    objects = BitemporalQuerySet.as_manager()

    class Meta(Bitemporal.Meta):
        verbose_name_plural = "party aliases"
        constraints = [
            *Bitemporal.Meta.constraints,
            one_at_a_time("partyalias_one_at_a_time", "kind", "value"),
            models.CheckConstraint(
                condition=Q(value=Lower(F("value"))) & ~Q(value=""), name="partyalias_lower_case"
            ),
            models.CheckConstraint(condition=Q(kind__in=AliasKind.values), name="partyalias_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.value} → {self.party}"


class HolderAssignment(Bitemporal):
    """An officer's word on who holds a part.  `holders` is a list of chains, each a list of party identifiers.

    `subject` is the digest of a normalised credit line, or a part: an image's id, or `<article id>:text`.
    """

    subject_kind = models.CharField(max_length=12, choices=SubjectKind)
    subject = models.CharField(max_length=80)
    holders = models.JSONField()
    reason = models.TextField()
    by = models.CharField(max_length=150)

    objects = BitemporalQuerySet.as_manager()

    class Meta(Bitemporal.Meta):
        constraints = [
            *Bitemporal.Meta.constraints,
            one_at_a_time("holderassignment_one_at_a_time", "subject_kind", "subject"),
            models.CheckConstraint(
                condition=~Q(subject="") & ~Q(reason="") & ~Q(by=""), name="holderassignment_explained"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_subject_kind_display()} {self.subject}"
