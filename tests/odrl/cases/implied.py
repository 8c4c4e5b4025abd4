"""What a permitted action implies is not prohibited: both rules conflict, under every strategy."""

from tests.odrl.tables import ALICE, BOB, CONTEXT, NOON, Case, X, Y, policy, when

_CLAUSE = (
    "IM 2.4 implies and 2.10: the rules conflict, and the strategy says which of them overrides the other"
)
_SHARE = "urn:ex:share"
_DECLARED = {"@id": _SHARE, "@type": "Action", "includedIn": "odrl:use", "implies": "odrl:distribute"}
_MAY, _MAY_NOT = {"action": _SHARE, "target": X}, {"action": "distribute", "target": X}
_TO_SHARE = {"action": _SHARE, "target": X, "assignee": ALICE}
_TO_DISTRIBUTE = {**_TO_SHARE, "action": "distribute"}
_UNTIL_2020 = when("dateTime", "lt", "2020-01-01T00:00:00Z")


def _row(name: str, strategy: str, request: object, result: str, **more: object) -> Case:
    ban, may = more.pop("ban", _MAY_NOT), more.pop("may", _MAY)
    stated = policy(conflict=strategy, permission=[may], prohibition=[ban])
    document = {"@context": CONTEXT, "@graph": [stated, _DECLARED]}
    return Case(f"{strategy}: {name}", _CLAUSE, document, request=request, result=result, **more)  # type: ignore[arg-type]


CASES = [
    _row("the permitted action", "prohibit", _TO_SHARE, "not-permitted"),
    _row("the implied action", "prohibit", _TO_DISTRIBUTE, "prohibited"),
    _row(
        "the time of the prohibition is over",
        "prohibit",
        _TO_SHARE,
        "permitted",
        ban={**_MAY_NOT, "constraint": [_UNTIL_2020]},
        state={"currentTime": NOON},
    ),
    _row(
        "whether the prohibition holds is unknown",
        "prohibit",
        _TO_SHARE,
        "unknown",
        ban={**_MAY_NOT, "constraint": [_UNTIL_2020]},
    ),
    _row("of somebody else", "prohibit", _TO_SHARE, "permitted", ban={**_MAY_NOT, "assignee": BOB}),
    _row("of another asset", "prohibit", _TO_SHARE, "permitted", ban={**_MAY_NOT, "target": Y}),
    _row("all use is prohibited", "prohibit", _TO_SHARE, "prohibited", ban={"action": "use", "target": X}),
    _row(
        "what is asked for implies it, under a broader permission",
        "prohibit",
        _TO_SHARE,
        "not-permitted",
        may={"action": "use", "target": X},
    ),
    _row("the permitted action", "perm", _TO_SHARE, "permitted"),
    _row("the implied action", "perm", _TO_DISTRIBUTE, "not-permitted"),
    _row(
        "the implied action, permitted to somebody else",
        "perm",
        _TO_DISTRIBUTE,
        "prohibited",
        may={**_MAY, "assignee": BOB},
    ),
    _row("the permitted action", "invalid", _TO_SHARE, "invalid", for_request="invalid"),
]
