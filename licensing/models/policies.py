"""Policies in series with immutable versions; clauses are spans of the verbatim text (semantics.md sections 2, 6)."""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from licensing.choices import Reading, SeriesKind, SeriesScope, VersionState
from licensing.models.bitemporal import no_truncate
from licensing.models.parties import Party

_SCOPES_WITHOUT_VALUE = ("everything",)


class PolicySeries(models.Model):
    """What is one policy over time: a notice, a signal of a site, an agreement, a statute, a house rule."""

    identifier = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=10, choices=SeriesKind)
    title = models.CharField(max_length=300)
    assigner = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="policies")
    scope_kind = models.CharField(max_length=12, choices=SeriesScope)
    scope_value = models.CharField(max_length=200, blank=True, default="")
    scope_path = models.CharField(max_length=500, blank=True, default="")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "policy series"
        indexes = [models.Index(fields=["scope_kind", "scope_value"], name="policyseries_scope")]
        constraints = [
            models.CheckConstraint(condition=~Q(identifier="") & ~Q(title=""), name="policyseries_named"),
            models.CheckConstraint(
                condition=Q(kind__in=SeriesKind.values) & Q(scope_kind__in=SeriesScope.values),
                name="policyseries_words_known",
            ),
            models.CheckConstraint(
                condition=Q(scope_kind__in=_SCOPES_WITHOUT_VALUE, scope_value="")
                | (~Q(scope_kind__in=_SCOPES_WITHOUT_VALUE) & ~Q(scope_value="")),
                name="policyseries_scope_says_what",
            ),
            models.CheckConstraint(
                condition=Q(scope_path="") | Q(scope_kind="site", scope_path__startswith="/"),
                name="policyseries_only_sites_have_paths",
            ),
            models.CheckConstraint(
                condition=~Q(kind="statute") | Q(scope_kind="everything"), name="policyseries_law_is_for_all"
            ),
            models.CheckConstraint(
                condition=~Q(scope_kind="collection") | Q(kind__in=["agreement", "terms", "house"]),
                name="policyseries_no_signal_is_of_a_feed",
            ),
            models.CheckConstraint(
                condition=~Q(scope_kind="page") | Q(kind="signal"),
                name="policyseries_only_signals_are_interned",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="scope_never_moves",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=(
                    "IF TG_OP = 'UPDATE' THEN IF (NEW.identifier, NEW.kind, NEW.scope_kind, NEW.scope_value,"
                    " NEW.scope_path, NEW.assigner_id) IS NOT DISTINCT FROM (OLD.identifier, OLD.kind, OLD.scope_kind,"
                    " OLD.scope_value, OLD.scope_path, OLD.assigner_id) THEN RETURN NEW; END IF; END IF;"
                    " RAISE EXCEPTION 'rights: a policy series keeps its identifier, kind, scope and assigner';"
                ),
            ),
            no_truncate(),
        ]

    def __str__(self) -> str:
        return self.identifier


class PolicyVersion(models.Model):
    """One version of a policy: the verbatim text and the ODRL document read from it.

    `digest` names the content (document, clauses, text); the source never changes, the document only in a draft.
    `document` is null, with the reason in `unreadable`, where nothing could be read: unknown is never a permit.
    """

    series = models.ForeignKey(PolicySeries, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    document = models.JSONField(null=True, blank=True)
    unreadable = models.CharField(max_length=500, blank=True, default="")
    reading = models.CharField(max_length=10, choices=Reading, default=Reading.COMPLETE)
    source_text = models.TextField(blank=True, default="")
    source_bytes = models.BinaryField(blank=True, default=b"")
    source_digest = models.CharField(max_length=64)
    language = models.CharField(max_length=35, blank=True, default="")
    address = models.CharField(max_length=2000, blank=True, default="")
    captured_at = models.DateTimeField(null=True, blank=True)
    citation = models.TextField(blank=True, default="")
    citation_source = models.CharField(max_length=300, blank=True, default="")
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=VersionState, default=VersionState.DRAFT)
    author = models.CharField(max_length=150)
    recorded_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.CharField(max_length=150, blank=True, default="")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.CharField(max_length=150, blank=True, default="")
    reason = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="policyversion_numbered_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="policyversion_counted_from_one"),
            models.CheckConstraint(
                condition=Q(document__isnull=False, unreadable="") | ~Q(unreadable=""),
                name="policyversion_read_or_unreadable",
            ),
            models.CheckConstraint(
                condition=Q(digest__regex="^[0-9a-f]{64}$") & Q(source_digest__regex="^[0-9a-f]{64}$"),
                name="policyversion_digests",
            ),
            models.CheckConstraint(
                condition=Q(state__in=VersionState.values) & Q(reading__in=Reading.values) & ~Q(author=""),
                name="policyversion_words_known",
            ),
            models.CheckConstraint(
                condition=Q(approved_by="") | ~Q(approved_by=F("author")), name="policyversion_second_officer"
            ),
            models.CheckConstraint(
                condition=Q(submitted_at=None, submitted_by="")
                | (Q(submitted_at__isnull=False) & ~Q(submitted_by="")),
                name="policyversion_submitted_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None, approved_by="")
                | (Q(approved_at__isnull=False) & ~Q(approved_by="")),
                name="policyversion_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "rejected"]) | Q(approved_at__isnull=False),
                name="policyversion_judged_by_somebody",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="immutable_once_judged",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=(
                    "IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'rights: a policy version is never deleted'; END IF;"
                    " IF TG_OP = 'INSERT' THEN IF NEW.state <> 'draft' THEN"
                    " RAISE EXCEPTION 'rights: a policy version begins as a draft'; END IF; RETURN NEW; END IF;"
                    " IF OLD.state = 'draft' AND NEW.state NOT IN ('draft', 'submitted', 'recorded')"
                    " OR OLD.state = 'submitted' AND NEW.state NOT IN ('submitted', 'draft', 'approved', 'rejected') THEN"
                    " RAISE EXCEPTION 'rights: a policy version is submitted before it is judged'; END IF;"
                    " IF NEW.state = 'recorded' AND EXISTS (SELECT FROM licensing_policyseries"
                    " WHERE id = NEW.series_id AND kind = 'terms') THEN"
                    " RAISE EXCEPTION 'rights: terms come into force by approval only'; END IF;"
                    " IF OLD.state NOT IN ('draft', 'submitted') THEN"
                    " RAISE EXCEPTION 'rights: a policy version is immutable once judged or recorded'; END IF;"
                    " IF (NEW.id, NEW.series_id, NEW.number, NEW.source_text, NEW.source_bytes, NEW.source_digest,"
                    " NEW.language, NEW.address, NEW.captured_at, NEW.recorded_at) IS DISTINCT FROM"
                    " (OLD.id, OLD.series_id, OLD.number, OLD.source_text, OLD.source_bytes, OLD.source_digest,"
                    " OLD.language, OLD.address, OLD.captured_at, OLD.recorded_at) THEN"
                    " RAISE EXCEPTION 'rights: the source of a policy version never changes'; END IF;"
                    " IF OLD.state = 'submitted' AND (NEW.document, NEW.unreadable, NEW.reading, NEW.digest, NEW.author,"
                    " NEW.citation, NEW.citation_source) IS DISTINCT FROM (OLD.document, OLD.unreadable, OLD.reading,"
                    " OLD.digest, OLD.author, OLD.citation, OLD.citation_source) THEN"
                    " RAISE EXCEPTION 'rights: what was submitted is what is approved'; END IF;"
                    " RETURN NEW;"
                ),
            ),
            no_truncate(),
        ]

    def __str__(self) -> str:
        return f"{self.series}/{self.number}"


class Clause(models.Model):
    """A span of a version's text: code points, end exclusive, with what it does.

    `effect`, `uses`, `condition`, `party` and `duties` are the reading's words (docs/notices.md); "" and [] where only
    `meaning` was given.
    """

    version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="clauses")
    label = models.CharField(max_length=20)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    meaning = models.CharField(max_length=500, blank=True, default="")
    effect = models.CharField(max_length=20, blank=True, default="", db_default="")
    uses = ArrayField(models.CharField(max_length=20), default=list, blank=True, db_default=[])
    condition = models.CharField(max_length=200, blank=True, default="", db_default="")
    party = models.CharField(max_length=300, blank=True, default="", db_default="")
    duties = ArrayField(models.CharField(max_length=20), default=list, blank=True, db_default=[])

    class Meta:
        ordering = ["start", "label"]
        constraints = [
            models.UniqueConstraint(fields=["version", "label"], name="clause_labelled_once"),
            models.CheckConstraint(
                condition=Q(end__gt=F("start")) & ~Q(label=""), name="clause_spans_something"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="only_in_drafts",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                declare=[("held", "record"), ("wanted", "bigint")],
                func=(
                    "wanted := CASE WHEN TG_OP = 'INSERT' THEN NEW.version_id ELSE OLD.version_id END;"
                    " SELECT state, char_length(source_text) AS length INTO held FROM licensing_policyversion"
                    " WHERE id = wanted;"
                    " IF TG_OP = 'UPDATE' OR held.state <> 'draft' THEN"
                    " RAISE EXCEPTION 'rights: clauses belong to drafts and are never changed'; END IF;"
                    " IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;"
                    ' IF NEW."end" > held.length THEN'
                    " RAISE EXCEPTION 'rights: a clause lies inside the text of its version'; END IF;"
                    " RETURN NEW;"
                ),
            ),
            no_truncate(),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def text(self) -> str:
        """The verbatim words of the span."""
        return self.version.source_text[self.start : self.end]
