"""Who publishes, and on which sites."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

LONGEST_EXCERPT = 1000  # words; no decision lets the archive hold more


class Publisher(models.Model):
    """A company that publishes articles (schema.org publisher)."""

    identifier = models.SlugField(
        _("identifier"),
        max_length=100,
        unique=True,
        help_text=_("Stays the same for ever; policies refer to it."),
    )
    name = models.CharField(_("name"), max_length=200)
    legal_name = models.CharField(_("legal name"), max_length=300, blank=True)
    country = models.CharField(
        _("country"), max_length=2, blank=True, help_text=_("ISO 3166-1, two letters.")
    )

    class Meta:
        verbose_name = _("publisher")
        verbose_name_plural = _("publishers")
        ordering = ["identifier"]
        constraints = [
            models.CheckConstraint(
                condition=Q(identifier__regex=r"^[a-z0-9]+(-[a-z0-9]+)*$"),
                name="publisher_identifier_is_a_slug",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="publisher_has_a_name"),
            models.CheckConstraint(
                condition=Q(country__regex=r"^([A-Z]{2})?$"), name="publisher_country_is_alpha_2"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Source(models.Model):
    """A site that articles are taken from."""

    publisher = models.ForeignKey(
        Publisher, on_delete=models.PROTECT, related_name="sources", verbose_name=_("publisher")
    )
    domain = models.CharField(
        _("domain"),
        max_length=253,
        unique=True,
        help_text=_("Lower-case, as in addresses; its subdomains belong to it."),
    )
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(
        _("language"), max_length=35, blank=True, help_text=_("BCP 47, such as pl or en-GB.")
    )
    min_interval_seconds = models.PositiveIntegerField(
        _("shortest interval"), default=2, help_text=_("Seconds between two captures of this site.")
    )
    looks_into_images = models.BooleanField(
        _("look into images"),
        default=True,
        db_default=True,
        help_text=_(
            "Fetch an article's images for the rights metadata inside them; the images themselves are not kept."
        ),
    )
    wanted_words = models.PositiveSmallIntegerField(
        _("words wanted"),
        default=40,
        help_text=_(
            "Length of the excerpt that the archive asks to hold of each article; a decision may allow less."
        ),
    )
    keeps_full_copies = models.BooleanField(
        _("keep full copies"),
        default=False,
        db_default=False,
        help_text=_(
            "Ask of each article whether its whole text may be kept, too; only a decision that permits it lets it in."
        ),
    )

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["domain"]
        constraints = [
            models.CheckConstraint(
                condition=Q(domain__regex=r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$"),
                name="source_domain_is_lower_case",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="source_has_a_name"),
            models.CheckConstraint(
                condition=Q(min_interval_seconds__lte=86_400), name="source_interval_is_at_most_a_day"
            ),
            models.CheckConstraint(
                condition=Q(wanted_words__range=(1, LONGEST_EXCERPT)), name="source_wants_1_to_1000_words"
            ),
        ]

    def __str__(self) -> str:
        return self.domain
