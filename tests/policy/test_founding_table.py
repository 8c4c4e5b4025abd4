"""The founding table of docs/semantics.md section 3, cell by cell, and the agreement that follows it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from licensing.policy.decide import decide
from licensing.policy.model import (
    AgreementTerms,
    Approval,
    Article,
    Audience,
    Clause,
    Consumer,
    Decision,
    Facts,
    Holder,
    OnRecord,
    Outcome,
    Part,
    PartKind,
    PolicyKind,
    Quota,
    Scope,
    ScopeKind,
    Use,
)
from tests.policy.builders import document, load, record, rule, signal, statute

DATA = Path(__file__).resolve().parents[2] / "config" / "demo" / "data"
WARSAW = ZoneInfo("Europe/Warsaw")
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=WARSAW)
CAPTURED = datetime(2024, 10, 21, 16, 30, tzinfo=WARSAW)
WPM = "urn:rights:party:wirtualna-polska-media-sa"
CHAIN = tuple(
    f"urn:rights:party:{name}" for name in ("pap", "epa", "photographer", "sputnik", "kremlin-pool")
)
CREDIT = "Images source: © PAP | PAP/EPA/VYACHESLAV PROKOFYEV / SPUTNIK / KREMLIN POOL"

PUBLISHER = Holder((WPM,), "Wirtualna Polska Media S.A.", press_publisher=True)
IMAGE = Part(
    "image-1", PartKind.IMAGE, (Holder(CHAIN, "PAP / EPA / photographer / Sputnik / Kremlin pool"),), CREDIT
)


def clauses() -> tuple[Clause, ...]:
    listed = load(DATA / "clauses.json")["clauses"]
    return tuple(Clause(c["id"], c["start"], c["end"], c["text"]) for c in listed)


def on_record() -> tuple[OnRecord, ...]:
    notice = record(
        PolicyKind.TERMS,
        load(DATA / "reference-policy.jsonld"),
        id="wpm-site-notice",
        scope=Scope(ScopeKind.SITE, "essanews.com"),
        clauses=clauses(),
    )
    reservation = record(
        PolicyKind.TERMS,
        load(DATA / "reference-policy-tdm.jsonld"),
        id="wp-tdm-reservation",
        scope=Scope(ScopeKind.PUBLISHER, "wirtualna-polska"),
        partial=True,
        confirmed=frozenset({"/permission/0"}),
    )
    silent = signal(document(assigner=WPM), id="robots", scope=Scope(ScopeKind.SITE, "essanews.com"))
    facts = statute(
        document(permission=[rule("ra:catalogue")], assigner=None),
        id="facts",
        territory="WORLD",
        needs_claim=False,
    )
    ten = {"leftOperand": "ra:words", "operator": "lteq", "rightOperand": 10}
    short = statute(
        document(permission=[rule("extract", constraint=ten, duty={"action": "attribute"})], assigner=None),
        id="eu-dsm-15-short",
        needs_claim=False,
        press_publisher_only=True,
    )
    hundred = {"leftOperand": "ra:words", "operator": "lteq", "rightOperand": 100}
    quotation = statute(
        document(
            permission=[rule("extract", constraint=hundred, duty={"action": "attribute"})], assigner=None
        ),
        id="pl-29-quotation",
        territory="PL",
    )
    return notice, reservation, silent, facts, short, quotation


NEWSROOM = Consumer(
    "newsroom", frozenset(), frozenset({"news-reporting", "internet-search"}), frozenset({"WORLD"})
)


def founding_facts(consumer: Consumer = NEWSROOM, *more: OnRecord) -> Facts:
    parts = (
        Part("metadata", PartKind.METADATA, (PUBLISHER,)),
        Part("text", PartKind.TEXT, (PUBLISHER,)),
        IMAGE,
    )
    article = Article(
        "a-1", "wirtualna-polska", "essanews.com", "/south-korea", parts, CAPTURED, language="en"
    )
    approved = tuple(
        Approval(s, "legal-officer", "reviewed", CAPTURED, CAPTURED) for s in ("facts", "eu-dsm-15-short")
    )
    return Facts(article, consumer, (*on_record(), *more), approvals=approved)


def ask(action: str, asset: str, **more: Any) -> Decision:
    given: dict[str, Any] = {"at": NOW, "known_at": NOW, "territory": "PL", "purpose": "news-reporting"}
    if action not in {"personal", "share", "republish"}:
        given["audience"] = Audience.INTERNAL
    if action == "excerpt":
        given.setdefault("words", 40)
    return decide(Use(action, asset, **(given | more)), founding_facts())


TABLE: list[tuple[str, dict[str, Any], str, str, str]] = [
    ("catalogue", {}, "metadata", "permit", "facts"),
    ("personal", {}, "text", "consent", "C1"),
    ("excerpt", {"words": 10}, "text", "permit", "eu-dsm-15-short"),
    ("excerpt", {"words": 40}, "text", "consent", "C1"),
    ("excerpt", {"words": 40, "claims": frozenset({"pl-29-quotation"})}, "text", "review", "pl-29-quotation"),
    *((use, {}, "text", "consent", "C1") for use in ("store", "share", "republish", "adapt")),
    *((use, {}, "image-1", "review", "") for use in ("store", "share", "republish", "adapt")),
    *(("index", {"purpose": "internet-search"}, part, "permit", "C7") for part in ("metadata", "text")),
    *(
        ("index", {"purpose": p}, part, "consent", "C1")
        for part in ("metadata", "text")
        for p in ("news-reporting", None)
    ),
    *(("mine", {}, part, "consent", "C5") for part in ("metadata", "text")),
    *((use, {}, part, "consent", "C6") for use in ("train", "ground") for part in ("metadata", "text")),
    *((use, {}, "image-1", "review", "") for use in ("mine", "train", "ground")),
]


@pytest.mark.parametrize(("action", "more", "part", "expected", "cited"), TABLE)
def test_the_founding_table_is_answered_cell_by_cell(
    action: str, more: dict[str, Any], part: str, expected: str, cited: str
) -> None:
    decision = ask(action, part, **more)
    holder = decision.parts[0].holders[0]
    assert decision.outcome == expected
    if cited.startswith("C"):
        assert holder.citation.clauses[0].label == cited
        assert holder.citation.clauses[0].text
    else:
        assert holder.citation.policy == cited


def test_an_image_lists_both_what_is_missing_from_its_holders_and_the_publishers_reservation() -> None:
    decision = ask("republish", "image-1")
    assert [met.code for met in decision.obstacles] == ["terms-reserve", "nothing-on-record"]
    assert decision.obstacles[0].ask == (WPM,)
    assert decision.obstacles[1].ask == CHAIN


def test_a_refused_quotation_names_the_amount_that_would_be_permitted() -> None:
    assert ask("excerpt", "text").words_allowed == 10


def test_words_released_before_count_against_the_very_short_extract() -> None:
    facts = replace(founding_facts(), released=((0, 10),), word_start=10)
    asked = Use("excerpt", "text", NOW, NOW, Audience.INTERNAL, "news-reporting", "PL", words=1)
    assert decide(asked, facts).outcome is Outcome.CONSENT
    assert decide(asked, replace(facts, word_start=9)).outcome is Outcome.PERMIT


def test_an_unconfirmed_permission_of_the_partial_reservation_grants_nothing() -> None:
    decision = ask("store", "text", purpose="text-and-data-mining")
    assert decision.outcome is Outcome.CONSENT


# --- the agreement ---------------------------------------------------------------------------------------------------

START, END = datetime(2026, 1, 1, tzinfo=WARSAW), datetime(2027, 1, 1, tzinfo=WARSAW)
MONITOR = Consumer(
    "media-monitoring", frozenset(), frozenset({"media-monitoring", "news-reporting"}), frozenset({"WORLD"})
)


def agreed(*, used: int = 0, counted: bool = False) -> OnRecord:
    quota = Quota(
        "articles",
        500,
        used,
        datetime(2026, 3, 1, tzinfo=WARSAW),
        datetime(2026, 4, 1, tzinfo=WARSAW),
        counted,
    )
    text_only = {"leftOperand": "ra:part", "operator": "eq", "rightOperand": "text"}
    return record(
        PolicyKind.AGREEMENT,
        document(permission=[rule(["archive", "ra:mine"], constraint=text_only)], assigner=WPM),
        id="agreement-1",
        scope=Scope(ScopeKind.SITE, "essanews.com"),
        agreement=AgreementTerms(frozenset({"media-monitoring"}), frozenset({WPM}), quotas=(quota,)),
        effective_from=START,
        effective_to=END,
    )


def monitored(
    action: str, part: str, *, at: datetime = NOW, by: Consumer = MONITOR, **quota: Any
) -> Decision:
    asked = Use(action, part, at, at, Audience.INTERNAL, "media-monitoring", "PL")
    return decide(asked, founding_facts(by, agreed(**quota)))


@pytest.mark.parametrize("action", ["store", "mine"])
def test_inside_its_interval_and_quota_the_agreement_permits_storing_and_mining_text(action: str) -> None:
    decision = monitored(action, "text")
    assert decision.outcome is Outcome.PERMIT
    assert decision.answers[0].row == 3
    assert decision.answers[0].quota_left == 500
    assert decision.valid_until == datetime(2026, 4, 1, tzinfo=WARSAW)


@pytest.mark.parametrize("action", ["store", "mine"])
def test_the_agreement_says_nothing_of_the_image(action: str) -> None:
    assert monitored(action, "image-1").outcome is Outcome.REVIEW


@pytest.mark.parametrize("action", ["store", "mine"])
def test_the_agreement_is_for_its_consumer_alone(action: str) -> None:
    assert monitored(action, "text", by=NEWSROOM).outcome is Outcome.CONSENT


@pytest.mark.parametrize("action", ["train", "ground", "adapt"])
def test_the_agreement_reaches_no_use_that_it_does_not_name(action: str) -> None:
    assert monitored(action, "text").outcome is Outcome.CONSENT


@pytest.mark.parametrize("action", ["store", "mine"])
def test_the_instant_the_interval_ends_consent_is_needed_again(action: str) -> None:
    assert monitored(action, "text", at=END - timedelta(microseconds=1)).outcome is Outcome.PERMIT
    assert monitored(action, "text", at=END).outcome is Outcome.CONSENT
    assert monitored(action, "text", at=START).outcome is Outcome.PERMIT
    assert monitored(action, "text", at=START - timedelta(microseconds=1)).outcome is Outcome.CONSENT


def test_a_used_up_quota_denies_until_the_next_period_but_not_an_article_already_counted() -> None:
    assert monitored("store", "text", used=500).outcome is Outcome.DENY
    assert monitored("store", "text", used=500, counted=True).outcome is Outcome.PERMIT
