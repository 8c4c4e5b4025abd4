"""The evaluator as outsiders meet it: its page, its command line, and what holds for every case."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from licensing.policy.canonical import Json
from licensing.policy.errors import UnreadableError
from licensing.policy.standalone.evaluate import Reading, Result
from licensing.policy.standalone.hierarchy import PARENTS
from tests.odrl.evaluating import report_of
from tests.odrl.tables import ALICE, PLAY, Case, X, permission, policy, prohibition, when
from tests.odrl.test_own_suite import ALL

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "odrl-evaluator.md").read_text(encoding="utf-8")
VOCABULARY = ROOT / "tests" / "policy" / "data" / "odrl22.json"
READABLE = [case for _, case in ALL if case.unreadable is None and case.reading != "suite"]


def rules_of(report: Mapping[str, Json]) -> list[dict[str, Json]]:
    rules = report["rules"]
    assert isinstance(rules, list)
    return [rule for rule in rules if isinstance(rule, dict)]


def inner(data: Mapping[str, Json], name: str) -> list[dict[str, Json]]:
    found = data[name]
    assert isinstance(found, list)
    return [one for one in found if isinstance(one, dict)]


# --- the page --------------------------------------------------------------------------------------------------------


def test_the_example_of_the_page_runs() -> None:
    [example] = re.findall(r"```python\n(.+?)```", PAGE, re.DOTALL)
    exec(compile(example, "docs/odrl-evaluator.md", "exec"), {})  # noqa: S102 (our own page)


def test_the_page_names_every_field_of_a_report() -> None:
    report = report_of(Case("", "", permission()))
    fields = set(report) | set(rules_of(report)[0])
    told = set(re.findall(r"`(\w+)`", PAGE))
    assert fields - told == {"policy", "type", "conflict", "request", "reason", "rule", "pointer"}


def test_the_page_names_every_reading_and_result() -> None:
    assert [one for one in (*Reading, *Result) if f"`{one}`" not in PAGE] == []


# --- the command line ------------------------------------------------------------------------------------------------


def run(folder: Path, *more: str, **files: object) -> subprocess.CompletedProcess[str]:
    arguments = []
    for name, content in files.items():
        path = folder / f"{name}.json"
        path.write_text(json.dumps(content), encoding="utf-8")
        arguments += [f"--{name}", str(path)]
    command = [sys.executable, "-m", "licensing.policy", "evaluate", *arguments, *more]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_command_line_reports_as_the_function_does(tmp_path: Path) -> None:
    case = Case(
        "", "", permission(constraint=[when("media", "eq", "online")]), state={"context": {"media": "online"}}
    )
    done = run(tmp_path, policy=case.policy, request=case.request, state=case.state)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == report_of(case)


def test_nothing_is_known_without_a_state(tmp_path: Path) -> None:
    done = run(tmp_path, policy=permission(constraint=[when("dateTime", "lt", "2030-01-01")]), request=PLAY)
    assert json.loads(done.stdout)["result"] == "unknown"


def test_a_reading_is_chosen(tmp_path: Path) -> None:
    done = run(
        tmp_path, "--reading", "semantics", policy=permission(duty={"action": "attribute"}), request=PLAY
    )
    assert json.loads(done.stdout)["permitted"] is True


def test_a_policy_of_several_is_chosen(tmp_path: Path) -> None:
    both = [permission(), {**prohibition(), "uid": "urn:ex:second"}]
    done = run(tmp_path, "--policy-id", "urn:ex:second", policy=both, request=PLAY)
    assert json.loads(done.stdout)["result"] == "prohibited"


def test_an_unreadable_policy_is_reported_and_permits_nothing(tmp_path: Path) -> None:
    done = run(tmp_path, policy=policy(profile="urn:ex:profile"), request=PLAY)
    report = json.loads(done.stdout)
    assert done.returncode == 2
    assert (report["result"], report["permitted"], report["pointer"]) == ("unreadable", False, "/profile")
    assert done.stderr.count("\n") == 1


def test_a_profile_that_the_caller_understands_stops_nothing(tmp_path: Path) -> None:
    stated = {**permission(), "profile": ["http://example.com/odrl:profile:10", "urn:ex:profile"]}
    known = ("--profile", "urn:ex:profile", "--profile", "http://example.com/odrl:profile:10")
    assert json.loads(run(tmp_path, *known, policy=stated, request=PLAY).stdout)["result"] == "permitted"
    assert json.loads(run(tmp_path, *known[:2], policy=stated, request=PLAY).stdout)["result"] == "unreadable"


def test_a_profile_adds_no_terms(tmp_path: Path) -> None:
    stated = {**permission(**{"urn:ex:summary": X}), "profile": "urn:ex:profile"}
    done = run(tmp_path, "--profile", "urn:ex:profile", policy=stated, request=PLAY)
    assert json.loads(done.stdout)["result"] == "unknown"


def command(folder: Path, *arguments: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    (folder / "policy.json").write_text(json.dumps(permission()), encoding="utf-8")
    (folder / "request.json").write_text(json.dumps(PLAY), encoding="utf-8")
    whole = [sys.executable, "-m", "licensing.policy", *arguments]
    return subprocess.run(
        whole, cwd=folder, env={"PYTHONPATH": str(ROOT)}, input=data, capture_output=True, check=False
    )


ASKED = ("--request", "request.json")


def test_one_file_may_be_standard_input(tmp_path: Path) -> None:
    done = command(tmp_path, "evaluate", "--policy", "-", *ASKED, data=json.dumps(permission()).encode())
    assert json.loads(done.stdout)["result"] == "permitted"


def test_a_name_in_no_known_letters_is_written_anywhere(tmp_path: Path) -> None:
    named = json.dumps({**permission(), "uid": "urn:ex:żółw"}).encode()
    done = command(tmp_path, "evaluate", "--policy", "-", *ASKED, data=named)
    assert json.loads(done.stdout)["policy"] == "urn:ex:żółw"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"7",
        b"[]",
        b'{"@graph": []}',
        b'{"uid": 1, "uid": 2}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'[{"uid": "urn:ex:p", "permission": []}], "conflict": "perm"',
        b" " * (10 * 1024 * 1024) + b"{}",
    ],
    ids=lambda data: str(data[:20]),
)
def test_whatever_is_no_policy_permits_nothing_in_one_line(tmp_path: Path, data: bytes) -> None:
    done = command(tmp_path, "evaluate", "--policy", "-", *ASKED, data=data)
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert done.stderr.startswith(b"-: ")
    assert not done.stdout or json.loads(done.stdout)["result"] == "unreadable"


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("evaluate",),
        ("decide",),
        ("evaluate", "--policy", "policy.json"),
        ("evaluate", "--policy", "policy.json", *ASKED, "--reading", "lenient"),
        ("evaluate", "--policy", "nowhere.json", *ASKED),
        ("evaluate", "--policy", ".", *ASKED),
        ("evaluate", "--policy", "policy.json", *ASKED, "--state", "nowhere.json"),
        ("evaluate", "--policy", "policy.json", *ASKED, "--policy-id", "urn:ex:other"),
    ],
)
def test_wrong_use_is_one_line(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = command(tmp_path, *arguments)
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1)
    assert b"Traceback" not in done.stderr


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "state.json").write_text('{"timezone": "Warsaw"}', encoding="utf-8")
    done = command(tmp_path, "evaluate", "--policy", "policy.json", *ASKED, "--state", "state.json")
    assert done.stderr.startswith(b"state.json: /timezone: ")


@pytest.mark.parametrize("request_", ["text", {"action": ["play", "print"]}, {"permission": [PLAY, PLAY]}])
def test_a_request_that_asks_for_nothing_in_particular_is_refused(tmp_path: Path, request_: object) -> None:
    done = run(tmp_path, policy=permission(), request=request_)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


@pytest.mark.parametrize(
    "state",
    [
        {"currentTime": "yesterday"},
        {"currentTime": "2024-01-01T00:00:00Z", "now": "2025-01-01T00:00:00Z"},
        {"duties": {"urn:ex:d": "maybe"}},
        {"performed": [{"action": "play", "times": -1}]},
        {"events": {"urn:ex:e": "perhaps"}},
        {"timezone": "Warsaw"},
        {"partOf": {X: {"a": "b"}}},
        {"counts": {X: {"a": "b"}}},
    ],
)
def test_a_state_that_makes_no_sense_is_refused_with_its_place(state: object) -> None:
    with pytest.raises(UnreadableError, match=r"^/[a-zA-Z]+"):
        report_of(Case("", "", permission(), state=state))


def test_a_state_a_thousand_levels_deep_is_refused() -> None:
    state: object = "x"
    for _ in range(1000):
        state = {"urn:ex:in": state}
    with pytest.raises(UnreadableError, match="levels deep"):
        report_of(Case("", "", permission(), state={"@graph": [state]}))


def test_a_state_of_too_many_nodes_is_refused() -> None:
    with pytest.raises(UnreadableError, match="nodes"):
        report_of(
            Case("", "", permission(), state={"@graph": [{"@id": f"urn:ex:{n}"} for n in range(20_001)]})
        )


def test_a_long_chain_of_collections_is_refused_instead_of_followed() -> None:
    chain = {f"urn:ex:{n}": f"urn:ex:{n + 1}" for n in range(5000)}
    both = {**permission(), "prohibition": [{"target": X, "action": "print"}]}
    with pytest.raises(UnreadableError, match="memberships"):
        report_of(Case("", "", both, state={"partOf": chain}))


def test_a_history_too_long_to_hold_against_every_rule_is_refused() -> None:
    with pytest.raises(UnreadableError, match="performed actions"):
        report_of(Case("", "", permission(), state={"performed": [PLAY] * 2001}))


def test_two_thousand_rules_are_compared_in_seconds() -> None:
    many = policy(
        permission=[{"target": f"urn:ex:{n}", "action": "play"} for n in range(1000)],
        prohibition=[{"target": f"urn:ex:{n}", "action": "use"} for n in range(1000)],
    )
    started = time.monotonic()
    report = report_of(Case("", "", many))
    assert time.monotonic() - started < 20
    assert (report["result"], len(inner(report, "conflicts"))) == ("invalid", 100)


# --- what holds for every case ---------------------------------------------------------------------------------------


def test_no_permission_is_active_on_a_premise_that_is_not_satisfied() -> None:
    for case in READABLE:
        for rule in rules_of(report_of(case)):
            if rule["type"] == "permission" and rule["state"] == "active":
                assert {one["state"] for one in inner(rule, "premises")} == {"satisfied"}, case.name
                assert rule["unknown"] == [], case.name
                if case.reading == "strict":
                    assert all(one["settled"] is True for one in inner(rule, "duties")), case.name


def test_nothing_is_permitted_without_an_active_permission() -> None:
    for case in READABLE:
        report = report_of(case)
        active = [rule for rule in rules_of(report) if rule["type"] == "permission" and rule["active"]]
        assert report["permitted"] == (report["result"] == "permitted"), case.name
        if report["permitted"]:
            assert active, case.name


def test_an_active_rule_is_effective_and_attempted_unless_it_is_an_obligation() -> None:
    for case in READABLE:
        for rule in rules_of(report_of(case)):
            if rule["type"] != "obligation":
                both = rule["effective"] is True and rule["attempted"] is True
                assert (rule["state"] == "active") == both, case.name


def test_both_definitions_of_active_are_told_apart() -> None:
    elsewhere = permission(assignee="urn:ex:bob")
    [rule] = rules_of(report_of(Case("", "", elsewhere)))
    assert (rule["state"], rule["effective"], rule["attempted"], rule["control"]) == (
        "inactive",
        True,
        False,
        "deny",
    )
    late = permission(assignee=ALICE, constraint=[when("dateTime", "lt", "2020-01-01")])
    [rule] = rules_of(report_of(Case("", "", late, state={"currentTime": "2024-01-01T00:00:00Z"})))
    assert (rule["state"], rule["effective"], rule["attempted"]) == ("inactive", False, True)


def test_the_hierarchy_is_that_of_the_vocabulary() -> None:
    stated = json.loads(VOCABULARY.read_text(encoding="utf-8"))["actions"]
    parents = {name: found["includedIn"] for name, found in stated.items() if "includedIn" in found}
    assert len(parents) > 40
    assert {name: PARENTS.get(name) for name in parents} == parents
