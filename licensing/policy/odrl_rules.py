"""Rules of an ODRL document, compact ones expanded to atomic ones (Information Model 2.2, section 2.7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from licensing.policy.errors import UnreadableError
from licensing.policy.model import Duty, Node, Rule, RuleType
from licensing.policy.nodes import IDENTITY, Nodes, foreign, many
from licensing.policy.odrl_constraints import read_constraints, read_nodes
from licensing.policy.odrl_duties import PARTY_FUNCTIONS, ActionRead, other_classes, read_actions, read_duties

MOST_RULES = 2000
MOST_UNKNOWN = 200
"""Terms of one rule that are not understood."""

RULES = {
    "permission": RuleType.PERMISSION,
    "prohibition": RuleType.PROHIBITION,
    "obligation": RuleType.OBLIGATION,
}
"""Property of the policy → class of its rules."""

SHARED = ("action", "target", "assigner", "assignee")
"""Properties that a policy may state once for all its rules (section 2.7.1)."""

RULE_KEYS = IDENTITY | PARTY_FUNCTIONS | {*SHARED, "constraint", "fromClause", "output"}
CLASSES = {
    RuleType.PERMISSION: "Permission",
    RuleType.PROHIBITION: "Prohibition",
    RuleType.OBLIGATION: "Duty",
}
DUTIES_OF = {
    RuleType.PERMISSION: "duty",
    RuleType.PROHIBITION: "remedy",
    RuleType.OBLIGATION: "consequence",
}
"""The property under which each class of rule names its duties."""

SAID_DIFFERENTLY = "uid"
"""What is not understood of rules that bear one identifier and say different things."""


@dataclass(frozen=True, slots=True)
class _Shared:
    """What the policy states for all its rules, read once."""

    action: tuple[ActionRead, ...]
    target: tuple[Node, ...]
    targets: tuple[str, ...]
    assignee: tuple[Node, ...]


def _read_shared(nodes: Nodes, policy: Mapping[str, object]) -> _Shared:
    assets = read_nodes(nodes, policy.get("target"), "/target")
    return _Shared(
        tuple(read_actions(nodes, policy.get("action"), "/action")),
        assets,
        _targets(nodes, assets),
        read_nodes(nodes, policy.get("assignee"), "/assignee"),
    )


def _targets(nodes: Nodes, assets: tuple[Node, ...]) -> tuple[str, ...]:
    return tuple(nodes.names.term(node.id) for node in assets)


def read_rules(nodes: Nodes, policy: Mapping[str, object], *, actionless: bool = False) -> Iterator[Rule]:
    """Every atomic rule, in the document's order; one without an action only where ``actionless``.

    One identifier is one node: where several rules bear it and say different things, what one of them says may be a
    condition of the other, so that none is understood.  Raises UnreadableError for what is not a rule and for too many.
    """
    found = _expanded_of_all(nodes, policy, actionless=actionless)
    unclear = _said_differently(found)
    for rules in found:
        for rule in rules:
            yield replace(rule, unknown=(SAID_DIFFERENTLY, *rule.unknown)) if rule.uid in unclear else rule


def _expanded_of_all(nodes: Nodes, policy: Mapping[str, object], *, actionless: bool) -> list[list[Rule]]:
    """The atomic rules of each rule of the document."""
    shared = _read_shared(nodes, policy)
    found: list[list[Rule]] = []
    count = 0
    for name, kind in RULES.items():
        for index, raw in enumerate(many(policy.get(name))):
            pointer = f"/{name}/{index}"
            if not isinstance(raw, Mapping):
                raise UnreadableError(pointer, "a rule is a JSON object")
            made: list[Rule] = []
            for rule in _expanded(nodes, kind, nodes.names.keys(raw), shared, pointer, actionless=actionless):
                count += 1
                if count > MOST_RULES:
                    raise UnreadableError(pointer, f"more than {MOST_RULES} rules")
                made.append(rule)
            found.append(made)
    return found


def _said_differently(found: Iterable[list[Rule]]) -> set[str]:
    """The identifiers of rules under which different things are said."""
    several: dict[str, list[list[Rule]]] = {}
    for rules in found:
        if rules and rules[0].uid:
            several.setdefault(rules[0].uid, []).append(rules)
    return {
        uid for uid, said in several.items() if any(_meaning(one) != _meaning(said[0]) for one in said[1:])
    }


def _meaning(rules: list[Rule]) -> list[Rule]:
    """What is said, wherever it stands."""
    return [replace(rule, id="", pointer="") for rule in rules]


def _expanded(
    nodes: Nodes,
    kind: RuleType,
    keys: Mapping[str, object],
    shared: _Shared,
    pointer: str,
    *,
    actionless: bool,
) -> Iterator[Rule]:
    stated = shared.action
    if "action" in keys:
        stated = tuple(read_actions(nodes, keys["action"], f"{pointer}/action"))
    if not stated and not actionless:
        raise UnreadableError(f"{pointer}/action", "a rule needs an action")
    stated = stated or (ActionRead(""),)
    common = _common(nodes, kind, keys, shared, pointer)
    for action in stated:
        unknown = (*common.unknown, *action.unknown)
        if len(unknown) > MOST_UNKNOWN:
            raise UnreadableError(pointer, f"more than {MOST_UNKNOWN} terms are not understood")
        yield replace(
            common,
            id=f"{pointer}#{action.name}",
            action=action.name,
            refinements=action.refinements,
            unknown=unknown,
        )


def _common(nodes: Nodes, kind: RuleType, keys: Mapping[str, object], shared: _Shared, pointer: str) -> Rule:
    """The rule without its action."""
    assigners = read_nodes(nodes, keys.get("assigner"), f"{pointer}/assigner")
    if len(assigners) > 1:
        raise UnreadableError(f"{pointer}/assigner", "one assigner is expected here")
    assets, targets, assignees = shared.target, shared.targets, shared.assignee
    if "target" in keys:
        assets = read_nodes(nodes, keys["target"], f"{pointer}/target")
        targets = _targets(nodes, assets)
    if "assignee" in keys:
        assignees = read_nodes(nodes, keys["assignee"], f"{pointer}/assignee")
    name = DUTIES_OF[kind]
    duties = read_duties(nodes, keys.get(name), f"{pointer}/{name}")
    conditions = duties if kind is RuleType.PERMISSION else ()
    return Rule(
        id=pointer,
        pointer=pointer,
        type=kind,
        action="",
        targets=targets,
        assigner=assigners[0].id if assigners else None,
        assignees=tuple(node.id for node in assignees),
        constraints=tuple(read_constraints(nodes, keys.get("constraint"), f"{pointer}/constraint")),
        duties=conditions,
        clauses=tuple(nodes.raw_strings(keys.get("fromClause"), f"{pointer}/fromClause")),
        # what is not understood of a remedy or a consequence changes no state
        unknown=(
            *foreign(keys, RULE_KEYS | {name}),
            *other_classes(nodes, keys, CLASSES[kind], pointer),
            *_unknown_of(*assets, *assignees, *conditions),
        ),
        uid=nodes.identifier(keys, pointer),
        assets=assets,
        assignee_nodes=assignees,
        remedies=duties if kind is RuleType.PROHIBITION else (),
        consequences=duties if kind is RuleType.OBLIGATION else (),
    )


def _unknown_of(*nodes: Node | Duty) -> tuple[str, ...]:
    return tuple(name for node in nodes for name in node.unknown)
