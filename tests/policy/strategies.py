"""Random policies and facts over a small world: few actions, few parties, so that rules often meet."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from licensing.policy.model import Audience, Facts, Fulfilment, Holder, OnRecord, Part, PartKind, Use
from tests.policy.builders import (
    AGENCY,
    AGENCY_HOLDER,
    NEWSROOM,
    NOW,
    PRESS,
    PUBLISHER,
    STRANGER,
    agreement,
    approval,
    article,
    constraint,
    document,
    facts,
    house,
    quota,
    rule,
    signal,
    statute,
    suspension,
    terms,
    use,
)

ACTIONS = (
    "use",
    "use",
    "archive",
    "archive",
    "archive",
    "archive",
    "reproduce",
    "extract",
    "ra:mine",
    "ra:train",
    "ra:generativeTraining",
)
USES = ("store", "store", "store", "excerpt", "mine", "train", "reproduce", "ra:mine")
DUTIES = ("obtainConsent", "compensate", "acceptTracking", "attribute", "ex:dance")
CONSTRAINTS = (
    constraint("purpose", "eq", "news-reporting"),
    constraint("purpose", "eq", "editorial"),
    constraint("purpose", "neq", "commercial"),
    constraint("spatial", "eq", "EU"),
    constraint("spatial", "neq", "DE"),
    constraint("ra:words", "lteq", 10),
    constraint("ra:audience", "eq", "internal"),
    constraint("ra:lawfulAccess", "eq", "true"),
    constraint("dateTime", "lt", (NOW + timedelta(days=1)).isoformat()),
    {"or": [constraint("spatial", "eq", "PL"), constraint("ra:lawfulAccess", "eq", "true")]},
)
UNKNOWN = constraint("ex:mood", "eq", "good")
PARTIES = (PUBLISHER, AGENCY, STRANGER)
ASSIGNERS = (PUBLISHER,) * 5 + (AGENCY, STRANGER)


def rules(*, known: bool = False) -> st.SearchStrategy[dict[str, Any]]:
    found = st.lists(st.sampled_from(CONSTRAINTS if known else (*CONSTRAINTS, UNKNOWN)), max_size=2)
    return st.builds(
        lambda action, limits, duties: rule(
            action, **({"constraint": limits} if limits else {}), **({"duty": duties} if duties else {})
        ),
        st.sampled_from(ACTIONS if known else (*ACTIONS, "ex:thing")),
        st.just([]) | st.just([]) | found,
        st.just([])
        | st.just([])
        | st.just([])
        | st.lists(st.sampled_from(DUTIES).map(lambda action: {"action": action}), max_size=1),
    )


def _bare(one: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in one.items() if key != "duty"}


def documents(
    conflicts: tuple[str, ...] = ("perm", "prohibit", "invalid"),
) -> st.SearchStrategy[dict[str, Any]]:
    return st.builds(
        lambda yes, no, assigner, conflict: document(
            permission=yes or None, prohibition=no or None, assigner=assigner, conflict=conflict
        ),
        st.lists(rules(), min_size=1, max_size=3),
        st.just([]) | st.just([]) | st.lists(rules().map(_bare), max_size=2),
        st.sampled_from(ASSIGNERS),
        st.sampled_from(conflicts),
    )


MAKERS: tuple[Any, ...] = (
    lambda odrl, name: terms(odrl, id=name),
    lambda odrl, name: terms(odrl, id=name, partial=True),
    lambda odrl, name: signal(odrl, id=name),
    lambda odrl, name: house(odrl, id=name),
    lambda odrl, name: agreement(odrl, id=name, assigners=set(PARTIES)),
    lambda odrl, name: agreement(odrl, id=name, quotas=(quota(limit=1, used=1), quota())),
    lambda odrl, _: statute(odrl, id="law", needs_claim=False),
    lambda odrl, _: statute(odrl, id="law", excludable=False, no_reservation=True),
)


WRITTEN = st.one_of(*[documents()] * 9, st.none())
"""One in ten cannot be read."""


@st.composite
def records(draw: st.DrawFn) -> tuple[OnRecord, ...]:
    made: dict[str, OnRecord] = {}
    for index in range(draw(st.integers(1, 4))):
        one: OnRecord = draw(st.sampled_from(MAKERS))(draw(WRITTEN), f"policy-{index}")
        made[one.id] = one
    return tuple(made.values())


TEXTS = (
    *[Part("text", PartKind.TEXT, (PRESS,))] * 6,
    Part("text", PartKind.TEXT, (PRESS, AGENCY_HOLDER), "© both"),
    Part("text", PartKind.TEXT, (Holder((PUBLISHER, AGENCY), "A chain"),)),
    Part("text", PartKind.TEXT, ()),
)


@st.composite
def worlds(draw: st.DrawFn) -> Facts:
    found = draw(records())
    published = tuple(one for one in found if one.kind.value in {"terms", "signal"})
    paid = tuple(Fulfilment(one.content.version, "/permission/0", "compensate") for one in found)
    return facts(
        *found,
        article=article(draw(st.sampled_from(TEXTS))),
        at_capture=tuple(draw(st.lists(st.sampled_from(published), max_size=1))) if published else (),
        approvals=tuple(draw(st.lists(st.sampled_from(APPROVALS), max_size=2, unique=True))),
        suspensions=tuple(
            draw(st.just([]) | st.just([]) | st.lists(st.sampled_from(SUSPENSIONS), max_size=2))
        ),
        fulfilled=draw(st.sampled_from([(), paid])),
        consumer=draw(st.sampled_from((NEWSROOM, LAWFUL))),
    )


APPROVALS = (approval(), approval(consumer="newsroom"), approval(use="mine"), approval(territory="DE"))
SUSPENSIONS = (
    suspension(effective_to=NOW),
    suspension(kind="embargo", effective_to=NOW + timedelta(days=2), part="image-1"),
    suspension(kind="embargo", effective_to=NOW + timedelta(days=2)),
    suspension(effective_from=NOW + timedelta(days=1)),
)
LAWFUL = type(NEWSROOM)(
    NEWSROOM.id, NEWSROOM.groups, NEWSROOM.purposes, NEWSROOM.territories, (("lawful-access", "true"),)
)


def questions() -> st.SearchStrategy[Use]:
    return st.builds(
        lambda action, purpose, territory, audience, words, claims: use(
            action, purpose=purpose, territory=territory, audience=audience, words=words, claims=claims
        ),
        st.sampled_from(USES),
        st.sampled_from(["news-reporting", "internet-search", None]),
        st.sampled_from(["PL", "EU", "US", None]),
        st.sampled_from([*Audience, None]),
        st.sampled_from([5, 50, None]),
        st.sampled_from([frozenset(), frozenset({"law"})]),
    )
