"""Many articles whose whole texts are wanted: each gets what it would get by itself, in the same entry as its facts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection

from licensing.models import BulkDecision, Decision, QuotaUse
from licensing.operations import take_in
from licensing.operations.bulk_intake import take_in_many
from licensing.operations.bulk_record import replay_bulk
from licensing.queries.bulk_entries import answer_in, counted, decisions_in
from tests.licensing import copies, world
from tests.licensing.test_bulk_intake import random_candidates, supplied

if TYPE_CHECKING:
    from archive.rights_gate import Candidate, IntakeVerdict

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ready() -> None:
    copies.ready()


def wanted(count: int = 5, **columns: Any) -> list[Candidate]:
    return [replace(supplied(**columns), wants_full_copy=True) for _ in range(count)]


def many(candidates: list[Candidate]) -> tuple[IntakeVerdict, ...]:
    return take_in_many(candidates=candidates, now=world.NOW)


def test_a_group_is_asked_once_and_its_entry_says_so() -> None:
    copies.lets_store()
    asked = wanted()
    verdicts = many(asked)
    entry = BulkDecision.objects.get()
    assert {one.copy_decision for one in verdicts} == {entry.pk}
    assert not Decision.objects.exists()
    assert ("store", "permit") in [(use, outcome.value) for use, outcome, _, _ in counted(entry)]
    assert [one.use.action for one in decisions_in(entry, asked[0].article_id)][-1] == "store"
    assert replay_bulk(entry)


def test_without_a_permit_none_of_them_is_kept_and_each_is_told_why() -> None:
    verdicts = many(wanted())
    assert {one.copy_decision for one in verdicts} == {None}
    assert all("consent" in one.copy_reason for one in verdicts)
    assert replay_bulk(BulkDecision.objects.get())


def test_nothing_is_asked_of_those_that_want_none_and_their_entry_is_as_before() -> None:
    copies.lets_store()
    asked = [supplied() for _ in range(3)]
    assert {one.copy_decision for one in many(asked)} == {None}
    entry = BulkDecision.objects.get()
    assert '"copy"' not in entry.facts
    assert "store" not in entry.record
    answer = answer_in(entry, asked[0].article_id)
    assert answer is not None
    assert answer.copy is None


def test_those_that_want_one_and_those_that_do_not_are_groups_of_their_own() -> None:
    copies.lets_store()
    verdicts = many([*wanted(2), *(supplied() for _ in range(2))])
    assert [one.copy_decision is not None for one in verdicts] == [True, True, False, False]
    assert BulkDecision.objects.count() == 2


def test_where_a_quota_counts_them_each_is_decided_by_itself_and_no_more_than_its_limit_is_kept() -> None:
    copies.lets_store(limit=2)
    verdicts = many(wanted(4))
    assert [one.copy_decision is not None for one in verdicts] == [True, True, False, False]
    assert QuotaUse.objects.count() == 2
    assert not BulkDecision.objects.exists()


def test_a_suspended_site_is_refused_before_anybody_asks_about_texts() -> None:
    copies.lets_store()
    world.do.suspend(
        kind="officer", scope_kind="site", scope_value="essanews.com", reason="r", by="o", now=world.NOW
    )
    assert {(one.metadata, one.copy_decision) for one in many(wanted(2))} == {(False, None)}


RULES = {
    "sections": {"leftOperand": "ra:section", "operator": "eq", "rightOperand": "News"},
    "languages": {"leftOperand": "language", "operator": "eq", "rightOperand": "en"},
    "none": None,
}


@pytest.mark.parametrize("told_apart_by", sorted(RULES))
def test_each_gets_what_it_would_get_by_itself(told_apart_by: str) -> None:
    rule = RULES[told_apart_by]
    copies.lets_store(constraint=[rule] if rule else None)
    asked = [replace(one, wants_full_copy=True) for one in random_candidates(60, 7, [])]
    together = many(asked)
    for entry in BulkDecision.objects.all():
        assert replay_bulk(entry)
    by_itself = [take_in(candidate=one, now=world.NOW) for one in asked]
    assert [_told(one) for one in together] == [_told(one) for one in by_itself]
    assert {one.copy_decision is None for one in together} == {True, False}


def _told(verdict: IntakeVerdict) -> object:
    return (
        verdict.metadata,
        verdict.excerpt_words,
        verdict.copy_decision is None,
        verdict.copy_reason,
        verdict.copy_until,
    )


def test_a_changed_answer_is_found_by_the_replay() -> None:
    asked = wanted(2)
    many(asked)
    entry = BulkDecision.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            'UPDATE licensing_bulkdecision SET record = replace(record, \'"store":"consent"\', \'"store":"permit"\')'
        )
        cursor.execute("SET LOCAL session_replication_role = origin")
    changed = BulkDecision.objects.get()
    assert changed.record != entry.record
    assert not replay_bulk(changed)
