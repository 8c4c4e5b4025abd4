"""The words by which people meet tables and columns: headings, labels, filters and breadcrumbs take them from here.

They are given to the models when the admin loads, so that a change of wording never asks for a migration.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

TABLES: dict[str, tuple[_StrPromise, _StrPromise]] = {
    "agreement": (_("agreement"), _("agreements")),
    "bulkdecision": (_("decision on many articles"), _("decisions on many articles")),
    "check": (_("check"), _("checks")),
    "clause": (_("clause"), _("clauses")),
    "consumer": (_("consumer"), _("consumers")),
    "consumerregistration": (_("registration"), _("registrations")),
    "consumertoken": (_("token"), _("tokens")),
    "decision": (_("decision"), _("decisions")),
    "declareduse": (_("declared use"), _("declared uses")),
    "delivery": (_("delivery"), _("deliveries")),
    "draftrevision": (_("saved reading"), _("saved readings")),
    "holderassignment": (_("word on holders"), _("holders")),
    "incorporateddocument": (_("incorporated document"), _("incorporated documents")),
    "obligation": (_("obligation"), _("obligations")),
    "officertask": (_("officer's task"), _("officers' tasks")),
    "outcomechange": (_("changed outcome"), _("changed outcomes")),
    "party": (_("party"), _("parties")),
    "partyalias": (_("name of a party"), _("names of parties")),
    "policyseries": (_("policy"), _("policies")),
    "policyversion": (_("version"), _("versions")),
    "reassessment": (_("re-assessment"), _("re-assessments")),
    "signalobservation": (_("observation"), _("observations")),
    "statuteapproval": (_("legal position"), _("legal positions")),
    "suspension": (_("suspension"), _("suspensions")),
    "translation": (_("translation"), _("translations")),
    "versionevent": (_("step"), _("steps")),
}
"""Model → one of its rows, and several."""

COLUMNS: dict[str, _StrPromise] = {
    "action": _("action"),
    "active": _("active"),
    "address": _("address"),
    "approved_at": _("approved"),
    "approved_by": _("approved by"),
    "article": _("article"),
    "articles": _("articles"),
    "asset": _("of what"),
    "assigner": _("issued by"),
    "at": _("when"),
    "attribution": _("attribution"),
    "author": _("author"),
    "body": _("question"),
    "by": _("by"),
    "captured_at": _("captured"),
    "consumer": _("consumer"),
    "created_at": _("created"),
    "created_by": _("created by"),
    "decision": _("decision"),
    "declared_at": _("declared"),
    "delivered_at": _("delivered"),
    "digest": _("digest"),
    "done_at": _("answered"),
    "done_by": _("done by"),
    "due_at": _("due"),
    "effective_from": _("from"),
    "effective_to": _("until"),
    "evidence_digest": _("digest of the evidence"),
    "evidence_name": _("evidence"),
    "evidence_text": _("text of the evidence"),
    "facts_digest": _("digest of the facts"),
    "failure": _("failure"),
    "holders": _("holders"),
    "hypothetical": _("hypothetical"),
    "id": _("id"),
    "identifier": _("identifier"),
    "incurred_at": _("incurred"),
    "key": _("key"),
    "kind": _("kind"),
    "known_at": _("as known at"),
    "known_from": _("on record from"),
    "known_to": _("on record until"),
    "language": _("language"),
    "name": _("name"),
    "number": _("number"),
    "observed_at": _("observed"),
    "officer": _("officer"),
    "origin": _("asked by way of"),
    "outcome": _("outcome"),
    "page_digest": _("digest of the page"),
    "party": _("party"),
    "policy": _("policy"),
    "position": _("no."),
    "prefix": _("begins with"),
    "reading": _("reading"),
    "reason": _("reason"),
    "recorded_at": _("recorded"),
    "recorded_by": _("recorded by"),
    "replaces": _("in place of"),
    "requested_at": _("requested"),
    "revoked_at": _("revoked"),
    "revoked_by": _("revoked by"),
    "root": _("Root of the answers"),
    "rule": _("rule"),
    "scope_kind": _("what it covers"),
    "scope_path": _("path prefix"),
    "scope_value": _("which one"),
    "series": _("policy"),
    "source_digest": _("digest of the source"),
    "start": _("first word"),
    "started_at": _("begun"),
    "state": _("state"),
    "state_at": _("settled"),
    "status": _("HTTP status"),
    "subject": _("subject"),
    "subject_kind": _("kind of subject"),
    "submitted_at": _("submitted"),
    "submitted_by": _("submitted by"),
    "territory": _("territory"),
    "text_digest": _("digest of the text"),
    "timezone": _("time zone"),
    "title": _("title"),
    "use": _("use"),
    "valid_until": _("valid until"),
    "value": _("value"),
    "version": _("version"),
    "words": _("words"),
}
"""Column → its label, the same in every table but those below."""

COLUMNS_OF: dict[tuple[str, str], _StrPromise] = {("officertask", "done_at"): _("done")}
"""Table and column → its label there."""


def give_names() -> None:
    """Give tables and columns their words."""
    config = apps.get_app_config("licensing")
    config.verbose_name = _("Licensing")
    for model in config.get_models():
        meta = model._meta  # noqa: SLF001 - Django's public underscore
        if meta.model_name in TABLES:
            meta.verbose_name, meta.verbose_name_plural = TABLES[meta.model_name]
        for field in meta.concrete_fields:
            everywhere = COLUMNS.get(field.name, field.verbose_name)
            field.verbose_name = COLUMNS_OF.get((meta.model_name or "", field.name), everywhere)
