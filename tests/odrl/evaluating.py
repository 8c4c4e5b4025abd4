"""Runs a case through the documented functions and compares what is expected of it."""

from __future__ import annotations

from collections.abc import Sequence

from licensing.policy.canonical import Json
from licensing.policy.errors import UnreadableError
from licensing.policy.odrl import read_policy
from licensing.policy.standalone.beside import with_document
from licensing.policy.standalone.evaluate import Reading, evaluate
from licensing.policy.standalone.output import report_data
from licensing.policy.standalone.policies import policies_of
from licensing.policy.standalone.reading import read_request, read_world
from tests.odrl.tables import Case

Report = dict[str, Json]


def report_of(case: Case) -> Report:
    """The report on a case as outsiders see it."""
    policies = policies_of(case.policy)
    chosen = case.policy_id or next(iter(policies))
    policy = read_policy(policies[chosen], policies, actionless=True)
    world = with_document(read_world(case.state), case.policy)
    found = evaluate(policy, read_request(case.request), world, Reading(case.reading))
    return report_data(found)


def differences(case: Case) -> dict[str, tuple[object, object]]:
    """What was expected and what was found instead, nothing where all is as it should be."""
    try:
        report = report_of(case)
    except UnreadableError as error:
        found: dict[str, object] = {"unreadable": _place(error.pointer, case.unreadable)}
    else:
        found = {"unreadable": None, **_found(report)}
    names = ["states", "effective", "deontic", "duties", "activations", "result", "for_request"]
    expected = {name: _plain(getattr(case, name)) for name in names if getattr(case, name) is not None}
    expected["unreadable"] = case.unreadable
    return {name: (value, found.get(name)) for name, value in expected.items() if found.get(name) != value}


def _place(pointer: str, expected: str | None) -> str:
    """A place below the one that is expected is there."""
    return expected if expected and pointer.startswith(f"{expected}/") else pointer


def _plain(value: object) -> object:
    return list(value) if isinstance(value, Sequence) and not isinstance(value, str) else value


def _found(report: Report) -> dict[str, object]:
    rules = report["rules"]
    assert isinstance(rules, list)
    reports = [one for one in rules if isinstance(one, dict)]
    first = reports[0] if reports else {}
    duties = [one for one in (*_list(first, "duties"), *_list(first, "remedies")) if isinstance(one, dict)]
    return {
        "states": [one["state"] for one in reports],
        "effective": [one["effective"] for one in reports],
        "deontic": [one["deontic"] for one in reports],
        "duties": [one["state"] for one in duties],
        "activations": [one["activation"] for one in duties],
        "result": report["result"],
        "for_request": report["forRequest"],
    }


def _list(report: Report, name: str) -> list[Json]:
    value = report.get(name, [])
    assert isinstance(value, list)
    return value
