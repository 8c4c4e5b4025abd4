"""``Policy`` → ODRL JSON-LD that reads back as the same policy.

Rules of one pointer are written as one rule with several actions, so that pointers, identifiers and clauses stay where
they were.  What a parent gave stands among the policy's own rules: an expanded policy names no parents.  Terms that the
reader did not understand are written as keys again, because without them a permission would hold that did not.
``write_policy`` reads what it wrote and compares before it answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from licensing.policy.canonical import Json
from licensing.policy.contexts import read_context
from licensing.policy.errors import UnreadableError
from licensing.policy.model import Duty, Node, Policy, Rule, RuleType
from licensing.policy.odrl import read_policy
from licensing.policy.odrl_rules import DUTIES_OF, RULES, SAID_DIFFERENTLY
from licensing.policy.terms import NAMESPACES
from licensing.policy.writing import Writer, WriterNames, written_unknown

CONTEXT: list[Json] = [
    "http://www.w3.org/ns/odrl.jsonld",
    {
        **{prefix: NAMESPACES[prefix] for prefix in ("ai", "dc", "dcterms", "ra", "tdm")},
        "fromClause": {"@id": "ra:fromClause", "@container": "@set"},
        "precondition": {"@id": "ra:precondition"},
    },
]
"""The published context, and the names that it lacks."""

_PROPERTY = {kind: name for name, kind in RULES.items()}
_ORDER = list(RULES.values())
_WRITER = Writer(WriterNames(read_context(CONTEXT)))


class UnwritableError(ValueError):
    """A policy that no document reads as: made by hand with parts that contradict each other, or with impossible names."""


def write_policy(policy: Policy) -> dict[str, Json]:
    """A JSON-LD document that ``read_policy`` reads as ``as_written(policy)``, with its keys in a fixed order.

    Raises UnwritableError where there is none.
    """
    document: dict[str, Json] = {
        "@context": [*CONTEXT],
        "@type": policy.type.value,
        "uid": policy.uid,
    }
    if policy.profiles:
        document["profile"] = list(policy.profiles)
    document["conflict"] = policy.conflict.value
    if policy.assigner is not None:
        document["assigner"] = policy.assigner
    if policy.assignees:
        document["assignee"] = list(policy.assignees)
    for kind, groups in _by_type(policy):
        document[_PROPERTY[kind]] = [_rule(group, policy) for group in groups]
    _check(document, policy)
    return document


def as_written(policy: Policy) -> Policy:
    """The policy as its document says it: no parents, rules by type, each with its place in that document."""
    rules = (
        replace(rule, pointer=pointer, id=f"{pointer}#{rule.action}")
        for kind, groups in _by_type(policy)
        for index, group in enumerate(groups)
        for pointer in [f"/{_PROPERTY[kind]}/{index}"]
        for rule in group
    )
    return replace(policy, rules=tuple(rules), inherits=())


def _check(document: dict[str, Json], policy: Policy) -> None:
    actionless = any(not rule.action for rule in policy.rules)
    try:
        again = read_policy(document, actionless=actionless)
    except UnreadableError as error:
        raise UnwritableError(f"{policy.uid}: {error}") from None
    if again != as_written(policy):
        raise UnwritableError(f"{policy.uid}: no document says the same")


def _by_type(policy: Policy) -> Iterator[tuple[RuleType, list[list[Rule]]]]:
    """Rules that one rule of the document stands for, in the document's order."""
    for kind in _ORDER:
        rules = [rule for rule in policy.rules if rule.type is kind]
        if rules:
            yield kind, [list(group) for _, group in groupby(rules, key=_common)]


def _common(rule: Rule) -> Rule:
    """What the rules of one pointer share."""
    return replace(rule, id=rule.pointer, action="", refinements=(), unknown=())


def _from_parts(rule: Rule) -> tuple[str, ...]:
    """What is not understood of a rule's assets, assignees and duties."""
    parts: tuple[Node | Duty, ...] = (*rule.assets, *rule.assignee_nodes, *rule.duties)
    return tuple(name for part in parts for name in part.unknown)


def _by_itself(rule: Rule) -> Rule:
    """The rule without what other rules of its identifier say: whoever reads these finds it again."""
    said = rule.unknown
    return replace(rule, unknown=said[1:]) if said[:1] == (SAID_DIFFERENTLY,) else rule


def _rule(group: Sequence[Rule], policy: Policy) -> Json:
    rule = group[0]
    duties = {
        RuleType.PERMISSION: rule.duties,
        RuleType.PROHIBITION: rule.remedies,
        RuleType.OBLIGATION: rule.consequences,
    }[rule.type]
    on_rule, on_actions = written_unknown([_by_itself(one) for one in group], _from_parts(rule))
    data: dict[str, Json] = {}
    if rule.uid:
        data["uid"] = rule.uid
    if rule.action:
        data["action"] = [
            _WRITER.action(one.action, one.refinements, names)
            for one, names in zip(group, on_actions, strict=True)
        ]
    if rule.assets:
        data["target"] = [_WRITER.node(node, "AssetCollection") for node in rule.assets]
    if rule.assigner is not None:
        data["assigner"] = rule.assigner
    if rule.assignee_nodes or policy.assignees:
        # an empty list says that the policy's own assignees are not this rule's
        data["assignee"] = [_WRITER.node(node, "PartyCollection") for node in rule.assignee_nodes]
    if rule.constraints:
        data["constraint"] = _WRITER.constraints(rule.constraints)
    if duties:
        data[DUTIES_OF[rule.type]] = [_WRITER.duty(duty) for duty in duties]
    if rule.clauses:
        data["fromClause"] = list(rule.clauses)
    return data | _WRITER.strange(on_rule)
