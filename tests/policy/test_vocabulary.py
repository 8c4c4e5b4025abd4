"""The core's actions, operators and strategies against the facts of the ODRL 2.2 vocabulary file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from licensing.policy.errors import UnreadableError
from licensing.policy.model import Conflict, Constraint
from licensing.policy.odrl import read_policy
from licensing.policy.terms import NAMESPACES, operator_name, short_term, shorten
from licensing.policy.values import OPERANDS
from licensing.policy.vocabulary import actions
from tests.policy.builders import constraint, document, rule

VOCABULARY: dict[str, Any] = json.loads(
    (Path(__file__).parent / "data" / "odrl22.json").read_text(encoding="utf-8")
)
PUBLISHED: dict[str, dict[str, Any]] = VOCABULARY["actions"]
LIVE = {name: facts for name, facts in PUBLISHED.items() if "deprecated" not in facts}
DEPRECATED = {name: facts for name, facts in PUBLISHED.items() if "deprecated" in facts}

MOVED = {"translate": "derive", "modify": "derive"}
"""Where the semantics place an action below another than ODRL does."""
WITHOUT_MATCH = {"extractChar": "extract", "extractPage": "extract", "extractWord": "extract"}
"""Deprecated terms without an exact match that are read all the same: their definitions are extracts."""
UNREAD = {"adHocShare", "lease", "lend", "preview", "secondaryUse"}
"""Deprecated terms that nothing replaces: unknown, so they permit nothing and forbid with doubt."""


@pytest.mark.parametrize("action", LIVE)
def test_every_action_of_odrl_is_known_with_what_includes_it(action: str) -> None:
    published = MOVED.get(action, LIVE[action].get("includedIn"))
    assert actions.PARENTS[action] == published


def test_what_odrl_does_not_have_is_of_our_profile() -> None:
    ours = set(actions.PARENTS) - set(LIVE)
    assert ours == {"ra:catalogue", "ra:mine", "ra:train", "ra:generativeTraining", "ra:ground"}


def test_deprecated_terms_are_read_as_what_replaces_them_and_no_others() -> None:
    exact = {name: facts["exactMatch"] for name, facts in DEPRECATED.items() if "exactMatch" in facts}
    assert exact | WITHOUT_MATCH == actions.DEPRECATED
    assert set(DEPRECATED) - set(actions.DEPRECATED) == UNREAD
    assert not any(actions.known(name) for name in UNREAD)


def test_every_name_for_an_action_leads_to_one_that_is_known() -> None:
    assert all(actions.known(target) for target in actions.ALIASES.values())
    assert all(actions.known(a) and actions.known(b) for a, b in actions.PROHIBITED_TOO.items())
    assert set(actions.PARENTS) >= actions.NAMED_ONLY | actions.UNASKABLE | actions.PRECONDITIONS
    assert actions.LIFTING <= actions.PRECONDITIONS
    assert not set(actions.PARENTS) & set(actions.ALIASES)


@pytest.mark.parametrize("operator", VOCABULARY["operators"])
def test_every_operator_of_odrl_is_understood_by_some_operand(operator: str) -> None:
    from licensing.policy.constraints import match_constraint
    from tests.policy.test_matching import ask

    rights = {"purpose": "news-reporting", "ra:words": "50", "dateTime": "2026-01-01T00:00:00Z"}
    found = [
        match_constraint(Constraint(left, operator, (right,)), ask(words=10), permits=False).touches
        for left, right in rights.items()
    ]
    assert any(touches is not None for touches in found)


def test_an_unknown_operator_is_unknown_to_every_operand() -> None:
    from licensing.policy.constraints import match_constraint
    from tests.policy.test_matching import ask

    for left in OPERANDS:
        found = match_constraint(Constraint(left, "resembles", ("x",)), ask(words=10), permits=False)
        assert (found.inside, found.touches) == (None, None)


def test_the_contexts_misspelt_operator_is_read() -> None:
    assert operator_name("odrl:neg") == "neq"
    policy = read_policy(
        document(permission=[rule("archive", constraint=constraint("purpose", "odrl:neg", "x"))])
    )
    assert policy.rules[0].constraints == (Constraint("purpose", "neq", ("x",)),)


def test_the_conflict_strategies_are_odrls_and_invalid_is_the_default() -> None:
    assert {strategy.value for strategy in Conflict} == set(VOCABULARY["conflicts"])
    assert read_policy(document(conflict=None)).conflict is Conflict.INVALID
    with pytest.raises(UnreadableError, match="conflict"):
        read_policy(document(conflict="coin-toss"))


def test_left_operands_are_odrls_or_of_our_profile() -> None:
    profile = {left for left, operand in OPERANDS.items() if operand.profile}
    assert all(left.startswith("ra:") for left in profile)
    assert set(OPERANDS) - profile <= set(VOCABULARY["leftOperands"])


@pytest.mark.parametrize("action", [*LIVE, "ra:mine"])
def test_an_action_has_one_short_name_however_it_is_written(action: str) -> None:
    prefix, _, name = action.rpartition(":")
    full = NAMESPACES[prefix or "odrl"] + name
    assert short_term(full) == short_term(action) == shorten(full) == action
    assert prefix or short_term(f"odrl:{action}") == action


@pytest.mark.parametrize(
    "foreign", ["https://example.org/ns#archive", "xodrl:archive", "archives", "Archive"]
)
def test_a_foreign_name_is_no_action(foreign: str) -> None:
    assert not actions.known(short_term(foreign))
