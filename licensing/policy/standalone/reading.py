"""JSON-LD documents of requests and states of the world → ``Ask`` and ``World``.

A state is an object, or a graph of nodes.  Plain members that it may have:

- ``currentTime``: the clock, a date-time with a zone
- ``partOf``: node → collection(s); the same as ``partOf`` on a node of the graph
- ``context``: left operand → value(s), as the request may state them too (``purpose``, ``spatial``, ``event`` …)
- ``properties``: node → left operand → value(s), which refinements of assets and parties test
- ``counts``: identifier of a rule, a constraint, a policy or an action → how often it was exercised
- ``duties``: identifier of a duty or a rule → ``fulfilled``, ``violated`` or ``not-set`` (one or several)
- ``performed``: actions that were performed: ``action``, ``assignee``, ``target``, ``at``, ``times``, further values
- ``events``: events that have happened

In a graph, ``…/currentTime`` with ``dcterms:issued`` is the clock and a compliance report's ``DutyReport`` with ``rule``
and ``deonticState`` the state of a duty.  A request is an ODRL Request with one permission, or its members directly;
constraints and refinements of a request with ``eq`` state values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from licensing.policy.contexts import Names, read_context
from licensing.policy.document import check_values
from licensing.policy.errors import UnreadableError
from licensing.policy.moments import read_span
from licensing.policy.nodes import many
from licensing.policy.standalone.world import Ask, Deontic, Performed, Value, Values, World
from licensing.policy.terms import LEFT_OPERANDS

MOST_NODES = 20_000
MOST_DEPTH = 24

_IDENTITY = ("@id", "uid")
_PLAIN = frozenset(
    "currentTime partOf context properties counts duties performed events @context @type @graph".split()
)
_REPORT = "https://w3id.org/force/compliance-report#"
_ISSUED = frozenset({"dcterms:issued", "dc:issued", "issued"})
_STATES = {
    "fulfilled": Deontic.FULFILLED,
    "performed": Deontic.FULFILLED,
    "violated": Deontic.VIOLATED,
    "nonset": Deontic.NOT_SET,
    "not-set": Deontic.NOT_SET,
    "notset": Deontic.NOT_SET,
}

Keys = dict[str, object]


class _Document:
    """One document with its names and limits."""

    def __init__(self, document: Mapping[str, object]) -> None:
        if not isinstance(document, Mapping):
            raise UnreadableError("", "a JSON object is expected")
        check_values(document, levels=MOST_DEPTH)
        self.names = _names(document)
        self.keys = self.names.keys(document)

    def text(self, value: object, pointer: str) -> str:
        """One string, a name in full."""
        return self.value(value, pointer).text

    def value(self, value: object, pointer: str) -> Value:
        """A literal or a name, with a unit where the object states one."""
        if isinstance(value, bool):
            return Value("true" if value else "false")
        if isinstance(value, str | int | float):
            return Value(self.names.expand(str(value)) if isinstance(value, str) else str(value))
        if isinstance(value, Mapping):
            keys = self.names.keys(value)
            unit = keys.get("unit")
            for name in ("@value", *_IDENTITY, "rdf:value"):
                if isinstance(keys.get(name), str | int | float | bool):
                    inner = self.value(keys[name], pointer)
                    return Value(inner.text, self.text(unit, pointer) if unit is not None else None)
        raise UnreadableError(pointer, "a name or a value is expected here")

    def values(self, value: object, pointer: str) -> Values:
        """Every value, in short form as right operands are."""
        found = (self.value(one, pointer) for one in many(value))
        return tuple(Value(self.names.value(one.text), self._unit(one)) for one in found)

    def _unit(self, value: Value) -> str | None:
        return None if value.unit is None else self.names.value(value.unit)

    def context(self, value: object, pointer: str) -> dict[str, Values]:
        """Left operand → values."""
        if value is None:
            return {}
        if not isinstance(value, Mapping):
            raise UnreadableError(pointer, "an object of left operands is expected here")
        return {key: self.values(inner, f"{pointer}/{key}") for key, inner in self.names.keys(value).items()}

    def moment(self, value: object, pointer: str) -> datetime:
        """A date-time with a zone.  Raises UnreadableError for anything else."""
        span = read_span(self.text(value, pointer))
        if span is None or span[0] != span[1]:
            raise UnreadableError(pointer, "a date-time with a time zone is expected here")
        return span[0]


def _names(document: Mapping[str, object]) -> Names:
    return read_context(document.get("@context"))


# --- requests --------------------------------------------------------------------------------------------------------


def read_request(document: Mapping[str, object]) -> Ask:
    """The request of a document.  Raises UnreadableError for what is not one."""
    doc = _Document(document)
    rules = many(doc.keys.get("permission"))
    if len(rules) > 1:
        raise UnreadableError("/permission", "a request asks for one thing")
    inner = doc.names.keys(rules[0]) if rules and isinstance(rules[0], Mapping) else {}
    keys = {**doc.keys, **inner}
    return Ask(
        id=_identity(doc, doc.keys),
        rule=_identity(doc, inner),
        action=_action(doc, keys.get("action")),
        party=_one(doc, keys, "assignee"),
        target=_one(doc, keys, "target"),
        at=_issued(doc, keys),
        context={**_stated(doc, keys), **doc.context(keys.get("context"), "/context")},
    )


def _identity(doc: _Document, keys: Keys) -> str:
    return next((doc.text(keys[name], f"/{name}") for name in _IDENTITY if keys.get(name) is not None), "")


def _one(doc: _Document, keys: Keys, name: str) -> str:
    found = many(keys.get(name))
    if len(found) > 1:
        raise UnreadableError(f"/{name}", f"a request has one {name}")
    return doc.text(found[0], f"/{name}") if found else ""


def _action(doc: _Document, value: object) -> str:
    found = many(value)
    if len(found) > 1:
        raise UnreadableError("/action", "a request has one action")
    if not found:
        return ""
    one = found[0]
    if isinstance(one, Mapping):
        keys = doc.names.keys(one)
        one = keys.get("rdf:value", one)
    return doc.names.term(doc.text(one, "/action"))


def _issued(doc: _Document, keys: Keys) -> datetime | None:
    for name in (*_ISSUED, "at"):
        if keys.get(name) is not None:
            return doc.moment(keys[name], f"/{name}")
    return None


def _stated(doc: _Document, keys: Keys) -> dict[str, Values]:
    """Values that a request states: members named as left operands, and ``eq`` constraints and refinements."""
    found = {name: doc.values(keys[name], f"/{name}") for name in LEFT_OPERANDS & keys.keys()}
    found |= {name: doc.values(keys[name], f"/{name}") for name in keys if name.startswith("ra:")}
    actions = [doc.names.keys(one) for one in many(keys.get("action")) if isinstance(one, Mapping)]
    pieces = [
        *many(keys.get("constraint")),
        *(one for action in actions for one in many(action.get("refinement"))),
    ]
    for piece in pieces:
        if isinstance(piece, Mapping):
            inner = doc.names.keys(piece)
            if inner.get("operator") is not None and doc.names.value(doc.text(inner["operator"], "")) == "eq":
                left = doc.names.value(doc.text(inner.get("leftOperand"), "/constraint"))
                unit = doc.text(inner["unit"], "/constraint/unit") if inner.get("unit") is not None else None
                stated = doc.values(inner.get("rightOperand"), "/constraint")
                found[left] = tuple(
                    Value(one.text, one.unit or (unit and doc.names.value(unit))) for one in stated
                )
    return found


# --- states of the world ---------------------------------------------------------------------------------------------


def read_world(document: Mapping[str, object]) -> World:
    """The state of the world of a document.  Raises UnreadableError for what is not one."""
    doc = _Document(document)
    graph = list(_graph(doc, document))
    members, duties, clocks = _Gathered(), dict[str, set[Deontic]](), list[datetime]()
    nodes: dict[str, dict[str, Values]] = {}
    for keys in graph:
        _gather(doc, keys, members, duties, clocks)
        _properties(doc, keys, nodes)
    keys = doc.keys
    _plain_members(doc, keys.get("partOf"), members)
    for name, stated in _mapping(doc, keys.get("duties"), "/duties").items():
        duties.setdefault(name, set()).update(_deontic(doc, one, "/duties") for one in many(stated))
    for name, inner in _mapping(doc, keys.get("properties"), "/properties").items():
        nodes.setdefault(name, {}).update(doc.context(inner, "/properties"))
    if keys.get("currentTime") is not None:
        clocks.append(doc.moment(keys["currentTime"], "/currentTime"))
    if len(set(clocks)) > 1:
        raise UnreadableError("/currentTime", "the state has more than one clock")
    return World(
        now=clocks[0] if clocks else None,
        members={node: frozenset(found) for node, found in members.items()},
        context=doc.context(keys.get("context"), "/context"),
        nodes=nodes,
        counts={
            name: doc.text(one, "/counts")
            for name, one in _mapping(doc, keys.get("counts"), "/counts").items()
        },
        duties={name: frozenset(found) for name, found in duties.items()},
        performed=_performed(doc, keys),
        events=_events(doc, keys),
    )


class _Gathered(dict[str, set[str]]):
    def __missing__(self, key: str) -> set[str]:
        self[key] = set()
        return self[key]


def _graph(doc: _Document, value: object, depth: int = 0, count: list[int] | None = None) -> Iterator[Keys]:
    """Every node of the document, nested ones too, within the limits."""
    count = [0] if count is None else count
    if depth > MOST_DEPTH:
        raise UnreadableError("", f"the state is nested more than {MOST_DEPTH} levels deep")
    if isinstance(value, list):
        for one in value:
            yield from _graph(doc, one, depth + 1, count)
    elif isinstance(value, Mapping):
        count[0] += 1
        if count[0] > MOST_NODES:
            raise UnreadableError("", f"the state has more than {MOST_NODES} nodes")
        keys = doc.names.keys(value)
        yield keys
        for name, inner in keys.items():
            if name != "@context" and not (depth == 0 and name in _PLAIN - {"@graph"}):
                yield from _graph(doc, inner, depth + 1, count)


def _gather(
    doc: _Document, keys: Keys, members: _Gathered, duties: dict[str, set[Deontic]], clocks: list[datetime]
) -> None:
    name = _identity(doc, keys)
    if name.endswith("currentTime"):
        clocks += [doc.moment(keys[issued], f"/{issued}") for issued in _ISSUED & keys.keys()]
    if name and not isinstance(keys.get("partOf"), Mapping):
        members[name].update(doc.text(one, "/partOf") for one in many(keys.get("partOf")))
    elif name and keys.get("partOf") is not None:
        members[name].add(doc.text(keys["partOf"], "/partOf"))
    rule, state = keys.get(f"{_REPORT}rule"), keys.get(f"{_REPORT}deonticState")
    if rule is not None and state is not None:
        duties.setdefault(doc.text(rule, "/rule"), set()).add(_deontic(doc, state, "/deonticState"))


def _deontic(doc: _Document, value: object, pointer: str) -> Deontic:
    name = doc.text(value, pointer).removeprefix(_REPORT)
    if name.casefold() not in _STATES:
        raise UnreadableError(pointer, f"“{name[:100]}” is not the state of a duty")
    return _STATES[name.casefold()]


def _properties(doc: _Document, keys: Keys, nodes: dict[str, dict[str, Values]]) -> None:
    """What a node of the graph states of itself, for refinements: every member that holds plain values."""
    name = _identity(doc, keys)
    if not name:
        return
    for key, value in keys.items():
        if key in {"@id", "uid", "@context", "partOf"} or key in _PLAIN:
            continue
        plain = [one for one in many(value) if not (isinstance(one, Mapping) and len(one) > 3)]  # noqa: PLR2004
        try:
            nodes.setdefault(name, {})[key] = doc.values(plain, f"/{key}")
        except UnreadableError:
            continue


def _plain_members(doc: _Document, value: object, members: _Gathered) -> None:
    for node, collections in _mapping(doc, value, "/partOf").items():
        members[node].update(doc.text(one, "/partOf") for one in many(collections))


def _mapping(doc: _Document, value: object, pointer: str) -> dict[str, object]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise UnreadableError(pointer, "an object is expected here")
    return {doc.names.expand(str(name)): inner for name, inner in value.items()}


def _performed(doc: _Document, keys: Keys) -> tuple[Performed, ...] | None:
    if "performed" not in keys:
        return None
    found = []
    for index, one in enumerate(many(keys["performed"])):
        pointer = f"/performed/{index}"
        if not isinstance(one, Mapping):
            raise UnreadableError(pointer, "a performed action is an object")
        inner = doc.names.keys(one)
        times = doc.text(inner.get("times", 1), f"{pointer}/times")
        if not times.isdecimal():
            raise UnreadableError(f"{pointer}/times", "a whole number is expected here")
        found.append(
            Performed(
                action=_action(doc, inner.get("action")),
                party=_one(doc, inner, "assignee"),
                target=_one(doc, inner, "target"),
                at=_issued(doc, inner),
                context={**_stated(doc, inner), **doc.context(inner.get("context"), f"{pointer}/context")},
                times=int(times),
            )
        )
    return tuple(found)


def _events(doc: _Document, keys: Keys) -> frozenset[str] | None:
    if "events" not in keys:
        return None
    return frozenset(value.text for value in doc.values(keys["events"], "/events"))
