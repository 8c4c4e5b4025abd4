"""ODRL JSON-LD → ``Policy``: the shapes that the reference policies use and their common variants.

Contexts are never fetched: the ODRL context is known by its address, prefixes are read from the document itself, and a
context that gives a term of ODRL another meaning makes the policy unreadable.  Compact rules are expanded to atomic
ones (Information Model 2.2, section 2.7).  What is not understood is kept as an unknown term of its rule: a permission
with one is inactive, a prohibition unknown.  Limits: ``MOST_RULES`` atomic rules, ``MOST_DEPTH`` levels.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from licensing.policy.contexts import Names, read_context
from licensing.policy.errors import UnreadableError
from licensing.policy.model import (
    AnyConstraint,
    Conflict,
    Constraint,
    Duty,
    LogicalConstraint,
    Policy,
    PolicyType,
    Rule,
)
from licensing.policy.model import RuleType as Kind
from licensing.policy.terms import PROFILE

MOST_RULES = 2000
MOST_DEPTH = 24
MOST_OPERANDS = 1000

_RULES = {"permission": Kind.PERMISSION, "prohibition": Kind.PROHIBITION, "obligation": Kind.OBLIGATION}
_LOGIC = ("and", "or", "xone", "andSequence")
_POLICY_KEYS = frozenset(
    {
        "@context",
        "@type",
        "type",
        "uid",
        "@id",
        "profile",
        "conflict",
        "assigner",
        "assignee",
        "target",
        "action",
        *_RULES,
    }
)
_RULE_KEYS = frozenset(
    {
        "@type",
        "type",
        "uid",
        "@id",
        "action",
        "target",
        "assigner",
        "assignee",
        "constraint",
        "duty",
        "fromClause",
    }
)
_DUTY_KEYS = frozenset({"@type", "type", "uid", "@id", "action", "constraint", "fromClause", "precondition"})
_PARTY_FUNCTIONS = frozenset(
    "consentingParty consentedParty compensatedParty compensatingParty attributedParty attributingParty informedParty "
    "informingParty trackedParty trackingParty contractedParty contractingParty".split()
)
_CONSTRAINT_KEYS = frozenset(
    {"@type", "type", "uid", "@id", "leftOperand", "operator", "rightOperand", "dataType", "unit"}
)
_ANNOTATIONS = ("dc:", "dcterms:", "schema:", "rdfs:", "skos:", "vcard:")


def read_policy(document: Mapping[str, object]) -> Policy:
    """The policy of a JSON-LD document.

    Raises UnreadableError, with a JSON pointer, for what is not a policy, an unknown profile, type, conflict strategy or
    context, a feature that changes the meaning and is not understood, and for more than the limits allow.
    """
    if not isinstance(document, Mapping):
        raise UnreadableError("", "a policy is a JSON object")
    _check_depth(document)
    names = read_context(document.get("@context"))
    keys = names.keys(document)
    _only(keys, _POLICY_KEYS, "")
    reader = _Reader(names)
    policy = Policy(
        uid=reader.identifier(keys, "") or "",
        type=_policy_type(reader, keys),
        rules=tuple(reader.rules(keys)),
        conflict=_conflict(reader, keys),
        profiles=_profiles(reader, keys),
        assigner=reader.one_party(keys.get("assigner"), "/assigner"),
        assignees=tuple(reader.parties(keys.get("assignee"), "/assignee")),
    )
    if not policy.uid:
        raise UnreadableError("/uid", "a policy needs a uid")
    return policy


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


def _only(keys: Mapping[str, object], allowed: frozenset[str], pointer: str) -> None:
    for key in keys:
        if key not in allowed and not key.startswith(_ANNOTATIONS):
            raise UnreadableError(f"{pointer}/{key}", f"“{key}” is not understood here")


def _policy_type(reader: _Reader, keys: Mapping[str, object]) -> PolicyType:
    names = [n for n in reader.strings(keys.get("@type", keys.get("type", "Set")), "/@type") if n != "Policy"]
    try:
        return PolicyType(names[0]) if names else PolicyType.SET
    except ValueError:
        raise UnreadableError("/@type", f"“{names[0]}” is not a kind of policy that is read here") from None


def _conflict(reader: _Reader, keys: Mapping[str, object]) -> Conflict:
    stated = reader.strings(keys.get("conflict"), "/conflict")
    try:
        return Conflict(stated[0]) if stated else Conflict.INVALID
    except ValueError:
        raise UnreadableError("/conflict", f"“{stated[0]}” is not a conflict strategy") from None


def _profiles(reader: _Reader, keys: Mapping[str, object]) -> tuple[str, ...]:
    stated = tuple(reader.raw_strings(keys.get("profile"), "/profile"))
    for profile in stated:
        if profile != PROFILE:
            raise UnreadableError("/profile", f"the profile {profile} is not known")
    return stated


@dataclass(frozen=True, slots=True)
class _Parsed:
    """The shared pieces of a compact rule."""

    actions: tuple[tuple[str, tuple[str, ...]], ...]
    targets: tuple[str, ...]
    unknown: tuple[str, ...]


class _Reader:
    """Reads values of one document with its names."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._count = 0

    # --- small values ---

    def strings(self, value: object, pointer: str) -> list[str]:
        """Strings, or objects with an identifier or a value, as short terms."""
        return [self._names.term(one) for one in self.raw_strings(value, pointer)]

    def raw_strings(self, value: object, pointer: str) -> list[str]:
        """The same, as full names where they are written as such."""
        return [self._string(one, pointer) for one in _many(value)]

    def _string(self, value: object, pointer: str) -> str:
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, str | int | float):
            return str(value)
        if isinstance(value, Mapping):
            keys = self._names.keys(value)
            for key in ("@id", "uid", "@value"):
                if key in keys and not isinstance(keys[key], Mapping | list):
                    return self._string(keys[key], pointer)
        raise UnreadableError(pointer, "a term or a value is expected here")

    def identifier(self, keys: Mapping[str, object], pointer: str) -> str | None:
        """``uid`` or ``@id``."""
        value = keys.get("uid", keys.get("@id"))
        return None if value is None else self._string(value, f"{pointer}/uid")

    def parties(self, value: object, pointer: str) -> list[str]:
        """Identifiers of parties, expanded to full names; a party with refinements is not understood."""
        result = []
        for one in _many(value):
            if isinstance(one, Mapping) and set(self._names.keys(one)) - {"@type", "type", "uid", "@id"}:
                raise UnreadableError(pointer, "refined parties are not understood here")
            result.append(self._names.expand(self._string(one, pointer)))
        return result

    def one_party(self, value: object, pointer: str) -> str | None:
        """The single party, if there is one."""
        found = self.parties(value, pointer)
        if len(found) > 1:
            raise UnreadableError(pointer, "one party is expected here")
        return found[0] if found else None

    # --- rules ---

    def rules(self, keys: Mapping[str, object]) -> Iterator[Rule]:
        """Every atomic rule of the document, in its order."""
        for name, kind in _RULES.items():
            for index, raw in enumerate(_many(keys.get(name))):
                pointer = f"/{name}/{index}"
                if not isinstance(raw, Mapping):
                    raise UnreadableError(pointer, "a rule is a JSON object")
                yield from self._rule(kind, self._names.keys(raw), keys, pointer)

    def _rule(
        self, kind: Kind, keys: Mapping[str, object], shared: Mapping[str, object], pointer: str
    ) -> Iterator[Rule]:
        parsed = self._parsed(keys, shared, pointer)
        constraints = tuple(self._constraints(keys.get("constraint"), f"{pointer}/constraint"))
        duties, odd = self._duties(keys.get("duty"), f"{pointer}/duty")
        assigner = self.one_party(keys.get("assigner"), f"{pointer}/assigner")
        assignees = tuple(self.parties(keys.get("assignee"), f"{pointer}/assignee"))
        clauses = tuple(self.raw_strings(keys.get("fromClause"), f"{pointer}/fromClause"))
        if not parsed.actions:
            raise UnreadableError(f"{pointer}/action", "a rule needs an action")
        for action, refined in parsed.actions:
            self._count += 1
            if self._count > MOST_RULES:
                raise UnreadableError(pointer, f"more than {MOST_RULES} rules")
            unknown = (*parsed.unknown, *odd, *refined)
            yield Rule(
                f"{pointer}#{action}",
                pointer,
                kind,
                action,
                parsed.targets,
                assigner,
                assignees,
                constraints,
                duties,
                clauses,
                unknown,
            )

    def _parsed(self, keys: Mapping[str, object], shared: Mapping[str, object], pointer: str) -> _Parsed:
        unknown = [
            k for k in keys if k not in _RULE_KEYS | _PARTY_FUNCTIONS and not k.startswith(_ANNOTATIONS)
        ]
        targets: list[str] = []
        for one in _many(keys.get("target", shared.get("target"))):
            if isinstance(one, Mapping) and set(self._names.keys(one)) - {"@type", "type", "uid", "@id"}:
                unknown.append("target")
            targets.append(self._names.term(self._string(one, f"{pointer}/target")))
        actions = tuple(
            self._action(one, f"{pointer}/action") for one in _many(keys.get("action", shared.get("action")))
        )
        return _Parsed(actions, tuple(targets), tuple(unknown))

    def _action(self, value: object, pointer: str) -> tuple[str, tuple[str, ...]]:
        """An action and what is not understood of it (refinements)."""
        if isinstance(value, Mapping):
            keys = self._names.keys(value)
            inner = keys.get("rdf:value", keys.get("@id", keys.get("uid")))
            if inner is None:
                raise UnreadableError(pointer, "an action needs a name")
            refined = ("refinement",) if set(keys) - {"rdf:value", "@id", "uid", "@type", "type"} else ()
            return self._names.term(self._string(inner, pointer)), refined
        return self._names.term(self._string(value, pointer)), ()

    def _duties(self, value: object, pointer: str) -> tuple[tuple[Duty, ...], tuple[str, ...]]:
        duties: list[Duty] = []
        odd: list[str] = []
        for index, raw in enumerate(_many(value)):
            where = f"{pointer}/{index}"
            if not isinstance(raw, Mapping):
                raise UnreadableError(where, "a duty is a JSON object")
            keys = self._names.keys(raw)
            odd += [
                k for k in keys if k not in _DUTY_KEYS | _PARTY_FUNCTIONS and not k.startswith(_ANNOTATIONS)
            ]
            parts = [self._action(one, f"{where}/action") for one in _many(keys.get("action"))]
            if not parts:
                raise UnreadableError(f"{where}/action", "a duty needs an action")
            odd += [name for _, refined in parts for name in refined]
            consenting = self.one_party(keys.get("consentingParty"), f"{where}/consentingParty")
            constraints = tuple(self._constraints(keys.get("constraint"), f"{where}/constraint"))
            marked = self.raw_strings(keys.get("precondition"), f"{where}/precondition") == ["true"]
            duties += [Duty(action, consenting, constraints, marked) for action, _ in parts]
        odd += [duty.action for duty in duties if not self._names.known_action(duty.action)]
        return tuple(duties), tuple(odd)

    # --- constraints ---

    def _constraints(self, value: object, pointer: str) -> Iterator[AnyConstraint]:
        for index, raw in enumerate(_many(value)):
            where = f"{pointer}/{index}"
            if not isinstance(raw, Mapping):
                raise UnreadableError(where, "a constraint is a JSON object")
            yield self._constraint(self._names.keys(raw), where)

    def _constraint(self, keys: Mapping[str, object], pointer: str) -> AnyConstraint:
        logic = [name for name in _LOGIC if name in keys]
        if logic:
            if len(logic) > 1 or set(keys) - {*_LOGIC, "uid", "@id", "@type", "type"}:
                raise UnreadableError(pointer, "a logical constraint has one operator")
            operands = tuple(self._constraints(keys[logic[0]], f"{pointer}/{logic[0]}"))
            return LogicalConstraint(logic[0], operands)
        odd = [key for key in keys if key not in _CONSTRAINT_KEYS and not key.startswith(_ANNOTATIONS)]
        left = self.strings(keys.get("leftOperand"), f"{pointer}/leftOperand")
        operator = self.strings(keys.get("operator"), f"{pointer}/operator")
        if len(left) != 1 or len(operator) != 1:
            raise UnreadableError(pointer, "a constraint has one leftOperand and one operator")
        right = tuple(self.strings(keys.get("rightOperand"), f"{pointer}/rightOperand"))
        if len(right) > MOST_OPERANDS:
            raise UnreadableError(pointer, f"more than {MOST_OPERANDS} right operands")
        datatype = next(iter(self.strings(keys.get("dataType"), f"{pointer}/dataType")), None)
        unit = next(iter(self.strings(keys.get("unit"), f"{pointer}/unit")), None)
        name = "neq" if operator[0] == "neg" else operator[0]
        return Constraint(f"?{odd[0]}" if odd else left[0], name, right, datatype, unit)


def _many(value: object) -> list[object]:
    """A value as a list: absent is none, ``@list`` and ``@set`` are opened, a single value is one."""
    if value is None:
        return []
    if isinstance(value, Mapping) and len(value) == 1 and next(iter(value)) in {"@list", "@set"}:
        return _many(next(iter(value.values())))
    return list(value) if isinstance(value, list) else [value]
