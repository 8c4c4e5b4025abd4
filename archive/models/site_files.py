"""Files of sites as they answered: robots.txt and its kin, looked at once and shared by every page of the site."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.rights_gate import SiteFileKind

_KINDS = [kind.value for kind in SiteFileKind]


class SiteFileCopy(models.Model):
    """What a file of a site said from `fetched_at` until another row took its place.

    A look that finds the same moves `seen_at` and `fresh_until` alone; another answer is another row, and the old one
    is no longer `current`. Rows are never deleted: they are evidence.
    """

    origin = models.CharField(_("origin"), max_length=300)
    kind = models.CharField(_("kind"), max_length=10, choices=[(kind, kind) for kind in _KINDS])
    address = models.CharField(_("address"), max_length=2000)
    status = models.PositiveSmallIntegerField(_("HTTP status"), null=True, blank=True)
    failure = models.CharField(_("failure"), max_length=30, blank=True)
    text = models.TextField(_("text"), blank=True)
    media_type = models.CharField(_("media type"), max_length=100, blank=True)
    headers = models.JSONField(_("headers"), default=list, blank=True)
    digest = models.CharField(_("digest"), max_length=64)
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    fetched_at = models.DateTimeField(_("fetched"))
    seen_at = models.DateTimeField(_("last seen so"))
    fresh_until = models.DateTimeField(_("fresh until"))
    current = models.BooleanField(_("current"), default=True)

    class Meta:
        verbose_name = _("file of a site")
        verbose_name_plural = _("files of sites")
        ordering = ["origin", "kind", "-fetched_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "address"], condition=Q(current=True), name="sitefilecopy_one_is_current"
            ),
            models.CheckConstraint(condition=Q(kind__in=_KINDS), name="sitefilecopy_kind_is_known"),
            models.CheckConstraint(
                condition=Q(status__isnull=False) | ~Q(failure=""),
                name="sitefilecopy_no_answer_has_its_failure",
            ),
            models.CheckConstraint(
                condition=Q(status__range=(200, 299)) | Q(text=""), name="sitefilecopy_text_is_of_an_answer"
            ),
            models.CheckConstraint(
                condition=Q(seen_at__gte=models.F("fetched_at")),
                name="sitefilecopy_seen_after_it_was_fetched",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="seen_never_changed",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=(
                    "IF TG_OP = 'UPDATE' THEN IF OLD.current"
                    " AND to_jsonb(NEW) - ARRAY['seen_at', 'fresh_until', 'current', 'etag', 'last_modified']"
                    " = to_jsonb(OLD) - ARRAY['seen_at', 'fresh_until', 'current', 'etag', 'last_modified']"
                    " THEN RETURN NEW; END IF; END IF;"
                    " RAISE EXCEPTION 'archive: what a site said is never changed';"
                ),
            ),
            pgtrigger.Trigger(
                name="never_emptied",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Truncate,
                func="RAISE EXCEPTION 'archive: what sites said is never emptied';",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.address} ({self.fetched_at:%Y-%m-%d %H:%M})"
