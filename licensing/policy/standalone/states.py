"""Documents of states of the world → ``World``: plain members, the draft's vocabulary, and graphs of nodes.

docs/odrl-evaluator.md lists what a state may say.  A state is read as a whole: nodes of a graph speak for themselves
(membership, classes, properties, reports), and the node that is the state has the members that are listed there.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from licensing.policy.errors import UnreadableError
from licensing.policy.nodes import many
from licensing.policy.standalone.asking import equals
from licensing.policy.standalone.documents import ISSUED, REPORT, Document, Keys, add_values, operand_name
from licensing.policy.standalone.history import duty_states, exercises, performed
from licensing.policy.standalone.links import frozen, read_implied, read_included, read_kinds, read_members
from licensing.policy.standalone.times import read_zone
from licensing.policy.standalone.world import Stage, Values, World
from licensing.policy.terms import LEFT_OPERANDS, shorten

_CLOCKS = ("currentTime", "now", "clock", "dateTime")
_COUNTED = ("rule", "constraint", "of", f"{REPORT}rule", f"{REPORT}constraint")
_COUNTS = ("counts", "counters", "count")
_STATES = frozenset({"SotW", "Sotw", "StateOfTheWorld"})
_OF_STATES = frozenset({"currentTime", "assetCollection", "partyCollection", "accumulatedTime"})
"""Members that only states have."""
_OPERANDS = LEFT_OPERANDS - {"count", "event", "dateTime"} | {"location", "accumulatedTime"}
_INSTANTS = ("time:inXSDDateTimeStamp", "time:inXSDDateTime")
_OF_CONDITION = ("conditionId", "conditionID")
_PAYMENT = "pay:Payment"


def read_world(document: object) -> World:
    """The state of the world of a document.  Raises UnreadableError for what is not one."""
    doc = Document(document)
    keys = _root(doc)
    conditions = [doc.node(one) for one in _contexts(keys)]
    context = _context(doc, keys)
    events, complete = _events(doc, keys.get("events", keys.get("event")))
    return World(
        now=_clock(doc, keys, conditions, context.get("dateTime", ())),
        members=frozen(read_members(doc)),
        context=context,
        nodes=_nodes(doc, keys),
        counts=_counts(doc, keys),
        duties=duty_states(doc, keys),
        performed=performed(doc, keys, conditions),
        events=events,
        all_events=complete,
        kinds=read_kinds(doc),
        included=read_included(doc),
        implied=read_implied(doc),
        references=_references(doc, keys),
        stated=_stated(doc, conditions),
        zone=_zone(doc, keys),
    )


def _root(doc: Document) -> Keys:
    """The members of the state: of the document and, in a graph, of the node that says it is one."""
    found = [keys for keys in doc.graph if _STATES & set(doc.types(keys))]
    found = found or [keys for keys in doc.graph if _OF_STATES & keys.keys()]
    names = {doc.identity(keys) or str(index) for index, keys in enumerate(found)}
    if len(names) > 1:
        raise UnreadableError("/@graph", f"one state of the world is expected, {len(names)} found")
    return {**(doc.node(doc.identity(found[0])) or found[0] if found else {}), **doc.keys}


def _contexts(keys: Keys) -> list[object]:
    """Contexts in the draft's sense: nodes that speak of one condition, and records of what happened."""
    return [one for one in many(keys.get("context")) if not isinstance(one, Mapping) or _is_record(one)]


def _is_record(value: Mapping[str, object]) -> bool:
    return (
        "@type" in value or any(str(name).endswith(_OF_CONDITION) for name in value) or set(value) == {"@id"}
    )


# --- clock -----------------------------------------------------------------------------------------------------------


def _clock(doc: Document, keys: Keys, conditions: list[Keys], values: Values) -> datetime | None:
    found = [doc.moment(keys[name], f"/{name}") for name in _CLOCKS if keys.get(name) is not None]
    found += [doc.moment(value.text, "/context/dateTime") for value in values]
    for node in doc.graph:
        if doc.identity(node).endswith("currentTime"):
            found += [doc.moment(node[issued], f"/{issued}") for issued in ISSUED if issued in node]
    for node in conditions:
        found += [doc.moment(node[name], f"/{name}") for name in _INSTANTS if name in node]
    if len({(one.replace(tzinfo=None), one.utcoffset()) for one in found}) > 1:
        raise UnreadableError("/currentTime", "the state has more than one clock")
    return found[0] if found else None


def _zone(doc: Document, keys: Keys) -> timedelta | None:
    if keys.get("timezone") is None:
        return None
    zone = read_zone(doc.text(keys["timezone"], "/timezone"))
    if zone is None:
        raise UnreadableError("/timezone", "a zone is written as Z or +02:00")
    return zone


# --- values ----------------------------------------------------------------------------------------------------------


def _context(doc: Document, keys: Keys) -> dict[str, Values]:
    found: dict[str, Values] = {}
    for name in ("context", "values", "facts"):
        for one in many(keys.get(name)):
            if isinstance(one, Mapping) and not _is_record(one):
                add_values(found, doc.context(one, f"/{name}"))
    for one in map(doc.node, many(keys.get("context"))):
        add_values(found, equals(doc, one) if "leftOperand" in one else {})
    for name in sorted(_OPERANDS & keys.keys()):
        add_values(found, {operand_name(name): doc.values(keys[name], f"/{name}")})
    counts = many(keys.get("count"))
    if len(counts) == 1 and _is_literal(doc, counts[0]):
        found["count"] = doc.values(counts, "/count")
    return found


def _is_literal(doc: Document, value: object) -> bool:
    """Whether it is a number of its own, not a table of counters or a node that says whose it is."""
    return "@value" in value if isinstance(value, Mapping) else str(doc.names.value(str(value))).isdecimal()


def _stated(doc: Document, conditions: list[Keys]) -> dict[str, Values]:
    """Values that are stated for one constraint, by its identifier."""
    return {
        doc.one(node, name): doc.values(doc.stated(node), "/context/value")
        for node in conditions
        for name in _OF_CONDITION
        if name in node and doc.stated(node) is not None
    }


def _nodes(doc: Document, keys: Keys) -> dict[str, dict[str, Values]]:
    """Node → left operand → values: what each node states of itself, for refinements."""
    found: dict[str, dict[str, Values]] = {}
    for name, node in doc.by_name.items():
        for key, value in node.items():
            if not key.startswith(("@", REPORT)) and key not in {"uid", "partOf"}:
                _add(doc, found.setdefault(name, {}), key, value)
    for label in ("properties", "attributes"):
        for name, inner in doc.mapping(keys.get(label), f"/{label}").items():
            found.setdefault(name, {}).update(doc.context(inner, f"/{label}"))
    return found


def _add(doc: Document, found: dict[str, Values], key: str, value: object) -> None:
    """Plain values only: what a node says in a structure of its own is no value."""
    try:
        found[key] = doc.values(value, f"/{key}")
    except UnreadableError:
        return


def _references(doc: Document, keys: Keys) -> dict[str, Values]:
    """Values by the name of a ``rightOperandReference``: the caller followed it, nothing is fetched here."""
    stated = doc.mapping(keys.get("references"), "/references").items()
    return {shorten(name): doc.values(inner, "/references") for name, inner in stated}


def _counts(doc: Document, keys: Keys) -> dict[str, str]:
    found: dict[str, str] = {}
    for label in _COUNTS:
        for one in many(keys.get(label)):
            node = doc.node(one)
            named = next((doc.one(node, name) for name in _COUNTED if name in node), "")
            if named:
                found[named] = doc.text(
                    doc.stated(node) if doc.stated(node) is not None else node.get("count"), f"/{label}"
                )
            elif isinstance(one, Mapping) and not {"@id", "@value"} & one.keys():
                stated = doc.mapping(one, f"/{label}").items()
                found |= {name: doc.text(number, f"/{label}") for name, number in stated}
    found = {**exercises(doc), **found}
    return {**found, **{doc.names.term(name): number for name, number in found.items()}}


# --- events ----------------------------------------------------------------------------------------------------------

_STAGES = {
    **dict.fromkeys(("upcoming", "before", "not-started", "scheduled"), Stage.UPCOMING),
    **dict.fromkeys(("ongoing", "during", "running", "current"), Stage.ONGOING),
    **dict.fromkeys(("over", "after", "happened", "ended", "past"), Stage.OVER),
}


def _events(doc: Document, value: object) -> tuple[dict[str, Stage], bool]:
    """Where events stand, and whether all that have happened are named: a list names all, an object those it has."""
    if value is None:
        return {}, False
    if isinstance(value, Mapping) and "@id" not in value:
        found = doc.mapping(value, "/events").items()
        return {name: _stage(doc, stated) for name, stated in _short(doc, found)}, False
    names = [found.text for one in many(value) for found in doc.values(one, "/events")]
    return dict.fromkeys(names, Stage.OVER), True


def _short(doc: Document, items: object) -> list[tuple[str, object]]:
    return [(doc.names.value(name), stated) for name, stated in dict(items).items()]  # type: ignore[call-overload]


def _stage(doc: Document, value: object) -> Stage:
    name = doc.text(value, "/events").casefold()
    if name not in _STAGES:
        raise UnreadableError("/events", f"“{name[:100]}” is not where an event stands")
    return _STAGES[name]
