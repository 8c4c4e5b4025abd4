"""Policies that somebody else wrote: TDM policies and RightsML, as JSON-LD or as XML, brought before the ODRL reader.

Pure.  Names are brought to the reader's own; nothing that isn't understood is left out, so that the reader finds it
and takes the policy for unreadable, the permission for inactive or the prohibition for unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element

from licensing.policy.document import read_document
from licensing.policy.errors import UnreadableError
from licensing.policy.odrl import read_policy
from licensing.webrights.observed import CONTEXT, PROFILE, Observed, clean, unreadable
from licensing.webrights.robots_groups import plain
from licensing.webrights.safe_xml import UnsafeXmlError, local, namespace, parse_xml

RIGHTSML = frozenset(
    f"{scheme}://iptc.org/std/RightsML/odrl-profile{end}" for scheme in ("http", "https") for end in ("", "/")
)
TDM_PROFILES = frozenset(
    f"{scheme}://www.w3.org/ns/tdmrep{end}" for scheme in ("http", "https") for end in ("", "/", "#")
)
_CONTEXTS = RIGHTSML | {f"{one}{end}" for one in TDM_PROFILES for end in ("", ".jsonld")}
MOST_CHARACTERS = 200_000
_ODRL = "http://www.w3.org/ns/odrl/2/"
_DUTIES = {
    "obtain-consent": "obtainConsent",
    "tdm:obtainConsent": "obtainConsent",
    "tdm:compensate": "compensate",
}
_OPERANDS = {"tdm:purpose": "purpose"}


class ExpressionError(ValueError):
    """A text that is no policy that can be brought before the reader."""


def read_expression(text: str, *, uid: str = "") -> Observed:
    """Return the policy of a text, JSON-LD or the XML of ODRL; what can't be read is unreadable.

    `uid` names a policy that names itself nowhere.
    """
    if len(text) > MOST_CHARACTERS:
        return unreadable(text[:MOST_CHARACTERS], "longer than what is read of it")
    bare = clean(plain(text)).strip()
    try:
        document = _of_xml(parse_xml(bare)) if bare.startswith("<") else _of_json(bare)
        if uid and not (document.get("uid") or document.get("@id")):
            document["uid"] = uid
        read_policy(document)
    except (ExpressionError, UnsafeXmlError, UnreadableError, RecursionError) as error:
        return unreadable(bare, str(error)[:500] or "unreadable")
    return Observed(document, bare)


def _of_json(text: str) -> dict[str, Any]:
    """One policy of a text, or of a list of one, within the bounds of every document (no key twice, no NaN, not too deep)."""
    listed = text.startswith("[")
    found: Any = read_document((f'{{"@graph":{text}}}' if listed else text).encode())
    if listed:
        if found.keys() != {"@graph"} or len(found["@graph"]) != 1:
            raise ExpressionError("not one policy")
        [found] = found["@graph"]
    if not isinstance(found, dict):
        raise ExpressionError("not one policy")
    return _in_our_names(found)


def _in_our_names(document: Mapping[str, Any]) -> dict[str, Any]:
    """A document whose contexts and profiles of TDM and RightsML are ours, as their terms are; others stay as they are."""
    stated = document.get("@context")
    contexts = stated if isinstance(stated, list) else [stated]
    kept = [one for one in contexts if one is not None and not (isinstance(one, str) and one in _CONTEXTS)]
    profile = document.get("profile")
    profiles = profile if isinstance(profile, list) else [profile]
    known = [PROFILE if _is_known(one) else one for one in profiles if one is not None]
    named = {
        **document,
        "@context": [*CONTEXT, *(one for one in kept if one not in CONTEXT)],
        "profile": known,
    }
    for kind in ("permission", "prohibition", "obligation"):
        if kind in named:
            named[kind] = _renamed(named[kind], 0)
    return named


def _is_known(profile: object) -> bool:
    name = profile.get("@id") if isinstance(profile, dict) else profile
    return isinstance(name, str) and name in RIGHTSML | TDM_PROFILES


def _renamed(value: Any, depth: int) -> Any:  # noqa: ANN401 - any JSON
    if depth > 30:  # noqa: PLR2004 - deeper than any policy that is read
        raise ExpressionError("too deep")
    if isinstance(value, list):
        return [_renamed(one, depth + 1) for one in value]
    if not isinstance(value, dict):
        return value
    table = {"action": _DUTIES, "leftOperand": _OPERANDS}
    return {
        key: table[key].get(one, one) if key in table and isinstance(one, str) else _renamed(one, depth + 1)
        for key, one in value.items()
    }


# --- XML -------------------------------------------------------------------------------------------------------------

_RULES = frozenset({"permission", "prohibition", "duty", "obligation"})


def _of_xml(root: Element) -> dict[str, Any]:
    if local(root) != "policy" or namespace(root) != _ODRL:
        raise ExpressionError("not a policy of ODRL")
    allowed = {"uid", "type", "profile", "conflict"}
    if set(root.attrib) - allowed:
        raise ExpressionError("an attribute that is not understood")
    document: dict[str, Any] = {"uid": root.get("uid", ""), "@type": _short(root.get("type", "Set"))}
    profiles = root.get("profile", "").split()
    if profiles:
        document["profile"] = profiles
    if root.get("conflict"):
        document["conflict"] = _short(root.get("conflict", ""))
    for rule in root:
        if local(rule) not in _RULES - {"duty"} or namespace(rule) != _ODRL:
            raise ExpressionError("an element that is not understood")
        document.setdefault(local(rule), []).append(_rule(rule))
    return _in_our_names(document)


def _rule(element: Element) -> dict[str, Any]:
    rule: dict[str, Any] = {}
    for one in element:
        name = local(one) if namespace(one) == _ODRL else ""
        match name:
            case "action":
                rule.setdefault("action", []).append(_required(one, "name"))
            case "asset":
                relation = _short(one.get("relation", "target"))
                rule.setdefault("target" if relation == "target" else relation, []).append(
                    _required(one, "uid")
                )
            case "party":
                rule[_short(_required(one, "function"))] = _required(one, "uid")
            case "constraint":
                rule.setdefault("constraint", []).append(_constraint(one))
            case "duty":
                rule.setdefault("duty", []).append(_rule(one))
            case _:
                raise ExpressionError("an element that is not understood")
    if set(element.attrib) - {"uid"}:
        raise ExpressionError("an attribute that is not understood")
    return rule


def _constraint(element: Element) -> dict[str, Any]:
    if len(element) or set(element.attrib) - {"name", "operator", "rightOperand", "dataType", "unit"}:
        raise ExpressionError("a constraint that is not understood")
    found = {
        "leftOperand": _required(element, "name"),
        "operator": _required(element, "operator"),
        "rightOperand": _required(element, "rightOperand"),
    }
    return found | {key: element.get(key, "") for key in ("dataType", "unit") if key in element.attrib}


def _required(element: Element, name: str) -> str:
    value = element.get(name, "").strip()
    if not value:
        raise ExpressionError(f"a {local(element)} without its {name}")
    return _DUTIES.get(value, value)


def _short(name: str) -> str:
    return name.strip().removeprefix(_ODRL)
