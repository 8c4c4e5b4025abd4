"""Ingestions: runs that take a file or a list in, row by row; the row here is the queue, the count and the bookmark."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, cast
from uuid import uuid4

from django.db import models
from django.db.models import F, Q, Value
from django.utils.translation import gettext_lazy as _

from archive.choices import OPEN_INGESTION_STATES, IngestionFailure, IngestionState
from archive.models.feeds import Feed
from archive.models.sources import Source

if TYPE_CHECKING:
    from django.db.models.expressions import Combinable

COUNTERS = ("read", "stored", "updated", "unchanged", "queued", "refused", "failed")
"""Rows of a run by what became of them; `read` is their sum."""


def _total(names: tuple[str, ...]) -> Combinable:
    first, *others = names
    return reduce(lambda total, name: total + F(name), others, cast("Combinable", F(first)))


class Ingestion(models.Model):
    """One run over a file or an address. Nothing of the file is here but its name, size and digest."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    format = models.CharField(_("format"), max_length=20, blank=True, help_text=_("Empty: told by the file."))
    source = models.ForeignKey(
        Source,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="ingestions",
        verbose_name=_("source"),
        help_text=_("Empty: the source of each row is told by its address."),
    )
    feed = models.ForeignKey(
        Feed,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="ingestions",
        verbose_name=_("feed"),
        help_text=_("The channel that its articles come in by; an agreement may be about it."),
    )
    address = models.CharField(_("address"), max_length=2000, blank=True)
    file_name = models.CharField(_("file"), max_length=300, blank=True)
    digest = models.CharField(
        _("digest"), max_length=64, blank=True, help_text=_("Of the file's beginning or of what was fetched.")
    )
    depth = models.PositiveSmallIntegerField(
        _("depth"),
        default=0,
        db_default=0,
        help_text=_("How many lists led to it; a list of lists is followed once."),
    )
    dry_run = models.BooleanField(_("dry run"), default=False)
    full_copies = models.BooleanField(
        _("full copies wanted"),
        default=False,
        db_default=False,
        help_text=_("Also of sources that ask for none."),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=IngestionState.choices, default=IngestionState.REQUESTED
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    position = models.PositiveBigIntegerField(
        _("bookmark"), default=0, help_text=_("Rows that are dealt with; a resumed run goes on behind them.")
    )
    read = models.PositiveBigIntegerField(_("read"), default=0)
    stored = models.PositiveBigIntegerField(_("stored"), default=0)
    updated = models.PositiveBigIntegerField(_("updated"), default=0)
    unchanged = models.PositiveBigIntegerField(_("unchanged"), default=0)
    queued = models.PositiveBigIntegerField(_("pages to capture"), default=0)
    refused = models.PositiveBigIntegerField(_("refused"), default=0)
    failed = models.PositiveBigIntegerField(_("failed"), default=0)
    copies_kept = models.PositiveBigIntegerField(_("full copies held"), default=0, db_default=0)
    copies_refused = models.PositiveBigIntegerField(_("full copies not kept"), default=0, db_default=0)
    # sentence → how many; the commonest of them
    copy_refusals = models.JSONField(
        _("no full copy because"), default=dict, db_default=Value({}, models.JSONField()), editable=False
    )
    requested_at = models.DateTimeField(_("requested"))
    requested_by = models.CharField(_("requested by"), max_length=150)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    seen_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    failure = models.CharField(_("failure"), max_length=30, choices=IngestionFailure.choices, blank=True)

    class Meta:
        verbose_name = _("ingestion")
        verbose_name_plural = _("ingestions")
        ordering = ["-requested_at", "id"]
        indexes = [
            models.Index(
                fields=["state", "requested_at"],
                name="ingestion_open",
                condition=Q(state__in=OPEN_INGESTION_STATES),
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=IngestionState.values), name="ingestion_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(address="") | Q(address__regex=r"^https?://[^/\s]+"),
                name="ingestion_address_is_http",
            ),
            models.CheckConstraint(
                condition=Q(address="", file_name__gt="") | Q(address__gt="", file_name=""),
                name="ingestion_reads_a_file_or_an_address",
            ),
            models.CheckConstraint(condition=~Q(requested_by=""), name="ingestion_has_a_requester"),
            models.CheckConstraint(
                condition=Q(digest__regex=r"^([0-9a-f]{64})?$"), name="ingestion_digest_is_sha_256"
            ),
            models.CheckConstraint(
                condition=Q(read=_total(COUNTERS[1:])),
                name="ingestion_every_row_read_is_counted_once",
            ),
            models.CheckConstraint(
                condition=Q(state=IngestionState.REQUESTED)
                | Q(started_at__isnull=False, seen_at__isnull=False, attempts__gte=1),
                name="ingestion_started_unless_requested",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_INGESTION_STATES, finished_at__isnull=True)
                | (~Q(state__in=OPEN_INGESTION_STATES) & Q(finished_at__isnull=False)),
                name="ingestion_finished_unless_open",
            ),
            models.CheckConstraint(
                condition=(Q(state=IngestionState.FAILED) & ~Q(failure=""))
                | (~Q(state=IngestionState.FAILED) & Q(failure="")),
                name="ingestion_failed_has_a_failure",
            ),
        ]

    def __str__(self) -> str:
        return self.address or self.file_name


class IngestionRowFailure(models.Model):
    """A row that didn't come in: where it stands and why, never what it says. The first thousand of a run are kept."""

    ingestion = models.ForeignKey(
        Ingestion, on_delete=models.CASCADE, related_name="row_failures", verbose_name=_("ingestion")
    )
    line = models.PositiveBigIntegerField(_("line"))
    refused = models.BooleanField(_("refused"), default=False, help_text=_("By rights, not for a fault."))
    field = models.CharField(_("field"), max_length=100, blank=True)
    reason = models.CharField(_("reason"), max_length=500)

    class Meta:
        verbose_name = _("row that did not come in")
        verbose_name_plural = _("rows that did not come in")
        ordering = ["ingestion", "line", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="ingestionrowfailure_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.reason}"
