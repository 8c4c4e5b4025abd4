"""A small archive with its rights, made by the operations themselves."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from archive import text
from archive.models import Article, Credit, Excerpt, Image, Publisher, Source
from archive.rights_gate import (
    Candidate,
    CandidateImage,
    Evidence,
    MetaElement,
    Notice,
    ReleaseRequest,
    SiteFile,
)
from licensing import operations as do
from licensing.models import Agreement, Consumer, Party, PolicySeries, PolicyVersion
from licensing.operations.agreements import Evidence as AgreementEvidence
from licensing.policy.model import Use

__all__ = [
    "UTC", "Consumer", "PolicySeries", "PolicyVersion", "ReleaseRequest", "agreement", "article", "candidate",
    "clause_spans", "consumer", "datetime", "do", "document", "founding", "law", "notice", "outcome", "party",
    "read_json", "request", "reservation", "robots_file", "source", "use",
]  # fmt: skip

DATA = Path(__file__).resolve().parents[2] / "config" / "demo" / "data"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CAPTURED = datetime(2024, 10, 21, 16, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)

WPM = "urn:rights:party:wirtualna-polska-media-sa"
GROUP = "urn:rights:party:wirtualna-polska-group"
CREDIT = "Images source: © PAP | PAP/EPA/VYACHESLAV PROKOFYEV / SPUTNIK / KREMLIN POOL"
CONTEXT = ["http://www.w3.org/ns/odrl.jsonld", {"ra": "urn:rights:"}]
WORDS = " ".join(f"word{n}" for n in range(1, 101))


def read_json(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((DATA / name).read_text())
    return loaded


def document(kind: str = "Set", assigner: str = "", **rules: list[dict[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": kind,
        "uid": f"urn:test:{uuid4()}",
        "profile": ["urn:rights:profile:1"],
        "conflict": "perm",
        **rules,
    }
    return {**made, "assigner": assigner} if assigner else made


def source(domain: str = "essanews.com", publisher: str = "wirtualna-polska") -> Source:
    house, _ = Publisher.objects.get_or_create(identifier=publisher, defaults={"name": "Wirtualna Polska"})
    found, _ = Source.objects.get_or_create(domain=domain, defaults={"publisher": house, "name": domain})
    return found


def party() -> Party:
    return do.record_party(
        identifier=WPM,
        name="Wirtualna Polska Media Spółka Akcyjna",
        names=["wirtualna-polska"],
        domains=["essanews.com"],
    )


def article(
    domain: str = "essanews.com", *, credit: str = CREDIT, words: int = 60, **columns: Any
) -> Article:
    facts: dict[str, Any] = {
        "address": f"https://{domain}/{uuid4()}",
        "headline": "South korea urges North Korea to halt support for Russia",
        "language": "en",
        "section": "News",
        "copyright_notice": f"© {domain}",
        "word_count": 600,
        "captured_at": CAPTURED,
        "recorded_at": CAPTURED,
        "date_published": datetime(2024, 10, 21, 14, 3, tzinfo=UTC),
    }
    held = Article.objects.create(source=source(domain), **{**facts, **columns})
    if credit:
        picture = Image.objects.create(
            article=held,
            position=0,
            address=f"{held.address}/p.jpg",
            credit_text=credit,
            credit_printed=credit,
        )
        Credit.objects.create(image=picture, position=0, name="PAP", role="supplier")
    passage = text.cut_words(WORDS, 0, words)
    Excerpt.objects.create(
        article=held,
        text=passage,
        word_count=words,
        digest=text.digest(passage),
        decision=uuid4(),
        recorded_at=CAPTURED,
    )
    do.regovern_articles(articles=Article.objects.filter(pk=held.pk), now=CAPTURED)
    held.refresh_from_db()
    return held


def consumer(
    identifier: str = "newsroom", *, territory: str = "PL", purpose: str = "news-reporting"
) -> Consumer:
    made = do.register_consumer(identifier=identifier, name=identifier, now=CAPTURED - DAY)
    registrations = {"territory": territory, "purpose": purpose}
    for kind, name in registrations.items():
        if name:
            do.set_registration(consumer=made, kind=kind, name=name, by="rights-officer", now=CAPTURED - DAY)
    return made


def notice(*, now: datetime = CAPTURED - DAY) -> PolicyVersion:
    return _terms(
        "urn:rights:policy:wpm-site-notice",
        "reference-policy.jsonld",
        "notice.en.txt",
        "site",
        "essanews.com",
        now,
    )


def reservation(*, now: datetime = CAPTURED - DAY) -> PolicyVersion:
    return _terms(
        "urn:rights:policy:wp-tdm-reservation",
        "reference-policy-tdm.jsonld",
        "tdm-reservation.en.txt",
        "publisher",
        "wirtualna-polska",
        now,
        partial=True,
    )


def _terms(
    identifier: str,
    policy: str,
    verbatim: str,
    scope: str,
    value: str,
    now: datetime,
    *,
    partial: bool = False,
) -> PolicyVersion:
    series = do.create_series(
        identifier=identifier, kind="terms", title=identifier, scope_kind=scope, scope_value=value, now=now
    )
    words = (DATA / verbatim).read_text()
    clauses = [do.ClauseSpan("T1", 0, len(words))] if partial else clause_spans()
    version = do.record_terms(
        series=series,
        document=read_json(policy),
        source_text=words,
        language="en",
        clauses=clauses,
        partial=partial,
        author="rights-officer",
        now=now,
    )
    do.submit_terms(version=version, by="rights-officer", now=now)
    do.approve_terms(version=version, officer="rights-officer-2", effective_from=now, now=now)
    version.refresh_from_db()
    return version


def clause_spans() -> list[do.ClauseSpan]:
    return [
        do.ClauseSpan(c["id"], c["start"], c["end"], c["meaning"], c["text"])
        for c in read_json("clauses.json")["clauses"]
    ]


def law(*approved: str, now: datetime = CAPTURED - DAY) -> None:
    do.install_law(now=now)
    for statute in approved:
        do.approve_statute(
            series=PolicySeries.objects.get(identifier=statute),
            officer="legal-officer",
            reason="reviewed",
            now=now,
        )


def founding() -> Article:
    """Everything that the founding example has on record, but for signals, which a capture brings."""
    party()
    do.record_party(identifier=GROUP, name="Wirtualna Polska group", kind="group")
    consumer()
    notice()
    reservation()
    law("facts", "eu-dsm-15-short")
    return article()


def agreement(
    assignees: tuple[str, ...] = ("newsroom",),
    *,
    actions: tuple[str, ...] = ("extract",),
    limit: int | None = None,
    period: str = "month",
    identifier: str = "urn:rights:agreement:test",
    effective_from: datetime = CAPTURED,
    effective_to: datetime | None = None,
    now: datetime = CAPTURED,
    constraint: list[dict[str, Any]] | None = None,
) -> Agreement:
    rule: dict[str, Any] = {"action": list(actions)}
    if constraint:
        rule["constraint"] = constraint
    return do.grant_agreement(
        identifier=identifier,
        title="A test agreement",
        assigner=party(),
        assignees=assignees,
        document=document("Agreement", WPM, permission=[rule]),
        scope_kind="publisher",
        scope_value="wirtualna-polska",
        effective_from=effective_from,
        effective_to=effective_to,
        evidence=AgreementEvidence("letter.txt", "We agree."),
        timezone="Europe/Warsaw",
        quotas=[do.QuotaTerms(limit, period)] if limit is not None else [],
        officer="rights-officer",
        now=now,
    )


def use(action: str = "excerpt", asset: str = "text", *, at: datetime = NOW, **fields: Any) -> Use:
    given: dict[str, Any] = {"territory": "PL", "purpose": "news-reporting", "known_at": at}
    if action == "excerpt":
        given["words"] = 10
    return Use(action=action, asset=asset, at=at, **{**given, **fields})


def outcome(held: Article, question: Use, who: str = "newsroom", *, now: datetime | None = None) -> str:
    return do.record_decision(
        article=held.pk, consumer=who, use=question, origin="check", now=now or question.at
    ).outcome


def request(
    held: Article, *, words: int = 10, start: int = 0, who: str = "newsroom", **fields: Any
) -> ReleaseRequest:
    given: dict[str, Any] = {
        "claims": frozenset(),
        "purpose": "news-reporting",
        "territory": "PL",
        "audience": "internal",
        "key": "",
        "held_words": 60,
        "characters": words * 6,
    }
    return ReleaseRequest(article_id=held.pk, consumer=who, words=words, start=start, **{**given, **fields})


def robots_file(body: str = "", status: int | None = 200, **fields: Any) -> SiteFile:
    given: dict[str, Any] = {"failure": "" if status else "timeout", "fetched_at": NOW}
    return SiteFile(
        address="https://essanews.com/robots.txt",
        status=status,
        text=body,
        media_type="text/plain",
        **{**given, **fields},
    )


def candidate(
    *,
    robots: SiteFile | None = None,
    headers: tuple[tuple[str, str], ...] = (),
    metas: tuple[MetaElement, ...] = (),
    found_notice: Notice | None = None,
    path: str = "/story",
    article_id: UUID | None = None,
    wanted: int = 40,
    word_length: int = 6,
    credit: str = CREDIT,
) -> Candidate:
    evidence = Evidence(
        robots=robots or robots_file(),
        headers=headers,
        metas=metas,
        notice=found_notice,
        page_address=f"https://essanews.com{path}",
        page_status=200,
        page_sha256="a" * 64,
        captured_at=NOW,
    )
    return Candidate(
        article_id=article_id or uuid4(),
        source_id=source().pk,
        domain="essanews.com",
        path=path,
        publisher="wirtualna-polska",
        address=f"https://essanews.com{path}",
        headline="A headline",
        language="en",
        section="News",
        date_published=CAPTURED,
        captured_at=NOW,
        copyright_notice="© essanews.com",
        word_count=600,
        wanted_words=wanted,
        prefix_characters=tuple(n * word_length for n in range(1, wanted + 1)),
        images=(CandidateImage(uuid4(), credit, ("PAP",)),),
        evidence=evidence,
    )
