"""Checks of policies at their edges: series of versions, documents that are none, many faults, the command."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils.translation import override
from hypothesis import HealthCheck, Phase, given, settings

from licensing.policy import validate as subject
from licensing.policy.canonical import canonical_text
from licensing.policy.validate import Code, InForce, in_force_at_once, validate
from tests.policy.builders import PUBLISHER, constraint, document, rule
from tests.policy.odrl_documents import Json, whole_documents
from tests.policy.test_validate import permitting, resolved

SOUND = [
    document(permission=[rule("play", duty=[{"action": "obtainConsent"}])]),
    document(
        permission=[rule("play", duty=[{"action": "obtainConsent", "consentingParty": PUBLISHER}])],
        assigner=None,
    ),
    document(permission=[rule("play", assigner=PUBLISHER)], assigner=None) | {"@type": "Offer"},
    document(permission=[rule("play")], assignee="urn:x") | {"@type": "Agreement"},
    document(permission=[rule("play"), rule("use", duty=[{"action": "attribute"}])]),
    document(permission=[rule("play", target="urn:a"), rule("play", target="urn:b")]),
    document(permission=[rule("play")], prohibition=[rule("index")], conflict=None),
    document(
        permission=[rule("play", constraint=constraint("spatial", "eq", "PL"))],
        prohibition=[rule("play", constraint=constraint("spatial", "neq", "PL"))],
        conflict=None,
    ),
    permitting(constraint("dateTime", "gteq", "2026-01-01"), constraint("dateTime", "lt", "2026-05-01")),
    permitting(
        constraint("spatial", "eq", "PL"), {"or": [constraint("spatial", "eq", one) for one in ("DE", "EU")]}
    ),
    permitting(constraint("ra:words", "gteq", 5), constraint("ra:words", "lteq", 5)),
    document(prohibition=[rule(["use", "play", "index"])]),
]
QUIET = {Code.NO_AI_ACTION}


@pytest.mark.parametrize("made", SOUND, ids=range(len(SOUND)))
def test_nothing_is_said_of_what_is_sound(made: Json) -> None:
    assert {one.code for one in validate(made)} - QUIET == set()


# --- series ----------------------------------------------------------------------------------------------------------


def day(number: int) -> datetime:
    return datetime(2026, 1, number, tzinfo=UTC)


@pytest.mark.parametrize(
    ("versions", "together"),
    [
        ([("a", 1, 5), ("b", 5, None)], []),
        ([("a", 1, 6), ("b", 5, None)], [("a", "b")]),
        ([("b", 5, 6), ("a", 1, None)], [("a", "b")]),
        ([("a", 1, None), ("b", 2, 3), ("c", 4, 5)], [("a", "b"), ("a", "c")]),
        ([("a", 1, 9), ("b", 2, 3), ("c", 9, None)], [("a", "b")]),
        ([("a", 1, 5), ("b", 3, 3)], []),
        ([("a", 1, 5), ("b", 1, 5)], [("a", "b")]),
    ],
)
def test_two_versions_of_one_series_in_force_at_once_are_found(
    versions: list[tuple[str, int, int | None]], together: list[tuple[str, str]]
) -> None:
    given_ = [InForce("s", name, day(start), end and day(end)) for name, start, end in versions]  # type: ignore[arg-type]
    found = in_force_at_once(given_)
    assert [(dict(one.values)["left"], dict(one.values)["right"]) for one in found] == together
    assert {one.code for one in found} <= {Code.IN_FORCE_AT_ONCE}


def test_versions_of_other_series_are_nobodys_business() -> None:
    assert in_force_at_once([InForce("s", "1", day(1)), InForce("t", "1", day(1))]) == ()


# --- never an exception ----------------------------------------------------------------------------------------------

quickly = settings(
    max_examples=40,
    phases=[Phase.generate],
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


@quickly
@given(whole_documents())
def test_every_finding_has_a_place_and_two_sentences(made: Json) -> None:
    for one in validate(made):
        resolved(made, one.pointer)
        assert one.sentence() != one.sentence("pl")


@pytest.mark.parametrize(
    "made", [None, 1, "x", [], [{}], {}, {1: 2}, {"uid": {}}, object(), {"permission": 1}]
)
def test_what_is_no_policy_is_one_finding(made: object) -> None:
    assert [one.code for one in validate(made)] == [Code.UNREADABLE]


def test_a_mistake_of_ours_is_a_finding_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(policy: object) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr(subject, "_CHECKS", (broken,))
    assert [one.sentence() for one in validate(document())] == [
        "The policy cannot be read: ZeroDivisionError, please report it."
    ]


def test_a_policy_of_many_faults_lists_the_first_and_says_that_there_are_more() -> None:
    made = document(permission=[rule(f"ex:a{n}") for n in range(300)])
    codes = [one.code for one in validate(made)]
    assert codes.count(Code.UNKNOWN_TERM) <= subject.MOST_FINDINGS
    assert Code.MORE in codes


def test_a_policy_too_large_to_compare_says_so() -> None:
    many = [rule("play", target=f"urn:t:{n}") for n in range(600)]
    assert Code.TOO_MANY in {one.code for one in validate(document(prohibition=many))}


# --- the command -----------------------------------------------------------------------------------------------------


def run(file: str) -> str:
    out = io.StringIO()
    call_command("validate_policy", file, stdout=out)
    return out.getvalue()


def test_the_command_prints_a_line_a_finding(tmp_path: Path) -> None:
    file = tmp_path / "policy.jsonld"
    file.write_text(canonical_text(document(permission=[rule("use")])), encoding="utf-8")
    assert run(str(file)) == (
        "info /permission/0 no-ai-action: The permission of use does not reach ra:mine, ra:ground, ra:train, "
        "ra:generativeTraining: a permission reaches these only where it names them.\n"
    )
    with override("pl"):
        assert "Pozwolenie na use nie obejmuje" in run(str(file))


def test_the_command_fails_where_there_are_errors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "policy.jsonld"
    file.write_text('{"uid": "urn:x", "uid": "urn:y"}', encoding="utf-8")
    out = io.StringIO()
    with pytest.raises(CommandError, match="errors: 1"):
        call_command("validate_policy", str(file), stdout=out)
    assert out.getvalue() == "error /uid unreadable: The policy cannot be read: the key is given twice.\n"
    with pytest.raises(CommandError, match="No such file"):
        run(str(tmp_path / "missing"))


def test_the_command_reads_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b'{"uid": "urn:x"}')))
    assert "info / no-rules" in run("-")
