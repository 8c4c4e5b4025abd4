"""The draft ODRL policy of a reading: every rule bound to the clauses that it was read from. Pure.

What needs consent is a prohibition beside a permission with the duty to obtain consent, as in the founding policy;
``conflict: perm`` lets narrow permissions stand.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence

from licensing.notices.readings import Clause, UseLabel
from licensing.policy.vocabulary.uses import STANDARD_USES

_CONTEXT: list[object] = [
    "http://www.w3.org/ns/odrl.jsonld",
    {"ra": "urn:rights:", "fromClause": {"@id": "ra:fromClause", "@container": "@set"}},
]
_DUTY_ACTIONS = {
    "attribution": "attribute",
    "link": "cc:SourceCode",
    "notice": "cc:Notice",
    "payment": "compensate",
    "notify": "inform",
    "sharealike": "cc:ShareAlike",
    "delete": "delete",
}
_NONCOMMERCIAL = {
    "leftOperand": "purpose",
    "operator": "isNoneOf",
    "rightOperand": {"@id": "ra:purpose:commercial"},
}
_PURPOSES = {"internet search": "ra:purpose:internet-search", "editorial use": "ra:purpose:editorial"}


def party_id(name: str | None) -> str:
    """An identifier for a holder by its name; two spellings give two identifiers."""
    plain = (
        unicodedata.normalize("NFKD", (name or "").replace("ł", "l").replace("Ł", "L"))
        .encode("ascii", "ignore")
        .decode()
    )
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    if name and len(slug) < 2:  # noqa: PLR2004 - a name in another script
        slug = "x-" + hashlib.sha256(name.encode()).hexdigest()[:12]
    return f"urn:rights:party:{slug or 'unnamed'}"


def draft_policy(
    *, uid: str, holder: str | None, uses: Mapping[str, UseLabel], clauses: Sequence[Clause]
) -> dict[str, object]:
    """The policy as JSON-LD."""
    party = {"@type": "Party", "uid": party_id(holder)}
    by_label = {clause.label: clause for clause in clauses}
    prohibitions: list[dict[str, object]] = []
    permissions: list[dict[str, object]] = []
    for use, label in uses.items():
        cited = [by_label[name] for name in label.clauses]
        if label.label in {"consent", "deny"}:
            prohibitions.append(_rule(use, cited))
        if label.label == "consent":
            consent = {"action": "obtainConsent", "consentingParty": party}
            permissions.append(_rule(use, cited) | {"duty": [consent]})
        if label.label == "permit":
            permissions.append(_permission(use, cited))
    policy: dict[str, object] = {
        "@context": _CONTEXT, "@type": "Offer", "uid": uid, "profile": ["urn:rights:profile:1"], "conflict": "perm", "assigner": party,
    }  # fmt: skip
    return policy | {
        key: rules for key, rules in (("prohibition", prohibitions), ("permission", permissions)) if rules
    }


def _rule(use: str, cited: Sequence[Clause]) -> dict[str, object]:
    standard = STANDARD_USES[use]
    rule: dict[str, object] = {"action": standard.action, "fromClause": [clause.label for clause in cited]}
    if standard.audience is not None:
        step = {"leftOperand": "ra:audience", "operator": "eq", "rightOperand": standard.audience.value}
        rule["constraint"] = [step]
    return rule


def _permission(use: str, cited: Sequence[Clause]) -> dict[str, object]:
    rule = _rule(use, cited)
    stated = rule.get("constraint")
    constraints: list[object] = list(stated) if isinstance(stated, list) else []
    duties = dict.fromkeys(duty for clause in cited for duty in clause.duties)
    if "noncommercial" in duties:
        constraints.append(_NONCOMMERCIAL)
    purposes = {_PURPOSES[clause.condition] for clause in cited if clause.condition in _PURPOSES}
    constraints += [
        {"leftOperand": "purpose", "operator": "isA", "rightOperand": {"@id": purpose}}
        for purpose in sorted(purposes)
    ]
    actions = [{"action": _DUTY_ACTIONS[duty]} for duty in duties if duty in _DUTY_ACTIONS]
    return (
        rule | ({"constraint": constraints} if constraints else {}) | ({"duty": actions} if actions else {})
    )
