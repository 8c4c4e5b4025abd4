"""Statutes as data: each complete, readable, and permitting nothing by itself."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from licensing.law import Statute, statutes
from licensing.models import PolicySeries, PolicyVersion, StatuteTerms
from licensing.operations import NotAStatuteError, approve_statute, install_law, withdraw_approval
from licensing.policy.model import RuleType
from licensing.policy.odrl import read_policy
from licensing.policy.values import OPERANDS
from licensing.policy.vocabulary import actions, regions
from tests.licensing import world

SHIPPED = [
    "eu-dsm-15-short",
    "eu-dsm-3",
    "eu-dsm-4",
    "eu-infosoc-5-3-d",
    "facts",
    "pl-25-press",
    "pl-26-2",
    "pl-26-3",
    "pl-29-quotation",
    "uk-29a",
    "uk-30",
    "us-107",
]
BY_ID = {statute.id: statute for statute in statutes()}


def test_the_table_of_laws_is_shipped() -> None:
    assert sorted(BY_ID) == SHIPPED


@pytest.mark.parametrize("statute", statutes(), ids=lambda s: s.id)
def test_a_statute_is_complete_and_says_only_what_the_core_understands(statute: Statute) -> None:
    policy = read_policy(statute.document)
    assert statute.text
    assert statute.source
    assert statute.wording in {"verbatim", "shortened", "summary"}
    assert statute.in_force_from < statute.reviewed_on
    assert statute.reviewed_on >= date(2026, 11, 24)
    assert regions.known(statute.territory)
    assert statute.conditions
    assert policy.type == "Set"
    for rule in policy.rules:
        assert rule.type is RuleType.PERMISSION
        assert actions.known(rule.action)
        assert rule.action not in actions.UNASKABLE
        assert not rule.unknown
        assert all(constraint.left in OPERANDS for constraint in rule.constraints)  # type: ignore[union-attr]


def test_only_facts_and_the_very_short_extract_need_no_claim() -> None:
    assert {s.id for s in statutes() if not s.needs_claim} == {"facts", "eu-dsm-15-short"}
    assert {s.id for s in statutes() if s.press_publisher_only} == {"eu-dsm-15-short"}
    assert {s.id for s in statutes() if s.no_reservation} == {"eu-dsm-4", "pl-26-3", "pl-25-press"}
    assert {s.id for s in statutes() if not s.excludable} == {"eu-dsm-3", "pl-26-2", "uk-29a"}


@pytest.mark.django_db
def test_installing_the_law_again_changes_nothing() -> None:
    assert install_law(now=world.NOW) == len(SHIPPED)
    assert install_law(now=world.NOW + world.DAY) == 0
    assert PolicyVersion.objects.count() == StatuteTerms.objects.count() == len(SHIPPED)


@pytest.mark.django_db
def test_a_statute_that_was_reviewed_becomes_a_new_version_from_then_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    install_law(now=world.NOW)
    changed = [
        Statute(**{**vars(s), "title": s.title, "conditions": (*s.conditions, "And more.")})
        for s in statutes()
    ]
    monkeypatch.setattr("licensing.operations.statutes.statutes", lambda: changed[:1])
    assert install_law(now=world.NOW + world.DAY) == 1
    periods = PolicySeries.objects.get(identifier=changed[0].id).periods.filter(known_to=None)
    assert [p.version.number for p in periods.order_by("effective_from")] == [1, 2]


@pytest.mark.django_db
def test_law_without_an_approval_permits_nothing() -> None:
    world.party()
    world.consumer()
    install_law(now=world.CAPTURED)
    held = world.article()
    assert world.outcome(held, world.use("catalogue", "metadata")) != "permit"
    assert world.outcome(held, world.use()) != "permit"


@pytest.mark.django_db
def test_a_withdrawn_approval_permits_no_longer_and_the_past_stays() -> None:
    held = world.founding()
    approval = PolicySeries.objects.get(identifier="eu-dsm-15-short").approvals.get(known_to=None)
    withdraw_approval(approval=approval, now=world.NOW)
    assert world.outcome(held, world.use()) == "consent"
    assert world.outcome(held, world.use(at=world.NOW - world.SECOND)) == "permit"


@pytest.mark.django_db
@pytest.mark.parametrize("reach", [{"consumer": "desk"}, {"use": "store"}, {"territory": "DE"}])
def test_an_approval_reaches_what_it_names_and_nothing_else(reach: dict[str, Any]) -> None:
    world.party()
    world.consumer()
    install_law(now=world.CAPTURED)
    held = world.article()
    series = PolicySeries.objects.get(identifier="eu-dsm-15-short")
    approve_statute(series=series, officer="legal-officer", reason="r", now=world.CAPTURED, **reach)
    assert world.outcome(held, world.use()) != "permit"
    approve_statute(series=series, officer="legal-officer", reason="r", now=world.NOW)
    assert world.outcome(held, world.use()) == "permit"


@pytest.mark.django_db
def test_only_a_statute_is_approved_this_way() -> None:
    world.party()
    with pytest.raises(NotAStatuteError):
        approve_statute(series=world.notice().series, officer="o", reason="r", now=world.NOW)
