"""The founding notice, in both languages, and the policy that is drafted from a reading."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import config.demo
from licensing.notices import Reading, read_notice
from licensing.notices.score import load
from licensing.policy.model import RuleType
from licensing.policy.odrl import read_policy
from licensing.policy.vocabulary.uses import STANDARD_USES

FOUNDING = Path(config.demo.__file__).parent / "data"
LABELLED = Path(__file__).parent / "data"


@pytest.fixture(params=["en", "pl"])
def founding(request: pytest.FixtureRequest) -> Reading:
    return read_notice((FOUNDING / f"notice.{request.param}.txt").read_text(encoding="utf-8"))


def test_everything_needs_consent_but_finding_it_by_a_search_engine(founding: Reading) -> None:
    assert founding.labels == {
        use: {"catalogue": "silent", "index": "permit"}.get(use, "consent") for use in STANDARD_USES
    }
    assert founding.holder == "Wirtualna Polska Media Spółka Akcyjna"


def test_the_permission_is_for_internet_search_and_nothing_else(founding: Reading) -> None:
    assert founding.policy is not None
    rules = [rule for rule in read_policy(founding.policy).rules if rule.action == "index"]
    permission = next(rule for rule in rules if rule.type is RuleType.PERMISSION)
    assert "internet-search" in str(permission.constraints)


def test_it_is_partial_until_the_reservation_that_it_incorporates_is_at_hand(founding: Reading) -> None:
    assert not founding.complete
    assert founding.incorporates


def test_the_mining_reservation_needs_consent() -> None:
    labels = read_notice((FOUNDING / "tdm-reservation.en.txt").read_text(encoding="utf-8")).labels
    assert {labels[use] for use in ("mine", "train", "ground", "store")} == {"consent"}
    assert "permit" not in labels.values()


def test_clauses_are_exact_spans_of_the_text(founding: Reading) -> None:
    assert founding.clauses
    assert all(founding.text[one.start : one.end] == one.text for one in founding.clauses)
    assert all(founding.uses[use].clauses for use, label in founding.labels.items() if label != "silent")


@pytest.mark.parametrize("name", ["notices", "made-up"])
def test_each_draft_is_read_back_with_every_rule_bound_to_a_clause(name: str) -> None:
    for one in load(LABELLED / f"{name}.jsonl"):
        reading = read_notice(str(one["text"]))
        if reading.policy is None:
            continue
        policy = read_policy(json.loads(json.dumps(reading.policy)))
        known = {clause.label for clause in reading.clauses}
        assert all(
            rule.clauses and set(rule.clauses) <= known and not rule.unknown for rule in policy.rules
        ), one["id"]


@pytest.mark.parametrize("name", ["notices", "made-up"])
def test_a_draft_says_what_the_labels_say(name: str) -> None:
    for one in load(LABELLED / f"{name}.jsonl"):
        reading = read_notice(str(one["text"]))
        if reading.policy is None:
            continue
        policy = read_policy(reading.policy)
        for use, label in reading.labels.items():
            action = STANDARD_USES[use].action
            forbidden = any(r.action == action and r.type is RuleType.PROHIBITION for r in policy.rules)
            assert forbidden >= (label in {"consent", "deny"}), (one["id"], use)
