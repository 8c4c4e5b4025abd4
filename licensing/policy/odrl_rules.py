"""Rules of an ODRL document, compact ones expanded to atomic ones (Information Model 2.2, section 2.7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from licensing.policy.errors import UnreadableError
from licensing.policy.model import Duty, Node, Rule, RuleType
from licensing.policy.nodes import IDENTITY, Nodes, foreign, many
from licensing.policy.odrl_constraints import read_constraints, read_nodes
from licensing.policy.odrl_duties import PARTY_FUNCTIONS, ActionRead, read_actions, read_duties

MOST_RULES = 2000

RULES = {
    "permission": RuleType.PERMISSION,
    "prohibition": RuleType.PROHIBITION,
    "obligation": RuleType.OBLIGATION,
}
"""Property of the policy → class of its rules."""

SHARED = ("action", "target", "assigner", "assignee")
"""Properties that a policy may state once for all its rules (section 2.7.1)."""

_RULE_KEYS = IDENTITY | PARTY_FUNCTIONS | {*SHARED, "constraint", "fromClause", "output"}
_OF_TYPE = {
    RuleType.PERMISSION: "duty",
    RuleType.PROHIBITION: "remedy",
    RuleType.OBLIGATION: "consequence",
}
"""The property under which each class of rule names its duties."""


def read_rules(nodes: Nodes, policy: Mapping[str, object], *, actionless: bool = False) -> Iterator[Rule]:
    """Every atomic rule, in the document's order; one without an action only where ``actionless``.  Raises UnreadableError for what is not a rule and for too many."""
    count = 0
    for name, kind in RULES.items():
        for index, raw in enumerate(many(policy.get(name))):
            pointer = f"/{name}/{index}"
            if not isinstance(raw, Mapping):
                raise UnreadableError(pointer, "a rule is a JSON object")
            for rule in _expanded(nodes, kind, nodes.names.keys(raw), policy, pointer, actionless=actionless):
                count += 1
                if count > MOST_RULES:
                    raise UnreadableError(pointer, f"more than {MOST_RULES} rules")
                yield rule


def _expanded(
    nodes: Nodes,
    kind: RuleType,
    keys: Mapping[str, object],
    policy: Mapping[str, object],
    pointer: str,
    *,
    actionless: bool,
) -> Iterator[Rule]:
    stated = list(read_actions(nodes, _shared(keys, policy, "action"), f"{pointer}/action"))
    if not stated and not actionless:
        raise UnreadableError(f"{pointer}/action", "a rule needs an action")
    stated = stated or [ActionRead("")]
    common = _common(nodes, kind, keys, policy, pointer)
    for action in stated:
        yield replace(
            common,
            id=f"{pointer}#{action.name}",
            action=action.name,
            refinements=action.refinements,
            unknown=(*common.unknown, *action.unknown),
        )


def _shared(keys: Mapping[str, object], policy: Mapping[str, object], name: str) -> object:
    return keys[name] if name in keys else policy.get(name)


def _common(
    nodes: Nodes, kind: RuleType, keys: Mapping[str, object], policy: Mapping[str, object], pointer: str
) -> Rule:
    """The rule without its action."""
    assigners = read_nodes(nodes, keys.get("assigner"), f"{pointer}/assigner")
    if len(assigners) > 1:
        raise UnreadableError(f"{pointer}/assigner", "one assigner is expected here")
    assets = read_nodes(nodes, _shared(keys, policy, "target"), f"{pointer}/target")
    assignees = read_nodes(nodes, _shared(keys, policy, "assignee"), f"{pointer}/assignee")
    name = _OF_TYPE[kind]
    duties = read_duties(nodes, keys.get(name), f"{pointer}/{name}")
    conditions = duties if kind is RuleType.PERMISSION else ()
    return Rule(
        id=pointer,
        pointer=pointer,
        type=kind,
        action="",
        targets=tuple(nodes.names.term(node.id) for node in assets),
        assigner=assigners[0].id if assigners else None,
        assignees=tuple(node.id for node in assignees),
        constraints=tuple(read_constraints(nodes, keys.get("constraint"), f"{pointer}/constraint")),
        duties=conditions,
        clauses=tuple(nodes.raw_strings(keys.get("fromClause"), f"{pointer}/fromClause")),
        # what is not understood of a remedy or a consequence changes no state
        unknown=(*foreign(keys, _RULE_KEYS | {name}), *_unknown_of(*assets, *assignees, *conditions)),
        uid=nodes.identifier(keys, pointer),
        assets=assets,
        assignee_nodes=assignees,
        remedies=duties if kind is RuleType.PROHIBITION else (),
        consequences=duties if kind is RuleType.OBLIGATION else (),
    )


def _unknown_of(*nodes: Node | Duty) -> tuple[str, ...]:
    return tuple(name for node in nodes for name in node.unknown)
