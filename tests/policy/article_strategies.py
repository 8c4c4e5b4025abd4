"""Random rules that test the article, and random articles around the values that those rules mention."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from licensing.policy.model import Article, Facts, OnRecord, Scope, ScopeKind
from licensing.policy.partial import Captured, Template
from tests.policy.builders import (
    AGENCY,
    CAPTURED,
    NOW,
    PUBLISHER,
    agreement,
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
)
from tests.policy.strategies import ACTIONS, APPROVALS, CONSTRAINTS, DUTIES, TEXTS, UNKNOWN, questions

TICK = timedelta(microseconds=1)
INSTANTS = ("2024-06-01T00:00:00+00:00", "2025-01-15T12:00:00+02:00")
DATES = (*INSTANTS, "2024-06-01", "2024-12-31T23:59:59", "not a date")
ON_ARTICLES: tuple[Any, ...] = (
    constraint("ra:publishedDate", "gteq", INSTANTS[0]),
    constraint("ra:publishedDate", "lt", INSTANTS[1]),
    constraint("ra:publishedDate", "eq", "2024-06-01"),
    constraint("ra:publishedDate", "neq", INSTANTS[0]),
    *[constraint("ra:publishedDate", "lteq", date) for date in DATES],
    constraint("language", "eq", "en"),
    constraint("language", "neq", "en-GB"),
    constraint("language", "isAnyOf", ["pl", "EN_gb"]),
    constraint("language", "hasPart", "en-GB-oed"),
    constraint("language", "isAllOf", ["en", "pl"]),
    constraint("ra:section", "eq", "News"),
    constraint("ra:section", "isNoneOf", ["Sport", "news"]),
    constraint("ra:section", "isAllOf", ["News", "Sport"]),
    constraint("ra:section", "lt", "News"),
    {"or": [constraint("ra:section", "eq", "Sport"), constraint("language", "eq", "pl")]},
    {"xone": [constraint("language", "eq", "en"), constraint("ra:publishedDate", "gt", INSTANTS[0])]},
    {"and": [constraint("ra:section", "neq", "Sport"), constraint("language", "eq", "en-GB")]},
)
TARGETS = (
    "urn:rights:site:example.org/news",
    "urn:rights:site:example.org/news/world",
    "urn:rights:site:other.example",
    "urn:rights:publisher:publisher",
    "urn:rights:article:a-2",
    "urn:elsewhere:thing",
)
SCOPES = (
    Scope(ScopeKind.SITE, "example.org"),
    Scope(ScopeKind.SITE, "example.org"),
    Scope(ScopeKind.SITE, "example.org", "/news"),
    Scope(ScopeKind.SITE, "other.example"),
    Scope(ScopeKind.PUBLISHER, "publisher"),
    Scope(ScopeKind.HOLDER, PUBLISHER),
    Scope(ScopeKind.ARTICLE, "a-2"),
    Scope(ScopeKind.ARTICLE, "whichever"),
    Scope(ScopeKind.EVERYTHING),
)

__all__ = ["articles", "of_articles", "questions", "stands_for", "templates"]


def rules() -> st.SearchStrategy[dict[str, Any]]:
    tests = st.lists(st.sampled_from((*ON_ARTICLES, *ON_ARTICLES, *CONSTRAINTS, UNKNOWN)), max_size=2)
    return st.builds(
        lambda action, limits, duties, targets: rule(
            action,
            **({"constraint": limits} if limits else {}),
            **({"duty": duties} if duties else {}),
            **({"target": targets} if targets else {}),
        ),
        st.sampled_from(ACTIONS),
        tests,
        st.just([]) | st.lists(st.sampled_from(DUTIES).map(lambda action: {"action": action}), max_size=1),
        st.just([]) | st.just([]) | st.lists(st.sampled_from(TARGETS), min_size=1, max_size=2),
    )


def _bare(one: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in one.items() if key != "duty"}


def of_articles() -> st.SearchStrategy[dict[str, Any]]:
    """Documents whose rules test the article."""
    return st.builds(
        lambda yes, no, assigner, conflict: document(
            permission=yes or None, prohibition=no or None, assigner=assigner, conflict=conflict
        ),
        st.lists(rules(), min_size=1, max_size=2),
        st.just([]) | st.lists(rules().map(_bare), max_size=2),
        st.sampled_from((PUBLISHER, PUBLISHER, AGENCY)),
        st.sampled_from(("perm", "prohibit", "invalid")),
    )


MAKERS: tuple[Any, ...] = (
    lambda odrl, name, scope: terms(odrl, id=name, scope=scope),
    lambda odrl, name, scope: terms(odrl, id=name, scope=scope, replaces=frozenset({"policy-0"})),
    lambda odrl, name, scope: signal(odrl, id=name, scope=scope),
    lambda odrl, name, scope: agreement(odrl, id=name, scope=scope, quotas=(quota(),)),
    lambda odrl, name, _: house(odrl, id=name),
    lambda odrl, *_: statute(odrl, id="law", needs_claim=False),
    lambda odrl, *_: statute(odrl, id="law", no_reservation=True),
)


@st.composite
def _records(draw: st.DrawFn, most: int = 3) -> tuple[OnRecord, ...]:
    made: dict[str, OnRecord] = {}
    for index in range(draw(st.integers(1, most))):
        maker = draw(st.sampled_from(MAKERS))
        one: OnRecord = maker(draw(of_articles()), f"policy-{index}", draw(st.sampled_from(SCOPES)))
        made[one.id] = one
    return tuple(made.values())


SUSPENDED = (
    (Scope(ScopeKind.SITE, "other.example"), suspension()),
    (Scope(ScopeKind.ARTICLE, "a-2"), suspension(part="text")),
)


@st.composite
def templates(draw: st.DrawFn) -> Template:
    """A question whose article stands for all."""
    found = draw(_records())
    published = tuple(one for one in found if one.kind.value in {"terms", "signal"})
    earlier = tuple(replace(one, effective_from=None) for one in published[:1])
    world: Facts = facts(
        *found,
        article=replace(_STUB, parts=(draw(st.sampled_from(TEXTS)),)),
        approvals=tuple(draw(st.lists(st.sampled_from(APPROVALS), max_size=2, unique=True))),
    )
    return Template(
        use=draw(questions()),
        facts=world,
        captured=draw(st.sampled_from([(), (Captured(CAPTURED, earlier), Captured(NOW, ()))])),
        suspended=tuple(draw(st.just([]) | st.lists(st.sampled_from(SUSPENDED), max_size=2, unique=True))),
    )


_STUB = Article("whichever", "publisher", "example.org", "/", (), CAPTURED)


def _moments() -> st.SearchStrategy[datetime]:
    near = [datetime.fromisoformat(one) for one in INSTANTS]
    edges = [moment + step for moment in near for step in (-TICK, 0 * TICK, TICK)]
    days = [
        datetime.fromisoformat("2024-06-01T00:00:00+00:00") + timedelta(hours=h)
        for h in (-14, -13, 12, 36, 37)
    ]
    return st.sampled_from([*edges, *days, CAPTURED, NOW])


def articles() -> st.SearchStrategy[Article]:
    return st.builds(
        lambda name, site, publisher, path, section, language, published, captured: replace(
            _STUB,
            id=name,
            site=site,
            publisher=publisher,
            path=path,
            section=section,
            language=language,
            published_at=published,
            captured_at=captured,
        ),
        st.sampled_from(["a-1", "a-2", "a-3"]),
        st.sampled_from(["example.org", "other.example", "third.example"]),
        st.sampled_from(["publisher", "somebody"]),
        st.sampled_from(["/", "/news", "/news/", "/newsroom", "/news/world", "/news/world/1", "/sport/1"]),
        st.sampled_from(["", "News", "news", "Sport", "Opinion"]),
        st.sampled_from(["", "en", "en-GB", "EN-gb", "en-GB-oed", "en-US", "pl", "de", "e"]),
        st.none() | _moments(),
        st.sampled_from([CAPTURED - TICK, CAPTURED, NOW - TICK, NOW]),
    )


def stands_for(template: Template, article: Article) -> Facts:
    """The facts of one article that the template stands for, put together by hand."""
    then = [one.records for one in template.captured if one.start <= article.captured_at]

    def here(records: tuple[OnRecord, ...]) -> tuple[OnRecord, ...]:
        return tuple(
            replace(
                one,
                scopes=tuple(
                    replace(s, value=article.id) if s.value == "whichever" else s for s in one.scopes
                ),
            )
            for one in records
        )

    names = {"article": article.id, "site": article.site}
    return replace(
        template.facts,
        article=replace(article, parts=template.facts.article.parts),
        on_record=here(template.facts.on_record),
        at_capture=here(then[-1] if then else ()),
        suspensions=tuple(
            stop for scope, stop in template.suspended if names[scope.kind.value] == scope.value
        ),
    )
