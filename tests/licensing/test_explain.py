"""`manage.py explain`: a recorded decision, or a question that is not recorded."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command

from archive.models import Article
from licensing.models import Decision
from licensing.queries import explanations
from tests.licensing import world

pytestmark = pytest.mark.django_db


def explained(*args: Any, **options: Any) -> str:
    written = StringIO()
    call_command("explain", *args, stdout=written, **options)
    return written.getvalue()


def asked(held: UUID, **more: Any) -> dict[str, Any]:
    given = {"article": str(held), "use": "store", "asset": "text", "consumer": "newsroom"}
    return {**given, **more}


@pytest.fixture
def held(db: None) -> Article:
    return world.founding()


def decided(held: Article, **more: Any) -> Decision:
    return world.do.record_decision(
        article=held.pk, consumer="newsroom", use=world.use("store", **more), origin="check", now=world.NOW
    )


def test_a_recorded_decision_is_explained_from_its_recorded_facts(held: Article) -> None:
    row = decided(held)
    who = world.Consumer.objects.get(identifier="newsroom")
    world.do.end_registration(consumer=who, kind="territory", name="PL", now=world.NOW)
    said = explained(str(row.pk))
    assert said.startswith("store of text by newsroom at 2026-03-02T09:00:00+00:00: consent needed.\n")
    assert "  The territory is PL.\n" in said
    assert "Row 5, terms and signals: this row decides." in said
    assert "Clause C1 (characters" in said
    assert "Obtain the consent of Wirtualna Polska Media" in said


def test_the_same_is_told_in_polish_and_as_data(held: Article) -> None:
    row = decided(held)
    assert explained(str(row.pk), language="pl").startswith("store (text) przez newsroom")
    data = json.loads(explained(str(row.pk), json=True))
    assert data["state"] == row.outcome == "consent"
    assert set(data["says"]) == {"en", "pl"}


def test_a_question_is_answered_and_explained_and_nothing_is_recorded(held: Article) -> None:
    before = Decision.objects.count()
    said = explained(**asked(held.pk, use="excerpt", words="10"))
    assert ": permit." in said.splitlines()[0]
    assert "Row 4, statutes: this row decides." in said
    assert "reviewed" in said
    assert Decision.objects.count() == before


def test_an_officers_word_stands_above_the_decision_that_it_replaces(held: Article) -> None:
    row = decided(held)
    for outcome in ("permit", "deny"):
        row = world.do.override_decision(
            decision=row, officer="legal-officer", outcome=outcome, reason="By letter.", now=world.NOW
        )
        first, second = explained(str(row.pk)).splitlines()[:2]
        assert first.startswith("legal-officer decided otherwise: ")
        assert second.startswith("  store of text")


def test_a_decision_that_cannot_be_made_anew_is_not_explained(
    held: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = decided(held)
    monkeypatch.setattr(explanations, "decision_record", lambda _: {"outcome": "permit"})
    with pytest.raises(CommandError, match="can't be made anew from its recorded facts"):
        explained(str(row.pk))


def test_a_decision_whose_policies_are_gone_is_not_explained(
    held: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = decided(held)

    def gone(version: str, digest: str) -> None:
        raise LookupError(f"{version} is not on record.")

    monkeypatch.setattr(explanations, "content_named", gone)
    with pytest.raises(CommandError, match="is not on record"):
        explained(str(row.pk))


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"article": None}, "Name a decision, or ask with --article."),
        ({"article": "x"}, "“x” is not an identifier."),
        ({"article": "00000000-0000-4000-8000-000000000001"}, "There is no article"),
        ({"consumer": "nobody"}, "There is no active consumer “nobody”."),
        ({"use": "dance"}, "neither a standard use nor a known action"),
        ({"audience": "world"}, "is not an audience"),
        ({"words": "many"}, "--words takes a number"),
        ({"territory": "ZZ"}, "is not a territory"),
        ({"language": "de"}, "There is no language de"),
    ],
)
def test_a_mistake_is_told_in_one_line(held: Article, options: dict[str, Any], says: str) -> None:
    with pytest.raises(CommandError) as caught:
        explained(**asked(held.pk, **options))
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("identifier", ["x", "00000000-0000-4000-8000-000000000001"])
def test_a_decision_that_is_not_there_is_told_in_one_line(db: None, identifier: str) -> None:
    with pytest.raises(CommandError, match=r"is not an identifier|There is no decision"):
        explained(identifier)
