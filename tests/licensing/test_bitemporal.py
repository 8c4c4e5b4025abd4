"""Facts with two intervals: a correction leaves the past as it was known."""

from __future__ import annotations

import pytest
from django.db import IntegrityError

from licensing.models import ConsumerRegistration, PolicyPeriod
from licensing.operations import AlreadyClosedError, approve_terms, record_terms, submit_terms
from licensing.operations.facts import carve, end_fact, retract_fact, supersede
from tests.licensing import world

pytestmark = pytest.mark.django_db


def registered(start: int, end: int | None = None, *, now: int = 0, name: str = "g") -> ConsumerRegistration:
    who = world.do.register_consumer(identifier="c", name="C", now=world.NOW)
    return supersede(
        ConsumerRegistration,
        {"consumer": who, "kind": "group", "name": name},
        effective_from=world.NOW + start * world.DAY,
        effective_to=None if end is None else world.NOW + end * world.DAY,
        now=world.NOW + now * world.DAY,
        by="o",
    )


def intervals(known: int = 0) -> list[tuple[int, int | None]]:
    rows = ConsumerRegistration.objects.known_at(world.NOW + known * world.DAY).order_by("effective_from")
    return [
        (
            (row.effective_from - world.NOW).days,
            None if row.effective_to is None else (row.effective_to - world.NOW).days,
        )
        for row in rows
    ]


def test_what_is_said_later_takes_the_middle_out_of_what_was_said() -> None:
    registered(0, 10)
    registered(3, 5, now=1)
    assert intervals(known=0) == [(0, 10)]
    assert intervals(known=1) == [(0, 3), (3, 5), (5, 10)]


def test_an_open_end_is_cut_where_the_next_begins() -> None:
    registered(0)
    registered(4, now=1)
    assert intervals(known=1) == [(0, 4), (4, None)]


def test_other_subjects_are_left_alone() -> None:
    registered(0, name="g")
    registered(0, now=1, name="h")
    assert intervals(known=1) == [(0, None), (0, None)]


def test_a_fact_that_ends_before_it_began_never_held() -> None:
    row = registered(5)
    end_fact(row, at=world.NOW + 2 * world.DAY, now=world.NOW + world.DAY)
    assert intervals(known=1) == []
    assert intervals(known=0) == [(5, None)]


def test_a_fact_holds_up_to_its_end_and_not_at_it() -> None:
    registered(0, 2)
    rows = ConsumerRegistration.objects
    assert rows.effective_at(world.NOW).exists()
    assert rows.effective_at(world.NOW + 2 * world.DAY - world.SECOND).exists()
    assert not rows.effective_at(world.NOW + 2 * world.DAY).exists()
    assert not rows.effective_at(world.NOW - world.SECOND).exists()


def test_nothing_is_known_before_it_was_recorded() -> None:
    registered(-10, now=0)
    early = world.NOW - world.SECOND
    assert not ConsumerRegistration.objects.as_of(early, early).exists()
    assert ConsumerRegistration.objects.as_of(early, world.NOW).exists()


def test_a_fact_is_retracted_once() -> None:
    row = registered(0)
    retract_fact(row, now=world.NOW)
    with pytest.raises(AlreadyClosedError):
        retract_fact(row, now=world.NOW)


def test_a_correction_in_the_same_instant_leaves_the_last_word() -> None:
    registered(0, 5)
    registered(0, 9)
    assert intervals() == [(0, 9)]


def test_knowledge_never_runs_backwards() -> None:
    row = registered(0, now=5)
    with pytest.raises(IntegrityError, match="known_forwards"):
        retract_fact(row, now=world.NOW)


def test_carving_says_how_many_facts_it_touched() -> None:
    registered(0, 2)
    registered(3, 5)
    subject: dict[str, object] = {"kind": "group"}
    end = world.NOW + 4 * world.DAY
    assert carve(ConsumerRegistration, subject, start=world.NOW + world.DAY, end=end, now=world.NOW) == 2
    assert intervals() == [(0, 1), (4, 5)]


def test_a_later_version_of_terms_follows_the_earlier_one_and_the_past_stays() -> None:
    world.party()
    first = world.notice(now=world.NOW)
    second = record_terms(
        series=first.series,
        document=world.document(prohibition=[{"action": "use"}]),
        source_text="New words.",
        author="rights-officer",
        now=world.NOW + world.DAY,
    )
    submit_terms(version=second, by="rights-officer", now=world.NOW + world.DAY)
    approve_terms(
        version=second,
        officer="rights-officer-2",
        effective_from=world.NOW + 5 * world.DAY,
        now=world.NOW + 2 * world.DAY,
    )
    later = world.NOW + 9 * world.DAY
    now_known = PolicyPeriod.objects.as_of(later, later).get(series=first.series)
    then_known = PolicyPeriod.objects.as_of(later, world.NOW).get(series=first.series)
    assert (now_known.version, then_known.version) == (second, first)
    assert (
        PolicyPeriod.objects.as_of(world.NOW + 4 * world.DAY, later).get(series=first.series).version == first
    )
