"""Partial evaluation equals full evaluation, for every article that a template stands for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from licensing.policy.decide import decide
from licensing.policy.model import Article, Outcome, Scope, ScopeKind
from licensing.policy.partial import (
    Column,
    Each,
    Split,
    Template,
    holds,
    outcome_at,
    partial,
    partial_policy,
    when,
    written_out,
)
from licensing.policy.partial import evaluate as evaluating
from licensing.policy.partial.mentions import GIVEN_OPERANDS, OPERAND_COLUMNS
from licensing.policy.values import OPERANDS
from tests.policy.article_strategies import articles, stands_for, templates
from tests.policy.builders import article, constraint, document, facts, rule, terms, use

quickly = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
NEW_YEAR = datetime(2025, 1, 1, tzinfo=UTC)


def template(*on_record: Any, **more: Any) -> Template:
    return Template(use=use(), facts=facts(*on_record, **more))


def since_new_year(**more: Any) -> dict[str, Any]:
    return rule("archive", constraint=[constraint("ra:publishedDate", "gteq", NEW_YEAR.isoformat())], **more)


# --- partial equals full ---------------------------------------------------------------------------------------------


@quickly
@given(templates(), st.lists(articles(), min_size=10, max_size=20))
def test_what_is_left_says_of_every_article_what_full_evaluation_says(
    asked: Template, held: list[Article]
) -> None:
    left = partial(asked)
    for one in held:
        assert outcome_at(left, one) in {None, decide(asked.use, stands_for(asked, one)).outcome}
        assert outcome_at(left, one) is not None or isinstance(left, Each)


@quickly
@given(templates(), st.lists(articles(), min_size=5, max_size=10))
def test_each_article_satisfies_the_predicate_of_its_outcome_and_no_other(
    asked: Template, held: list[Article]
) -> None:
    left = partial(asked)
    predicates = {outcome: when(left, outcome) for outcome in (*Outcome, None)}
    for one in held:
        satisfied = [outcome for outcome, predicate in predicates.items() if holds(predicate, one) is True]
        assert satisfied == [outcome_at(left, one)]


@quickly
@given(templates())
def test_what_is_left_does_not_depend_on_the_order_of_what_is_on_record(asked: Template) -> None:
    turned = replace(asked, facts=replace(asked.facts, on_record=asked.facts.on_record[::-1]))
    assert partial(turned) == partial(asked)


def test_the_random_questions_are_not_all_of_one_kind() -> None:
    seen: set[str] = set()

    @settings(quickly, max_examples=150)
    @given(templates())
    def look(asked: Template) -> None:
        seen.add(type(partial(asked)).__name__)

    look()
    assert seen == {"Outcome", "Split"}


# --- what is left, read by a person ----------------------------------------------------------------------------------


def test_a_question_that_no_rule_ties_to_the_article_is_an_outcome() -> None:
    assert partial(
        template(terms(document(permission=[rule("archive")]), scope=Scope(ScopeKind.EVERYTHING)))
    ) == (Outcome.PERMIT)


def test_a_permission_since_a_day_becomes_a_stretch_of_time_and_a_missing_date_is_no_permit() -> None:
    record = terms(document(permission=[since_new_year()]), scope=Scope(ScopeKind.EVERYTHING))
    assert written_out(partial(template(record))) == (
        "(published < 2025-01-01T00:00:00+00:00 or published is missing):\n  review\n"
        "published >= 2025-01-01T00:00:00+00:00:\n  permit"
    )


def test_a_prohibition_in_a_language_holds_below_it_and_where_no_language_is_known_somebody_looks() -> None:
    policy = document(
        permission=[rule("archive")],
        prohibition=[rule("archive", constraint=[constraint("language", "eq", "en")])],
        conflict="prohibit",
    )
    left = partial(template(terms(policy, scope=Scope(ScopeKind.EVERYTHING))))
    assert written_out(left) == (
        "language under en:\n  deny\nnot language under en:\n  permit\nlanguage is missing:\n  review"
    )


def test_a_scope_with_a_path_holds_under_it_only() -> None:
    record = terms(
        document(permission=[rule("archive")]), scope=Scope(ScopeKind.SITE, "example.org", "/news")
    )
    left = partial(replace(template(record), free=frozenset({Column.PATH})))
    assert written_out(left) == "path under /news:\n  permit\nnot path under /news:\n  review"


def test_a_column_that_is_given_is_not_left_open() -> None:
    record = terms(document(permission=[since_new_year()]))
    dated = article(published_at=NEW_YEAR + timedelta(days=1))
    assert partial(replace(template(record, article=dated), free=frozenset())) == Outcome.PERMIT


def test_one_policy_alone_is_evaluated_as_if_nothing_else_were_on_record() -> None:
    opening, closing = (
        terms(document(permission=[rule("archive")])),
        terms(document(prohibition=[rule("archive")]), id="closing"),
    )
    asked = replace(template(opening, closing), free=frozenset())
    assert partial(asked) == Outcome.DENY
    assert partial_policy(opening, asked) == Outcome.PERMIT


# --- what cannot be expressed ----------------------------------------------------------------------------------------


def test_every_operand_is_either_given_or_read_from_a_column() -> None:
    assert set(OPERANDS) == GIVEN_OPERANDS | set(OPERAND_COLUMNS)


def test_an_operand_that_no_column_holds_leaves_each_article_to_be_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(OPERANDS, "ra:mood", OPERANDS["ra:section"])
    gloomy = terms(document(permission=[rule("archive", constraint=[constraint("ra:mood", "eq", "good")])]))
    left = partial(template(gloomy))
    assert left == Each("a rule tests ra:mood, which no column of an article holds")
    assert outcome_at(left, article()) is None
    assert holds(when(left, None), article()) is True
    assert holds(when(left, Outcome.PERMIT), article()) is False
    assert written_out(left).startswith("each by itself: ")


def test_too_many_classes_leave_each_article_to_be_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluating, "MOST_CELLS", 3)
    assert isinstance(partial(template(terms(document(permission=[since_new_year()])))), Each)


def test_an_article_that_no_branch_speaks_of_is_never_permitted() -> None:
    assert outcome_at(Split(()), article()) is None
