"""What belongs to a text: its translations, and the documents that it takes in by reference (semantics.md section 6)."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q

from licensing.models.bitemporal import Bitemporal, BitemporalQuerySet, one_at_a_time
from licensing.models.policies import PolicySeries, PolicyVersion


class Translation(Bitemporal):
    """An officer's word that one text says in another language what the leading one says; the leading one governs."""

    version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="translates")
    leading = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="translations")
    by = models.CharField(max_length=150)
    reason = models.TextField()

    objects = BitemporalQuerySet.as_manager()

    class Meta(Bitemporal.Meta):
        constraints = [
            *Bitemporal.Meta.constraints,
            one_at_a_time("translation_one_at_a_time", "version"),
            models.CheckConstraint(condition=~Q(version=F("leading")), name="translation_of_another"),
            models.CheckConstraint(condition=~Q(by="") & ~Q(reason=""), name="translation_explained"),
        ]
        triggers = [
            *Bitemporal.Meta.triggers,
            pgtrigger.Trigger(
                name="one_leads",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=(
                    "IF NEW.known_to IS NULL AND EXISTS (SELECT FROM licensing_translation WHERE known_to IS NULL"
                    " AND (version_id = NEW.leading_id OR leading_id = NEW.version_id)) THEN"
                    " RAISE EXCEPTION 'rights: a translation does not lead, and what leads is no translation'; END IF;"
                    " RETURN NEW;"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} ⇒ {self.leading}"


class IncorporatedDocument(Bitemporal):
    """A document that a span of a version's text takes in by reference; `series` is null until it is on record.

    While one of them is not in force, the reading of the version is partial: worked out, never typed.
    """

    version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="incorporates")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    name = models.CharField(max_length=500)
    address = models.CharField(max_length=2000, blank=True, default="")
    series = models.ForeignKey(
        PolicySeries, models.PROTECT, null=True, blank=True, related_name="incorporated_by"
    )
    by = models.CharField(max_length=150)

    objects = BitemporalQuerySet.as_manager()

    class Meta(Bitemporal.Meta):
        ordering = ["start", "id"]
        constraints = [
            *Bitemporal.Meta.constraints,
            one_at_a_time("incorporateddocument_one_at_a_time", "version", "start", "end"),
            models.CheckConstraint(
                condition=Q(end__gt=F("start")) & ~Q(name="") & ~Q(by=""), name="incorporateddocument_named"
            ),
        ]
        triggers = [
            *Bitemporal.Meta.triggers,
            pgtrigger.Trigger(
                name="another_text_of_terms",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=(
                    'IF NEW."end" > (SELECT char_length(source_text) FROM licensing_policyversion'
                    " WHERE id = NEW.version_id) THEN"
                    " RAISE EXCEPTION 'rights: a document is named inside the text of its version'; END IF;"
                    " IF NEW.series_id IS NOT NULL AND NOT EXISTS (SELECT FROM licensing_policyseries s,"
                    " licensing_policyversion v WHERE s.id = NEW.series_id AND s.kind = 'terms'"
                    " AND v.id = NEW.version_id AND v.series_id <> s.id) THEN"
                    " RAISE EXCEPTION 'rights: an incorporated document is another series of terms'; END IF;"
                    " RETURN NEW;"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} ⊃ {self.name[:60]}"
