"""The rules of a version as a table: what each says, from which clauses, and whether an officer confirmed it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from licensing.models import PolicyVersion, RuleConfirmation
from licensing.policy.errors import UnreadableError
from licensing.policy.model import Constraint, LogicalConstraint
from licensing.policy.odrl import read_policy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from licensing.policy.model import AnyConstraint, Duty, Rule


@dataclass(frozen=True)
class RuleTold:
    """One rule of the document; `confirmation` is the word of an officer, None where nobody gave it."""

    pointer: str
    type: str
    actions: tuple[str, ...]
    constraints: tuple[str, ...]
    duties: tuple[str, ...]
    clauses: tuple[str, ...]
    unknown: tuple[str, ...]
    confirmation: RuleConfirmation | None


def rules_of(version: PolicyVersion) -> list[RuleTold]:
    """Return the rules in the order of the document; none where it can't be read."""
    try:
        rules = read_policy(version.document or {}).rules
    except UnreadableError:
        return []
    confirmed = {row.pointer: row for row in RuleConfirmation.objects.filter(version=version, known_to=None)}
    grouped: dict[str, list[Rule]] = {}
    for rule in rules:
        grouped.setdefault(rule.pointer, []).append(rule)
    return [_told(pointer, same, confirmed.get(pointer)) for pointer, same in grouped.items()]


def _told(pointer: str, rules: list[Rule], confirmation: RuleConfirmation | None) -> RuleTold:
    first = rules[0]
    return RuleTold(
        pointer=pointer,
        type=first.type.value,
        actions=tuple(rule.action for rule in rules),
        constraints=tuple(_constraint(one) for one in first.constraints),
        duties=tuple(_duty(one) for one in first.duties),
        clauses=first.clauses,
        unknown=first.unknown,
        confirmation=confirmation,
    )


def _constraint(one: AnyConstraint) -> str:
    if isinstance(one, LogicalConstraint):
        return f"{one.operator}({_joined(one.operands)})"
    return f"{one.left} {one.operator} {', '.join(one.right)}"


def _joined(operands: Iterable[Constraint | LogicalConstraint]) -> str:
    return "; ".join(_constraint(one) for one in operands)


def _duty(one: Duty) -> str:
    party = f" → {one.consenting_party}" if one.consenting_party else ""
    return one.action + party
