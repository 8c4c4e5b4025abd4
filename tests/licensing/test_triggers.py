"""What the database itself refuses, whoever asks: every table that is never changed, and every way to change it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import Error, connection, models, transaction

from archive.rights_gate import supplied_evidence
from licensing.models import (
    Agreement,
    Bitemporal,
    BulkDecision,
    Clause,
    ConsumerRegistration,
    Decision,
    DeclaredUse,
    Delivery,
    DraftRevision,
    GoverningSetSeries,
    PolicyPeriod,
    PolicySeries,
    PolicyVersion,
    Quota,
    QuotaUse,
    SignalObservation,
    StatuteTerms,
    Suspension,
    VersionEvent,
)
from licensing.operations.bulk_intake import take_in_many
from tests.licensing import world

# ruff: noqa: S608 - the statements are made of the models' own names
pytestmark = pytest.mark.django_db

APPENDED = [
    Agreement,
    BulkDecision,
    Decision,
    DeclaredUse,
    Delivery,
    DraftRevision,
    GoverningSetSeries,
    Quota,
    QuotaUse,
    SignalObservation,
    StatuteTerms,
    VersionEvent,
]
BITEMPORAL = [
    model for model in apps.get_app_config("licensing").get_models() if issubclass(model, Bitemporal)
]
FREE_TO_EMPTY = {
    "Check",
    "Consumer",
    "ConsumerToken",
    "GoverningSet",
    "Obligation",
    "Party",
    "QuotaCounter",
    "ReassessmentClock",
}


def refuses(statement: str, *params: int) -> None:
    with pytest.raises(Error, match="rights:"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, params)


@pytest.fixture
def filled() -> None:
    """One row at least in every table that is appended to or bitemporal."""
    held = world.founding()
    world.agreement(actions=("extract", "archive"), limit=9)
    world.do.release_excerpt(request=world.request(held), now=world.NOW)
    world.do.declare_use(article=held.pk, consumer="newsroom", use=world.use("store"), now=world.NOW)
    world.do.take_in(candidate=world.candidate(), now=world.NOW)
    silent = supplied_evidence(address="", now=world.NOW)
    take_in_many(candidates=[replace(world.candidate(), evidence=silent)], now=world.NOW)
    world.do.suspend(
        kind="officer", scope_kind="site", scope_value="x.org", reason="r", by="o", now=world.NOW
    )
    version = PolicyVersion.objects.get(series__identifier="urn:rights:policy:wp-tdm-reservation")
    world.do.confirm_rule(version=version, pointer="/permission/0", by="o", reason="r", now=world.NOW)
    other = PolicySeries.objects.get(identifier="urn:rights:policy:wpm-site-notice")
    world.do.confirm_replacement(series=other, replaced=version.series, by="o", reason="r", now=world.NOW)
    world.do.fulfil_precondition(
        version=version,
        pointer="/permission/0",
        action="compensate",
        consumer="newsroom",
        by="o",
        reason="r",
        now=world.NOW,
    )
    world.do.assign_holders(holders=[[world.WPM]], reason="r", by="o", now=world.NOW, text_of=held.pk)
    noted = world.do.Mention(0, 5, "The reservation")
    world.do.note_document(version=version, mention=noted, by="o", now=world.NOW)
    polish = world.do.record_terms(
        series=version.series, document=None, source_text="Tekst.", language="pl", author="o", now=world.NOW
    )
    world.do.link_translation(version=polish, leading=version, by="o", reason="r", now=world.NOW)


def test_every_table_is_either_guarded_or_named_as_free() -> None:
    for model in apps.get_app_config("licensing").get_models():
        if not model._meta.auto_created:
            guarded = any(t.name == "never_truncated" for t in model._meta.original_attrs.get("triggers", ()))
            guarded = guarded or issubclass(model, Bitemporal)
            assert guarded != (model.__name__ in FREE_TO_EMPTY), model.__name__


@pytest.mark.parametrize("model", [*APPENDED, *BITEMPORAL], ids=lambda m: m.__name__)
def test_no_row_is_deleted_or_changed(filled: None, model: type[models.Model]) -> None:
    table = model._meta.db_table
    assert model._default_manager.exists(), "a table without rows proves nothing"
    refuses(f'DELETE FROM "{table}"')
    column = next(f for f in model._meta.concrete_fields if not f.primary_key and f.name != "known_to").column
    refuses(f'UPDATE "{table}" SET "{column}" = "{column}"')


@pytest.mark.parametrize(
    "model", [*APPENDED, *BITEMPORAL, PolicySeries, PolicyVersion, Clause], ids=lambda m: m.__name__
)
def test_no_table_is_emptied(model: type[models.Model]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    refuses(f'TRUNCATE "{model._meta.db_table}" CASCADE')


@pytest.mark.parametrize("model", BITEMPORAL, ids=lambda m: m.__name__)
def test_a_fact_is_closed_once_and_nothing_else_of_it_changes(filled: None, model: type[Bitemporal]) -> None:
    row = model._default_manager.filter(known_to=None)[0]
    table = model._meta.db_table
    refuses(
        f'UPDATE "{table}" SET known_to = now(), effective_to = NULL, effective_from = now() WHERE id = %s',
        row.pk,
    )
    later = world.NOW + world.DAY
    assert model._default_manager.filter(pk=row.pk).update(known_to=later) == 1
    refuses(f'UPDATE "{table}" SET known_to = NULL WHERE id = %s', row.pk)
    refuses(f"UPDATE \"{table}\" SET known_to = known_to + interval '1 day' WHERE id = %s", row.pk)


def _approved() -> PolicyVersion:
    world.party()
    return world.notice()


@pytest.mark.parametrize(
    "change",
    [
        {"document": {}},
        {"source_text": "something else"},
        {"state": "draft"},
        {"approved_by": "somebody"},
        {"digest": "0" * 64},
        {"reason": "on second thought"},
    ],
    ids=lambda c: next(iter(c)),
)
def test_an_approved_version_is_immutable(change: dict[str, Any]) -> None:
    version = _approved()
    with pytest.raises(Error, match="immutable"), transaction.atomic():
        PolicyVersion.objects.filter(pk=version.pk).update(**change)


def _draft(kind: str = "terms") -> PolicyVersion:
    series = world.do.create_series(
        identifier=f"urn:test:{uuid4()}",
        kind=kind,
        title="t",
        scope_kind="site",
        scope_value="x.org",
        now=world.NOW,
    )
    return world.do.record_terms(
        series=series,
        document=world.document(prohibition=[{"action": "use"}]),
        source_text="No use.",
        clauses=[world.do.ClauseSpan("C1", 0, 3)],
        author="rights-officer",
        now=world.NOW,
    )


def test_the_source_of_a_draft_never_changes_though_its_reading_may() -> None:
    version = _draft()
    with pytest.raises(Error, match="source"), transaction.atomic():
        PolicyVersion.objects.filter(pk=version.pk).update(source_text="All use.")
    world.do.record_reading(
        version=version, document=world.document(), author="rights-officer", now=world.NOW
    )


def test_what_was_submitted_is_what_is_approved() -> None:
    version = _draft()
    world.do.submit_terms(version=version, by="rights-officer", now=world.NOW)
    with pytest.raises(Error, match="submitted is what"), transaction.atomic():
        PolicyVersion.objects.filter(pk=version.pk).update(document={})
    with pytest.raises(Error, match="belong to drafts"), transaction.atomic():
        Clause.objects.create(version=version, label="C2", start=0, end=2)


@pytest.mark.parametrize("state", ["approved", "rejected"])
def test_a_draft_is_not_judged_before_it_is_submitted(state: str) -> None:
    version = _draft()
    with pytest.raises(Error, match="submitted before"), transaction.atomic():
        PolicyVersion.objects.filter(pk=version.pk).update(
            state=state, approved_by="o", approved_at=world.NOW
        )


def test_terms_never_come_into_force_without_an_approval() -> None:
    version = _draft()
    with pytest.raises(Error, match="by approval only"), transaction.atomic():
        PolicyVersion.objects.filter(pk=version.pk).update(state="recorded")
    with pytest.raises(Error, match="only an approved"), transaction.atomic():
        PolicyPeriod.objects.create(
            series=version.series, version=version, by="o", effective_from=world.NOW, known_from=world.NOW
        )


def test_a_version_is_in_force_in_its_own_series_only() -> None:
    version, other = _approved(), _draft().series
    with pytest.raises(Error, match="only an approved"), transaction.atomic():
        PolicyPeriod.objects.create(
            series=other, version=version, by="o", effective_from=world.NOW, known_from=world.NOW
        )


def test_a_version_begins_as_a_draft_and_is_never_deleted() -> None:
    version = _draft()
    with pytest.raises(Error, match="never deleted"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM licensing_policyversion WHERE id = %s", [version.pk])
    version.pk, version.number, version.state = None, 2, "recorded"
    with pytest.raises(Error, match="begins as a draft"), transaction.atomic():
        version.save(force_insert=True)


@pytest.mark.parametrize(("start", "end"), [(0, 99), (7, 8)])
def test_a_clause_lies_inside_the_text(start: int, end: int) -> None:
    version = _draft()
    with pytest.raises(Error, match="inside the text"), transaction.atomic():
        Clause.objects.create(version=version, label="C9", start=start, end=end)


def test_clauses_of_an_approved_version_stay_as_they_are() -> None:
    version = _approved()
    with connection.cursor() as cursor:
        for statement in (
            "DELETE FROM licensing_clause WHERE version_id = %s",
            "UPDATE licensing_clause SET meaning = 'x' WHERE version_id = %s",
        ):
            with pytest.raises(Error, match="belong to drafts"), transaction.atomic():
                cursor.execute(statement, [version.pk])


@pytest.mark.parametrize(
    "change",
    [{"scope_value": "other.org"}, {"kind": "house"}, {"identifier": "x"}, {"scope_path": "/a"}],
    ids=lambda c: next(iter(c)),
)
def test_a_series_keeps_its_scope(change: dict[str, Any]) -> None:
    series = _draft().series
    refuses_change: Callable[[], int] = lambda: PolicySeries.objects.filter(pk=series.pk).update(**change)
    with pytest.raises(Error, match="keeps its identifier"), transaction.atomic():
        refuses_change()
    assert PolicySeries.objects.filter(pk=series.pk).update(title="A better title") == 1


def test_suspensions_and_registrations_are_bitemporal() -> None:
    assert {Suspension, ConsumerRegistration} <= set(BITEMPORAL)
