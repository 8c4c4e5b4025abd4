"""Every check, unique and exclusion constraint of the rights tables, each broken once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from licensing import models as m
from licensing.models import Bitemporal
from tests.licensing import world

pytestmark = pytest.mark.django_db

HEX = "a" * 64
ALWAYS = {"effective_from": world.NOW, "known_from": world.NOW}


def a_series(**fields: Any) -> m.PolicySeries:
    given: dict[str, Any] = {
        "identifier": f"urn:{uuid4()}",
        "kind": "terms",
        "title": "t",
        "scope_kind": "site",
        "scope_value": "x.org",
        "created_at": world.NOW,
    }
    return m.PolicySeries.objects.create(**{**given, **fields})


def a_version(**fields: Any) -> m.PolicyVersion:
    given: dict[str, Any] = {
        "number": 1,
        "document": {},
        "source_text": "No use.",
        "source_digest": HEX,
        "digest": HEX,
        "author": "o",
        "recorded_at": world.NOW,
    }
    series = fields.pop("series", None) or a_series()
    return m.PolicyVersion.objects.create(series=series, **{**given, **fields})


def a_recorded_version() -> m.PolicyVersion:
    version = a_version(series=a_series(kind="house"))
    m.PolicyVersion.objects.filter(pk=version.pk).update(state="recorded")
    return version


def a_period(version: m.PolicyVersion, **fields: Any) -> m.PolicyPeriod:
    return m.PolicyPeriod.objects.create(
        **{**ALWAYS, "series": version.series, "version": version, "by": "o", **fields}
    )


def a_party(**fields: Any) -> m.Party:
    return m.Party.objects.create(**{"identifier": f"urn:{uuid4()}", "name": "P", **fields})


def an_alias(**fields: Any) -> m.PartyAlias:
    return m.PartyAlias.objects.create(
        **{**ALWAYS, "party": a_party(), "kind": "name", "value": "x", **fields}
    )


def a_consumer(**fields: Any) -> m.Consumer:
    return m.Consumer.objects.create(**{"identifier": "c", "name": "C", "created_at": world.NOW, **fields})


def a_registration(**fields: Any) -> m.ConsumerRegistration:
    consumer = m.Consumer.objects.filter(identifier="c").first() or a_consumer()
    given = {**ALWAYS, "consumer": consumer, "kind": "group", "name": "g", "by": "o"}
    return m.ConsumerRegistration.objects.create(**{**given, **fields})


def a_token(**fields: Any) -> m.ConsumerToken:
    given = {"digest": HEX, "prefix": "imp_", "created_at": world.NOW, "created_by": "o"}
    return m.ConsumerToken.objects.create(consumer=a_consumer(), **{**given, **fields})


def an_assignment(**fields: Any) -> m.HolderAssignment:
    given = {**ALWAYS, "subject_kind": "part", "subject": "x", "holders": [], "reason": "r", "by": "o"}
    return m.HolderAssignment.objects.create(**{**given, **fields})


def a_confirmation(version: m.PolicyVersion | None = None, **fields: Any) -> m.RuleConfirmation:
    given = {
        **ALWAYS,
        "version": version or a_version(),
        "pointer": "/permission/0",
        "by": "o",
        "reason": "r",
    }
    return m.RuleConfirmation.objects.create(**{**given, **fields})


def a_replacement(series: m.PolicySeries, replaced: m.PolicySeries, **fields: Any) -> m.Replacement:
    given = {**ALWAYS, "series": series, "replaced": replaced, "by": "o", "reason": "r"}
    return m.Replacement.objects.create(**{**given, **fields})


def a_fulfilment(version: m.PolicyVersion | None = None, **fields: Any) -> m.Fulfilment:
    given = {
        **ALWAYS,
        "consumer": "c",
        "pointer": "/permission/0",
        "action": "compensate",
        "by": "o",
        "reason": "r",
    }
    return m.Fulfilment.objects.create(**{**given, "version": version or a_version(), **fields})


def an_approval(series: m.PolicySeries | None = None, **fields: Any) -> m.StatuteApproval:
    given = {**ALWAYS, "series": series or a_series(), "officer": "o", "reason": "r"}
    return m.StatuteApproval.objects.create(**{**given, **fields})


def a_suspension(**fields: Any) -> m.Suspension:
    given = {**ALWAYS, "kind": "officer", "scope_kind": "site", "scope_value": "x", "reason": "r", "by": "o"}
    return m.Suspension.objects.create(**{**given, **fields})


def an_agreement(**fields: Any) -> m.Agreement:
    given: dict[str, Any] = {
        "assignees": ["c"],
        "evidence_name": "n",
        "evidence_text": "t",
        "evidence_digest": HEX,
        "timezone": "UTC",
        "recorded_at": world.NOW,
        "recorded_by": "o",
    }
    series = fields.pop("series", None) or a_series(kind="agreement")
    return m.Agreement.objects.create(series=series, assigner=a_party(), **{**given, **fields})


def a_quota(agreement: m.Agreement | None = None, **fields: Any) -> m.Quota:
    given = {"limit": 5, "period": "month"}
    return m.Quota.objects.create(agreement=agreement or an_agreement(), **{**given, **fields})


def a_counter(quota: m.Quota | None = None, **fields: Any) -> m.QuotaCounter:
    given = {"consumer": "c", "period_start": world.NOW, "limit": 5}
    return m.QuotaCounter.objects.create(quota=quota or a_quota(), **{**given, **fields})


def a_quota_use(counter: m.QuotaCounter, article: Any) -> m.QuotaUse:
    return m.QuotaUse.objects.create(counter=counter, article=article, decision=uuid4(), used_at=world.NOW)


def a_decision(**fields: Any) -> m.Decision:
    given: dict[str, Any] = {
        "recorded_at": world.NOW,
        "at": world.NOW,
        "known_at": world.NOW,
        "hypothetical": False,
        "article": uuid4(),
        "asset": "text",
        "use": "excerpt",
        "consumer": "c",
        "outcome": "deny",
        "record": "{}",
        "digest": HEX,
        "facts": "{}",
        "facts_digest": HEX,
        "origin": "api",
    }
    return m.Decision.objects.create(**{**given, **fields})


def a_bulk_decision(**fields: Any) -> m.BulkDecision:
    given: dict[str, Any] = {
        "recorded_at": world.NOW,
        "consumer": "c",
        "origin": "intake",
        "articles": 1,
        "facts": "{}",
        "facts_digest": HEX,
        "record": "{}",
        "digest": HEX,
        "root": HEX,
        "results": b"",
    }
    return m.BulkDecision.objects.create(**{**given, **fields})


def a_check(**fields: Any) -> m.Check:
    given = {"article": uuid4(), "asset": "text", "use": "store", "consumer": "c", "requested_at": world.NOW}
    return m.Check.objects.create(**{**given, **fields})


def a_delivery(**fields: Any) -> m.Delivery:
    given = {
        "decision": uuid4(),
        "article": uuid4(),
        "consumer": "c",
        "start": 0,
        "words": 1,
        "delivered_at": world.NOW,
    }
    return m.Delivery.objects.create(**{**given, **fields})


def a_declared_use(**fields: Any) -> m.DeclaredUse:
    given = {"decision": uuid4(), "article": uuid4(), "consumer": "c", "use": "store", "asset": "text"}
    return m.DeclaredUse.objects.create(**{**given, "declared_at": world.NOW, **fields})


def an_obligation(**fields: Any) -> m.Obligation:
    given = {
        "decision": uuid4(),
        "article": uuid4(),
        "consumer": "c",
        "action": "attribute",
        "policy": "p",
        "rule": "r",
    }
    return m.Obligation.objects.create(**{**given, "incurred_at": world.NOW, **fields})


def a_statute(**fields: Any) -> m.StatuteTerms:
    given = {"version": a_version(), "territory": "EU", "reviewed_on": world.NOW.date()}
    return m.StatuteTerms.objects.create(**{**given, **fields})


def an_observation(**fields: Any) -> m.SignalObservation:
    given = {
        "version": a_version(),
        "address": "https://x.org/",
        "observed_at": world.NOW,
        "recorded_at": world.NOW,
    }
    return m.SignalObservation.objects.create(**{**given, **fields})


def twice(make: Callable[..., object], *shared: object, **fields: Any) -> None:
    make(*shared, **fields)
    make(*shared, **fields)


def a_set_with_a_series_twice() -> None:
    series, whole = a_series(), m.GoverningSet.objects.create(digest=HEX)
    twice(lambda: m.GoverningSetSeries.objects.create(governing_set=whole, series=series))


def a_series_that_replaces_itself() -> None:
    series = a_series()
    a_replacement(series, series)


LATER = world.NOW + world.DAY
BROKEN: dict[str, Callable[[], object]] = {
    "party_named": lambda: a_party(name=""),
    "party_kind_known": lambda: a_party(kind="cat"),
    "partyalias_one_at_a_time": lambda: twice(an_alias),
    "partyalias_lower_case": lambda: an_alias(value="PAP"),
    "partyalias_kind_known": lambda: an_alias(kind="logo"),
    "holderassignment_one_at_a_time": lambda: twice(an_assignment),
    "holderassignment_explained": lambda: an_assignment(reason=""),
    "consumer_named": lambda: a_consumer(name=""),
    "consumertoken_hashed": lambda: a_token(digest="plain"),
    "consumertoken_revoked_by_somebody": lambda: a_token(revoked_at=LATER),
    "consumerregistration_one_at_a_time": lambda: twice(a_registration),
    "consumerregistration_complete": lambda: a_registration(by=""),
    "consumerregistration_only_facts_have_values": lambda: a_registration(value="yes"),
    "policyseries_named": lambda: a_series(title=""),
    "policyseries_words_known": lambda: a_series(kind="rumour"),
    "policyseries_scope_says_what": lambda: a_series(scope_value=""),
    "policyseries_only_sites_have_paths": lambda: a_series(scope_kind="publisher", scope_path="/a"),
    "policyseries_law_is_for_all": lambda: a_series(kind="statute"),
    "policyseries_no_signal_is_of_a_feed": lambda: a_series(
        kind="signal", scope_kind="collection", scope_value="agency-feed"
    ),
    "policyseries_only_signals_are_interned": lambda: a_series(scope_kind="page"),
    "policyversion_numbered_once": lambda: twice(a_version, series=a_series()),
    "policyversion_counted_from_one": lambda: a_version(number=0),
    "policyversion_read_or_unreadable": lambda: a_version(document=None),
    "policyversion_digests": lambda: a_version(digest="x"),
    "policyversion_words_known": lambda: a_version(reading="half"),
    "policyversion_second_officer": lambda: a_version(approved_by="o", approved_at=world.NOW),
    "policyversion_submitted_by_somebody": lambda: a_version(submitted_at=world.NOW),
    "policyversion_approved_by_somebody": lambda: a_version(approved_by="p"),
    "policyversion_judged_by_somebody": lambda: m.PolicyVersion.objects.filter(
        pk=world_submitted().pk
    ).update(state="approved"),
    "clause_labelled_once": lambda: twice(
        m.Clause.objects.create, version=a_version(), label="C1", start=0, end=2
    ),
    "clause_spans_something": lambda: m.Clause.objects.create(
        version=a_version(), label="C1", start=2, end=2
    ),
    "policyperiod_one_at_a_time": lambda: twice(a_period, a_recorded_version()),
    "policyperiod_by_somebody": lambda: a_period(a_recorded_version(), by=""),
    "ruleconfirmation_one_at_a_time": lambda: twice(a_confirmation, a_version()),
    "ruleconfirmation_explained": lambda: a_confirmation(pointer="permission"),
    "replacement_one_at_a_time": lambda: twice(a_replacement, a_series(), a_series()),
    "replacement_of_another": a_series_that_replaces_itself,
    "replacement_explained": lambda: a_replacement(a_series(), a_series(), reason=""),
    "fulfilment_one_at_a_time": lambda: twice(a_fulfilment, a_version()),
    "fulfilment_explained": lambda: a_fulfilment(reason=""),
    "fulfilment_is_never_consent": lambda: a_fulfilment(action="obtainConsent"),
    "statuteterms_somewhere": lambda: a_statute(territory=""),
    "statuteapproval_one_at_a_time": lambda: twice(an_approval, a_series()),
    "statuteapproval_explained": lambda: an_approval(officer=""),
    "suspension_words_known": lambda: a_suspension(kind="whim"),
    "suspension_explained": lambda: a_suspension(reason=""),
    "suspension_embargo_ends": lambda: a_suspension(kind="embargo"),
    "governingset_digest": lambda: m.GoverningSet.objects.create(digest="x"),
    "governingsetseries_once": a_set_with_a_series_twice,
    "agreement_names_somebody": lambda: an_agreement(assignees=[]),
    "agreement_evidenced": lambda: an_agreement(evidence_text=""),
    "agreement_complete": lambda: an_agreement(timezone=""),
    "quota_once_a_period": lambda: twice(a_quota, an_agreement()),
    "quota_words_known": lambda: a_quota(period="week"),
    "quotacounter_one": lambda: twice(a_counter, a_quota()),
    "quotacounter_within_limit": lambda: a_counter(used=6),
    "quotause_once": lambda: twice(a_quota_use, a_counter(), uuid4()),
    "decision_words_known": lambda: a_decision(outcome="maybe"),
    "decision_override_is_signed": lambda: a_decision(origin="override", replaces=uuid4()),
    "decision_only_overrides_replace": lambda: a_decision(replaces=uuid4()),
    "decision_two_clocks_are_hypothetical": lambda: a_decision(known_at=LATER),
    "decision_digests": lambda: a_decision(digest="x"),
    "check_started": lambda: a_check(started_at=world.NOW),
    "check_answered_or_failed": lambda: a_check(state="done", started_at=world.NOW, done_at=world.NOW),
    "delivery_key_once": lambda: twice(a_delivery, key="k"),
    "delivery_of_something": lambda: a_delivery(words=0),
    "declareduse_key_once": lambda: twice(a_declared_use, key="k"),
    "obligation_once_an_article": lambda: twice(an_obligation, decision=uuid4(), article=uuid4()),
    "bulkdecision_origin_known": lambda: a_bulk_decision(origin="nobody"),
    "bulkdecision_of_some_article": lambda: a_bulk_decision(articles=0),
    "bulkdecision_digests": lambda: a_bulk_decision(root="x"),
    "obligation_state_known": lambda: an_obligation(state="forgotten", state_at=world.NOW, by="o"),
    "obligation_settled_by_somebody": lambda: an_obligation(state="fulfilled"),
    "signalobservation_somewhere": lambda: an_observation(address=""),
    **{
        f"{make.__name__}_{way}": (lambda make=make, fields=fields: make(**fields))  # type: ignore[misc]
        for make in (
            an_alias,
            an_assignment,
            a_registration,
            a_confirmation,
            a_fulfilment,
            an_approval,
            a_suspension,
        )
        for way, fields in {
            "effective_forwards": {"effective_to": world.NOW},
            "known_forwards": {"known_to": world.NOW - world.SECOND},
        }.items()
    },
}


def world_submitted() -> m.PolicyVersion:
    version = a_version()
    m.PolicyVersion.objects.filter(pk=version.pk).update(
        state="submitted", submitted_at=world.NOW, submitted_by="o"
    )
    return version


def a_reassessment(**fields: Any) -> m.Reassessment:
    given: dict[str, Any] = {
        "key": str(uuid4()),
        "kind": "period",
        "scope_kind": "everything",
        "before_at": world.NOW,
        "before_known_at": world.NOW - world.SECOND,
        "at": world.NOW,
        "known_at": world.NOW,
        "requested_at": world.NOW,
    }
    return m.Reassessment.objects.create(**{**given, **fields})


def a_changed_outcome(**fields: Any) -> m.OutcomeChange:
    given: dict[str, Any] = {
        "site": "x.org",
        "consumer": "c",
        "use": "store",
        "part": "text",
        "before": "deny",
        "after": "permit",
        "number": 1,
        "recorded_at": world.NOW,
    }
    return m.OutcomeChange.objects.create(
        **{**given, "reassessment": fields.pop("reassessment", None) or a_reassessment(), **fields}
    )


def a_task(**fields: Any) -> m.OfficerTask:
    given: dict[str, Any] = {"key": "k", "kind": "signal_changed", "created_at": world.NOW}
    return m.OfficerTask.objects.create(**{**given, **fields})


def a_translation(version: m.PolicyVersion, leading: m.PolicyVersion, **fields: Any) -> m.Translation:
    given = {**ALWAYS, "version": version, "leading": leading, "by": "o", "reason": "r"}
    return m.Translation.objects.create(**{**given, **fields})


def a_translation_of_itself() -> None:
    version = a_version()
    a_translation(version, version)


def an_incorporated_document(version: m.PolicyVersion | None = None, **fields: Any) -> m.IncorporatedDocument:
    given = {**ALWAYS, "start": 0, "end": 2, "name": "Terms of use", "by": "o"}
    return m.IncorporatedDocument.objects.create(version=version or a_version(), **{**given, **fields})


def a_saved_reading(version: m.PolicyVersion | None = None, **fields: Any) -> m.DraftRevision:
    given = {"number": 1, "by": "o", "at": world.NOW}
    return m.DraftRevision.objects.create(version=version or a_version(), **{**given, **fields})


def a_step(**fields: Any) -> m.VersionEvent:
    given = {"act": "record", "by": "o", "at": world.NOW}
    return m.VersionEvent.objects.create(version=a_version(), **{**given, **fields})


BROKEN |= {
    "translation_one_at_a_time": lambda: twice(a_translation, a_version(), a_version()),
    "translation_of_another": a_translation_of_itself,
    "translation_explained": lambda: a_translation(a_version(), a_version(), reason=""),
    "incorporateddocument_one_at_a_time": lambda: twice(an_incorporated_document, a_version()),
    "incorporateddocument_named": lambda: an_incorporated_document(name=""),
    "draftrevision_numbered_once": lambda: twice(a_saved_reading, a_version()),
    "draftrevision_counted_by_somebody": lambda: a_saved_reading(number=0),
    "versionevent_words_known": lambda: a_step(act="dream"),
    "reassessment_words_known": lambda: a_reassessment(kind="x"),
    "reassessment_started": lambda: a_reassessment(state="running"),
    "reassessment_finished": lambda: a_reassessment(finished_at=world.NOW),
    "reassessment_compares_two_moments": lambda: a_reassessment(before_known_at=world.NOW),
    "outcomechange_once": lambda: a_changed_outcome(reassessment=a_changed_outcome().reassessment),
    "outcomechange_changes_something": lambda: a_changed_outcome(after="deny"),
    "officertask_words_known": lambda: a_task(kind="x"),
    "officertask_done_by_somebody": lambda: a_task(state="done"),
    "reassessmentclock_is_one": lambda: m.ReassessmentClock.objects.create(only=False, until=world.NOW),
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses(name: str) -> None:
    named = name.rsplit("_", 2)[1] + "_forwards" if name.endswith("_forwards") else name
    with pytest.raises(IntegrityError, match=named), transaction.atomic():
        BROKEN[name]()


def test_every_named_constraint_of_the_app_is_broken_here() -> None:
    named = {
        constraint.name
        for model in apps.get_app_config("licensing").get_models()
        for constraint in model._meta.constraints
        if not (issubclass(model, Bitemporal) and constraint.name.endswith("_forwards"))
    }
    assert named <= set(BROKEN)


def test_each_bitemporal_table_excludes_overlap_or_says_why_not() -> None:
    several_at_once = {"Suspension"}
    for model in apps.get_app_config("licensing").get_models():
        if issubclass(model, Bitemporal):
            names = [constraint.name for constraint in model._meta.constraints]
            excluded = any(name.endswith("_one_at_a_time") for name in names)
            assert excluded != (model.__name__ in several_at_once), model


def test_two_versions_may_follow_one_another_to_the_instant() -> None:
    version = a_recorded_version()
    a_period(version, effective_to=LATER)
    a_period(version, effective_from=LATER)
    assert m.PolicyPeriod.objects.count() == 2


def test_what_was_corrected_may_be_said_anew_for_the_same_time() -> None:
    version = a_recorded_version()
    first = a_period(version)
    m.PolicyPeriod.objects.filter(pk=first.pk).update(known_to=LATER)
    a_period(version, known_from=LATER)
    assert m.PolicyPeriod.objects.count() == 2


def test_decisions_are_numbered_by_the_database_in_order() -> None:
    assert a_decision().position < a_decision().position


def test_the_pairs_of_who_and_when_are_both_there_or_neither() -> None:
    pairs = [("submitted_at", "submitted_by"), ("approved_at", "approved_by"), ("revoked_at", "revoked_by")]
    for model in apps.get_app_config("licensing").get_models():
        fields = {field.name for field in model._meta.get_fields() if isinstance(field, models.Field)}
        for when, who in pairs:
            assert (when in fields) == (who in fields), model
