"""Names of credit lines that a person has looked at: what they did, whatever the spelling."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.choices import CreditRole


class CreditName(models.Model):
    """One name and what it is, once for all credit lines that print it. It says nothing of rights.

    `key` is `archive.agencies.name_key` of the name: letters and digits in one case.
    """

    key = models.CharField(max_length=300, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=300)
    role = models.CharField(_("role"), max_length=20, choices=CreditRole.choices)
    recorded_at = models.DateTimeField(_("recorded"))
    recorded_by = models.CharField(_("recorded by"), max_length=150)

    class Meta:
        verbose_name = _("name in credit lines")
        verbose_name_plural = _("names in credit lines")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~Q(key="") & ~Q(name=""), name="credit_name_is_a_name"),
            models.CheckConstraint(condition=~Q(recorded_by=""), name="credit_name_has_who"),
            models.CheckConstraint(condition=Q(role__in=CreditRole.values), name="credit_name_role_is_known"),
        ]

    def __str__(self) -> str:
        return self.name
