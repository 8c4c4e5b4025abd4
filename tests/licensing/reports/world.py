"""A small record to report on: one notice, one article with a photo and an excerpt, two consumers, decisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from archive import text
from archive.models import Article, Excerpt, Image
from archive.operations import record_publisher, record_source
from archive.rights_gate import ReleaseRequest
from licensing import operations as act
from licensing.models import Decision, PolicySeries, PolicyVersion
from licensing.policy.model import Audience, Use
from licensing.queries.subjects import subject
from tests.policy.builders import CONSENT, document, rule

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CAPTURED = datetime(2024, 10, 21, 16, 0, tzinfo=UTC)
PUBLISHER = "urn:rights:party:publisher"
NOTICE = "Any use of the content requires the prior consent of the publisher."
PASSAGE = "Ten words of the article that nobody may find here"
HEADLINE = "=A headline, with <b>marks</b> & a formula"
CREDIT = "© Agency"


@dataclass(frozen=True)
class World:
    article: Article
    image: Image
    notice: PolicyVersion


def make_world() -> World:
    party = act.record_party(identifier=PUBLISHER, name="The Publisher", domains=["example.org"])
    notice = _notice_in_force(party)
    _law()
    for name in ("newsroom", "archive", "monitor"):
        consumer = act.register_consumer(identifier=name, name=name.title(), now=CAPTURED)
        for kind, value in (("territory", "PL"), ("purpose", "news-reporting")):
            act.set_registration(consumer=consumer, kind=kind, name=value, by="rights-officer", now=CAPTURED)
    article = _article()
    image = Image.objects.create(
        article=article,
        position=0,
        address="https://example.org/p.jpg",
        credit_text=CREDIT,
        credit_printed=CREDIT,
    )
    found = act.govern(subject=subject(article.pk), now=CAPTURED)
    Article.objects.filter(pk=article.pk).update(governing_set_id=found.pk)
    article.refresh_from_db()
    decide(article, "catalogue", "metadata", consumer="archive", origin="intake", now=CAPTURED)
    let_in = decide(article, "excerpt", "text", consumer="archive", origin="intake", now=CAPTURED, words=10)
    Excerpt.objects.create(
        article=article,
        text=PASSAGE,
        word_count=10,
        digest=text.digest(PASSAGE),
        decision=let_in.pk,
        recorded_at=CAPTURED,
    )
    return World(article, image, notice)


def _article() -> Article:
    publisher = record_publisher(
        identifier="publisher", name="The Publisher", legal_name="The Publisher Ltd", country="PL"
    )
    source = record_source(publisher=publisher, domain="example.org", name="The Example", language="en")
    return Article.objects.create(
        source=source,
        address="https://example.org/news/1",
        headline=HEADLINE,
        language="en",
        word_count=200,
        captured_at=CAPTURED,
        recorded_at=CAPTURED,
    )


def _notice_in_force(party: Any) -> PolicyVersion:
    series = act.create_series(
        identifier="site-notice",
        kind="terms",
        title="Notice of example.org",
        scope_kind="site",
        scope_value="example.org",
        assigner=party,
        now=CAPTURED - timedelta(days=30),
    )
    return new_version(
        series, effective_from=CAPTURED - timedelta(days=20), now=CAPTURED - timedelta(days=20)
    )


def new_version(series: PolicySeries, *, effective_from: datetime, now: datetime) -> PolicyVersion:
    """Record, submit and approve the notice."""
    reserved = document(
        prohibition=[rule("use", **{"ra:fromClause": ["C1"]})],
        permission=[rule("use", duty=CONSENT)],
    )
    version = act.record_terms(
        series=series,
        document=reserved,
        source_text=NOTICE,
        clauses=[act.ClauseSpan("C1", 0, len(NOTICE), "everything needs consent", NOTICE)],
        author="rights-officer",
        now=now,
    )
    act.submit_terms(version=version, by="rights-officer", now=now)
    act.approve_terms(version=version, officer="rights-officer-2", effective_from=effective_from, now=now)
    return version


def _law() -> None:
    then = CAPTURED - timedelta(days=10)
    act.install_law(now=then)
    for identifier in ("facts", "eu-dsm-15-short"):
        statute = PolicySeries.objects.get(identifier=identifier)
        act.approve_statute(series=statute, officer="legal-officer", reason="Reviewed.", now=then)


def decide(
    article: Article,
    use: str,
    asset: str,
    *,
    consumer: str = "newsroom",
    origin: str = "api",
    now: datetime = NOW,
    at: datetime | None = None,
    **more: Any,
) -> Decision:
    asked = Use(
        action=use,
        asset=asset,
        at=at or now,
        known_at=at or now,
        territory="PL",
        purpose="news-reporting",
        audience=None if use in {"personal", "share", "republish"} else Audience.INTERNAL,
        **more,
    )
    return act.record_decision(article=article.pk, consumer=consumer, use=asked, origin=origin, now=now)


def release(
    article: Article, *, words: int, start: int = 0, consumer: str = "newsroom", now: datetime = NOW
) -> bool:
    passage = text.cut_words(PASSAGE, start, words)
    request = ReleaseRequest(
        article_id=article.pk,
        consumer=consumer,
        words=words,
        start=start,
        claims=frozenset(),
        purpose="news-reporting",
        territory="PL",
        audience="internal",
        key="",
        held_words=10,
        characters=len(passage),
        text_digest=text.digest(passage),
    )
    return act.release_excerpt(request=request, now=now).granted
