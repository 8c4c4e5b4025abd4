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
from licensing.policy.vocabulary.purposes import PARENTS
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
_TARGETS = {"images": "image"}
"""What a permission is about, where it is not about everything → the part that it reaches."""
_PURPOSES = {"internet search": "internet-search", "editorial use": "editorial"}
"""Conditions as the reader words them → purposes."""
WITHIN_THE_USE = frozenset(("private, non-commercial use",))
"""Conditions that the standard use has by itself."""


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
    *,
    uid: str,
    holder: str | None,
    uses: Mapping[str, UseLabel],
    clauses: Sequence[Clause],
    party: str | None = None,
) -> dict[str, object]:
    """The policy as JSON-LD.  ``party`` identifies the holder where it is on record; its name does otherwise."""
    assigner = {"@type": "Party", "uid": party or party_id(holder)}
    by_label = {clause.label: clause for clause in clauses}
    prohibitions: list[dict[str, object]] = []
    permissions: list[dict[str, object]] = []
    for use, label in uses.items():
        cited = [by_label[name] for name in label.clauses]
        banned, bans = (
            (label.label, cited) if label.label != "permit" else _banned_otherwise(use, cited, clauses)
        )
        if banned in {"consent", "deny"}:
            prohibitions.append(_rule(use, bans))
        if label.label == "permit":
            permissions += _permissions(use, cited)
        if banned == "consent":
            permissions.append(_rule(use, bans) | {"duty": _consents(bans, assigner)})
    policy: dict[str, object] = {
        "@context": _CONTEXT, "@type": "Offer", "uid": uid, "profile": ["urn:rights:profile:1"], "conflict": "perm", "assigner": assigner,
    }  # fmt: skip
    return policy | {
        key: rules for key, rules in (("prohibition", prohibitions), ("permission", permissions)) if rules
    }


def _banned_otherwise(
    use: str, cited: Sequence[Clause], clauses: Sequence[Clause]
) -> tuple[str, list[Clause]]:
    """What holds where a permission's own limits are not met: the bans that it is an exception from."""
    bans = [one for one in clauses if use in one.uses and one.effect in {"consent", "deny", "reserve"}]
    limited = all(purpose_of(one.condition) or "noncommercial" in one.duties or one.subject for one in cited)
    if not bans or not limited:
        return "", []
    return ("consent" if any(one.effect != "deny" for one in bans) else "deny"), bans


def _consents(bans: Sequence[Clause], assigner: dict[str, str]) -> list[dict[str, object]]:
    """The duty to ask each party that the clauses name, the assigner where they name none."""
    named = dict.fromkeys(one.party for one in bans if one.party)
    parties = [{"@type": "Party", "uid": _identified(name)} for name in named] or [assigner]
    return [{"action": "obtainConsent", "consentingParty": party} for party in parties]


def _identified(name: str) -> str:
    return name if name.startswith("urn:") else party_id(name)


def _permissions(use: str, cited: Sequence[Clause]) -> list[dict[str, object]]:
    """The permission of each subject; what is said of source code is said of no part of an article."""
    found = []
    for subject in dict.fromkeys(one.subject for one in cited):
        target = _TARGETS.get(subject)
        if subject and target is None:
            continue
        rule = _permission(use, [one for one in cited if one.subject == subject])
        if target is not None and target not in {part.value for part in STANDARD_USES[use].parts}:
            continue
        found.append(rule | ({"target": [f"urn:rights:part:{target}"]} if target else {}))
    return found


def _rule(use: str, cited: Sequence[Clause]) -> dict[str, object]:
    standard = STANDARD_USES[use]
    rule: dict[str, object] = {"action": standard.action, "fromClause": [clause.label for clause in cited]}
    if standard.audience is not None:
        step = {"leftOperand": "ra:audience", "operator": "eq", "rightOperand": standard.audience.value}
        rule["constraint"] = [step]
    return rule


def _limits(condition: str) -> list[dict[str, object]]:
    """A condition as constraints; what is not understood stays an unknown one, and the permission inactive."""
    if condition in WITHIN_THE_USE:
        return []
    purpose = purpose_of(condition)
    if purpose is None:
        return [{"leftOperand": "ra:condition", "operator": "eq", "rightOperand": condition}]
    return [{"leftOperand": "purpose", "operator": "isA", "rightOperand": {"@id": purpose}}]


def purpose_of(condition: str) -> str | None:
    """The purpose of the taxonomy that a condition names, None where it names none."""
    name = _PURPOSES.get(condition, condition)
    return f"ra:purpose:{name}" if name in PARENTS else None


def _permission(use: str, cited: Sequence[Clause]) -> dict[str, object]:
    rule = _rule(use, cited)
    stated = rule.get("constraint")
    constraints: list[object] = list(stated) if isinstance(stated, list) else []
    duties = dict.fromkeys(duty for clause in cited for duty in clause.duties)
    if "noncommercial" in duties:
        constraints.append(_NONCOMMERCIAL)
    stated_in = {clause.condition for clause in cited if clause.condition and clause.effect != "licence"}
    constraints += [limit for condition in sorted(stated_in) for limit in _limits(condition)]
    actions = [{"action": _DUTY_ACTIONS[duty]} for duty in duties if duty in _DUTY_ACTIONS]
    return (
        rule | ({"constraint": constraints} if constraints else {}) | ({"duty": actions} if actions else {})
    )
