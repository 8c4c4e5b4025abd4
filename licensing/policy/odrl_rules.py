"""Rules of an ODRL document, compact ones expanded to atomic ones (Information Model 2.2, section 2.7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from licensing.policy.errors import UnreadableError
from licensing.policy.model import AnyConstraint, Duty, Rule, RuleType
from licensing.policy.nodes import IDENTITY, Nodes, foreign, many
from licensing.policy.odrl_constraints import read_constraints
from licensing.policy.vocabulary import actions

MOST_RULES = 2000

RULES = {
    "permission": RuleType.PERMISSION,
    "prohibition": RuleType.PROHIBITION,
    "obligation": RuleType.OBLIGATION,
}
"""Property of the policy → class of its rules."""

_PARTIES = frozenset(
    "consentingParty consentedParty compensatedParty compensatingParty attributedParty attributingParty informedParty "
    "informingParty trackedParty trackingParty contractedParty contractingParty".split()
)
_RULE_KEYS = (
    IDENTITY | _PARTIES | {"action", "target", "assigner", "assignee", "constraint", "duty", "fromClause"}
)
_DUTY_KEYS = IDENTITY | _PARTIES | {"action", "constraint", "fromClause", "precondition"}
_ACTION_KEYS = IDENTITY | {"rdf:value"}


@dataclass(frozen=True, slots=True)
class _Common:
    """What all atomic rules of one compact rule share."""

    pointer: str
    type: RuleType
    targets: tuple[str, ...]
    assigner: str | None
    assignees: tuple[str, ...]
    constraints: tuple[AnyConstraint, ...]
    duties: tuple[Duty, ...]
    clauses: tuple[str, ...]
    unknown: tuple[str, ...]

    def rule(self, action: str, refined: tuple[str, ...]) -> Rule:
        """The atomic rule of one action."""
        return Rule(
            f"{self.pointer}#{action}",
            self.pointer,
            self.type,
            action,
            self.targets,
            self.assigner,
            self.assignees,
            self.constraints,
            self.duties,
            self.clauses,
            (*self.unknown, *refined),
        )


def read_rules(nodes: Nodes, policy: Mapping[str, object]) -> Iterator[Rule]:
    """Every atomic rule, in the document's order.  Raises UnreadableError for what is not a rule and for too many."""
    count = 0
    for name, kind in RULES.items():
        for index, raw in enumerate(many(policy.get(name))):
            pointer = f"/{name}/{index}"
            if not isinstance(raw, Mapping):
                raise UnreadableError(pointer, "a rule is a JSON object")
            for rule in _expanded(nodes, kind, nodes.names.keys(raw), policy, pointer):
                count += 1
                if count > MOST_RULES:
                    raise UnreadableError(pointer, f"more than {MOST_RULES} rules")
                yield rule


def _expanded(
    nodes: Nodes, kind: RuleType, keys: Mapping[str, object], policy: Mapping[str, object], pointer: str
) -> Iterator[Rule]:
    stated = many(keys.get("action", policy.get("action")))
    if not stated:
        raise UnreadableError(f"{pointer}/action", "a rule needs an action")
    common = _common(nodes, kind, keys, policy, pointer)
    for one in stated:
        yield common.rule(*_action(nodes, one, f"{pointer}/action"))


def _common(
    nodes: Nodes, kind: RuleType, keys: Mapping[str, object], policy: Mapping[str, object], pointer: str
) -> _Common:
    targets, odd_targets = _targets(nodes, keys.get("target", policy.get("target")), f"{pointer}/target")
    duties, odd_duties = _duties(nodes, keys.get("duty"), f"{pointer}/duty")
    return _Common(
        pointer,
        kind,
        targets,
        nodes.one_party(keys.get("assigner"), f"{pointer}/assigner"),
        tuple(nodes.parties(keys.get("assignee"), f"{pointer}/assignee")),
        tuple(read_constraints(nodes, keys.get("constraint"), f"{pointer}/constraint")),
        duties,
        tuple(nodes.raw_strings(keys.get("fromClause"), f"{pointer}/fromClause")),
        (*foreign(keys, _RULE_KEYS), *odd_targets, *odd_duties),
    )


def _targets(nodes: Nodes, value: object, pointer: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Targets, and a mark where one carries more than its name (a refinement)."""
    stated = many(value)
    names = tuple(nodes.names.term(nodes.string(one, pointer)) for one in stated)
    odd = any(isinstance(one, Mapping) and foreign(nodes.names.keys(one), IDENTITY) for one in stated)
    return names, ("target",) if odd else ()


def _action(nodes: Nodes, value: object, pointer: str) -> tuple[str, tuple[str, ...]]:
    """An action, and what is not understood of it (refinements)."""
    if not isinstance(value, Mapping):
        return nodes.names.term(nodes.string(value, pointer)), ()
    keys = nodes.names.keys(value)
    inner = keys.get("rdf:value", keys.get("@id", keys.get("uid")))
    if inner is None:
        raise UnreadableError(pointer, "an action needs a name")
    refined = ("refinement",) if foreign(keys, _ACTION_KEYS) else ()
    return nodes.names.term(nodes.string(inner, pointer)), refined


def _duties(nodes: Nodes, value: object, pointer: str) -> tuple[tuple[Duty, ...], tuple[str, ...]]:
    """Duties, and what is not understood of them: a permission with an unknown duty is inactive."""
    read = [_duty(nodes, raw, f"{pointer}/{index}") for index, raw in enumerate(many(value))]
    duties = tuple(duty for some, _ in read for duty in some)
    odd = tuple(name for _, names in read for name in names)
    return duties, (*odd, *(duty.action for duty in duties if not actions.known(duty.action)))


def _duty(nodes: Nodes, raw: object, pointer: str) -> tuple[tuple[Duty, ...], tuple[str, ...]]:
    if not isinstance(raw, Mapping):
        raise UnreadableError(pointer, "a duty is a JSON object")
    keys = nodes.names.keys(raw)
    stated = [_action(nodes, one, f"{pointer}/action") for one in many(keys.get("action"))]
    if not stated:
        raise UnreadableError(f"{pointer}/action", "a duty needs an action")
    consenting = nodes.one_party(keys.get("consentingParty"), f"{pointer}/consentingParty")
    constraints = tuple(read_constraints(nodes, keys.get("constraint"), f"{pointer}/constraint"))
    marked = nodes.raw_strings(keys.get("precondition"), f"{pointer}/precondition") == ["true"]
    odd = (*foreign(keys, _DUTY_KEYS), *(name for _, refined in stated for name in refined))
    return tuple(Duty(action, consenting, constraints, marked) for action, _ in stated), odd
