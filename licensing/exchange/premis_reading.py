"""Rights statements of PREMIS 3 → the JSON-LD that the policy core reads.

- A `rightsExtension` with a RightsML policy says it all and is read alone; where it forbids less than the statement
  beside it or permits without its conditions, the file contradicts itself and is unreadable.
- Else each act is a permission without restriction or with `Allow`, a prohibition with `Disallow`.
- Every other restriction is a condition in prose: the permission keeps it as something unknown, and never holds.
- A term of grant or of restriction becomes a constraint on the date; one that can't be read is unknown.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from licensing.exchange.premis_terms import ACTS, ALLOW, CONDITIONAL, DISALLOW, NAMESPACE
from licensing.exchange.rightsml_reading import policy_in
from licensing.exchange.rightsml_writing import iri
from licensing.exchange.xml_trees import Tree, elements, read_tree, split, text_of
from licensing.policy.errors import UnreadableError
from licensing.policy.odrl_writer import CONTEXT
from licensing.policy.terms import ODRL, PROFILE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

Json = dict[str, object]

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?")
_NO_END = frozenset({"", "OPEN", "open"})
_UNREAD = {"leftOperand": "urn:rights:unread", "operator": ODRL + "eq"}


def read_premis(data: bytes) -> Json:
    """The policy as JSON-LD, for ``read_policy``.  Raises UnreadableError for what holds no rights statement."""
    tree = read_tree(data)
    statements = list(tree.root.iter(f"{{{NAMESPACE}}}rightsStatement"))
    whole = _extension(tree, statements)
    if whole is not None:
        return whole
    if not statements:
        raise UnreadableError("", "a rightsStatement of PREMIS 3 is expected")
    identifier = text_of(
        statements[0], NAMESPACE, "rightsStatementIdentifier", "rightsStatementIdentifierValue"
    )
    document: Json = {
        "@context": CONTEXT,
        "@type": "Set",
        "uid": identifier or "urn:rights:import:premis",
        "profile": [PROFILE],
        "conflict": "prohibit",
    }
    for statement in statements:
        for granted in elements(statement, NAMESPACE, "rightsGranted"):
            _add(document, granted)
    return document


def _extension(tree: Tree, statements: list[Element]) -> Json | None:
    """Return the policy of the extension; one among several statements, or several, leaves it to the statements."""
    found = [
        child
        for extension in tree.root.iter(f"{{{NAMESPACE}}}rightsExtension")
        for child in extension
        if split(child.tag)[0] == ODRL
    ]
    if len(found) != 1 or len(statements) > 1:
        return None
    whole = policy_in(tree, found[0])
    granted = [one for statement in statements for one in elements(statement, NAMESPACE, "rightsGranted")]
    forbidden = {_action(one) for one in granted if _forbids(_restrictions(one))}
    if missing := forbidden - _forbidden_in(whole):
        raise UnreadableError("", f"the extension does not forbid {min(missing)}, the statement does")
    limited = {_action(one) for one in granted if _limits(_restrictions(one))}
    if loose := limited & _unlimited_in(whole):
        raise UnreadableError(
            "", f"the extension permits {min(loose)} without the conditions of the statement"
        )
    return whole


def _limits(restrictions: list[str]) -> bool:
    """Whether anything but `Allow` is said."""
    return bool({one.casefold() for one in restrictions} - {ALLOW.casefold(), ""})


def _unlimited_in(document: Json) -> set[str]:
    """Return the actions that a rule permits to everybody, always and for nothing."""
    rules = document.get("permission", [])
    free = [
        rule
        for rule in (rules if isinstance(rules, list) else [])
        if not rule.keys() & {"constraint", "duty", "assignee"}
    ]
    return {action for rule in free for action in rule.get("action", [])}


def _forbidden_in(document: Json) -> set[str]:
    rules = document.get("prohibition", [])
    named = [rule.get("action", []) for rule in rules] if isinstance(rules, list) else []
    return {action for actions in named for action in actions}


def _restrictions(granted: Element) -> list[str]:
    return [(one.text or "").strip() for one in elements(granted, NAMESPACE, "restriction")]


def _forbids(restrictions: list[str]) -> bool:
    return DISALLOW.casefold() in {one.casefold() for one in restrictions}


def _add(document: Json, granted: Element) -> None:
    restrictions = _restrictions(granted)
    stated = {one.casefold() for one in restrictions}
    forbidden = _forbids(restrictions)
    conditions = [
        one for one in restrictions if one.casefold() not in {ALLOW.casefold(), DISALLOW.casefold(), ""}
    ]
    rule: Json = {"action": _action(granted)}
    constraints = [*_term(granted, "termOfRestriction" if forbidden else "termOfGrant")]
    if not forbidden:
        constraints += [{**_UNREAD, "rightOperand": one[:500]} for one in conditions]
        if CONDITIONAL.casefold() in stated and len(conditions) == 1:
            constraints.append({**_UNREAD, "rightOperand": "conditions that are not stated"})
        constraints += _other_term(granted)
    if constraints:
        rule["constraint"] = constraints
    rules = document.setdefault("prohibition" if forbidden else "permission", [])
    if isinstance(rules, list):
        rules.append(rule)


def _action(granted: Element) -> str:
    act = next(elements(granted, NAMESPACE, "act"), None)
    if act is None:
        return "urn:premis:act:"
    words = " ".join((act.text or "").split())
    known = ACTS.get(words.casefold())
    return act.get("valueURI") or (iri(known) if known else f"urn:premis:act:{words[:200]}")


def _term(granted: Element, local: str) -> Iterator[Json]:
    for term in elements(granted, NAMESPACE, local):
        start, end = text_of(term, NAMESPACE, "startDate"), text_of(term, NAMESPACE, "endDate")
        if start:
            yield _bound("gteq", start)
        if end not in _NO_END:
            yield _bound("lteq", end)


def _other_term(granted: Element) -> Iterator[Json]:
    """A term of restriction on something allowed: from when to when it is restricted, and how, is not said."""
    if next(elements(granted, NAMESPACE, "termOfRestriction"), None) is not None:
        yield {**_UNREAD, "rightOperand": "a term of restriction"}


def _bound(operator: str, value: str) -> Json:
    if not _MOMENT.fullmatch(value):
        return {**_UNREAD, "rightOperand": value[:100]}
    kind = "dateTime" if "T" in value else "date"
    right = {"@value": value, "@type": f"http://www.w3.org/2001/XMLSchema#{kind}"}
    return {"leftOperand": "dateTime", "operator": operator, "rightOperand": right}
