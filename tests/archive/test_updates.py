"""The same article again: what changes is kept, what is the same is linked, and nothing is merged."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from archive.ingestion.fingerprints import differing_bits, fingerprint
from archive.models import Article, ArticleRevision, Copy, Fingerprint, Source
from archive.operations.articles import Arrival, store_article
from archive.operations.copies import CopyPartedError, link_copies, note_fingerprints, note_names, part_copies
from archive.operations.revisions import differences
from archive.rights_gate import Candidate, CandidateImage, IntakeVerdict, supplied_evidence
from tests.archive import rows
from tests.pages.gates import DECISION
from tests.pages.sites import NOW

pytestmark = pytest.mark.django_db

_WORDS = [f"word{n}" for n in range(300)]
_PICTURE = UUID(int=7)


def _candidate(source: Source, **fields: Any) -> Candidate:
    made = Candidate(
        article_id=uuid4(),
        source_id=source.pk,
        domain=source.domain,
        path="/a",
        publisher=source.publisher.identifier,
        address="https://essanews.com/a",
        headline="A bridge opens",
        language="en",
        section="News",
        date_published=NOW,
        captured_at=NOW,
        copyright_notice="© essanews.com",
        word_count=300,
        wanted_words=10,
        prefix_characters=(),
        images=(),
        evidence=supplied_evidence(address="https://essanews.com/a", blocks=(), now=NOW),
    )
    return replace(made, **fields)


def _store(candidate: Candidate, *, passage: str = "", evidence: str = "capture:1", **facts: Any) -> Article:
    return store_article(
        candidate=candidate,
        verdict=IntakeVerdict(
            metadata=True,
            excerpt_words=10,
            governing_set=None,
            reason="",
            excerpt_decision=DECISION,
            image_ids=frozenset(image.id for image in candidate.images),
        ),
        facts=facts,
        image_addresses=tuple("https://essanews.com/i.jpg" for _ in candidate.images),
        printed_credits=tuple(image.credit_text for image in candidate.images),
        passage=passage,
        arrival=Arrival(evidence=evidence),
        now=NOW,
    )


def test_the_first_time_and_the_same_again_leave_no_revision(source: Source) -> None:
    first = _candidate(source)
    _store(first, passage="Some words.")
    _store(first, passage="Other words.", evidence="capture:2")
    assert not ArticleRevision.objects.exists()


def test_what_changed_is_kept_old_and_new_with_its_evidence(source: Source) -> None:
    first = _candidate(source)
    _store(first, authors=["Ann Bee"])
    picture = CandidateImage(_PICTURE, "PAP", ("PAP",))
    _store(
        replace(first, headline="A bridge closes", images=(picture,)),
        authors=["Ann Bee", "Cy Dee"],
        evidence="capture:2",
    )
    revision = ArticleRevision.objects.get()
    assert revision.number == 1
    assert revision.evidence == "capture:2"
    assert revision.changes == {
        "headline": ["A bridge opens", "A bridge closes"],
        "authors": [["Ann Bee"], ["Ann Bee", "Cy Dee"]],
        "images": [[], [["https://essanews.com/i.jpg", "PAP"]]],
    }


def test_revisions_are_numbered(source: Source) -> None:
    first = _candidate(source)
    for number in range(3):
        _store(replace(first, headline=f"Headline {number}"))
    assert list(ArticleRevision.objects.values_list("number", flat=True)) == [2, 1]


def test_a_revision_holds_no_text_whatever_is_stored(source: Source) -> None:
    first = _candidate(source)
    _store(first, passage="sekret words")
    _store(replace(first, headline="Other", word_count=299), passage="sekret others")
    assert "sekret" not in str(ArticleRevision.objects.get().changes)


@pytest.mark.parametrize(
    "changes", [{}, [], {"body": ["a", "b"]}, {"headline": ["a", "b"], "excerpt": ["", "x"]}]
)
def test_the_database_takes_no_revision_of_anything_but_facts(source: Source, changes: Any) -> None:
    with pytest.raises(DatabaseError, match="changed facts and nothing else"), transaction.atomic():
        ArticleRevision.objects.create(
            article=rows.article(source), number=1, recorded_at=NOW, changes=changes
        )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE archive_articlerevision SET number = 9",
        "DELETE FROM archive_articlerevision",
        "TRUNCATE archive_articlerevision",
    ],
)
def test_the_database_never_changes_a_revision(source: Source, statement: str) -> None:
    ArticleRevision.objects.create(
        article=rows.article(source), number=1, recorded_at=NOW, changes={"headline": ["a", "b"]}
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SET CONSTRAINTS ALL IMMEDIATE"
        )  # else PostgreSQL's own check of TRUNCATE speaks first
    with (
        pytest.raises(DatabaseError, match="archive: revisions are"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_differences_are_of_facts_alone() -> None:
    assert differences({"headline": "a", "body": "x"}, {"headline": "a", "body": "y"}) == {}


# --- copies ---


def test_nearly_equal_texts_differ_in_few_bits_and_others_in_many() -> None:
    text = " ".join(_WORDS)
    edited = " ".join([*_WORDS[:150], "corrected", *_WORDS[152:]])
    other = " ".join(f"other{n}" for n in range(300))
    half = " ".join([*_WORDS[:150], *(f"other{n}" for n in range(150))])
    one = fingerprint(text)
    assert one is not None
    assert differing_bits(one, fingerprint(edited) or 0) <= 3
    assert differing_bits(one, fingerprint(other) or 0) > 15
    assert differing_bits(one, fingerprint(half) or 0) > 6
    assert fingerprint(text.upper()) == one
    assert -(2**63) <= one < 2**63


def test_a_short_text_has_no_fingerprint() -> None:
    assert fingerprint("Results: 1 to 2. " * 5) is None
    assert fingerprint("") is None


def _with_bits(source: Source, bits: int, **columns: Any) -> Article:
    held = rows.article(source, **columns)
    note_fingerprints(of={held.pk: bits})
    return held


def _linked() -> set[frozenset[UUID]]:
    return {frozenset((copy.first_id, copy.second_id)) for copy in Copy.objects.filter(parted_at=None)}


@pytest.mark.parametrize("apart", [0, 1, 3])
def test_nearly_the_same_words_are_linked_wherever_the_bits_differ(source: Source, apart: int) -> None:
    bits = -0x0123456789ABCDEF
    for shift in (0, 15, 40, 60):
        Copy.objects.all().delete()
        Fingerprint.objects.all().delete()
        changed = (bits ^ ((1 << apart) - 1 << shift)) & 2**64 - 1
        one = _with_bits(source, bits)
        other = _with_bits(source, changed - 2**64 if changed >> 63 else changed)
        assert link_copies(articles=[other.pk], now=NOW) == 1
        assert _linked() == {frozenset((one.pk, other.pk))}


def test_texts_that_differ_more_or_in_length_are_not_linked(source: Source) -> None:
    _with_bits(source, 0)
    far = _with_bits(source, 0b1111)
    long = _with_bits(source, 1, word_count=400)
    assert link_copies(articles=[far.pk, long.pk], now=NOW) == 0


def test_the_same_name_links_and_a_number_of_somebodys_system_does_not(source: Source) -> None:
    one = rows.article(source, identifiers={"guid": "urn:newsml:agency.example:1", "id": "17"})
    two = rows.article(source, identifiers={"uri": "urn:newsml:agency.example:1"})
    three = rows.article(source, identifiers={"id": "17"})
    four = rows.article(source, address="urn:newsml:agency.example:1")
    articles = [one.pk, two.pk, three.pk, four.pk]
    note_names(articles=articles)
    note_names(articles=articles)
    link_copies(articles=articles, now=NOW)
    assert _linked() == {frozenset(pair) for pair in ((one.pk, two.pk), (one.pk, four.pk), (two.pk, four.pk))}


def test_a_canonical_address_elsewhere_links(source: Source) -> None:
    original = rows.article(source, address="https://essanews.com/original")
    copy = rows.article(source, address="https://essanews.com/copy")
    link_copies(articles=[copy.pk], canonical="https://essanews.com/original", now=NOW)
    assert _linked() == {frozenset((original.pk, copy.pk))}
    link_copies(articles=[original.pk], canonical="https://essanews.com/original", now=NOW)
    assert Copy.objects.count() == 1


def test_copies_keep_their_own_rows_and_a_parted_pair_is_not_linked_again(source: Source) -> None:
    one, other = _with_bits(source, 5), _with_bits(source, 5)
    link_copies(articles=[other.pk], now=NOW)
    part_copies(copy=Copy.objects.get(), by="archivist", reason="Two forecasts", now=NOW)
    assert link_copies(articles=[one.pk, other.pk], now=NOW) == 0
    assert _linked() == set()
    assert Article.objects.filter(pk__in=[one.pk, other.pk]).count() == 2
    with pytest.raises(CopyPartedError):
        part_copies(copy=Copy.objects.get(), by="archivist", reason="again", now=NOW)


def test_an_arrival_is_linked_as_it_is_stored(source: Source) -> None:
    _store(_candidate(source), identifiers={"guid": "urn:x:1"})
    _store(_candidate(source, address="https://essanews.com/b"), identifiers={"guid": "urn:x:1"})
    assert Copy.objects.get().detail == "urn:x:1"
