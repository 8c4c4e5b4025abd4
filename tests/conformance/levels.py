"""What is compared of two compliance reports: the activation level and the explanation level.

Activation: type, activation state, attempt state, rule and request of every rule's report.  Explanation: the premises of
every rule's report with all that lies in them, each by its type, its satisfaction state and, for a constraint, which one.
Names of reports, dates and the values that a report repeats are not compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from licensing.policy.nodes import many
from licensing.policy.standalone.compliance import REPORT, compliance_report
from licensing.policy.standalone.evaluate import Reading, evaluate
from tests.conformance.cases import Case

Premise = tuple[str, str, str, tuple["Premise", ...]]
Key = tuple[str, ...]


class Found(StrEnum):
    """How a level compares."""

    SAME = "same"
    DIFFERS = "differs"
    NOT_THERE = "the suite has none"


def compared(case: Case, reading: Reading) -> tuple[Found, Found]:
    """The activation and the explanation level of one case under a reading."""
    obtained = compliance_report(evaluate(case.policy, case.ask, case.world, reading), case.world.now)
    same = activations(obtained) == activations(case.expected)
    expected = explanations(case.expected)
    if expected is None:
        return _found(same=same), Found.NOT_THERE
    return _found(same=same), _found(same=explanations(obtained) == expected)


def _found(*, same: bool) -> Found:
    return Found.SAME if same else Found.DIFFERS


def activations(report: Mapping[str, object]) -> list[Key]:
    """The activation level of a report."""
    names = ("@type", "activationState", "attemptState", "rule", "ruleRequest")
    return sorted(tuple(_text(rule, name) for name in names) for rule in _inner(report, "ruleReport"))


def explanations(report: Mapping[str, object]) -> list[tuple[str, tuple[Premise, ...]]] | None:
    """The explanation level of a report; None where it names premises without saying anything of them."""
    rules = _inner(report, "ruleReport")
    premises = [premise for rule in rules for premise in _inner(rule, "premiseReport")]
    if any(not _text(premise, "@type") for premise in premises):
        return None
    return sorted((_text(rule, "rule"), _premises(rule)) for rule in rules)


def _premises(report: Mapping[str, object]) -> tuple[Premise, ...]:
    found: list[Premise] = [
        (
            _text(premise, "@type"),
            _text(premise, "satisfactionState"),
            _text(premise, "constraint"),
            _premises(premise),
        )
        for premise in _inner(report, "premiseReport")
    ]
    return tuple(sorted(found))


def _inner(report: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    found = many(_value(report, name))
    return [one for one in found if isinstance(one, Mapping)]


def _value(report: Mapping[str, object], name: str) -> object:
    return (
        report.get(name) if name.startswith("@") else report.get(REPORT + name, report.get(f"report:{name}"))
    )


def _text(report: Mapping[str, object], name: str) -> str:
    value = _value(report, name)
    text = value.get("@id") if isinstance(value, Mapping) else value
    name = str(text or "")
    return REPORT + name.removeprefix("report:") if name.startswith("report:") else name
