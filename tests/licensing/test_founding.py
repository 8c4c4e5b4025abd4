"""The founding table through rows, operations and the recorded decision."""

from __future__ import annotations

import json

import pytest

from archive.models import Article
from licensing.models import Decision, RuleConfirmation
from licensing.operations import confirm_rule, replay
from licensing.queries import rights_card
from tests.licensing import world

pytestmark = pytest.mark.django_db

TABLE = {
    "catalogue": {"metadata": "permit"},
    "personal": {"text": "consent"},
    "excerpt": {"text": "permit"},
    "store": {"text": "consent", "image": "review"},
    "share": {"text": "consent", "image": "review"},
    "republish": {"text": "consent", "image": "review"},
    "adapt": {"text": "consent", "image": "review"},
    "index": {"metadata": "consent", "text": "consent"},
    "mine": {"metadata": "consent", "text": "consent", "image": "review"},
    "train": {"metadata": "consent", "text": "consent", "image": "review"},
    "ground": {"metadata": "consent", "text": "consent", "image": "review"},
}


def test_the_rights_card_is_the_founding_table() -> None:
    held = world.founding()
    card = rights_card(article=held.pk, consumer="newsroom", now=world.NOW)
    found = {
        row.use.id: {cell.kind.value: cell.outcome.value for cell in row.cells if cell.outcome}
        for row in card.rows
    }
    assert found == TABLE
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        (world.use(words=10), "permit"),
        (world.use(words=40), "consent"),
        (world.use(words=40, claims=frozenset({"pl-29-quotation"})), "review"),
        (world.use(words=10, territory=None), "consent"),
        (world.use(words=10, territory="US"), "consent"),
        (world.use("index", "metadata", purpose="internet-search"), "consent"),
        (world.use("index", "metadata", purpose=None), "consent"),
    ],
)
def test_questions_beside_the_card_get_the_answers_of_the_table(question: object, wanted: str) -> None:
    held = world.founding()
    assert world.outcome(held, question) == wanted  # type: ignore[arg-type]


def test_indexing_for_internet_search_is_permitted_by_its_clause_to_who_may_state_it() -> None:
    held = world.founding()
    world.consumer("finder", purpose="internet-search")
    question = world.use("index", "text", purpose="internet-search")
    assert world.outcome(held, question, "finder") == "permit"
    record = json.loads(Decision.objects.get().record)
    clause = record["parts"][0]["holders"][0]["citation"]["clauses"][0]
    assert clause["label"] == "C7"
    assert clause["text"] == "does not apply solely to facilitate their search by internet search engines"


def test_a_partial_reading_grants_nothing_until_a_rule_is_confirmed() -> None:
    held = world.founding()
    assert not RuleConfirmation.objects.exists()
    version = world.PolicyVersion.objects.get(series__identifier="urn:rights:policy:wp-tdm-reservation")
    confirm_rule(
        version=version, pointer="/permission/0", by="rights-officer", reason="read again", now=world.NOW
    )
    assert world.outcome(held, world.use("mine")) == "consent"


def test_every_decision_replays_to_the_same_bytes() -> None:
    held = world.founding()
    world.agreement(actions=("archive",), limit=3)
    for question in (world.use(), world.use(words=40), world.use("store"), world.use("store", "article")):
        world.outcome(held, question)
    assert Decision.objects.count() == 4
    assert all(replay(row) for row in Decision.objects.all())


def test_a_replay_outlives_every_later_change_on_record() -> None:
    held = world.founding()
    world.outcome(held, world.use())
    world.do.suspend(
        kind="officer", scope_kind="article", scope_value=str(held.pk), reason="r", by="o", now=world.NOW
    )
    Article.objects.filter(pk=held.pk).update(headline="Another", copyright_notice="© somebody else")
    assert replay(Decision.objects.get())
