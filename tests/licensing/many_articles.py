"""A few hundred articles that differ in their columns, under terms that tell them apart."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from archive.models import Article, Image
from licensing.models import Delivery, PolicySeries
from tests.licensing import world

SECTIONS = ("", "News", "news", "Sport", "Opinion % _")
LANGUAGES = ("", "en", "en-GB", "en-us", "pl", "de")
PATHS = ("", "/", "/news", "/news/1", "/newsroom/1", "/news/world/2?page=3#top", "/sport/1", "/50%25_off")
DATES = ("2024-06-01T00:00:00+00:00", "2024-05-31T23:59:59.999999+00:00", "2024-06-03T12:00:00+02:00")
NOTICES = ("© essanews.com", "© Somebody Else", "", "© 2024 www.essanews.com")
DOMAINS = ("essanews.com", "essanews.com", "sport.example", "stranger.example")
LATER = world.CAPTURED + 30 * world.DAY
MUCH_LATER = world.CAPTURED + 60 * world.DAY

Test = dict[str, Any]


def tested(left: str, operator: str, right: Any) -> Test:
    return {"leftOperand": left, "operator": operator, "rightOperand": right}


def rule(*actions: str, **more: Any) -> dict[str, Any]:
    return {"action": list(actions), **more}


def made(count: int, seed: int = 1) -> list[Article]:
    chance = random.Random(seed)  # noqa: S311 - the same articles every time
    rows = [_article(chance, number) for number in range(count)]
    held = Article.objects.bulk_create(rows)
    Image.objects.bulk_create(
        Image(
            article=one,
            position=0,
            address="https://example.org/p.jpg",
            credit_text="PAP",
            credit_printed="PAP",
        )
        for one in held[::7]
    )
    return held


def _article(chance: random.Random, number: int) -> Article:
    domain = chance.choice(DOMAINS)
    published = chance.choice([None, *DATES])
    path = chance.choice(PATHS)
    return Article(
        id=UUID(int=number + 1),
        source=world.source(domain, "somebody" if domain.startswith("stranger") else "wirtualna-polska"),
        address=_unique(domain, path, number),
        headline=f"Headline {number}",
        section=chance.choice(SECTIONS),
        language=chance.choice(LANGUAGES),
        date_published=datetime.fromisoformat(published) if published else None,
        copyright_notice=chance.choice(NOTICES),
        word_count=100,
        captured_at=chance.choice(
            [world.CAPTURED, LATER - timedelta(microseconds=1), LATER, MUCH_LATER, world.NOW]
        ),
        recorded_at=world.NOW,
    )


def _unique(domain: str, path: str, number: int) -> str:
    bare = path.partition("?")[0]
    return f"https://{domain}{bare}?number={number}" if number % 2 else f"https://{domain}{bare}#{number}"


def in_force(
    identifier: str, document: dict[str, Any], *, since: datetime = world.CAPTURED - world.DAY, **scope: Any
) -> PolicySeries:
    """Terms with one version, approved at once; further versions of the same series take over later."""
    series = PolicySeries.objects.filter(identifier=identifier).first() or world.do.create_series(
        identifier=identifier, kind="terms", title=identifier, now=world.CAPTURED - world.DAY, **scope
    )
    version = world.do.record_terms(
        series=series, document=document, source_text=identifier, author="rights-officer", now=since
    )
    world.do.submit_terms(version=version, by="rights-officer", now=since)
    world.do.approve_terms(version=version, officer="rights-officer-2", effective_from=since, now=since)
    return series


def terms_that_tell_articles_apart() -> None:
    """By date, section, language, path and moment of capture, on a site, at a publisher and for everybody."""
    consent = {"duty": [{"action": "obtainConsent", "consentingParty": world.WPM}]}
    first = [
        rule("archive", constraint=[tested("ra:publishedDate", "gteq", DATES[0])]),
        rule("extract", constraint=[tested("ra:words", "lteq", 20), tested("ra:section", "neq", "Sport")]),
        rule("index", "ra:mine", **consent),
    ]
    in_force(
        "urn:rights:policy:first",
        world.document("Offer", world.WPM, permission=first),
        scope_kind="site",
        scope_value="essanews.com",
    )
    closing = [
        rule(
            "archive",
            constraint=[tested("language", "eq", "en"), tested("ra:section", "isAnyOf", ["News", "Opinion"])],
        )
    ]
    in_force(
        "urn:rights:policy:first",
        world.document("Offer", world.WPM, permission=first, prohibition=closing) | {"conflict": "prohibit"},
        since=LATER,
    )
    below = [rule("archive", "extract", constraint=[tested("language", "isNoneOf", ["de", "en-GB"])])]
    in_force(
        "urn:rights:policy:below",
        world.document("Offer", world.WPM, permission=below),
        scope_kind="site",
        scope_value="essanews.com",
        scope_path="/news/",
    )
    sold = [
        rule("archive", target=["urn:rights:site:sport.example/news"]),
        rule("index", constraint=[tested("ra:publishedDate", "lt", "2024-06-02")]),
    ]
    in_force(
        "urn:rights:policy:publisher",
        world.document("Offer", world.WPM, permission=sold),
        scope_kind="publisher",
        scope_value="wirtualna-polska",
    )
    world.do.add_house_rule(
        identifier="urn:rights:house:quiet",
        title="quiet",
        document=world.document(
            prohibition=[rule("archive", constraint=[tested("ra:section", "eq", "Opinion % _")])]
        ),
        by="rights-officer",
        reason="quiet",
        now=world.CAPTURED,
    )


def what_names_single_articles(held: list[Article]) -> None:
    """A suspended one, one whose text somebody else holds, one with its own terms, and one that was handed out."""
    do, now = world.do, world.CAPTURED
    do.suspend(
        kind="takedown",
        scope_kind="article",
        scope_value=str(held[0].pk),
        reason="r",
        by="rights-officer",
        now=now,
    )
    do.suspend(
        kind="embargo",
        scope_kind="site",
        scope_value="sport.example",
        reason="r",
        by="rights-officer",
        now=now,
        effective_to=world.NOW + world.DAY,
    )
    do.record_party(identifier="urn:rights:party:author", name="An author")
    do.assign_holders(
        holders=[["urn:rights:party:author"]],
        reason="credited",
        by="rights-officer",
        now=now,
        text_of=held[1].pk,
    )
    own = world.document("Offer", world.WPM, permission=[rule("archive", "extract")])
    in_force("urn:rights:policy:own", own, scope_kind="article", scope_value=str(held[2].pk))
    Delivery.objects.create(
        decision=held[3].pk, article=held[3].pk, consumer="newsroom", start=0, words=15, delivered_at=now
    )
