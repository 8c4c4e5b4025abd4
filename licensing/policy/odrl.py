"""ODRL JSON-LD → ``Policy``: the Information Model 2.2 in the shapes that are found in the wild.

Contexts are never fetched: published ones are known by their address, prefixes and terms are read from the document
itself, and a context that gives a term of ODRL another meaning makes the policy unreadable.  What is not understood
inside a rule is kept as an unknown term of that rule: a permission with one is inactive, a prohibition unknown.  What
is not understood of the policy as a whole makes it unreadable.  Parents (``inheritFrom``) are read from documents that
are handed over, never looked up.  Limits: ``MOST_RULES`` atomic rules, ``MOST_DEPTH`` levels, ``MOST_PARENTS`` parents.
"""

from __future__ import annotations

from collections.abc import Mapping

from licensing.policy.contexts import read_context
from licensing.policy.document import check_values
from licensing.policy.errors import UnreadableError
from licensing.policy.inheritance import Shared, taken_over
from licensing.policy.model import Conflict, Policy, PolicyType, Rule
from licensing.policy.nodes import ANNOTATIONS, IDENTITY, Nodes, foreign
from licensing.policy.odrl_constraints import read_nodes
from licensing.policy.odrl_duties import PARTY_FUNCTIONS
from licensing.policy.odrl_rules import MOST_RULES, RULES, SHARED, read_rules
from licensing.policy.terms import CORE_PROFILES

MOST_DEPTH = 40
MOST_PARENTS = 16

Documents = Mapping[str, Mapping[str, object]]
"""Policy identifier → document."""

_REPLACED = ("dcterms:isReplacedBy", "dc:isReplacedBy", "isReplacedBy")
_KEYS = (
    IDENTITY
    | frozenset(RULES)
    | frozenset(SHARED)
    | PARTY_FUNCTIONS
    | {"@context", "profile", "conflict", "inheritFrom", "fromClause"}
)


def read_policy(
    document: Mapping[str, object],
    parents: Documents | None = None,
    *,
    actionless: bool = False,
    profiles: frozenset[str] = frozenset(),
) -> Policy:
    """The policy of a JSON-LD document, with the rules of the parents that it inherits from.

    ``actionless`` also reads rules without an action, which the Information Model does not allow but suites contain:
    their action is empty and stands for every action.  It also reads assets and parties without a name, which a rule may
    be for and nobody can tell (sections 2.2 and 2.3, note): their identifier is empty.
    ``profiles`` are those that the caller understands beside the core's: they add no terms, but stop nothing either.
    Raises UnreadableError, with a JSON pointer, for what is not a policy, an unknown profile, type, conflict strategy or
    context, a parent that is not among ``parents``, circular inheritance, a policy that says it was replaced, a feature
    of the policy that is not understood, and for more than the limits allow.
    """
    return _read(document, _Parents(parents or {}, profiles, lenient=actionless), ())


class _Parents:
    """Documents that may be inherited from, each read once whatever the shape of the inheritance."""

    def __init__(self, documents: Documents, profiles: frozenset[str], *, lenient: bool) -> None:
        self.documents = documents
        self.profiles = CORE_PROFILES | profiles
        self.lenient = lenient
        self.strategies: dict[str, frozenset[str]] = {}
        """Policy → the conflict strategies that it and its parents state."""
        self._read: dict[str, Policy] = {}

    def policy(self, name: str, seen: tuple[str, ...]) -> Policy:
        """A parent as it is read.  Raises UnreadableError where it is not at hand or cannot be read."""
        if name not in self.documents:
            raise UnreadableError("/inheritFrom", f"the parent {name[:200]} is not at hand")
        if name not in self._read:
            self._read[name] = found = _read(self.documents[name], self, seen)
            self.strategies[name] = self.strategies[found.uid]
        return self._read[name]


def _read(document: Mapping[str, object], parents: _Parents, seen: tuple[str, ...]) -> Policy:
    nodes, keys = _opened(document, lenient=parents.lenient)
    uid = nodes.identifier(keys, "")
    if not uid:
        raise UnreadableError("/uid", "a policy needs a uid")
    if uid in seen:
        raise UnreadableError("/inheritFrom", "the inheritance is circular")
    stated = nodes.raw_strings(keys.get("inheritFrom"), "/inheritFrom")
    inherits = tuple(dict.fromkeys(nodes.names.expand(one) for one in stated))
    keys = _with_shared(nodes, keys, inherits, parents.documents)
    shared = Shared(
        read_nodes(nodes, keys.get("target"), "/target"), read_nodes(nodes, keys.get("assignee"), "/assignee")
    )
    own = read_rules(nodes, keys, actionless=parents.lenient)
    rules = (*own, *_inherited(inherits, parents, (*seen, uid), shared))
    parents.strategies[uid] = _strategies(nodes, keys, inherits, parents)
    if len(rules) > MOST_RULES:
        raise UnreadableError("", f"more than {MOST_RULES} rules")
    assigners = read_nodes(nodes, keys.get("assigner"), "/assigner")
    if len(assigners) > 1:
        raise UnreadableError("/assigner", "one assigner is expected here")
    return Policy(
        uid=uid,
        type=_policy_type(nodes, keys),
        rules=rules,
        conflict=_conflict(parents.strategies[uid]),
        profiles=_profiles(nodes, keys, parents.profiles),
        assigner=assigners[0].id if assigners else None,
        assignees=tuple(node.id for node in shared.assignees),
        inherits=inherits,
    )


def _opened(document: Mapping[str, object], *, lenient: bool) -> tuple[Nodes, dict[str, object]]:
    if not isinstance(document, Mapping):
        raise UnreadableError("", "a policy is a JSON object")
    check_values(document, levels=MOST_DEPTH)
    nodes = Nodes(read_context(document.get("@context")), nameless=lenient)
    keys = nodes.names.keys(document)
    for name in _REPLACED:
        if keys.get(name):
            raise UnreadableError(f"/{name}", "the policy says that another one replaces it")
    for key in foreign(keys, _KEYS | frozenset(_REPLACED)):
        raise UnreadableError(f"/{key}", f"“{key}” is not understood here")
    return nodes, keys


def _with_shared(
    nodes: Nodes, keys: dict[str, object], inherits: tuple[str, ...], parents: Documents
) -> dict[str, object]:
    """The policy with the shared properties of its parents where it states none itself (section 2.9)."""
    found = dict(keys)
    for parent in inherits:
        found_there = parents.get(parent)
        if not isinstance(found_there, Mapping):
            continue
        names = read_context(found_there.get("@context"))
        stated = names.keys(found_there)
        missing = [name for name in SHARED if name not in found and name in stated]
        if missing and names != nodes.names:
            raise UnreadableError("/inheritFrom", "the parent shares properties in names of its own")
        found |= {name: stated[name] for name in missing}
    return found


def _inherited(
    inherits: tuple[str, ...], parents: _Parents, seen: tuple[str, ...], shared: Shared
) -> list[Rule]:
    if len(seen) > MOST_PARENTS or len(inherits) > MOST_PARENTS:
        raise UnreadableError("/inheritFrom", f"more than {MOST_PARENTS} parents")
    rules: list[Rule] = []
    for parent in inherits:
        policy = parents.policy(parent, seen)
        rules += (taken_over(rule, policy, shared) for rule in policy.rules)
        if len(rules) > MOST_RULES:
            raise UnreadableError("/inheritFrom", f"more than {MOST_RULES} rules")
    return rules


def _policy_type(nodes: Nodes, keys: Mapping[str, object]) -> PolicyType:
    stated = keys.get("@type", keys.get("type", "Set"))
    names = [name for name in nodes.values(stated, "/@type") if name != "Policy" and not _describes(name)]
    if len(names) > 1:
        raise UnreadableError("/@type", "a policy has one type")
    try:
        return PolicyType(names[0]) if names else PolicyType.SET
    except ValueError:
        raise UnreadableError(
            "/@type", f"“{names[0][:200]}” is not a kind of policy that is read here"
        ) from None


def _describes(name: str) -> bool:
    """Whether a class is of a vocabulary that describes, and no policy subclass that one would have to understand."""
    return name.startswith(ANNOTATIONS) or name == "cc:License"


def _strategies(
    nodes: Nodes, keys: Mapping[str, object], inherits: tuple[str, ...], parents: _Parents
) -> frozenset[str]:
    """The conflict strategies that a policy states and those of its parents, which it takes over (section 2.9)."""
    own = frozenset(nodes.values(keys.get("conflict"), "/conflict"))
    if len(own) > 1:
        raise UnreadableError("/conflict", "more than one conflict strategy")
    if not own <= set(Conflict):
        raise UnreadableError("/conflict", "not a conflict strategy")
    return own.union(*(parents.strategies[name] for name in inherits))


def _conflict(strategies: frozenset[str]) -> Conflict:
    """Several strategies after an inheritance make every conflict void the policy (section 2.10)."""
    return Conflict(next(iter(strategies))) if len(strategies) == 1 else Conflict.INVALID


def _profiles(nodes: Nodes, keys: Mapping[str, object], known: frozenset[str]) -> tuple[str, ...]:
    stated = tuple(nodes.raw_strings(keys.get("profile"), "/profile"))
    for profile in stated:
        if profile not in known:
            raise UnreadableError("/profile", f"the profile {profile[:200]} is not known")
    return stated
