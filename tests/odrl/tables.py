"""Cases of the project's own ODRL suite: what a policy, a request and a state of the world must come to, and why.

``clause`` names the section of the Information Model 2.2 ("IM"), the Common Vocabulary ("CV") or the draft Formal
Semantics ("FS") that the case is read from, and says it in a few words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Data = Mapping[str, object]

CONTEXT = "http://www.w3.org/ns/odrl.jsonld"
X, Y, ALICE, BOB, ORG = "urn:ex:x", "urn:ex:y", "urn:ex:alice", "urn:ex:bob", "urn:ex:org"
PLAY: Data = {"action": "play", "target": X, "assignee": ALICE}
NOON = "2024-06-01T12:00:00Z"


@dataclass(frozen=True)
class Case:
    """One row: expectations that are None are not looked at; ``states`` and others go by the rules' order."""

    name: str
    clause: str
    policy: object
    request: object = field(default_factory=lambda: PLAY)
    state: object = field(default_factory=dict)
    states: Sequence[str] | None = None
    effective: Sequence[object] | None = None
    deontic: Sequence[str | None] | None = None
    duties: Sequence[str] | None = None
    """States of the first rule's duties or remedies."""
    activations: Sequence[str] | None = None
    """Whether these are in effect."""
    result: str | None = None
    for_request: str | None = None
    unreadable: str | None = None
    """Where the policy cannot be read, as a JSON pointer."""
    reading: str = "strict"
    policy_id: str = ""


def policy(**keys: object) -> dict[str, object]:
    """A Set with these properties."""
    return {"@context": CONTEXT, "@type": "Set", "uid": "urn:ex:policy", **keys}


def permission(**keys: object) -> dict[str, object]:
    """A Set with one permission to play x."""
    return policy(permission=[{"target": X, "action": "play", **keys}])


def prohibition(**keys: object) -> dict[str, object]:
    """A Set with one prohibition to play x."""
    return policy(prohibition=[{"target": X, "action": "play", **keys}])


def obligation(**keys: object) -> dict[str, object]:
    """A Set with one obligation to compensate."""
    return policy(obligation=[{"uid": "urn:ex:obligation", "action": "compensate", **keys}])


def when(left: str, operator: object, right: object, **more: object) -> dict[str, object]:
    """One constraint."""
    return {"leftOperand": left, "operator": operator, "rightOperand": right, **more}


def typed(value: str, kind: str) -> dict[str, object]:
    """A typed literal."""
    return {"@value": value, "@type": f"xsd:{kind}"}


Row = tuple[str, str, Data, Data, str]
"""Name, clause, constraint, members of the state, and whether the constraint holds: yes, no or unknown."""

_STATE = {"yes": "active", "no": "inactive", "unknown": "unknown"}


def constrained(rows: Sequence[Row]) -> list[Case]:
    """Each row as a permission and the same as a prohibition: what holds does not depend on the rule."""
    cases = []
    for name, clause, constraint, state, holds in rows:
        for make, permitted in ((permission, "permitted"), (prohibition, "prohibited")):
            result = {"yes": permitted, "no": "not-permitted", "unknown": "unknown"}[holds]
            cases.append(
                Case(
                    f"{name} ({permitted})",
                    clause,
                    make(constraint=[constraint]),
                    state=state,
                    states=[_STATE[holds]],
                    result=result,
                )
            )
    return cases
