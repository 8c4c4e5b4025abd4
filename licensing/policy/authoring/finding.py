"""One finding about a policy, and the parts of a rule with their places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from licensing.policy.model import AnyConstraint, Constraint, Duty, LogicalConstraint, Policy, Rule, RuleType
from licensing.policy.odrl_rules import DUTIES_OF
from licensing.policy.vocabulary.findings import FINDINGS, Code, Severity, tell

MOST_SHOWN = 200
"""Characters of a value that is repeated in a sentence."""

Placed = tuple[str, Constraint]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, at which JSON pointer of the document."""

    code: Code
    pointer: str
    values: tuple[tuple[str, str], ...] = ()

    @property
    def severity(self) -> Severity:
        """How grave it is."""
        return FINDINGS[self.code].severity

    def sentence(self, language: str = "en") -> str:
        """What it says in ``language`` (``en`` or ``pl``)."""
        return tell(self.code, self.values, language)


def found(code: Code, pointer: str, **values: object) -> Finding:
    """A finding with its values, long ones cut."""
    return Finding(
        code, pointer, tuple(sorted((name, str(value)[:MOST_SHOWN]) for name, value in values.items()))
    )


def told(constraint: Constraint) -> str:
    """A constraint as a short text."""
    return f"{constraint.left} {constraint.operator} {', '.join(constraint.right)}"


def duties_of(rule: Rule) -> tuple[Duty, ...]:
    """The duties of a permission, remedies of a prohibition, consequences of an obligation."""
    return {
        RuleType.PERMISSION: rule.duties,
        RuleType.PROHIBITION: rule.remedies,
        RuleType.OBLIGATION: rule.consequences,
    }[rule.type]


def duties_pointer(rule: Rule) -> str:
    """Where the rule's duties stand."""
    return f"{rule.pointer}/{DUTIES_OF[rule.type]}"


def every_duty(duties: tuple[Duty, ...]) -> Iterator[Duty]:
    """Duties and their consequences."""
    for duty in duties:
        yield duty
        yield from every_duty(duty.consequences)


def placed(rule: Rule) -> Iterator[Placed]:
    """Every atomic constraint of a rule with its place, those of its parts among them."""
    yield from _within(rule.constraints, f"{rule.pointer}/constraint")
    yield from _within(rule.refinements, f"{rule.pointer}/action/refinement")
    for name, nodes in (("target", rule.assets), ("assignee", rule.assignee_nodes)):
        for refined in [node.refinements for node in nodes if node.refinements]:
            yield from _within(refined, f"{rule.pointer}/{name}/refinement")
    for duty in every_duty(duties_of(rule)):
        yield from ((duties_pointer(rule), one) for _, one in _within(duty.constraints, ""))
        yield from ((duties_pointer(rule), one) for _, one in _within(duty.refinements, ""))


def _within(constraints: tuple[AnyConstraint, ...], pointer: str) -> Iterator[Placed]:
    for index, one in enumerate(constraints):
        here = f"{pointer}/{index}"
        if isinstance(one, LogicalConstraint):
            yield from _within(one.operands, f"{here}/{one.operator}")
        else:
            yield here, one


def assigner_of(policy: Policy, rule: Rule) -> str | None:
    """Whose rule this is."""
    return rule.assigner or policy.assigner
