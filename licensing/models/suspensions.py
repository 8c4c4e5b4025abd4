"""Row 1 of the truth table: what stops every use of what it covers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

from licensing.choices import SuspensionKind, SuspensionScope
from licensing.models.bitemporal import Bitemporal, BitemporalQuerySet


class Suspension(Bitemporal):
    """A takedown, kill, withhold, embargo or officer's suspension; several may cover the same thing.

    `scope_value` is an image's id or `<article id>:text`, an article's id, a domain, or a publisher's identifier.
    """

    kind = models.CharField(max_length=10, choices=SuspensionKind)
    scope_kind = models.CharField(max_length=10, choices=SuspensionScope)
    scope_value = models.CharField(max_length=200)
    reason = models.TextField()
    by = models.CharField(max_length=150)

    objects = BitemporalQuerySet.as_manager()

    class Meta(Bitemporal.Meta):
        indexes = [
            models.Index(fields=["scope_kind", "scope_value"], name="suspension_scope"),
            models.Index(fields=["known_from"], name="suspension_known_from"),
            models.Index(fields=["known_to"], name="suspension_known_to"),
        ]
        constraints = [
            *Bitemporal.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=SuspensionKind.values) & Q(scope_kind__in=SuspensionScope.values),
                name="suspension_words_known",
            ),
            models.CheckConstraint(
                condition=~Q(scope_value="") & ~Q(reason="") & ~Q(by=""), name="suspension_explained"
            ),
            models.CheckConstraint(
                condition=~Q(kind="embargo") | Q(effective_to__isnull=False), name="suspension_embargo_ends"
            ),
        ]

    def __str__(self) -> str:
        told = gettext("%(kind)s of %(scope)s %(value)s")
        return told % {
            "kind": self.get_kind_display(),
            "scope": self.get_scope_kind_display(),
            "value": self.scope_value,
        }
