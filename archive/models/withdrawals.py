"""What a feed took back: killed, withheld or embargoed articles, remembered so that a late arrival is stopped too."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.choices import WithdrawalKind
from archive.models.sources import Source


class Withdrawal(models.Model):
    """A notice of a source that something of its own isn't to be used; it stands until a person ends it, or its time.

    The row is the queue: what is held is suspended when it is `applied_at`, and what comes later isn't let in.
    """

    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="withdrawals", verbose_name=_("source")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=WithdrawalKind.choices)
    address = models.CharField(_("address"), max_length=2000, blank=True)
    names = ArrayField(
        models.CharField(max_length=200), verbose_name=_("identifiers"), default=list, blank=True
    )
    until = models.DateTimeField(_("until"), null=True, blank=True)
    evidence = models.CharField(_("evidence"), max_length=100, blank=True)
    received_at = models.DateTimeField(_("received"))
    applied_at = models.DateTimeField(_("applied"), null=True, blank=True)
    returned_at = models.DateTimeField(
        _("sent again"), null=True, blank=True, help_text=_("When the source first sent it as usable again.")
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_by = models.CharField(_("ended by"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        ordering = ["-received_at", "id"]
        indexes = [
            models.Index(fields=["address"], name="withdrawal_by_address"),
            GinIndex(fields=["names"], name="withdrawal_by_name"),
            models.Index(fields=["received_at"], name="withdrawal_waits", condition=Q(applied_at=None)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=WithdrawalKind.values), name="withdrawal_kind_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(address="") | Q(names__len__gt=0), name="withdrawal_names_something"
            ),
            models.CheckConstraint(
                condition=Q(kind="embargo", until__isnull=False) | (~Q(kind="embargo") & Q(until=None)),
                name="withdrawal_embargo_ends_and_nothing_else_does",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by="") | (Q(ended_at__isnull=False) & ~Q(ended_by="")),
                name="withdrawal_ended_by_somebody",
            ),
        ]

    @property
    def sentence(self) -> str:
        """Why something isn't let in."""
        if self.until is not None:
            return gettext("The source has put it under an embargo until %(until)s.") % {
                "until": self.until.isoformat()
            }
        return gettext("The source has taken it back (%(kind)s).") % {"kind": self.get_kind_display()}

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.address or ', '.join(self.names)}"
