"""A full copy's row: what the database refuses to do to it, and what the archive's own operations do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from archive import text
from archive.models import FullCopy, Hold
from archive.operations.full_copies import (
    CopyHeldBackError,
    HoldLiftedError,
    delete_full_copy,
    lift_hold,
    place_hold,
    review_full_copies,
    review_full_copy,
)
from archive.operations.full_text import NoFullCopyHeldError, released_full_text
from archive.queries import ArticleNotFoundError, ReleaseRefusedError, full_copy_words
from archive.rights_gate import IntakeVerdict
from tests.archive import rows
from tests.pages.gates import Breaks, EndsCopies, PermitsCopies, SuspendsCopies
from tests.pages.sites import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from archive.models import Article, Source
    from tests.pages.sites import Choose

pytestmark = pytest.mark.django_db
WHOLE = "wombatquarry and eleven further words"


@pytest.fixture
def article(source: Source) -> Article:
    return rows.article(source)


@pytest.fixture
def copy(article: Article) -> FullCopy:
    return rows.full_copy(article, WHOLE)


def _set(copy: FullCopy, **columns: Any) -> int:
    return FullCopy.objects.filter(pk=copy.pk).update(**columns)


CHANGES: dict[str, Callable[[FullCopy], object]] = {
    "its text": lambda c: _set(c, text="other", digest=text.digest("other")),
    "its text alone": lambda c: _set(c, text=None),
    "its digest": lambda c: _set(c, digest="0" * 64),
    "its decision": lambda c: _set(c, decision=uuid4()),
    "its moments": lambda c: _set(c, acquired_at=None),
    "its capture": lambda c: _set(c, captured_at=NOW.replace(year=2020)),
    "its evidence": lambda c: _set(c, evidence="capture:other"),
    "its words": lambda c: _set(c, word_count=1),
    "its language": lambda c: _set(c, language="pl"),
    "its article": lambda c: _set(c, article=rows.article(c.article.source)),
    "the row away": lambda c: FullCopy.objects.filter(pk=c.pk).delete(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_database_refuses_to_change(change: str, copy: FullCopy) -> None:
    with pytest.raises((ProgrammingError, IntegrityError)), transaction.atomic():
        CHANGES[change](copy)
    assert FullCopy.objects.get(pk=copy.pk).text == WHOLE


def test_what_has_ended_is_never_changed_again(copy: FullCopy) -> None:
    delete_full_copy(copy=copy, reason="asked", by="rights-officer", now=NOW)
    for columns in ({"reason": "another"}, {"ended_at": None}, {"text": WHOLE}, {"ended_by": "somebody"}):
        with pytest.raises((ProgrammingError, IntegrityError)), transaction.atomic():
            _set(copy, **columns)


@pytest.mark.parametrize("table", ["archive_fullcopy", "archive_hold"])
def test_the_tables_are_never_emptied(table: str) -> None:
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table}")


def test_an_end_without_a_reason_or_a_person_is_refused(copy: FullCopy) -> None:
    ended = {"text": None, "ended_at": NOW, "ending": "officer"}
    for columns in (
        ended,
        ended | {"ended_by": "x"},
        ended | {"reason": "r"},
        ended | {"ended_by": "x", "reason": "r", "ending": "odd"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            _set(copy, **columns)


def test_a_hold_is_lifted_once_and_never_changed(article: Article) -> None:
    hold = place_hold(article=article, reason="a dispute", by="rights-officer", now=NOW)
    for columns in (
        {"reason": "another"},
        {"placed_by": "x"},
        {"lifted_at": NOW, "lifted_by": "x", "reason": "r"},
    ):
        with pytest.raises(ProgrammingError), transaction.atomic():
            Hold.objects.filter(pk=hold.pk).update(**columns)
    with pytest.raises(ProgrammingError), transaction.atomic():
        Hold.objects.filter(pk=hold.pk).delete()
    lift_hold(hold=hold, by="rights-officer", now=NOW)
    with pytest.raises(HoldLiftedError):
        lift_hold(hold=hold, by="rights-officer", now=NOW)


def test_neither_representation_nor_name_shows_the_text(copy: FullCopy) -> None:
    assert "wombatquarry" not in repr(copy) + str(copy)
    assert "5 words" in str(copy)


def test_how_long_a_copy_is_is_known_without_its_text(article: Article, copy: FullCopy) -> None:
    assert full_copy_words(article.pk) == copy.word_count
    delete_full_copy(copy=copy, reason="asked", by="rights-officer", now=NOW)
    assert full_copy_words(article.pk) == full_copy_words(uuid4()) == 0


def test_a_copy_that_must_go_goes_and_the_gate_hears_of_it(copy: FullCopy, gate: Choose) -> None:
    gate(EndsCopies)
    EndsCopies.gone.clear()
    review_full_copy(copy_id=copy.pk, now=NOW)
    left = FullCopy.objects.get(pk=copy.pk)
    assert (left.text, left.reason, left.digest) == (None, "The agreement ended.", copy.digest)
    assert [gone.id for gone in EndsCopies.gone] == [copy.pk]


def test_several_are_asked_about_at_once(source: Source, gate: Choose) -> None:
    gate(EndsCopies)
    copies = [rows.full_copy(rows.article(source), WHOLE).pk for _ in range(3)]
    assert len(review_full_copies(copies=[*copies, uuid4()], now=NOW)) == 3
    assert review_full_copies(copies=copies, now=NOW) == {}


@pytest.mark.parametrize("kind", [EndsCopies, SuspendsCopies, None])
def test_what_may_not_be_kept_is_handed_to_nobody(
    copy: FullCopy, gate: Choose, kind: type[PermitsCopies] | None
) -> None:
    gate(kind)
    with pytest.raises(NoFullCopyHeldError):
        released_full_text(article_id=copy.article_id, consumer="newsroom", use="store", now=NOW)
    assert (FullCopy.objects.get(pk=copy.pk).text is None) is (kind is EndsCopies)


def test_a_permit_hands_it_out_and_a_refusal_does_not(copy: FullCopy, gate: Choose) -> None:
    gate(PermitsCopies)
    given = released_full_text(article_id=copy.article_id, consumer="newsroom", use="store", now=NOW)
    assert (given.text, given.digest) == (WHOLE, copy.digest)
    assert "wombatquarry" not in repr(given)
    with pytest.raises(ReleaseRefusedError, match="consent"):
        released_full_text(article_id=copy.article_id, consumer="newsroom", use="republish", now=NOW)


def test_an_article_that_is_not_there_has_no_copy(gate: Choose, db: None) -> None:
    gate(PermitsCopies)
    with pytest.raises(ArticleNotFoundError):
        released_full_text(article_id=uuid4(), consumer="newsroom", use="store", now=NOW)


def test_a_hold_beats_every_deletion(article: Article, copy: FullCopy, gate: Choose) -> None:
    gate(EndsCopies)
    place_hold(article=article, reason="a dispute", by="rights-officer", now=NOW)
    review_full_copy(copy_id=copy.pk, now=NOW)
    with pytest.raises(CopyHeldBackError):
        delete_full_copy(copy=copy, reason="asked", by="rights-officer", now=NOW)
    assert FullCopy.objects.get(pk=copy.pk).text == WHOLE


def test_a_verdict_that_says_nothing_of_a_copy_permits_none() -> None:
    verdict = IntakeVerdict(metadata=True, excerpt_words=10, governing_set=None, reason="")
    assert verdict.copy_decision is None


def test_a_gate_that_breaks_releases_nothing(copy: FullCopy, gate: Choose) -> None:
    gate(Breaks)
    with pytest.raises(ReleaseRefusedError):  # it permits whole texts for storing alone
        released_full_text(article_id=copy.article_id, consumer="newsroom", use="train", now=NOW)
