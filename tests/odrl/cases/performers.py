"""Who must perform a duty: its own assignee, else the one of the rule that refers to it."""

from tests.odrl.tables import (
    ALICE,
    BOB,
    NOON,
    ORG,
    PLAY,
    Case,
    Data,
    X,
    Y,
    obligation,
    permission,
    prohibition,
    typed,
    when,
)

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

_ATOMIC = "IM 2.7: a rule of several assets or parties stands for one atomic rule for each of them"
_ENDED = when("dateTime", "lteq", typed("2024-05-31Z", "date"))
_BEGUN = when("dateTime", "gteq", typed("2024-05-01Z", "date"))


def _of_all(name: str, rule: Data, done: list[Data], deontic: str, **state: object) -> Case:
    performed = [{"action": "compensate", **one} for one in done]
    return Case(name, _ATOMIC, obligation(**rule), state={**state, "performed": performed}, deontic=[deontic])


_OWED = "FS E22: where the duty names no compensatedParty, the beneficiary is the assigner of the permission"


def _paid(name: str, paid: str | None, active: str, **duty: object) -> Case:
    done = {"action": "compensate", "assignee": ALICE} | ({"compensatedParty": paid} if paid else {})
    rule = permission(assigner=ORG, assignee=ALICE, duty=[{**_PAY, **duty}])
    return Case(name, _OWED, rule, state={"performed": [done]}, states=[active])


CASES = [
    _paid("paid to the assigner", ORG, "active"),
    _paid("paid, nobody says to whom", None, "active"),
    _paid("paid to somebody of whom nothing is said", BOB, "unknown"),
    _paid("paid to the party that the duty names", BOB, "active", compensatedParty=BOB),
    _paid("paid to the assigner, though the duty names another", ORG, "inactive", compensatedParty=BOB),
    _of_all("one of two parties", {"assignee": [ALICE, BOB]}, [{"assignee": ALICE}], "not-set"),
    _of_all("both", {"assignee": [ALICE, BOB]}, [{"assignee": ALICE}, {"assignee": BOB}], "fulfilled"),
    _of_all("one of two assets", {"target": [X, Y]}, [{"target": X}], "not-set"),
    _of_all("both assets", {"target": [X, Y]}, [{"target": X}, {"target": Y}], "fulfilled"),
    _of_all(
        "each party, each asset, but not all pairs",
        {"target": [X, Y], "assignee": [ALICE, BOB]},
        [{"target": X, "assignee": ALICE}, {"target": Y, "assignee": BOB}],
        "not-set",
    ),
    _of_all(
        "one of two when the time is over",
        {"assignee": [ALICE, BOB], "constraint": [{"and": [_BEGUN, _ENDED]}]},
        [{"assignee": ALICE, "at": "2024-05-03T00:00:00Z"}],
        "violated",
        currentTime=NOON,
    ),
    Case(
        "one of two parties of a condition",
        _ATOMIC,
        permission(duty=[{**_PAY, "assignee": [ALICE, BOB]}]),
        state={"performed": [{"action": "compensate", "assignee": ALICE}]},
        states=["inactive"],
        duties=["not-set"],
    ),
    Case(
        "a prohibition is violated by one",
        _ATOMIC,
        prohibition(assignee=[ALICE, BOB]),
        state={"performed": [PLAY]},
        deontic=["violated"],
    ),
    Case(
        "a deadline inside a conjunction",
        "IM 2.5.2 and: all must hold; FS: violated when its last moment has passed",
        obligation(constraint=[{"and": {"@list": [_BEGUN, _ENDED]}}]),
        state={"currentTime": NOON, "performed": []},
        deontic=["violated"],
    ),
    Case(
        "a deadline as one of two ways",
        "IM 2.5.2 or: the other may still hold",
        obligation(constraint=[{"or": [when("media", "eq", "print"), _ENDED]}]),
        state={"currentTime": NOON, "performed": []},
        deontic=["unknown"],
    ),
    Case(
        "states as a list of nodes",
        "docs: states of duties by identifier",
        permission(duty=[_PAY]),
        state={"duties": [{"uid": "urn:ex:duty", "state": "fulfilled"}]},
        states=["active"],
        duties=["fulfilled"],
    ),
    Case(
        "the clock among the values of the state",
        "docs: left operand → value",
        permission(constraint=[_ENDED]),
        state={"context": {"dateTime": NOON}},
        states=["inactive"],
    ),
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
