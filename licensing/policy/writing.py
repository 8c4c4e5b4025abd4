"""Parts of a policy → JSON-LD: names, constraints, actions, assets, parties and duties."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from licensing.policy.canonical import Json
from licensing.policy.contexts import Names
from licensing.policy.model import AnyConstraint, Duty, LogicalConstraint, Node, Rule
from licensing.policy.odrl_duties import ACTION_KEYS, DUTY_KEYS, PARTY_FUNCTIONS
from licensing.policy.odrl_rules import DUTIES_OF, RULE_KEYS
from licensing.policy.terms import ODRL
from licensing.policy.vocabulary import actions

_IRI = ("http://", "https://", "urn:")


@dataclass(frozen=True, slots=True)
class WriterNames:
    """Names as they are written, so that the reader finds the same short form."""

    names: Names

    def value(self, short: str) -> str:
        """A value or an operand."""
        return short if self.names.value(short) == short else ODRL + short

    def key(self, short: str) -> str:
        """A key that is not understood."""
        return short if list(self.names.keys({short: True})) == [short] else ODRL + short

    def is_iri(self, short: str) -> bool:
        """Whether a right operand names something rather than being a text."""
        return short.startswith(_IRI) or (":" in short and self.names.expand(short) != short)


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the parts of rules in the names of one context."""

    names: WriterNames

    def constraints(self, constraints: Iterable[AnyConstraint]) -> list[Json]:
        """Constraints in their order."""
        return [self._constraint(one) for one in constraints]

    def _constraint(self, constraint: AnyConstraint) -> Json:
        data: dict[str, Json] = {"uid": constraint.uid} if constraint.uid else {}
        if isinstance(constraint, LogicalConstraint):
            operands = self.constraints(constraint.operands)
            return data | {constraint.operator: {"@list": operands}}
        data["leftOperand"] = self.names.value(constraint.left)
        data["operator"] = self.names.value(constraint.operator)
        if constraint.right:
            data["rightOperand"] = [self._operand(one, constraint.datatype) for one in constraint.right]
        if constraint.reference is not None:
            data["rightOperandReference"] = self.names.value(constraint.reference)
        if constraint.datatype is not None and not constraint.right:
            data["dataType"] = self.names.value(constraint.datatype)
        for name, value in (("unit", constraint.unit), ("status", constraint.status)):
            if value is not None:
                data[name] = self.names.value(value)
        return data

    def _operand(self, text: str, datatype: str | None) -> Json:
        if datatype is not None:
            return {"@value": text, "@type": self.names.value(datatype)}
        if self.names.names.value(text) != text:
            return {"@value": text}
        return {"@id": text} if self.names.is_iri(text) else text

    def action(self, name: str, refinements: Sequence[AnyConstraint], unknown: Sequence[str]) -> Json:
        """An action: its name, or an object where it is refined or not understood."""
        written = self.names.value(name)
        if not refinements and not unknown:
            return written
        data: dict[str, Json] = {"rdf:value": {"@id": written}}
        if refinements:
            data["refinement"] = self.constraints(refinements)
        return data | self.strange(unknown)

    def node(self, node: Node, collection: str) -> Json:
        """An asset or a party; ``collection`` is the type of one that is a collection."""
        if node == Node(node.id):
            return node.id
        data: dict[str, Json] = {"@type": collection} if node.collection else {}
        data["uid"] = node.id
        if node.source:
            data["source"] = node.source
        if node.part_of:
            data["partOf"] = list(node.part_of)
        if node.refinements:
            data["refinement"] = self.constraints(node.refinements)
        return data | self.strange(node.unknown)

    def duty(self, duty: Duty) -> Json:
        """A duty of one action, with what is due when it is not fulfilled."""
        strange = written_duty(duty)
        data: dict[str, Json] = {"uid": duty.uid} if duty.uid else {}
        data["action"] = [self.action(duty.action, duty.refinements, strange.on_action)]
        if duty.assets:
            data["target"] = [self.node(node, "AssetCollection") for node in duty.assets]
        if duty.assignees:
            data["assignee"] = [self.node(node, "PartyCollection") for node in duty.assignees]
        for function, party in duty.parties:
            data[function] = [party, party] if function in strange.several else party
        if duty.constraints:
            data["constraint"] = self.constraints(duty.constraints)
        if duty.precondition or strange.mark:
            data["precondition"] = strange.mark or True
        if duty.consequences:
            data["consequence"] = [self.duty(one) for one in duty.consequences]
        return data | self.strange(strange.on_duty)

    def strange(self, unknown: Iterable[str]) -> dict[str, Json]:
        """Terms that were not understood, as keys again; what they said is not kept."""
        return {self.names.key(name): True for name in unknown}


# --- where a term that was not understood stood ----------------------------------------------------------------------


def written_unknown(
    group: Sequence[Rule], from_parts: tuple[str, ...]
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The keys of a rule and of each of its actions that say again what was not understood.

    The reader lists the rule's own first, then those of its assets, assignees and duties (``from_parts``), then the
    action's.
    """
    name = DUTIES_OF[group[0].type]
    shortest = min(len(rule.unknown) for rule in group)
    for own in range(shortest - len(from_parts), -1, -1):
        end = own + len(from_parts)
        keys, rest = group[0].unknown[:own], [rule.unknown[end:] for rule in group]
        common = (*keys, *from_parts)
        if (
            all(rule.unknown[:end] == common for rule in group)
            and _fit(keys, RULE_KEYS | {name})
            and all(_fit(one, ACTION_KEYS) for one in rest)
        ):
            return keys, rest
    return group[0].unknown, [()] * len(group)


def _fit(keys: Sequence[str], understood: frozenset[str]) -> bool:
    """Whether these can all be keys of one object that does not understand any."""
    return len(set(keys)) == len(keys) and not understood & set(keys)


@dataclass(frozen=True, slots=True)
class _Strange:
    on_duty: tuple[str, ...]
    several: frozenset[str]
    mark: str
    on_action: tuple[str, ...]


def written_duty(duty: Duty) -> _Strange:
    """The same for a duty: its own keys, functions of several parties, a mark that is not understood, its action's."""
    left = list(duty.unknown)
    if left and left[-1] == duty.action and not actions.known(duty.action):
        left.pop()
    own: list[str] = []
    while left and left[0] not in own and left[0] not in DUTY_KEYS:
        own.append(left.pop(0))
    functions = dict(duty.parties)
    several: list[str] = []
    while left and left[0] in functions and left[0] in PARTY_FUNCTIONS and left[0] not in several:
        several.append(left.pop(0))
    mark = "not-understood" if left[:1] == ["precondition"] else ""
    return _Strange(tuple(own), frozenset(several), mark, tuple(left[1:] if mark else left))
