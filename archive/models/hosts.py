"""Whose turn it is with a host: one request at a time, and none before it is wanted."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class HostTurn(models.Model):
    """The turn of one host, kept by the database's own clock.

    `held_until` ends the turn of a worker that was killed; `free_from` is when the host may be asked next (its
    Crawl-delay, the source's interval, its Retry-After).
    """

    host = models.CharField(_("host"), max_length=300, unique=True)
    holder = models.UUIDField(_("held by"), null=True, blank=True)
    held_until = models.DateTimeField(_("held until"), null=True, blank=True)
    free_from = models.DateTimeField(_("free from"))

    class Meta:
        verbose_name = _("turn of a host")
        verbose_name_plural = _("turns of hosts")
        ordering = ["host"]
        constraints = [
            models.CheckConstraint(
                condition=Q(holder__isnull=True, held_until__isnull=True)
                | Q(holder__isnull=False, held_until__isnull=False),
                name="hostturn_held_has_its_end",
            ),
        ]

    def __str__(self) -> str:
        return self.host
