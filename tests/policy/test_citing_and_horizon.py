"""What an answer cites, and until when it stands (docs/semantics.md section 3)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from licensing.policy.model import Clause, OnRecord, Scope, ScopeKind
from tests.policy.builders import (
    NOW,
    PUBLISHER,
    agreement,
    answer,
    approval,
    constraint,
    document,
    outcome,
    quota,
    rule,
    signal,
    statute,
    suspension,
    terms,
    use,
)

HOUR, INSTANT = timedelta(hours=1), timedelta(microseconds=1)
NEWS = constraint("purpose", "eq", "news-reporting")
TEXTS = constraint("ra:part", "eq", "text")


def permits(action: str = "archive", scope: ScopeKind = ScopeKind.PUBLISHER, **more: Any) -> OnRecord:
    values = {ScopeKind.SITE: "example.org", ScopeKind.PUBLISHER: "publisher", ScopeKind.ARTICLE: "a-1"}
    value = values.get(scope, PUBLISHER)
    name = more.pop("id")
    return terms(document(permission=[rule(action, **more)]), id=name, scope=Scope(scope, value))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (permits("archive", id="z"), permits("use", ScopeKind.ARTICLE, constraint=[NEWS, TEXTS], id="a")),
        (
            permits(constraint=[NEWS, TEXTS], id="z"),
            permits(scope=ScopeKind.ARTICLE, constraint=NEWS, id="a"),
        ),
        (permits(scope=ScopeKind.ARTICLE, id="z"), permits(scope=ScopeKind.SITE, id="a")),
        (permits(scope=ScopeKind.SITE, id="z"), permits(scope=ScopeKind.HOLDER, id="a")),
        (permits(scope=ScopeKind.HOLDER, id="z"), permits(scope=ScopeKind.PUBLISHER, id="a")),
        (permits(id="a"), permits(id="z")),
    ],
    ids=["deepest action", "more constraints", "article", "site", "holder", "identifier"],
)
def test_the_most_specific_rule_is_cited(first: OnRecord, second: OnRecord) -> None:
    for found in ((first, second), (second, first)):
        assert answer(use(), *found).answers[0].citation.policy == first.id


def test_the_citation_carries_version_digest_rule_and_the_verbatim_clauses() -> None:
    clauses = (Clause("C1", 0, 10, "Not at all"), Clause("C2", 11, 20, "or so"))
    closed = terms(
        document(prohibition=[rule(["use", "archive"], fromClause=["C1"])]), id="notice", clauses=clauses
    )
    cited = answer(use(), closed).answers[0].citation
    assert (cited.policy, cited.version, cited.rule) == ("notice", "notice@1", "/prohibition/0#archive")
    assert cited.digest == closed.content.digest
    assert cited.clauses == clauses[:1]


def test_what_bars_is_cited_before_what_can_be_lifted() -> None:
    hard = terms(document(prohibition=[rule("use")]), id="hard")
    soft = signal(document(prohibition=[rule("archive")]), id="soft")
    assert answer(use(), hard, soft).answers[0].citation.policy == "hard"


def test_nothing_on_record_cites_nothing() -> None:
    assert answer(use()).answers[0].citation.policy == ""


def test_premises_say_which_test_failed_and_by_how_much() -> None:
    limited = statute(
        document(permission=[rule("extract", constraint=constraint("ra:words", "lteq", 10))], assigner=None)
    )
    decision = answer(use("excerpt", words=12, claims=frozenset({"law"})), limited)
    failed = next(met for met in decision.obstacles if met.code == "claim-condition-fails")
    premise = failed.premises[0]
    assert (premise.what, premise.left, premise.operator, premise.right) == ("ra:words", "12", "lteq", "10")


# --- until when ------------------------------------------------------------------------------------------------------

OPEN = terms(document(permission=[rule("archive")]), id="open")


def starting(moment: datetime, operator: str = "gteq") -> OnRecord:
    return terms(
        document(
            permission=[rule("archive", constraint=constraint("dateTime", operator, moment.isoformat()))]
        ),
        id="starting",
    )


HORIZONS: dict[str, tuple[tuple[OnRecord, ...], dict[str, Any], datetime | None]] = {
    "nothing is scheduled": ((OPEN,), {}, None),
    "a version ends": ((terms(None, id="t", effective_to=NOW + HOUR),), {}, NOW + HOUR),
    "a version begins": ((terms(None, id="t", effective_from=NOW + HOUR),), {}, NOW + HOUR),
    "what is past is past": ((terms(None, id="t", effective_from=NOW - HOUR),), {}, None),
    "an agreement ends": ((agreement(None, effective_to=NOW + HOUR),), {}, NOW + HOUR),
    "a quota's period ends": ((agreement(None, quotas=(quota(),)),), {}, NOW + timedelta(days=29)),
    "a suspension ends": ((), {"suspensions": (suspension(effective_to=NOW + HOUR),)}, NOW + HOUR),
    "a suspension begins": ((), {"suspensions": (suspension(effective_from=NOW + HOUR),)}, NOW + HOUR),
    "an approval ends": ((), {"approvals": (approval(effective_to=NOW + HOUR),)}, NOW + HOUR),
    "a rule begins": ((starting(NOW + HOUR),), {}, NOW + HOUR),
    "a rule at capture begins": ((), {"at_capture": (starting(NOW + HOUR),)}, NOW + HOUR),
    "a rule ends with this very instant": ((starting(NOW, "lteq"),), {}, NOW + INSTANT),
    "something else is due": ((), {"scheduled": (NOW + 2 * HOUR, NOW + HOUR, NOW - HOUR)}, NOW + HOUR),
    "the earliest counts": (
        (starting(NOW + 3 * HOUR), terms(None, id="t", effective_to=NOW + 2 * HOUR)),
        {"scheduled": (NOW + HOUR,)},
        NOW + HOUR,
    ),
}


@pytest.mark.parametrize(("found", "more", "expected"), HORIZONS.values(), ids=HORIZONS)
def test_an_answer_stands_until_the_first_scheduled_moment(
    found: tuple[OnRecord, ...], more: dict[str, Any], expected: datetime | None
) -> None:
    assert answer(use(), *found, **more).valid_until == expected


@pytest.mark.parametrize("operator", ["lt", "lteq", "gt", "gteq", "eq", "neq"])
@pytest.mark.parametrize("kind", ["permission", "prohibition"])
@pytest.mark.parametrize("written", ["2026-03-02T10:00:00Z", "2026-03-02T10:00:00", "2026-03-03"])
def test_no_answer_changes_before_its_horizon(operator: str, kind: str, written: str) -> None:
    ruled = rule("archive", constraint=constraint("dateTime", operator, written))
    timed = document(permission=[ruled]) if kind == "permission" else document(prohibition=[ruled])
    found = (terms(timed, id="timed"), *((OPEN,) if kind == "prohibition" else ()))
    at, end = NOW - timedelta(days=2), NOW + timedelta(days=4)
    while at < end:
        until = answer(use(at=at), *found).valid_until or end
        before = outcome(use(at=at), *found)
        assert outcome(use(at=until - INSTANT), *found) == before
        assert outcome(use(at=at + (until - at) / 2), *found) == before
        at = until


def test_a_horizon_is_written_in_utc() -> None:
    warsaw = NOW.astimezone(ZoneInfo("Europe/Warsaw")) + HOUR
    found = answer(use(), OPEN, scheduled=(warsaw,)).valid_until
    assert found == warsaw
    assert found is not None
    assert found.utcoffset() == timedelta(0)
