"""One version as a rights statement of PREMIS 3 (Data Dictionary 3.0, section 4.1), with the policy beside it.

The statement names basis, documentation and each rule as an act with its restriction; `rightsExtension` holds the whole
policy as RightsML where that syntax can say it, so that nothing is lost between two archives that read both.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from licensing.exchange.premis_terms import ALLOW, BASES, CONDITIONAL, DISALLOW, NAMESPACE
from licensing.exchange.rightsml_writing import iri, rightsml_element
from licensing.exchange.statement import Statement
from licensing.exchange.xml_trees import only_xml
from licensing.policy.model import Constraint, Duty, Policy, Rule, RuleType
from licensing.policy.odrl import read_policy
from licensing.policy.odrl_writer import UnwritableError


def premis_of(statement: Statement) -> str:
    """The XML document.  Raises UnreadableError where the version's own document can't be read."""
    register_namespace("premis", NAMESPACE)
    policy = read_policy(statement.document)
    root = Element(_tag("premis"), {"version": "3.0"})
    rights = SubElement(root, _tag("rights"))
    _statement(rights, statement, policy)
    _extension(rights, policy)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode")


def _tag(local: str) -> str:
    return f"{{{NAMESPACE}}}{local}"


def _add(parent: Element, local: str, text: str, **attributes: str) -> Element:
    child = SubElement(parent, _tag(local), attributes)
    child.text = only_xml(text)
    return child


def _statement(rights: Element, statement: Statement, policy: Policy) -> None:
    element = SubElement(rights, _tag("rightsStatement"))
    identifier = SubElement(element, _tag("rightsStatementIdentifier"))
    _add(identifier, "rightsStatementIdentifierType", "URI")
    _add(identifier, "rightsStatementIdentifierValue", statement.name)
    basis = BASES[statement.kind]
    _add(element, "rightsBasis", basis)
    _INFORMATION[basis](element, statement)
    for rule in policy.rules:
        if rule.type is not RuleType.OBLIGATION:
            _granted(element, rule, statement)
    if statement.assigner:
        agent = SubElement(element, _tag("linkingAgentIdentifier"))
        _add(agent, "linkingAgentIdentifierType", "URI")
        _add(agent, "linkingAgentIdentifierValue", statement.assigner)
        _add(agent, "linkingAgentRole", "rightsholder")


# --- the basis -------------------------------------------------------------------------------------------------------


def _documentation(parent: Element, prefix: str, statement: Statement) -> None:
    for kind, value, role in (
        ("URI", statement.address, "text of the terms"),
        ("SHA-256", statement.source_digest, "digest of the text"),
        ("SHA-256", statement.digest, "digest of the version"),
    ):
        if value:
            place = SubElement(parent, _tag(f"{prefix}DocumentationIdentifier"))
            _add(place, f"{prefix}DocumentationIdentifierType", kind)
            _add(place, f"{prefix}DocumentationIdentifierValue", value)
            _add(place, f"{prefix}DocumentationRole", role)


def _dates(parent: Element, local: str, start: datetime | None, end: datetime | None) -> None:
    if start is not None or end is not None:
        dates = SubElement(parent, _tag(local))
        if start is not None:
            _add(dates, "startDate", start.isoformat())
        _add(dates, "endDate", end.isoformat() if end is not None else "OPEN")


def _copyright(element: Element, statement: Statement) -> None:
    found = SubElement(element, _tag("copyrightInformation"))
    _add(found, "copyrightStatus", "copyrighted")
    _add(found, "copyrightJurisdiction", statement.territory or "unknown")
    _add(found, "copyrightNote", statement.title)
    _documentation(found, "copyright", statement)
    _dates(found, "copyrightApplicableDates", statement.effective_from, statement.effective_to)


def _license(element: Element, statement: Statement) -> None:
    found = SubElement(element, _tag("licenseInformation"))
    _documentation(found, "license", statement)
    _add(found, "licenseTerms", statement.title)
    for clause in statement.clauses:
        _add(found, "licenseNote", f"{clause.label}: {clause.text}")
    _dates(found, "licenseApplicableDates", statement.effective_from, statement.effective_to)


def _statute(element: Element, statement: Statement) -> None:
    found = SubElement(element, _tag("statuteInformation"))
    _add(found, "statuteJurisdiction", statement.territory or "unknown")
    _add(found, "statuteCitation", statement.citation_source or statement.title)
    if statement.citation:
        _add(found, "statuteNote", statement.citation)
    _documentation(found, "statute", statement)
    _dates(found, "statuteApplicableDates", statement.effective_from, statement.effective_to)


def _other(element: Element, statement: Statement) -> None:
    found = SubElement(element, _tag("otherRightsInformation"))
    _documentation(found, "otherRights", statement)
    _add(found, "otherRightsBasis", "policy of the organisation")
    _dates(found, "otherRightsApplicableDates", statement.effective_from, statement.effective_to)
    _add(found, "otherRightsNote", statement.title)


_INFORMATION = {"copyright": _copyright, "license": _license, "statute": _statute, "other": _other}


# --- the acts --------------------------------------------------------------------------------------------------------


def _granted(element: Element, rule: Rule, statement: Statement) -> None:
    granted = SubElement(element, _tag("rightsGranted"))
    _add(granted, "act", rule.action, valueURI=iri(rule.action))
    conditions = [*map(_constraint, rule.constraints), *map(_constraint, rule.refinements)]
    conditions += [_duty(duty) for duty in rule.duties]
    conditions += [f"only for {node.id}" for node in rule.assignee_nodes]
    conditions += [f"not understood: {name}" for name in rule.unknown]
    if rule.type is RuleType.PROHIBITION:
        _add(granted, "restriction", DISALLOW)
    else:
        _add(granted, "restriction", CONDITIONAL if conditions else ALLOW)
    for condition in conditions:
        _add(granted, "restriction", condition)
    for note in _notes(rule, statement):
        _add(granted, "rightsGrantedNote", note)


def _notes(rule: Rule, statement: Statement) -> Iterator[str]:
    words = {clause.label: clause.text for clause in statement.clauses}
    for label in rule.clauses:
        yield f"{label}: {words[label]}" if label in words else label
    for node in rule.assets:
        yield f"asset: {node.id}"


def _constraint(constraint: object) -> str:
    if isinstance(constraint, Constraint):
        right = ", ".join(constraint.right) or constraint.reference or ""
        return " ".join(one for one in (constraint.left, constraint.operator, right, constraint.unit) if one)
    return "a combination of conditions"


def _duty(duty: Duty) -> str:
    party = duty.consenting_party or next((named for _, named in duty.parties), "")
    return f"duty: {duty.action}{f' ({party})' if party else ''}"


def _extension(rights: Element, policy: Policy) -> None:
    try:
        whole = rightsml_element(policy)
    except UnwritableError:
        return  # the statement alone is read back as unknown wherever it has conditions, never as more
    SubElement(rights, _tag("rightsExtension")).append(whole)
