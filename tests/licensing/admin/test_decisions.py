"""The ledger in the admin: asked, read in two languages, replayed, overridden by name; never edited."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from pytest_django import Settings

from archive.models import Article
from licensing import operations as do
from licensing.models import Agreement, Decision, Obligation
from tests.licensing import world
from tests.licensing.admin.conftest import SignIn
from tests.licensing.admin.desk import Desk, act_of, list_of, page_of
from tests.licensing.admin.test_rows import ask


@pytest.fixture
def decision(held: Article) -> Decision:
    return do.record_decision(
        article=held.pk, consumer="newsroom", use=world.use("store"), origin="api", now=world.NOW
    )


def test_a_decision_reads_as_a_report_with_its_clause_and_remedy(decision: Decision, officer: Desk) -> None:
    page = officer.read(page_of(decision))
    assert "Downloading, reproduction, storage, or any other use" in page
    assert "Obtain the consent of" in page
    assert decision.digest in page


def test_the_same_record_reads_in_polish(decision: Decision, sign_in: SignIn) -> None:
    page = sign_in("auditor", language="pl").read(page_of(decision))
    assert "Uzyskaj zgodę" in page
    assert "Obtain the consent" not in page


def test_the_articles_page_shows_its_history(decision: Decision, held: Article, officer: Desk) -> None:
    assert page_of(decision) in officer.read(page_of(held))
    assert page_of(decision) in officer.read(list_of(Decision), q=str(held.pk))


def test_asking_again_appends_a_decision_and_leaves_the_old(
    decision: Decision, held: Article, officer: Desk, settings: Settings
) -> None:
    world.agreement(actions=("archive",))  # on record from just after the decision
    settings.IMPRIMATUR_FIXED_CLOCK = (world.NOW + timedelta(minutes=1)).isoformat()
    officer.act(act_of(Decision, "ask-again", decision))
    outcomes = list(Decision.objects.order_by("position").values_list("outcome", flat=True))
    assert outcomes == ["consent", "permit"]


def test_any_article_can_be_asked_about_from_the_ledger(held: Article, officer: Desk) -> None:
    officer.act(
        act_of(Decision, "ask"), article=str(held.pk), consumer="newsroom", use="translate", asset="text"
    )
    assert Decision.objects.get().use == "translate"


def test_a_question_about_another_time_is_a_hypothesis(held: Article, officer: Desk) -> None:
    assert ask(officer, held, at="2026-03-05T10:00").hypothetical
    assert ask(officer, held, known_at="2025-01-01T00:00").hypothetical


@pytest.mark.parametrize(
    "wrong",
    [
        {"consumer": "nobody"},
        {"use": "use"},
        {"use": "sing"},
        {"asset": str(uuid4())},
        {"asset": "metadata"},
        {"purpose": "mischief"},
        {"territory": "XX"},
        {"words": "0"},
        {"words": "1000000"},
        {"words": "99999999999999999999"},
        {"characters": "-1"},
        {"at": "0001-01-01T00:00"},
        {"at": "now"},
        {"known_at": "9999-01-01T00:00"},
        {"audience": "everyone"},
        {"use": "share", "audience": "public"},
        {"claim": "made-up"},
    ],
)
def test_a_wrong_question_is_told_in_the_form_and_records_nothing(
    wrong: dict[str, str], held: Article, officer: Desk
) -> None:
    given = {"consumer": "newsroom", "use": "store", "asset": "text"}
    officer.refused(act_of(Article, "ask", held), **{**given, **wrong})
    assert not Decision.objects.exists()


def test_an_article_that_is_not_there_is_a_404_or_a_form_error(held: Article, officer: Desk) -> None:
    assert officer.status(f"/admin/archive/article/{uuid4()}/ask/") == 404
    assert officer.status("/admin/archive/article/nonsense/ask/") == 404
    assert officer.status("/admin/licensing/decision/7/replay/") == 404
    given = {"consumer": "newsroom", "use": "store", "asset": "text"}
    assert officer.refused(act_of(Decision, "ask"), article=str(uuid4()), **given)


def test_an_override_is_a_decision_of_its_own_by_a_named_officer_with_a_reason(
    decision: Decision, officer: Desk
) -> None:
    override = act_of(Decision, "override", decision)
    assert officer.refused(override, outcome="permit", reason="  ")
    assert officer.refused(override, outcome="maybe", reason="why")
    officer.act(override, outcome="permit", reason="The publisher agreed by telephone.")
    made = Decision.objects.get(origin="override")
    assert (made.officer, made.replaces, made.outcome) == ("rights-officer", decision.pk, "permit")
    assert "The publisher agreed by telephone." in officer.read(page_of(made))
    assert "Overridden by rights-officer" in officer.read(page_of(decision))
    decision.refresh_from_db()
    assert decision.outcome == "consent"


def test_a_hypothesis_cannot_be_overridden(held: Article, officer: Desk) -> None:
    hypothesis = ask(officer, held, at="2026-03-05T10:00")
    assert officer.refused(act_of(Decision, "override", hypothesis), outcome="permit", reason="why")
    assert act_of(Decision, "override", hypothesis) not in officer.read(page_of(hypothesis))


def test_a_replay_says_that_the_bytes_are_the_same(decision: Decision, sign_in: SignIn) -> None:
    desk = sign_in("auditor")
    answer = desk.client.post(act_of(Decision, "replay", decision), follow=True)
    assert "Replayed: the same bytes" in answer.content.decode()
    assert Decision.objects.count() == 1


def test_a_replay_notices_a_record_that_was_changed_behind_the_triggers(
    decision: Decision, officer: Desk
) -> None:
    changed = {**json.loads(decision.record), "outcome": "permit"}
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(
            "UPDATE licensing_decision SET record = %s WHERE id = %s", [json.dumps(changed), decision.pk]
        )
        cursor.execute("SET session_replication_role = origin")
    answer = officer.client.post(act_of(Decision, "replay", decision), follow=True)
    assert "the bytes differ" in answer.content.decode()


def test_an_override_replays_too(decision: Decision, officer: Desk) -> None:
    officer.act(act_of(Decision, "override", decision), outcome="permit", reason="why")
    made = Decision.objects.get(origin="override")
    answer = officer.client.post(act_of(Decision, "replay", made), follow=True)
    assert "Replayed: the same bytes" in answer.content.decode()


def test_the_ledger_offers_no_bulk_action_and_takes_none(decision: Decision, officer: Desk) -> None:
    assert "delete_selected" not in officer.read(list_of(Decision))
    officer.post(list_of(Decision), action="delete_selected", _selected_action=str(decision.pk), post="yes")
    assert Decision.objects.count() == 1


def test_an_obligation_is_settled_once_with_a_reason(
    decision: Decision, held: Article, officer: Desk
) -> None:
    owed = Obligation.objects.create(
        decision=decision.pk, article=held.pk, consumer="newsroom", action="attribute", policy="p", rule="r",
        incurred_at=world.NOW,
    )  # fmt: skip
    settle = act_of(Obligation, "settle", owed)
    assert officer.refused(settle, state="fulfilled", reason="")
    assert officer.refused(settle, state="pending", reason="why")
    officer.act(settle, state="waived", reason="Nothing was shown.")
    assert officer.refused(settle, state="violated", reason="why")
    owed.refresh_from_db()
    assert (owed.state, owed.by) == ("waived", "rights-officer")


def test_lists_answer_searches_and_filters_of_any_kind(decision: Decision, officer: Desk) -> None:
    world.agreement()
    for query in ({"q": "nonsense"}, {"q": "%00"}, {"outcome__exact": "consent"}, {"q": "a" * 500}):
        officer.read(list_of(Decision), **query)
        officer.read(list_of(Agreement), **({"q": query["q"]} if "q" in query else {}))
