"""Captures: the row is the queue, and all that a refused or failed one leaves."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.choices import OPEN_CAPTURE_STATES, CaptureFailure, CaptureState
from archive.models.articles import Article
from archive.models.sources import Source

_ENDED_BADLY = (CaptureState.REFUSED, CaptureState.FAILED)


class Capture(models.Model):
    """One request to fetch one page of a source."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="captures", verbose_name=_("source")
    )
    address = models.CharField(_("address"), max_length=2000)
    state = models.CharField(
        _("state"), max_length=10, choices=CaptureState.choices, default=CaptureState.REQUESTED
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    requested_at = models.DateTimeField(_("requested"))
    requested_by = models.CharField(_("requested by"), max_length=150)
    not_before = models.DateTimeField(
        _("not before"), null=True, blank=True, help_text=_("The site asked to be left alone until then.")
    )
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    fetched_at = models.DateTimeField(_("fetched"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    http_status = models.PositiveSmallIntegerField(_("HTTP status"), null=True, blank=True)
    media_type = models.CharField(_("media type"), max_length=100, blank=True)
    bytes = models.PositiveIntegerField(_("bytes"), null=True, blank=True)
    sha256 = models.CharField(_("digest of the page"), max_length=64, blank=True)
    failure = models.CharField(_("failure"), max_length=30, choices=CaptureFailure.choices, blank=True)
    reason = models.TextField(_("reason"), blank=True, help_text=_("One sentence."))
    full_copy = models.BooleanField(
        _("full copy wanted"),
        default=False,
        db_default=False,
        help_text=_("Also where the source asks for none."),
    )
    copy_refusal = models.TextField(
        _("no full copy because"), blank=True, default="", db_default="", help_text=_("One sentence.")
    )
    article = models.ForeignKey(
        Article,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="captures",
        verbose_name=_("article"),
    )

    class Meta:
        verbose_name = _("capture")
        verbose_name_plural = _("captures")
        ordering = ["-requested_at", "id"]
        indexes = [
            models.Index(
                fields=["state", "requested_at"],
                name="capture_open",
                condition=Q(state__in=OPEN_CAPTURE_STATES),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["address"],
                condition=Q(state__in=OPEN_CAPTURE_STATES),
                name="capture_open_once_for_an_address",
            ),
            models.CheckConstraint(condition=Q(state__in=CaptureState.values), name="capture_state_is_known"),
            models.CheckConstraint(
                condition=Q(address__regex=r"^https?://[^/\s]+"), name="capture_address_is_http"
            ),
            models.CheckConstraint(condition=~Q(requested_by=""), name="capture_has_a_requester"),
            models.CheckConstraint(
                condition=Q(state=CaptureState.REQUESTED, started_at__isnull=True)
                | (~Q(state=CaptureState.REQUESTED) & Q(started_at__isnull=False, attempts__gte=1)),
                name="capture_started_unless_requested",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_CAPTURE_STATES, finished_at__isnull=True)
                | (~Q(state__in=OPEN_CAPTURE_STATES) & Q(finished_at__isnull=False)),
                name="capture_finished_unless_open",
            ),
            models.CheckConstraint(
                condition=Q(state=CaptureState.STORED, article__isnull=False)
                | (~Q(state=CaptureState.STORED) & Q(article__isnull=True)),
                name="capture_stored_has_its_article",
            ),
            models.CheckConstraint(
                condition=(Q(state__in=_ENDED_BADLY) & ~Q(failure="") & ~Q(reason=""))
                | (~Q(state__in=_ENDED_BADLY) & Q(failure="", reason="")),
                name="capture_ended_badly_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(fetched_at__isnull=True, sha256="", bytes__isnull=True)
                | Q(
                    fetched_at__isnull=False,
                    sha256__regex=r"^[0-9a-f]{64}$",
                    bytes__isnull=False,
                    http_status__isnull=False,
                ),
                name="capture_fetched_has_its_digest",
            ),
            models.CheckConstraint(
                condition=~Q(state=CaptureState.STORED) | Q(fetched_at__isnull=False),
                name="capture_stored_was_fetched",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.address} ({self.get_state_display()})"
