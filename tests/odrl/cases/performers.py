"""Who must perform a duty: its own assignee, else the one of the rule that refers to it."""

from tests.odrl.tables import ALICE, BOB, ORG, PLAY, Case, X, obligation, permission, prohibition

_SAME = "IM 2.6.5: without an assignee of its own, a duty's are those that the referring permission declares"
_OWN = "IM 2.6.3: the assignee of the duty must perform it"
_PAY = {"uid": "urn:ex:duty", "action": "compensate"}


def _row(name: str, by: str | None, active: str, found: str, clause: str = _SAME, **rule: object) -> Case:
    done = {"action": "compensate"} if by is None else {"action": "compensate", "assignee": by}
    more = {"state": {"partOf": {ALICE: ORG, BOB: ORG}, "performed": [done]}}
    return Case(name, clause, permission(**{"duty": [_PAY], **rule}), states=[active], duties=[found], **more)  # type: ignore[arg-type]


def _broken(by: str) -> dict[str, object]:
    return {"violatedDuties": ["urn:ex:obligation"], "performed": [{"action": "inform", "assignee": by}]}


def _mended(by: str) -> dict[str, object]:
    return {"performed": [PLAY, {"action": "anonymize", "target": X, "assignee": by}]}


_REMEDY = prohibition(assignee=ALICE, remedy=[{"action": "anonymize", "target": X}])
_CONSEQUENCE = obligation(assignee=ALICE, consequence=[{"uid": "urn:ex:then", "action": "inform"}])

CASES = [
    _row("by the permission's assignee", ALICE, "active", "fulfilled", assignee=ALICE),
    _row("by somebody else", BOB, "inactive", "not-set", assignee=ALICE),
    _row("by a member of the assignee", BOB, "active", "fulfilled", assignee=ORG),
    _row("by the other assignee of the rule", BOB, "inactive", "not-set", assignee=[ALICE, BOB]),
    _row("by nobody who is named", None, "active", "fulfilled", assignee=ALICE),
    _row("by anybody where none is declared", BOB, "active", "fulfilled"),
    _row(
        "by the duty's own assignee",
        BOB,
        "active",
        "fulfilled",
        _OWN,
        assignee=ALICE,
        duty=[{**_PAY, "assignee": BOB}],
    ),
    _row(
        "not by the permission's then",
        ALICE,
        "inactive",
        "not-set",
        _OWN,
        assignee=ALICE,
        duty=[{**_PAY, "assignee": BOB}],
    ),
    Case("a remedy by the assignee", _SAME, _REMEDY, state=_mended(ALICE), deontic=["remedied"]),
    Case("a remedy by somebody else", _SAME, _REMEDY, state=_mended(BOB), deontic=["violated"]),
    Case("a consequence by the assignee", _SAME, _CONSEQUENCE, state=_broken(ALICE), duties=["fulfilled"]),
    Case("a consequence by somebody else", _SAME, _CONSEQUENCE, state=_broken(BOB), duties=["not-set"]),
    Case(
        "a consequence by the duty's own assignee",
        _OWN,
        permission(
            assignee=ALICE,
            duty=[{**_PAY, "assignee": BOB, "consequence": [{"uid": "urn:ex:then", "action": "inform"}]}],
        ),
        state={
            "violatedDuties": ["urn:ex:duty"],
            "fulfilledDuties": ["urn:ex:duty"],
            "performed": [{"action": "inform", "assignee": ALICE}],
        },
        states=["inactive"],
    ),
]
