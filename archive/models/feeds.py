"""Feeds: channels that articles come in by under an agreement of their own (semantics.md section 3)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.models.sources import Source


class Feed(models.Model):
    """A channel of an agency or publisher. What an article came in by is on the article itself, since when."""

    identifier = models.SlugField(
        _("identifier"),
        max_length=100,
        unique=True,
        help_text=_("Stays the same for ever; agreements refer to it."),
    )
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="feeds", verbose_name=_("source")
    )
    name = models.CharField(_("name"), max_length=200)
    format = models.CharField(_("format"), max_length=20, blank=True, help_text=_("Empty: told by the file."))
    recorded_at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("feed")
        verbose_name_plural = _("feeds")
        ordering = ["identifier"]
        constraints = [
            models.CheckConstraint(
                condition=Q(identifier__regex=r"^[a-z0-9]+(-[a-z0-9]+)*$"), name="feed_identifier_is_a_slug"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="feed_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
