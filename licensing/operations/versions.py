"""Versions of a policy series: numbered under the series' lock, their content named by a digest."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext

from licensing.models import Clause, PolicyPeriod, PolicySeries, PolicyVersion
from licensing.operations.content import NOT_READ, UNKEPT, ClauseSpan, Reading, Source
from licensing.operations.facts import supersede
from licensing.operations.governing import regovern
from licensing.operations.revisions import keep_revision, storable_document
from licensing.policy.canonical import canonical_json, digest
from licensing.policy.errors import UnreadableError
from licensing.policy.odrl import read_policy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from licensing.models import Party

_LONGEST_REASON = 500
_LONGEST_LABEL = 20


class ClauseError(ValueError):
    """A clause's words are not those of its span, or a rule names a clause that is not there."""


class SeriesTakenError(IntegrityError):
    """The identifier belongs to a series of another kind or scope: what it says must not be replaced by this."""


def create_series(
    *,
    identifier: str,
    kind: str,
    title: str,
    scope_kind: str,
    scope_value: str = "",
    scope_path: str = "",
    assigner: Party | None = None,
    now: datetime,
) -> PolicySeries:
    """Record a policy series; repeating it changes nothing.  Its first version in force brings it to its articles.

    Raises SeriesTakenError where the identifier is that of a series of another kind or scope.
    """
    series, new = PolicySeries.objects.get_or_create(
        identifier=identifier,
        defaults={
            "kind": kind,
            "title": title,
            "scope_kind": scope_kind,
            "scope_value": scope_value,
            "scope_path": scope_path,
            "assigner": assigner,
            "created_at": now,
        },
    )
    stands_for = (series.kind, series.scope_kind, series.scope_value, series.scope_path)
    if not new and stands_for != (kind, scope_kind, scope_value, scope_path):
        raise SeriesTakenError(f"{identifier} is another series.")
    return series


def add_version(
    *, series: PolicySeries, source: Source, reading: Reading, author: str, now: datetime
) -> PolicyVersion:
    """Append a draft to a series.  A document that can't be read is recorded as unreadable; raises ClauseError."""
    check_clauses(source.text, reading)
    with transaction.atomic():
        PolicySeries.objects.select_for_update(no_key=True).get(pk=series.pk)
        last = PolicyVersion.objects.filter(series=series).aggregate(Max("number"))["number__max"] or 0
        version = PolicyVersion.objects.create(
            series=series,
            number=last + 1,
            source_text=source.text,
            source_bytes=source.bytes,
            source_digest=source.digest,
            language=source.language,
            address=source.address,
            captured_at=source.captured_at,
            author=author,
            recorded_at=now,
            **content_fields(source.digest, reading),
        )
        write_clauses(version, reading.clauses)
        if series.kind == "terms":
            keep_revision(version, reading, by=author, now=now)
    return version


def content_fields(source_digest: str, reading: Reading) -> dict[str, object]:
    """Return the fields of a version that its reading fills, with the digest of them all."""
    document, damaged = storable_document(reading.document)
    content = {
        "document": document,
        "unreadable": UNKEPT.sub("\ufffd", damaged or reading.unreadable or why_unreadable(document)),
        "citation": reading.citation,
        "citation_source": reading.citation_source,
    }
    spans = [
        {k: v for k, v in asdict(span).items() if k in {"label", "start", "end"}} for span in reading.clauses
    ]
    named = {
        **content,
        "clauses": sorted(spans, key=lambda s: (s["start"], s["label"])),
        "source": source_digest,
    }
    return {
        **content,
        "reading": "partial" if reading.partial else "complete",
        "digest": digest(canonical_json(named)),
    }


def why_unreadable(document: Mapping[str, object] | None) -> str:
    """Return why a document can't be read, or ""."""
    if document is None:
        return NOT_READ
    try:
        read_policy(document)
    except UnreadableError as error:
        return str(error)[:_LONGEST_REASON] or "unreadable"
    return ""


def check_clauses(text: str, reading: Reading) -> None:
    """Check each span against the text, and each clause that a rule names.  Raises ClauseError."""
    for span in reading.clauses:
        if not 0 < len(span.label) <= _LONGEST_LABEL or UNKEPT.search(span.label + span.meaning):
            raise ClauseError(gettext("A clause needs a label of at most 20 characters that can be kept."))
        if not 0 <= span.start < span.end <= len(text):
            raise ClauseError(gettext("%s lies outside the text.") % span.label)
        if span.text is not None and text[span.start : span.end] != span.text:
            raise ClauseError(gettext("%s does not read as stated.") % span.label)
    labels = {span.label for span in reading.clauses}
    if len(labels) != len(reading.clauses):
        raise ClauseError(gettext("Two clauses have one label."))
    missing = _named_clauses(reading) - labels
    if missing:
        raise ClauseError(gettext("Rules name clauses that are not there: %s.") % ", ".join(sorted(missing)))


def _named_clauses(reading: Reading) -> set[str]:
    if reading.document is None or reading.unreadable:
        return set()
    try:
        policy = read_policy(reading.document)
    except UnreadableError:
        return set()
    return {label for rule in policy.rules for label in rule.clauses}


def write_clauses(version: PolicyVersion, spans: Sequence[ClauseSpan]) -> None:
    """Record the clauses of a draft."""
    Clause.objects.bulk_create(
        Clause(
            version=version, label=s.label, start=s.start, end=s.end, meaning=s.meaning[:500], effect=s.effect,
            uses=list(s.uses), condition=s.condition[:200], party=s.party[:300], duties=list(s.duties),
        )
        for s in spans
    )  # fmt: skip


def put_in_force(
    *,
    version: PolicyVersion,
    by: str,
    effective_from: datetime,
    effective_to: datetime | None = None,
    now: datetime,
) -> PolicyPeriod:
    """Let a judged version govern an interval in place of whatever was in force; new series reach their articles."""
    with transaction.atomic():
        first = not PolicyPeriod.objects.filter(series=version.series_id).exists()
        period = supersede(
            PolicyPeriod,
            {"series": version.series},
            effective_from=effective_from,
            effective_to=effective_to,
            now=now,
            version=version,
            by=by,
        )
        if first:
            regovern(series=version.series, now=now)
    return period


def record_in_force(
    *,
    series: PolicySeries,
    source: Source,
    reading: Reading,
    author: str,
    effective_from: datetime,
    effective_to: datetime | None = None,
    now: datetime,
) -> PolicyVersion:
    """Record what nobody has to approve (an observation, a contract, shipped law) and put it in force."""
    with transaction.atomic():
        version = add_version(series=series, source=source, reading=reading, author=author, now=now)
        version.state = "recorded"
        version.save(update_fields=["state"])
        put_in_force(
            version=version, by=author, effective_from=effective_from, effective_to=effective_to, now=now
        )
    return version
