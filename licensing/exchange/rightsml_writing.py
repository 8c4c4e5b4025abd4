"""``Policy`` → RightsML 2.0 in its XML syntax (the ODRL XML encoding in the namespace of ODRL 2.2).

One rule of the XML has one action.  The syntax knows neither logical constraints nor refinements, obligations,
remedies or consequences: a policy that has one is refused, because a reader that passed over it would see less forbidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from licensing.exchange.territories import as_rightsml
from licensing.policy.model import AnyConstraint, Constraint, Duty, Node, Policy, Rule, RuleType
from licensing.policy.odrl_writer import UnwritableError
from licensing.policy.terms import NAMESPACES, ODRL, RIGHTSML

OURS = NAMESPACES["ra"]
_PREFIXES = {"o": ODRL, "ra": OURS}
_ELEMENTS = {RuleType.PERMISSION: "permission", RuleType.PROHIBITION: "prohibition"}
_ABSOLUTE = ("http://", "https://", "urn:")


def rightsml_of(policy: Policy) -> str:
    """An XML document that reads as the same policy.  Raises UnwritableError, naming what the syntax lacks."""
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(rightsml_element(policy), encoding="unicode")


def rightsml_element(policy: Policy) -> Element:
    """The same as an element, to stand in other documents."""
    for prefix, space in _PREFIXES.items():
        register_namespace(prefix, space)
    root = Element(_odrl("Policy"), {"uid": policy.uid, "type": ODRL + policy.type.value})
    root.set("profile", RIGHTSML)
    root.set("conflict", ODRL + policy.conflict.value)
    if others := [one for one in policy.profiles if one != RIGHTSML]:
        root.set(_ours("profile"), " ".join(others))
    for name, value in (("assigner", policy.assigner), ("assignee", " ".join(policy.assignees))):
        if value:
            root.set(_ours(name), value)
    for rule in policy.rules:
        root.append(_rule(rule, policy))
    indent(root)
    return root


def iri(short: str) -> str:
    """The full name of a term or value that may have one: what has no prefix is a term of ODRL."""
    prefix, colon, local = short.partition(":")
    if colon and prefix in NAMESPACES:
        return NAMESPACES[prefix] + local
    return short if short.startswith(_ABSOLUTE) else ODRL + short


def _odrl(local: str) -> str:
    return f"{{{ODRL}}}{local}"


def _ours(local: str) -> str:
    return f"{{{OURS}}}{local}"


def _rule(rule: Rule, policy: Policy) -> Element:
    _refuse(rule.pointer, _lacking(rule))
    element = Element(_odrl(_ELEMENTS[rule.type]))
    for node in rule.assets:
        SubElement(
            element, _odrl("asset"), {"uid": node.id, "relation": ODRL + "target"} | _kind(node, "Asset")
        )
    SubElement(element, _odrl("action"), {"name": iri(rule.action)})
    for constraint in rule.constraints:
        element.append(_constraint(rule.pointer, constraint))
    parties = (
        [("assigner", Node(rule.assigner))] if rule.assigner and rule.assigner != policy.assigner else []
    )
    for function, node in (*parties, *(("assignee", node) for node in rule.assignee_nodes)):
        element.append(_party(function, node))
    for duty in rule.duties:
        element.append(_duty(rule.pointer, duty))
    if rule.uid:
        element.set(_ours("uid"), rule.uid)
    if rule.clauses:
        element.set(_ours("fromClause"), " ".join(rule.clauses))
    return element


def _lacking(rule: Rule) -> Iterator[str]:
    """Yield what of a rule the syntax has no words for."""
    found = {
        "an obligation": rule.type is RuleType.OBLIGATION,
        "terms that are not understood": rule.unknown or any(duty.unknown for duty in rule.duties),
        "a refinement of the action": rule.refinements,
        "a remedy": rule.remedies,
        "a consequence": rule.consequences or any(duty.consequences for duty in rule.duties),
        "a duty with a refinement": any(duty.refinements or duty.assignees for duty in rule.duties),
        "a refined collection": any(
            node.refinements or node.part_of or node.source or node.unknown
            for node in (
                *rule.assets,
                *rule.assignee_nodes,
                *(n for duty in rule.duties for n in duty.assets),
            )
        ),
        "a clause label with a blank": any(" " in label for label in rule.clauses),
    }
    yield from (name for name, has in found.items() if has)


def _refuse(pointer: str, lacking: Iterable[str]) -> None:
    if names := ", ".join(lacking):
        raise UnwritableError(f"{pointer}: the XML syntax of RightsML has no way to say {names}.")


def _kind(node: Node, what: str) -> dict[str, str]:
    return {"type": f"{ODRL}{what}Collection"} if node.collection else {}


def _party(function: str, node: Node) -> Element:
    return Element(_odrl("party"), {"function": ODRL + function, "uid": node.id} | _kind(node, "Party"))


def _constraint(pointer: str, constraint: AnyConstraint) -> Element:
    if not isinstance(constraint, Constraint):
        raise UnwritableError(
            f"{pointer}: the XML syntax of RightsML has no way to say a logical constraint."
        )
    if (
        constraint.reference is not None
        or not constraint.right
        or any(_blank(one) for one in constraint.right)
    ):
        raise UnwritableError(f"{pointer}: the XML syntax of RightsML has no way to say the right operand.")
    right = [as_rightsml(one) if constraint.left == "spatial" else _value(one) for one in constraint.right]
    element = Element(
        _odrl("constraint"),
        {"name": iri(constraint.left), "operator": iri(constraint.operator), "rightOperand": " ".join(right)},
    )
    if constraint.operator == "neg":
        element.set("operator", ODRL + "neq")
    for name, value in (("dataType", constraint.datatype), ("unit", constraint.unit)):
        if value is not None:
            element.set(name, iri(value))
    for name, value in (("status", constraint.status), (_ours("uid"), constraint.uid)):
        if value:
            element.set(name, value)
    return element


def _blank(value: str) -> bool:
    return not value or len(value.split()) != 1 or value != value.strip()


def _value(value: str) -> str:
    """A right operand: names with a prefix in full, anything else as it is."""
    prefix, colon, _ = value.partition(":")
    return iri(value) if colon and prefix in NAMESPACES else value


def _duty(pointer: str, duty: Duty) -> Element:
    element = Element(_odrl("duty"))
    SubElement(element, _odrl("action"), {"name": iri(duty.action)})
    for node in duty.assets:
        SubElement(
            element, _odrl("asset"), {"uid": node.id, "relation": ODRL + "target"} | _kind(node, "Asset")
        )
    for constraint in duty.constraints:
        element.append(_constraint(pointer, constraint))
    for function, party in duty.parties:
        element.append(_party(function, Node(party)))
    if duty.uid:
        element.set("uid", duty.uid)
    if duty.precondition:
        element.set(_ours("precondition"), "true")
    return element
