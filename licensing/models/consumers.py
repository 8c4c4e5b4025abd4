"""Consumers (ODRL assignees): who asks, with which token, and what an officer registered about them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from licensing.choices import RegistrationKind
from licensing.models.bitemporal import Bitemporal, BitemporalQuerySet, one_at_a_time
from licensing.models.parties import Party


class Consumer(models.Model):
    """Somebody who proposes uses; an inactive one is refused everywhere."""

    identifier = models.SlugField(max_length=100, unique=True)
    name = models.CharField(max_length=200)
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="consumers")
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(identifier="") & ~Q(name=""), name="consumer_named")
        ]

    def __str__(self) -> str:
        return self.identifier

    @property
    def is_authenticated(self) -> bool:
        """Always true: only a credential leads here."""
        return True


class ConsumerToken(models.Model):
    """A credential of a consumer: the SHA-256 of a random token; the token itself is shown once and never kept."""

    consumer = models.ForeignKey(Consumer, models.PROTECT, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    prefix = models.CharField(max_length=12)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=150)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.CharField(max_length=150, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(digest__regex="^[0-9a-f]{64}$"), name="consumertoken_hashed"),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by="")
                | (Q(revoked_at__isnull=False) & ~Q(revoked_by="")),
                name="consumertoken_revoked_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consumer} {self.prefix}…"


class ConsumerRegistration(Bitemporal):
    """A fact of a consumer that an officer set: a group, a purpose or territory it may state, or a named value."""

    consumer = models.ForeignKey(Consumer, models.PROTECT, related_name="registrations")
    kind = models.CharField(max_length=10, choices=RegistrationKind)
    name = models.CharField(max_length=200)
    value = models.CharField(max_length=200, blank=True, default="")
    by = models.CharField(max_length=150)

    objects = BitemporalQuerySet.as_manager()

    class Meta(Bitemporal.Meta):
        constraints = [
            *Bitemporal.Meta.constraints,
            one_at_a_time("consumerregistration_one_at_a_time", "consumer", "kind", "name"),
            models.CheckConstraint(
                condition=Q(kind__in=RegistrationKind.values) & ~Q(name="") & ~Q(by=""),
                name="consumerregistration_complete",
            ),
            models.CheckConstraint(
                condition=(Q(kind="fact") & ~Q(value="")) | (~Q(kind="fact") & Q(value="")),
                name="consumerregistration_only_facts_have_values",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consumer}: {self.get_kind_display()} {self.name} {self.value}".rstrip()
