"""Full copies: nothing is kept without a permit, what is kept goes when the permit does, and a hold keeps it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from archive.models import Article, Excerpt, FullCopy
from archive.operations.full_copies import (
    CopyEndedError,
    CopyHeldBackError,
    delete_full_copy,
    lift_hold,
    place_hold,
    review_due_copies,
    review_full_copy,
)
from archive.operations.full_text import NoFullCopyHeldError
from archive.queries import ReleaseRefusedError
from archive.rights_gate import WithdrawalNotice, get_gate
from licensing.models import (
    Agreement,
    Decision,
    Delivery,
    Obligation,
    OfficerTask,
    QuotaCounter,
    QuotaUse,
    Reassessment,
)
from licensing.operations import end_agreement, replay, suspend
from licensing.operations.obligations import mark_overdue
from licensing.operations.reassessment import found_by, notice_moments, reassess
from licensing.policy.ask import UseError
from licensing.queries.impact.counts import counted
from tests.licensing import copies, world

if TYPE_CHECKING:
    from datetime import datetime

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ready() -> None:
    copies.ready()


# --- coming in -------------------------------------------------------------------------------------------------------


def test_a_full_copy_is_kept_under_the_decision_that_permits_it() -> None:
    copies.lets_store()
    article, why = copies.taken_in()
    copy = copies.copy_of(article)
    assert why == ""
    assert (copy.text, copy.word_count, copy.language) == (copies.BODY, 600, "en")
    decision = Decision.objects.get(pk=copy.decision)
    assert (decision.use, decision.asset, decision.consumer, decision.outcome) == (
        "store", "text", "archive", "permit",
    )  # fmt: skip
    assert replay(decision)
    assert Excerpt.objects.get(article=article).word_count == 10


def test_nobody_is_asked_where_no_copy_is_wanted() -> None:
    copies.lets_store()
    verdict = copies.verdict_on(replace(copies.candidate(), wants_full_copy=False))
    assert (verdict.copy_decision, verdict.copy_reason) == (None, "")
    assert not Decision.objects.filter(use="store").exists()


def test_without_an_agreement_the_publishers_consent_is_missing_and_nothing_is_kept() -> None:
    article, why = copies.taken_in()
    assert Article.objects.filter(pk=article.pk).exists()
    assert not FullCopy.objects.exists()
    assert "consent" in why
    assert Decision.objects.get(use="store").outcome == "consent"


def _of_another() -> None:
    copies.lets_store(("newsroom",))


def _ended() -> None:
    copies.lets_store(effective_to=world.NOW)


def _not_begun() -> None:
    copies.lets_store(effective_from=world.NOW + world.SECOND)


def _other_action() -> None:
    copies.lets_store(actions=("extract", "distribute"))


def _only_short_texts() -> None:
    copies.lets_store(constraint=[{"leftOperand": "ra:words", "operator": "lteq", "rightOperand": "5000"}])


def _used_up() -> None:
    copies.lets_store(limit=1)
    copies.taken_in(copies.candidate(path="/first"))
    FullCopy.objects.get()


@pytest.mark.parametrize(
    "arrange",
    [_of_another, _ended, _not_begun, _other_action, _only_short_texts, _used_up],
    ids=lambda one: one.__name__,
)  # fmt: skip
def test_an_agreement_that_does_not_cover_it_lets_nothing_in(arrange: object) -> None:
    assert callable(arrange)
    arrange()
    before = FullCopy.objects.count()
    _article, why = copies.taken_in(copies.candidate(path="/other"))
    assert why
    assert FullCopy.objects.count() == before


def test_a_suspended_site_lets_nothing_in() -> None:
    copies.lets_store()
    suspend(kind="officer", scope_kind="site", scope_value="essanews.com", reason="r", by="o", now=world.NOW)
    verdict = copies.verdict_on(copies.candidate())
    assert (verdict.metadata, verdict.copy_decision) == (False, None)
    assert not Decision.objects.filter(use="store").exists()


def test_an_unreadable_robots_file_leaves_it_to_a_person_without_an_agreement() -> None:
    robots = world.robots_file(status=None)
    _article, why = copies.taken_in(copies.candidate(robots=robots))
    assert why
    assert Decision.objects.get(use="store").outcome != "permit"
    assert not FullCopy.objects.exists()


def test_keeping_a_copy_counts_against_the_agreements_quota_once_an_article() -> None:
    copies.lets_store(limit=5)
    one = copies.candidate()
    for n in range(2):
        copies.taken_in(one, now=world.NOW + n * world.SECOND)
    assert QuotaUse.objects.count() == 1
    assert QuotaCounter.objects.get(consumer="archive").used == 1


def test_the_same_text_again_stands_on_its_first_decision_and_another_text_replaces_it() -> None:
    copies.lets_store()
    one = copies.candidate()
    article, _ = copies.taken_in(one)
    first = copies.copy_of(article)
    copies.taken_in(one, now=world.NOW + world.SECOND)
    assert copies.copy_of(article).decision == first.decision
    copies.taken_in(one, body="other words", now=world.NOW + 2 * world.SECOND)
    old, new = FullCopy.objects.order_by("acquired_at")
    assert (old.text, old.ending, old.digest) == (None, "replaced", first.digest)
    assert (new.text, new.ended_at) == ("other words", None)


def test_the_same_text_again_puts_off_no_date_at_which_the_copy_is_asked_about() -> None:
    copies.lets_store(effective_to=LATER)
    one = copies.candidate()
    article, _ = copies.taken_in(one)
    due = copies.copy_of(article).ask_again_at
    assert due is not None
    again = replace(one, captured_at=world.NOW + world.SECOND)
    endless = replace(copies.verdict_on(again, world.NOW + world.SECOND), copy_until=None)
    copies.stored(again, endless, now=world.NOW + world.SECOND)
    assert copies.copy_of(article).ask_again_at == due


def test_an_error_of_the_gate_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: object) -> None:
        raise RuntimeError("broken on purpose")

    copies.lets_store()
    monkeypatch.setattr("licensing.operations.intake.ask_to_store", broken)
    with pytest.raises(RuntimeError):
        copies.taken_in()
    assert not FullCopy.objects.exists()


# --- ending ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def article() -> Article:
    copies.lets_store()
    return copies.taken_in()[0]


LATER = world.NOW + world.DAY


def test_a_copy_whose_agreement_ended_is_deleted_and_its_row_says_why(article: Article) -> None:
    end_agreement(agreement=Agreement.objects.get(), now=LATER)
    copy = copies.copy_of(article)
    verdict = review_full_copy(copy_id=copy.pk, now=LATER)
    assert verdict is not None
    assert (verdict.permitted, verdict.must_go) == (False, True)
    left = copies.copy_of(article)
    assert (left.text, left.ending, left.ended_by, left.digest) == (None, "rights", "retention", copy.digest)
    assert "consent" in left.reason
    owed = Obligation.objects.get(action="delete")
    assert (owed.state, owed.consumer, owed.decision) == ("fulfilled", "archive", left.ended_decision)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM archive_fullcopy c WHERE c::text LIKE '%wombatquarry%'")
        assert cursor.fetchone() == (0,)


def test_a_copy_that_is_still_permitted_stays_and_adds_nothing_to_the_ledger(article: Article) -> None:
    before = Decision.objects.count()
    verdict = review_full_copy(copy_id=copies.copy_of(article).pk, now=LATER)
    assert verdict is not None
    assert verdict.permitted
    assert copies.copy_of(article).text == copies.BODY
    assert Decision.objects.count() == before


@pytest.mark.parametrize(
    ("kind", "gone"),
    [("kill", True), ("takedown", True), ("withhold", False), ("officer", False), ("embargo", False)],
)
def test_a_kill_and_a_takedown_delete_it_and_what_may_be_lifted_suspends_it(
    article: Article, kind: str, gone: bool
) -> None:
    end = LATER + world.DAY if kind == "embargo" else None
    suspend(
        kind=kind,
        scope_kind="article",
        scope_value=str(article.pk),
        reason="r",
        by="o",
        effective_to=end,
        now=LATER,
    )
    with pytest.raises(NoFullCopyHeldError):
        copies.released(article, now=LATER)
    assert (copies.copy_of(article).text is None) is gone
    assert not Delivery.objects.exists()


def test_a_suspended_copy_whose_agreement_ends_too_is_deleted(article: Article) -> None:
    suspend(kind="officer", scope_kind="article", scope_value=str(article.pk), reason="r", by="o", now=LATER)
    end_agreement(agreement=Agreement.objects.get(), now=LATER)
    review_full_copy(copy_id=copies.copy_of(article).pk, now=LATER)
    assert copies.copy_of(article).text is None


def test_a_used_up_quota_deletes_nothing(article: Article) -> None:
    end_agreement(agreement=Agreement.objects.get(), now=LATER)
    review_full_copy(copy_id=copies.copy_of(article).pk, now=LATER)
    copies.lets_store(identifier="urn:rights:agreement:second", limit=1, effective_from=LATER)
    one = copies.candidate(path="/one")
    kept, _ = copies.taken_in(replace(one, captured_at=LATER), now=LATER)
    copies.taken_in(copies.candidate(path="/two"), now=LATER)
    month = LATER + 40 * world.DAY
    copies.taken_in(copies.candidate(path="/three"), now=month)
    verdict = review_full_copy(copy_id=FullCopy.objects.get(article=kept).pk, now=month)
    assert verdict is not None
    assert verdict.permitted


def test_a_used_up_quota_that_never_counted_the_copy_lets_nobody_have_it_and_deletes_nothing(
    article: Article,
) -> None:
    first = Agreement.objects.get()
    copies.lets_store(limit=0, identifier="urn:rights:agreement:later")
    end_agreement(agreement=first, now=LATER)
    verdict = review_full_copy(copy_id=copies.copy_of(article).pk, now=LATER)
    assert verdict is not None
    assert (verdict.permitted, verdict.must_go) == (False, False)
    assert copies.copy_of(article).text == copies.BODY
    with pytest.raises(NoFullCopyHeldError):
        copies.released(article, now=LATER)


def test_a_hold_beats_the_deletion_until_it_is_lifted(article: Article) -> None:
    hold = place_hold(article=article, reason="a dispute", by="rights-officer", now=world.NOW)
    end_agreement(agreement=Agreement.objects.get(), now=LATER)
    copy = copies.copy_of(article)
    for _ in range(2):
        review_full_copy(copy_id=copy.pk, now=LATER)
    assert copies.copy_of(article).text == copies.BODY
    assert Obligation.objects.get(action="delete").state == "pending"
    with pytest.raises(NoFullCopyHeldError):
        copies.released(article, now=LATER)
    with pytest.raises(CopyHeldBackError):
        delete_full_copy(copy=copy, reason="r", by="rights-officer", now=LATER)
    lift_hold(hold=hold, by="rights-officer", now=LATER)
    assert copies.copy_of(article).text is None
    assert Obligation.objects.get(action="delete").state == "fulfilled"


def test_a_deletion_that_a_hold_puts_off_is_owed_once_however_long_it_is_overdue(article: Article) -> None:
    hold = place_hold(article=article, reason="a dispute", by="rights-officer", now=world.NOW)
    end_agreement(agreement=Agreement.objects.get(), now=LATER)
    for hours in range(3):
        now = LATER + timedelta(hours=hours)
        review_full_copy(copy_id=copies.copy_of(article).pk, now=now)
        mark_overdue(now=now + world.SECOND)
    assert Obligation.objects.get(action="delete").state == "violated"
    lift_hold(hold=hold, by="rights-officer", now=LATER + timedelta(days=1))
    assert Obligation.objects.get(action="delete").state == "fulfilled"


def test_under_a_hold_another_text_does_not_take_its_place(article: Article) -> None:
    place_hold(article=article, reason="a dispute", by="rights-officer", now=world.NOW)
    again = copies.candidate(article_id=article.pk)
    _, why = copies.taken_in(again, body="other words", now=world.NOW + world.SECOND)
    assert why
    assert copies.copy_of(article).text == copies.BODY


def test_a_person_deletes_a_copy_once(article: Article) -> None:
    copy = copies.copy_of(article)
    gone = delete_full_copy(copy=copy, reason="asked by its author", by="rights-officer", now=LATER)
    assert (gone.text, gone.ending, gone.ended_by) == (None, "officer", "rights-officer")
    with pytest.raises(CopyEndedError):
        delete_full_copy(copy=copy, reason="again", by="rights-officer", now=LATER)
    assert review_full_copy(copy_id=copy.pk, now=LATER) is None


def test_the_sweep_asks_about_a_copy_when_its_agreement_was_due_to_end_and_not_before() -> None:
    end = world.NOW + world.DAY
    copies.lets_store(effective_to=end)
    article, _ = copies.taken_in()
    assert copies.copy_of(article).ask_again_at == end
    assert review_due_copies(now=end - world.SECOND) == 0
    assert review_due_copies(now=end) == 1
    assert copies.copy_of(article).text is None
    assert review_due_copies(now=end) == 0


def test_without_an_adapter_nothing_is_deleted_and_nothing_handed_out(
    article: Article, settings: object
) -> None:
    settings.IMPRIMATUR_RIGHTS_GATE = ""  # type: ignore[attr-defined]
    assert not get_gate().keep_full_copy(copy=copies.held(copies.copy_of(article)), now=LATER).permitted
    with pytest.raises(NoFullCopyHeldError):
        copies.released(article)
    assert copies.copy_of(article).text == copies.BODY


# --- leaving ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("use", ["store", "share", "republish"])
def test_the_whole_text_is_handed_out_for_a_permitted_use_and_recorded(article: Article, use: str) -> None:
    given = copies.released(article, use)
    delivery = Delivery.objects.get()
    assert given.text == copies.BODY
    assert (delivery.start, delivery.words, delivery.text_digest) == (0, 600, copies.copy_of(article).digest)
    assert article.address in given.attribution
    assert Decision.objects.get(pk=given.decision).use == use
    assert copies.BODY not in repr(given)


@pytest.mark.parametrize("use", ["personal", "adapt", "index", "mine", "train", "ground"])
def test_a_use_that_the_agreement_does_not_name_is_refused_and_on_record(article: Article, use: str) -> None:
    with pytest.raises(ReleaseRefusedError) as refused:
        copies.released(article, use)
    assert Decision.objects.get(pk=refused.value.verdict.decision).outcome != "permit"
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("use", ["excerpt", "catalogue", "print", "", "nonsense"])
def test_what_is_no_use_of_a_whole_text_is_an_error(article: Article, use: str) -> None:
    with pytest.raises(UseError):
        copies.released(article, use)
    assert not Delivery.objects.exists()


def test_a_consumer_without_an_agreement_is_refused(article: Article) -> None:
    world.consumer("desk")
    with pytest.raises(ReleaseRefusedError):
        copies.released(article, consumer="desk")
    assert not Delivery.objects.exists()


def test_where_the_archive_may_no_longer_keep_it_nobody_gets_it_whatever_he_may(article: Article) -> None:
    end_agreement(agreement=Agreement.objects.get(), now=LATER)
    copies.lets_store(
        ("newsroom",), identifier="urn:rights:agreement:newsroom", effective_from=LATER, now=LATER
    )
    with pytest.raises(NoFullCopyHeldError):
        copies.released(article, now=LATER)
    assert copies.copy_of(article).text is None  # deleted there and then
    assert not Delivery.objects.exists()


def test_nothing_held_is_nothing_handed_out() -> None:
    article, _ = copies.taken_in()
    with pytest.raises(NoFullCopyHeldError):
        copies.released(article)


def test_a_key_makes_a_repeat_one_delivery_and_another_use_needs_another_key(article: Article) -> None:
    first = copies.released(article, key="k")
    again = copies.released(article, key="k", now=world.NOW + world.SECOND)
    assert first.delivery == again.delivery
    with pytest.raises(world.do.KeyReusedError):
        copies.released(article, "share", key="k", now=world.NOW + world.SECOND)
    assert Delivery.objects.count() == 1


def test_who_received_the_whole_text_has_received_all_of_its_words(article: Article) -> None:
    copies.released(article)
    refused = world.do.release_excerpt(request=world.request(article), now=world.NOW + world.SECOND)
    assert not refused.granted


def test_a_quota_stops_the_next_whole_text() -> None:
    copies.lets_store(limit=1)
    copies.lets_store(("archive",), identifier="urn:rights:agreement:archive")
    articles = [copies.taken_in(copies.candidate(path=f"/{n}"))[0] for n in range(2)]
    copies.released(articles[0])
    with pytest.raises(ReleaseRefusedError):
        copies.released(articles[1])
    assert QuotaCounter.objects.get(consumer="newsroom").used == 1


def test_no_record_of_a_release_holds_words_of_the_text(article: Article) -> None:
    copies.released(article)
    for row in (*Decision.objects.all(), *Delivery.objects.all(), *Obligation.objects.all()):
        assert "wombatquarry" not in str(vars(row))


# --- through a change of the record ----------------------------------------------------------------------------------


def _gone_through(now: datetime) -> Reassessment:
    for row in Reassessment.objects.exclude(state="done"):
        reassess(reassessment_id=row.pk, now=now)
    return Reassessment.objects.latest("requested_at")


def test_an_ended_agreement_deletes_the_copy_and_recalls_what_was_handed_out(article: Article) -> None:
    copies.released(article)
    Reassessment.objects.all().delete()
    end_agreement(agreement=Agreement.objects.get(), now=LATER)
    row = _gone_through(LATER)
    assert (row.copies, row.copies_deleted, row.copies_in_doubt, row.recalled) == (1, 1, 0, 1)
    assert copies.copy_of(article).text is None
    assert Obligation.objects.get(action="ra:recall").consumer == "newsroom"
    task = OfficerTask.objects.get(key=f"reassessment:{row.pk}")
    assert task.facts["copies"] == 1


def test_an_agreement_that_ends_by_itself_deletes_the_copy() -> None:
    end = world.NOW + world.DAY
    copies.lets_store(effective_to=end)
    article, _ = copies.taken_in()
    notice_moments(now=world.NOW)
    notice_moments(now=end)
    _gone_through(end)
    assert copies.copy_of(article).text is None


def test_a_suspension_leaves_the_copy_and_tells_the_officers(article: Article) -> None:
    suspend(kind="officer", scope_kind="site", scope_value="essanews.com", reason="r", by="o", now=LATER)
    row = _gone_through(LATER)
    assert (row.copies, row.copies_deleted, row.copies_in_doubt) == (1, 0, 1)
    assert copies.copy_of(article).text == copies.BODY


def test_a_kill_by_the_source_stops_the_copy_at_once_and_deletes_it(article: Article) -> None:
    notice = WithdrawalNotice(article.pk, "kill", None, "essanews.com")
    get_gate().withdraw(notice=notice, now=LATER)
    assert copies.copy_of(article).text == copies.BODY  # no job has run
    with pytest.raises(NoFullCopyHeldError):
        copies.released(article, now=LATER)
    assert copies.copy_of(article).text is None


def test_a_change_elsewhere_asks_about_no_copy(article: Article) -> None:
    world.article("other.org")
    Reassessment.objects.all().delete()
    suspend(kind="officer", scope_kind="site", scope_value="other.org", reason="r", by="o", now=LATER)
    assert _gone_through(LATER).copies == 0


def test_going_through_it_twice_deletes_once(article: Article) -> None:
    end_agreement(agreement=Agreement.objects.get(), now=LATER)
    row = _gone_through(LATER)
    Reassessment.objects.filter(pk=row.pk).update(state="running", step="copies", cursor="", finished_at=None)
    _gone_through(LATER + world.SECOND)
    assert FullCopy.objects.count() == Obligation.objects.filter(action="delete").count() == 1
    assert copies.copy_of(article).ended_at == LATER


def test_a_territory_that_the_archive_is_no_longer_registered_for_ends_what_rested_on_it() -> None:
    rule = [{"leftOperand": "spatial", "operator": "eq", "rightOperand": "PL"}]
    copies.lets_store(constraint=rule)
    article, why = copies.taken_in()
    assert why == ""
    archive = world.Consumer.objects.get(identifier="archive")
    world.do.end_registration(consumer=archive, kind="territory", name="PL", now=LATER)
    row = _gone_through(LATER)
    assert row.copies == 1
    assert row.copies_deleted + row.copies_in_doubt == 1
    with pytest.raises(NoFullCopyHeldError):
        copies.released(article, now=LATER)


def test_a_preview_counts_the_copies_that_would_go(article: Article) -> None:
    world.do.suspend(
        kind="officer", scope_kind="site", scope_value="essanews.com", reason="r", by="o", now=LATER
    )
    found = counted(found_by(Reassessment.objects.latest("requested_at")))
    assert [(one.before.value, one.after.value, one.number) for one in found.copies] == [
        ("permit", "deny", 1)
    ]
    Reassessment.objects.all().delete()
    suspend(kind="officer", scope_kind="site", scope_value="other.org", reason="r", by="o", now=LATER)
    assert counted(found_by(Reassessment.objects.latest("requested_at"))).copies == []
