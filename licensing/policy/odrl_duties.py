"""Actions and duties of an ODRL document: pre-conditions, obligations' consequences, prohibitions' remedies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from licensing.policy.errors import UnreadableError
from licensing.policy.model import AnyConstraint, Duty
from licensing.policy.nodes import IDENTITY, Nodes, foreign, many
from licensing.policy.odrl_constraints import read_constraints, read_nodes
from licensing.policy.vocabulary import actions

PARTY_FUNCTIONS = frozenset(
    "consentingParty consentedParty compensatedParty compensatingParty attributedParty attributingParty informedParty "
    "informingParty trackedParty trackingParty contractedParty contractingParty".split()
)
"""Functions of parties in the Common Vocabulary beside assigner and assignee."""

DUTY_KEYS = (
    IDENTITY
    | PARTY_FUNCTIONS
    | {"action", "constraint", "fromClause", "precondition", "target", "assigner", "assignee", "consequence"}
)
_MARKS: tuple[list[str], ...] = ([], ["true"], ["false"])
"""What ``precondition`` may say; anything else is not understood."""
ACTION_KEYS = IDENTITY | {"rdf:value", "refinement", "includedIn", "implies"}

_CLASSES = frozenset({"Permission", "Prohibition", "Duty"})

MOST_DUTIES = 500
"""Duties of one rule, or consequences of one duty, each with one action."""


@dataclass(frozen=True, slots=True)
class ActionRead:
    """An action with what refines it and what of it is not understood."""

    name: str
    refinements: tuple[AnyConstraint, ...] = ()
    unknown: tuple[str, ...] = ()


def read_actions(nodes: Nodes, value: object, pointer: str) -> Iterator[ActionRead]:
    """Every action of a value: names, or objects with ``rdf:value`` and refinements."""
    for one in many(value):
        if not isinstance(one, Mapping):
            yield ActionRead(nodes.names.term(nodes.string(one, pointer)))
            continue
        keys = nodes.names.keys(one)
        inner = keys.get("rdf:value", keys.get("@id", keys.get("uid")))
        if inner is None:
            raise UnreadableError(pointer, "an action needs a name")
        yield ActionRead(
            nodes.names.term(nodes.string(inner, pointer)),
            tuple(read_constraints(nodes, keys.get("refinement"), f"{pointer}/refinement")),
            tuple(foreign(keys, ACTION_KEYS)),
        )


def other_classes(nodes: Nodes, keys: Mapping[str, object], own: str, pointer: str) -> tuple[str, ...]:
    """``@type`` where a rule says that it is of another class of rules than it is used as: they are disjoint (2.6)."""
    stated = set(nodes.values(keys.get("@type", keys.get("type")), f"{pointer}/@type"))
    return ("@type",) if stated & _CLASSES - {own} else ()


def read_duties(nodes: Nodes, value: object, pointer: str) -> tuple[Duty, ...]:
    """Every duty of a value, one for each of its actions.  Raises UnreadableError for what is not a duty."""
    found: list[Duty] = []
    for index, raw in enumerate(many(value)):
        for duty in _duty(nodes, raw, f"{pointer}/{index}"):
            found.append(duty)
            if len(found) > MOST_DUTIES:
                raise UnreadableError(f"{pointer}/{index}", f"more than {MOST_DUTIES} duties")
    return tuple(found)


def _duty(nodes: Nodes, raw: object, pointer: str) -> Iterator[Duty]:
    if not isinstance(raw, Mapping):
        raise UnreadableError(pointer, "a duty is a JSON object")
    keys = nodes.names.keys(raw)
    stated = list(read_actions(nodes, keys.get("action"), f"{pointer}/action"))
    if not stated:
        raise UnreadableError(f"{pointer}/action", "a duty needs an action")
    common = _common(nodes, keys, pointer)
    for action in stated:
        strange = () if actions.known(action.name) else (action.name,)
        unknown = (*common.unknown, *action.unknown, *strange)
        yield replace(common, action=action.name, refinements=action.refinements, unknown=unknown)


def _common(nodes: Nodes, keys: Mapping[str, object], pointer: str) -> Duty:
    """The duty without its action."""
    parties = {
        function: names[0]
        for function in sorted(PARTY_FUNCTIONS & keys.keys())
        if (names := [node.id for node in read_nodes(nodes, keys[function], f"{pointer}/{function}")])
    }
    several = tuple(
        function for function in sorted(PARTY_FUNCTIONS & keys.keys()) if len(many(keys[function])) > 1
    )
    marked = nodes.raw_strings(keys.get("precondition"), f"{pointer}/precondition")
    return Duty(
        action="",
        consenting_party=parties.get("consentingParty"),
        constraints=tuple(read_constraints(nodes, keys.get("constraint"), f"{pointer}/constraint")),
        precondition=marked == ["true"],
        uid=nodes.identifier(keys, pointer),
        assets=read_nodes(nodes, keys.get("target"), f"{pointer}/target"),
        assignees=read_nodes(nodes, keys.get("assignee"), f"{pointer}/assignee"),
        parties=tuple(parties.items()),
        consequences=read_duties(nodes, keys.get("consequence"), f"{pointer}/consequence"),
        unknown=(
            *foreign(keys, DUTY_KEYS),
            *other_classes(nodes, keys, "Duty", pointer),
            *several,
            *(() if marked in _MARKS else ("precondition",)),
        ),
    )
