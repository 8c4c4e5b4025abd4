"""ODRL JSON-LD → ``Policy``: the shapes that the reference policies use and their common variants.

Contexts are never fetched: the ODRL context is known by its address, prefixes are read from the document itself, and a
context that gives a term of ODRL another meaning makes the policy unreadable.  What is not understood inside a rule is
kept as an unknown term of that rule: a permission with one is inactive, a prohibition unknown.  What is not understood
of the policy as a whole makes it unreadable.  Limits: ``MOST_RULES`` atomic rules, ``MOST_DEPTH`` levels.
"""

from __future__ import annotations

from collections.abc import Mapping

from licensing.policy.contexts import read_context
from licensing.policy.errors import UnreadableError
from licensing.policy.model import Conflict, Policy, PolicyType
from licensing.policy.nodes import IDENTITY, Nodes, foreign
from licensing.policy.odrl_rules import RULES, read_rules
from licensing.policy.terms import PROFILE

MOST_DEPTH = 24

_KEYS = (
    IDENTITY
    | frozenset(RULES)
    | {
        "@context",
        "profile",
        "conflict",
        "assigner",
        "assignee",
        "target",
        "action",
    }
)


def read_policy(document: Mapping[str, object]) -> Policy:
    """The policy of a JSON-LD document.

    Raises UnreadableError, with a JSON pointer, for what is not a policy, an unknown profile, type, conflict strategy or
    context, a feature of the policy that is not understood, and for more than the limits allow.
    """
    if not isinstance(document, Mapping):
        raise UnreadableError("", "a policy is a JSON object")
    _check_depth(document)
    nodes = Nodes(read_context(document.get("@context")))
    keys = nodes.names.keys(document)
    for key in foreign(keys, _KEYS):
        raise UnreadableError(f"/{key}", f"“{key}” is not understood here")
    uid = nodes.identifier(keys, "")
    if not uid:
        raise UnreadableError("/uid", "a policy needs a uid")
    return Policy(
        uid=uid,
        type=_policy_type(nodes, keys),
        rules=tuple(read_rules(nodes, keys)),
        conflict=_conflict(nodes, keys),
        profiles=_profiles(nodes, keys),
        assigner=nodes.one_party(keys.get("assigner"), "/assigner"),
        assignees=tuple(nodes.parties(keys.get("assignee"), "/assignee")),
    )


def _check_depth(document: object) -> None:
    level: list[object] = [document]
    for _ in range(MOST_DEPTH):
        level = [child for node in level for child in _children(node)]
        if not level:
            return
    raise UnreadableError("", f"the document is nested more than {MOST_DEPTH} levels deep")


def _children(node: object) -> list[object]:
    if isinstance(node, Mapping):
        return list(node.values())
    return list(node) if isinstance(node, list) else []


def _policy_type(nodes: Nodes, keys: Mapping[str, object]) -> PolicyType:
    stated = keys.get("@type", keys.get("type", "Set"))
    names = [name for name in nodes.strings(stated, "/@type") if name != "Policy"]
    if len(names) > 1:
        raise UnreadableError("/@type", "a policy has one type")
    try:
        return PolicyType(names[0]) if names else PolicyType.SET
    except ValueError:
        raise UnreadableError("/@type", f"“{names[0]}” is not a kind of policy that is read here") from None


def _conflict(nodes: Nodes, keys: Mapping[str, object]) -> Conflict:
    stated = set(nodes.strings(keys.get("conflict"), "/conflict"))
    if len(stated) > 1:
        raise UnreadableError("/conflict", "more than one conflict strategy")
    try:
        return Conflict(stated.pop()) if stated else Conflict.INVALID
    except ValueError:
        raise UnreadableError("/conflict", "not a conflict strategy") from None


def _profiles(nodes: Nodes, keys: Mapping[str, object]) -> tuple[str, ...]:
    stated = tuple(nodes.raw_strings(keys.get("profile"), "/profile"))
    for profile in stated:
        if profile != PROFILE:
            raise UnreadableError("/profile", f"the profile {profile} is not known")
    return stated
