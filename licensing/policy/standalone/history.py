"""What was done: actions that were performed, duties that were fulfilled or violated, reports of earlier evaluations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from licensing.policy.errors import UnreadableError
from licensing.policy.nodes import many
from licensing.policy.standalone.asking import action_of, moment_of, parties_of, usual, values_of
from licensing.policy.standalone.documents import REPORT, Document, Keys
from licensing.policy.standalone.world import Deontic, Performed, Value
from licensing.policy.vocabulary import actions

MOST_PERFORMED = 2000
"""Actions of a history, each of which is held against each rule and duty."""

_HISTORIES = ("performed", "performedAction", "performedActions", "history")
_RULE_REPORTS = frozenset({f"{REPORT}PermissionReport", f"{REPORT}ProhibitionReport"})
_FOR = ("rule", "duty", "obligation", "policy", "conditionId", "conditionID")
_STATES = {
    **dict.fromkeys(("fulfilled", "performed", "done", "satisfied"), Deontic.FULFILLED),
    **dict.fromkeys(("violated", "infringed", "notfulfilled", "not-fulfilled"), Deontic.VIOLATED),
    **dict.fromkeys(("nonset", "not-set", "notset", "pending", "unperformed"), Deontic.NOT_SET),
    "unknown": Deontic.UNKNOWN,
}
_LISTS = {
    "fulfilled": Deontic.FULFILLED,
    "fulfilledDuties": Deontic.FULFILLED,
    "performedDuties": Deontic.FULFILLED,
    "violated": Deontic.VIOLATED,
    "violatedDuties": Deontic.VIOLATED,
}


def duty_states(doc: Document, keys: Keys) -> dict[str, frozenset[Deontic]]:
    """Identifier of a duty or a rule → its states: stated by name, in lists, or in earlier reports."""
    found: dict[str, set[Deontic]] = {}
    for label in ("duties", "dutyStates"):
        for name, stated in _table(doc, keys.get(label), f"/{label}"):
            found.setdefault(name, set()).update(_deontic(doc, one, f"/{label}") for one in many(stated))
    for label, state in _LISTS.items():
        for one in many(keys.get(label)):
            if not (isinstance(one, Mapping) and "action" in doc.node(one)):
                found.setdefault(doc.text(one, f"/{label}"), set()).add(state)
    for label in _HISTORIES:
        for one in many(keys.get(label)):
            name = "" if isinstance(one, Mapping) else doc.text(one, f"/{label}")
            if name and not actions.known(doc.names.term(name)):
                found.setdefault(name, set()).add(Deontic.FULFILLED)
    for node in doc.graph:
        _report(doc, node, found)
    return {name: frozenset(states) for name, states in found.items()}


def _table(doc: Document, value: object, pointer: str) -> Iterator[tuple[str, object]]:
    """Identifier → state or states, as an object or as nodes with a ``state``."""
    if isinstance(value, list):
        for one in value:
            keys = doc.keys_of(one) if isinstance(one, Mapping) else {}
            if not doc.identity(keys) or "state" not in keys:
                raise UnreadableError(pointer, "a duty with its uid and its state is expected here")
            yield doc.identity(keys), keys["state"]
    else:
        yield from doc.mapping(value, pointer).items()


def _report(doc: Document, node: Keys, found: dict[str, set[Deontic]]) -> None:
    """A report on a duty: its deontic state or, where it has none, whether its action was performed."""
    rule = next((node[REPORT + name] for name in ("rule", "condition") if REPORT + name in node), None)
    state = node.get(f"{REPORT}deonticState", node.get(f"{REPORT}performanceState"))
    if rule is not None and state is not None:
        found.setdefault(doc.text(rule, "/rule"), set()).add(_deontic(doc, state, "/deonticState"))


def exercises(doc: Document) -> dict[str, str]:
    """Identifier of a permission or a prohibition → how many earlier reports say that its action was performed.

    Where one of them does not know whether it was, the number is "unknown" too.
    """
    found: Counter[str] = Counter()
    unknown: dict[str, str] = {}
    for node in doc.graph:
        rule, state = node.get(f"{REPORT}rule"), node.get(f"{REPORT}performanceState")
        if rule is not None and state is not None and _RULE_REPORTS & set(doc.types(node)):
            name, deontic = doc.text(rule, "/rule"), _deontic(doc, state, "/performanceState")
            found[name] += deontic is Deontic.FULFILLED
            if deontic is Deontic.UNKNOWN:
                unknown[name] = "unknown"
    return {**{name: str(number) for name, number in found.items() if number}, **unknown}


def _deontic(doc: Document, value: object, pointer: str) -> Deontic:
    if isinstance(value, bool):
        return Deontic.FULFILLED if value else Deontic.NOT_SET
    name = doc.local(doc.text(value, pointer)).removeprefix(REPORT).casefold()
    if name not in _STATES:
        raise UnreadableError(pointer, f"“{name[:100]}” is not the state of a duty")
    return _STATES[name]


# --- performed -------------------------------------------------------------------------------------------------------


def performed(doc: Document, keys: Keys, conditions: list[Keys]) -> tuple[Performed, ...] | None:
    """Every action that was performed; None where the state says nothing of it."""
    stated = [one for label in _HISTORIES for one in many(keys.get(label))]
    said = any(label in keys for label in _HISTORIES)
    for label in ("performedDuties", "fulfilled", "fulfilledDuties"):
        inner = [
            one for one in many(keys.get(label)) if isinstance(one, Mapping) and "action" in doc.node(one)
        ]
        stated, said = [*stated, *inner], said or bool(inner)
    drafts = [doc.node(one) for one in many(keys.get("action"))]
    payments = [_payment(doc, node) for node in conditions if _is_payment(doc, node)]
    if not said and not drafts and not payments:
        return None
    if len(stated) > MOST_PERFORMED:
        raise UnreadableError(
            "/performed", f"more than {MOST_PERFORMED} performed actions; counts can say how many"
        )
    found = [_done(doc, one, f"/performed/{index}") for index, one in enumerate(stated)]
    found += [_of_type(doc, node) for node in drafts]
    return tuple([one for one in found if one is not None] + payments)


def _done(doc: Document, value: object, pointer: str) -> Performed | None:
    if isinstance(value, str):
        name = doc.names.term(doc.names.expand(value))
        if not isinstance(doc.by_name.get(doc.names.expand(value)), dict):
            return Performed(name) if actions.known(name) else None
    keys = usual(doc.node(value))
    if not keys:
        raise UnreadableError(pointer, "a performed action is an object")
    return _read(doc, keys, action_of(doc, keys), pointer)


def _read(doc: Document, keys: Keys, action: str, pointer: str) -> Performed:
    times = doc.text(keys.get("times", 1), f"{pointer}/times")
    if not times.isdecimal():
        raise UnreadableError(f"{pointer}/times", "a whole number is expected here")
    return Performed(
        action=action,
        party=doc.one(keys, "assignee"),
        target=doc.one(keys, "target"),
        at=moment_of(doc, keys),
        context={name: found for name, found in values_of(doc, keys).items() if name != "dateTime"},
        times=int(times),
        parties=parties_of(doc, keys),
        names=frozenset(doc.one(keys, name) for name in _FOR if name in keys),
    )


def _of_type(doc: Document, keys: Keys) -> Performed | None:
    """The draft's form: a node whose class is the action (``ex:Compensate``)."""
    for name in doc.types(keys):
        last = name.rpartition("/")[2].rpartition("#")[2].rpartition(":")[2]
        action = last[:1].lower() + last[1:]
        if actions.known(action):
            short = {
                key.rpartition("/")[2].rpartition("#")[2].rpartition(":")[2]: v for key, v in keys.items()
            }
            return _read(doc, usual({**keys, **short}), action, "/action")
    return _done(doc, keys, "/action") if "action" in keys else None


def _is_payment(doc: Document, node: Keys) -> bool:
    return any(name.endswith(("Payment", "payment")) for name in doc.types(node))


def _payment(doc: Document, node: Keys) -> Performed:
    """A payment of the payments ontology: the action is compensate, its amount the payAmount."""
    keys = {
        name.rpartition(":")[2].rpartition("/")[2].rpartition("#")[2]: value for name, value in node.items()
    }
    renamed = {
        "payer": "assignee",
        "payee": "compensatedParty",
        "netAmount": "payAmount",
        "paymentDate": "at",
    }
    done = _read(
        doc, {renamed.get(name, name): value for name, value in keys.items()}, "compensate", "/context"
    )
    unit = doc.one(keys, "currency")
    amount = tuple(Value(one.text, one.unit or unit or None) for one in done.context.get("payAmount", ()))
    return replace(done, context={**done.context, "payAmount": amount})
