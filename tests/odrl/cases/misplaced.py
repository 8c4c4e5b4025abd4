"""Properties where the Information Model has none, and values that are absent."""

from tests.odrl.tables import ORG, Case, X, Y, policy, when

_ODRL = "http://www.w3.org/ns/odrl/2/"
_PLAY = {"permission": [{"action": "play", "target": X}]}

CASES = [
    Case(
        "prohibition with a duty",
        "IM 2.6.2",
        policy(prohibition=[{"action": "play", "target": X, "duty": {"action": "inform"}}]),
        states=["unknown"],
    ),
    Case(
        "permission with a remedy",
        "IM 2.6.1",
        policy(permission=[{"action": "play", "target": X, "remedy": {"action": "inform"}}]),
        states=["unknown"],
    ),
    Case(
        "permission with a consequence",
        "IM 2.6.1",
        policy(permission=[{"action": "play", "target": X, "consequence": {"action": "inform"}}]),
        states=["unknown"],
    ),
    Case(
        "constraint with both right sides",
        "IM 2.5.1: only one MUST appear",
        policy(
            permission=[
                {
                    "action": "play",
                    "target": X,
                    "constraint": {**when("media", "eq", "a"), "rightOperandReference": "urn:r"},
                }
            ]
        ),
        state={"context": {"media": "a"}},
        states=["unknown"],
    ),
    Case("policy typed Request asks", "CV", {**policy(**_PLAY), "@type": "Request"}, states=["active"]),
    Case(
        "offer",
        "FS: an Offer must not be considered; IM: grants nothing",
        {**policy(**_PLAY, assigner=ORG), "@type": "Offer"},
        states=["active"],
    ),
    Case(
        "duty nested duty",
        "IM 2.6.3",
        policy(
            permission=[
                {"action": "play", "target": X, "duty": {"action": "inform", "duty": {"action": "delete"}}}
            ]
        ),
        state={"performed": ["inform"]},
        states=["unknown"],
    ),
    Case(
        "target null",
        "JSON-LD null is absent",
        policy(permission=[{"action": "play", "target": None}]),
        states=["active"],
    ),
    Case(
        "target empty list",
        "JSON-LD",
        policy(permission=[{"action": "play", "target": []}]),
        states=["active"],
    ),
    Case(
        "constraint null",
        "JSON-LD",
        policy(permission=[{"action": "play", "target": X, "constraint": None}]),
        states=["active"],
    ),
    Case("conflict list", "JSON-LD", policy(conflict=[{"@id": "odrl:perm"}], **_PLAY), states=["active"]),
    Case(
        "obligation with failing perms",
        "IM 2.6.4",
        policy(obligation=[{"uid": "urn:o", "action": "inform", "target": X}], **_PLAY),
        state={"performed": [{"action": "inform", "target": Y}]},
        deontic=[None, "not-set"],
    ),
    Case(
        "assignee with role only",
        "IM 2.3.1",
        policy(permission=[{"action": "play", "target": X, "informedParty": ORG}]),
        states=["active"],
    ),
    Case(
        "unknown relation",
        "IM example 5",
        policy(permission=[{"action": "index", "target": X, "summary": "urn:db"}]),
        request={"action": "index", "target": X},
        states=["unknown"],
    ),
    Case(
        "output relation",
        "CV output",
        policy(permission=[{"action": "index", "target": X, "output": "urn:db"}]),
        request={"action": "index", "target": X},
        states=["active"],
    ),
]
