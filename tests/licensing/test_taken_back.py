"""A kill, withhold or embargo suspends at once, however often it is said, and is never lifted by the source."""

from __future__ import annotations

import pytest

from archive.queries import ReleaseRefusedError, released_excerpt
from archive.rights_gate import WithdrawalNotice, get_gate
from licensing.models import OfficerTask, Suspension
from licensing.operations.taken_back import stop_withdrawn, tell_of_return
from licensing.policy.decide import decide
from licensing.queries.facts import facts_for
from tests.licensing.world import DAY, NOW, SECOND, agreement, article, do, founding, use

pytestmark = pytest.mark.django_db


def _notice(held: object, kind: str = "kill", **fields: object) -> WithdrawalNotice:
    given = {"article_id": held, "kind": kind, "until": None, "source": "essanews.com"}
    return WithdrawalNotice(**{**given, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["kill", "withhold"])
def test_what_was_permitted_is_refused_the_moment_it_is_taken_back(kind: str) -> None:
    held = founding()
    agreement()
    released_excerpt(
        article_id=held.pk, consumer="newsroom", words=5, purpose="news-reporting", territory="PL", now=NOW
    )
    get_gate().withdraw(notice=_notice(held.pk, kind), now=NOW)
    with pytest.raises(ReleaseRefusedError):
        released_excerpt(
            article_id=held.pk,
            consumer="newsroom",
            words=5,
            purpose="news-reporting",
            territory="PL",
            now=NOW,
        )


def test_an_embargo_ends_by_itself() -> None:
    held = founding()
    agreement()
    stop_withdrawn(notice=_notice(held.pk, "embargo", until=NOW + DAY), now=NOW)
    outcomes = [
        decide(asked, facts_for(article=held.pk, use=asked, consumer="newsroom")).outcome
        for asked in (use(at=NOW), use(at=NOW + DAY - SECOND), use(at=NOW + DAY))
    ]
    assert [str(outcome) for outcome in outcomes] == ["deny", "deny", "permit"]


def test_the_same_notice_again_is_one_suspension_and_another_kind_one_more() -> None:
    held = article()
    for kind in ("withhold", "withhold", "kill", "kill"):
        stop_withdrawn(notice=_notice(held.pk, kind), now=NOW)
    assert sorted(Suspension.objects.values_list("kind", flat=True)) == ["kill", "withhold"]


def test_a_notice_after_an_officer_lifted_the_suspension_suspends_anew() -> None:
    held = article()
    first = stop_withdrawn(notice=_notice(held.pk), now=NOW)
    assert first is not None
    do.lift_suspension(suspension=first, now=NOW + SECOND)
    again = stop_withdrawn(notice=_notice(held.pk), now=NOW + DAY)
    assert again is not None
    assert again.pk != first.pk


def test_copies_are_left_to_the_officers() -> None:
    held, copy = article(), article()
    for _ in range(2):
        stop_withdrawn(notice=_notice(held.pk, copies=(copy.pk,)), now=NOW)
    assert not Suspension.objects.filter(scope_value=str(copy.pk)).exists()
    task = OfficerTask.objects.get()
    assert (task.kind, task.facts["article"]) == ("copy_withdrawn", str(copy.pk))


def test_sent_again_is_a_task_and_lifts_nothing() -> None:
    held = article()
    stop_withdrawn(notice=_notice(held.pk), now=NOW)
    for _ in range(2):
        tell_of_return(notice=_notice(held.pk, reference="17"), now=NOW)
    assert OfficerTask.objects.get().kind == "sent_again"
    assert Suspension.objects.as_of(NOW, NOW).exists()


def test_what_is_not_held_needs_no_suspension() -> None:
    assert stop_withdrawn(notice=_notice(None), now=NOW) is None
    assert not Suspension.objects.exists()
