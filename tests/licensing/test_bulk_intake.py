"""Many candidates at once get what each would get by itself, in one entry that can be proved."""

from __future__ import annotations

import random
import zlib
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction

from archive.rights_gate import (
    Candidate,
    CandidateImage,
    DenyAll,
    IntakeVerdict,
    RightsBlock,
    get_gate,
    supplied_evidence,
)
from licensing.ledger.merkle import EMPTY, leaf_hash, merkle_root, node_hash
from licensing.models import BulkDecision, Decision, GoverningSet, Obligation, PolicySeries
from licensing.operations import take_in
from licensing.operations.bulk_intake import take_in_many
from licensing.operations.bulk_record import replay_bulk
from licensing.queries.bulk_entries import BrokenResultsError, answer_in
from tests.licensing import many_articles, world

pytestmark = pytest.mark.django_db
CREDITS = (("© PAP", ("PAP",)), ("Somebody", ("Somebody",)), ("", ()))


@pytest.fixture(autouse=True)
def _ready() -> None:
    world.founding()
    world.consumer("archive", purpose="archiving")


def supplied(**columns: Any) -> Candidate:
    address = columns.setdefault("address", f"https://essanews.com/{uuid4()}")
    evidence = supplied_evidence(address=address, blocks=columns.pop("blocks", ()), now=world.NOW)
    return replace(world.candidate(), evidence=evidence, article_id=uuid4(), images=(), **columns)


def random_candidates(count: int, seed: int, held: list[UUID]) -> list[Candidate]:
    chance = random.Random(seed)  # noqa: S311 - the same candidates every time
    return [_random(chance, number, held) for number in range(count)]


def _random(chance: random.Random, number: int, held: list[UUID]) -> Candidate:
    domain = chance.choice(many_articles.DOMAINS)
    source = world.source(domain, "somebody" if domain.startswith("stranger") else "wirtualna-polska")
    path = chance.choice(many_articles.PATHS).partition("?")[0]
    published = chance.choice([None, *many_articles.DATES])
    words = chance.choice([1, 5, 12, 40, 600])
    line, names = chance.choice(CREDITS)
    made = supplied(
        source_id=source.pk,
        domain=domain,
        publisher=source.publisher.identifier,
        path=path,
        address=f"https://{domain}{path}#{number}",
        section=chance.choice(many_articles.SECTIONS),
        language=chance.choice(many_articles.LANGUAGES),
        date_published=datetime.fromisoformat(published) if published else None,
        copyright_notice=chance.choice(many_articles.NOTICES),
        word_count=words,
        wanted_words=min(words, chance.choice([10, 40])),
        prefix_characters=tuple(n * chance.choice([5, 8]) for n in range(1, min(words, 40) + 1)),
    )
    picture = (CandidateImage(uuid4(), line, names),) if chance.random() < 0.3 else ()
    return replace(made, images=picture, article_id=held[number] if number < len(held) else uuid4())


def told(verdict: IntakeVerdict) -> object:
    members = GoverningSet.objects.get(pk=verdict.governing_set or 0).series.order_by("pk")
    return (
        verdict.metadata,
        verdict.excerpt_words,
        verdict.excerpt_decision is not None,
        verdict.reason,
        verdict.image_ids,
        list(members.values_list("identifier", flat=True)),
    )


def one_by_one(candidates: list[Candidate]) -> list[object]:
    found = []
    for candidate in candidates:
        with transaction.atomic():
            found.append(told(take_in(candidate=candidate, now=world.NOW)))
            transaction.set_rollback(True)
    return found


def at_once(candidates: list[Candidate]) -> list[object]:
    return [told(verdict) for verdict in take_in_many(candidates=candidates, now=world.NOW)]


def length_limit() -> None:
    rule = many_articles.rule("extract", constraint=[many_articles.tested("ra:characters", "lteq", 90)])
    many_articles.in_force(
        "urn:rights:policy:short",
        world.document("Offer", world.WPM, permission=[rule]),
        scope_kind="site",
        scope_value="sport.example",
    )


def holder_terms() -> None:
    world.do.record_party(identifier="urn:rights:party:pap", name="PAP", names=["PAP"])
    rule = many_articles.rule("extract", "archive")
    many_articles.in_force(
        "urn:rights:policy:pap",
        world.document("Offer", "urn:rights:party:pap", prohibition=[rule]),
        scope_kind="holder",
        scope_value="urn:rights:party:pap",
    )


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize(
    "on_record",
    [
        (),
        (many_articles.terms_that_tell_articles_apart,),
        (many_articles.terms_that_tell_articles_apart, length_limit, holder_terms),
    ],
    ids=["founding", "telling apart", "length and holders"],
)
def test_the_verdicts_of_many_are_those_of_each_by_itself(on_record: tuple[Any, ...], seed: int) -> None:
    for put in on_record:
        put()
    held = many_articles.made(8)
    many_articles.what_names_single_articles(held)
    candidates = random_candidates(40, seed, [one.pk for one in held])
    expected = one_by_one(candidates)
    assert at_once(candidates) == expected
    assert len({str(one) for one in expected}) > 3  # they do differ
    assert BulkDecision.objects.exists()
    assert all(replay_bulk(row) for row in BulkDecision.objects.all())


def test_articles_that_are_alike_leave_one_entry_and_no_decision_of_their_own() -> None:
    verdicts = take_in_many(candidates=[supplied() for _ in range(30)], now=world.NOW)
    row = BulkDecision.objects.get()
    assert {(v.metadata, v.excerpt_words, v.excerpt_decision) for v in verdicts} == {(True, 10, row.pk)}
    assert not Decision.objects.exists()
    assert row.articles == 30


def test_one_article_s_answer_can_be_found_and_proved() -> None:
    candidates = [supplied() for _ in range(3)]
    take_in_many(candidates=candidates, now=world.NOW)
    row = BulkDecision.objects.get()
    answer = answer_in(row, candidates[1].article_id)
    assert answer is not None
    assert (answer.metadata.value, answer.words) == ("permit", 10)
    assert answer_in(row, uuid4()) is None
    assert replay_bulk(row)


def test_without_an_approval_nothing_of_many_comes_in() -> None:
    for approval in PolicySeries.objects.get(identifier="facts").approvals.all():
        world.do.withdraw_approval(approval=approval, now=world.NOW)
    verdicts = take_in_many(candidates=[supplied(), supplied()], now=world.NOW)
    assert [(v.metadata, v.excerpt_words, v.excerpt_decision) for v in verdicts] == [(False, 0, None)] * 2
    assert all(v.reason for v in verdicts)


def test_a_candidate_whose_file_speaks_of_rights_is_taken_in_by_itself() -> None:
    block = RightsBlock("feed", (("usage_terms", "Nothing without asking."),), "")
    take_in_many(candidates=[supplied(), supplied(blocks=(block,))], now=world.NOW)
    assert BulkDecision.objects.get().articles == 1
    assert Decision.objects.exists()


def test_a_suspended_article_among_many_is_refused_its_excerpt() -> None:
    held = world.article()
    world.do.suspend(
        kind="takedown", scope_kind="article", scope_value=str(held.pk), reason="r", by="o", now=world.NOW
    )
    first, second = take_in_many(
        candidates=[replace(supplied(), article_id=held.pk), supplied()], now=world.NOW
    )
    assert not first.metadata
    assert second.metadata


def test_a_duty_is_owed_for_each_article() -> None:
    rule = many_articles.rule("extract", duty=[{"action": "attribute"}])
    many_articles.in_force(
        "urn:rights:policy:open",
        world.document("Offer", world.WPM, permission=[rule]),
        scope_kind="site",
        scope_value="sport.example",
    )
    source = world.source("sport.example")
    candidates = [
        supplied(source_id=source.pk, domain="sport.example", copyright_notice="") for _ in range(3)
    ]
    expected = one_by_one(candidates)
    assert at_once(candidates) == expected
    assert Obligation.objects.count() in {0, 3}


@pytest.mark.parametrize("column", ["results", "facts", "record", "root"])
def test_a_changed_entry_is_found_out(column: str) -> None:
    take_in_many(candidates=[supplied() for _ in range(3)], now=world.NOW)
    row = BulkDecision.objects.get()
    if column == "results":
        data = zlib.decompress(bytes(row.results)).replace(b'"permit"', b'"deny"', 1)
        row.results = zlib.compress(data)
    elif column == "root":
        row.root = "0" * 64
    else:
        setattr(
            row,
            column,
            getattr(row, column).replace("archive", "newsroom").replace('"words":10', '"words":99'),
        )
    assert not replay_bulk(row)


def test_results_that_are_none_are_called_broken() -> None:
    take_in_many(candidates=[supplied()], now=world.NOW)
    row = BulkDecision.objects.get()
    for broken in (b"", b"no zlib", zlib.compress(b"[]"), zlib.compress(b'{"columns":["x"]}')):
        row.results = broken
        with pytest.raises(BrokenResultsError):
            replay_bulk(row)


@pytest.mark.parametrize(
    "statement", ["UPDATE licensing_bulkdecision SET articles = 2", "DELETE FROM licensing_bulkdecision"]
)
def test_an_entry_is_never_changed(statement: str) -> None:
    take_in_many(candidates=[supplied()], now=world.NOW)
    with pytest.raises(Exception, match="appended, never changed"), transaction.atomic():
        connection.cursor().execute(statement)


def test_a_silent_file_takes_no_signal_of_a_captured_page_back() -> None:
    page = world.candidate()
    first = take_in(candidate=page, now=world.NOW)
    held = world.article(governing_set_id=first.governing_set)
    again = replace(supplied(), article_id=held.pk)
    (of_many,) = take_in_many(candidates=[again], now=world.NOW)
    for governing in (take_in(candidate=again, now=world.NOW).governing_set, of_many.governing_set):
        assert PolicySeries.objects.filter(scope_kind="page", memberships__governing_set=governing).exists()


def test_without_an_adapter_none_of_many_comes_in() -> None:
    assert [one.metadata for one in DenyAll().intake_many(candidates=[supplied()] * 2, now=world.NOW)] == [
        False
    ] * 2


def test_the_configured_gate_takes_many() -> None:
    assert get_gate().intake_many(candidates=[], now=world.NOW) == ()


def test_the_tree_is_that_of_rfc_9162() -> None:
    a, b, c, d, e = (leaf_hash(bytes([n])) for n in range(5))
    leaves = [bytes([n]) for n in range(5)]
    assert merkle_root([]) == EMPTY
    assert merkle_root(leaves[:1]) == a
    assert merkle_root(leaves[:3]) == node_hash(node_hash(a, b), c)
    assert merkle_root(leaves) == node_hash(node_hash(node_hash(a, b), node_hash(c, d)), e)
