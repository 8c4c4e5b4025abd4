"""Calendar periods, and the life of an obligation."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from licensing.choices import OBLIGATION_TRANSITIONS, VERSION_TRANSITIONS, ObligationState, VersionState
from licensing.models import Obligation
from licensing.operations import ObligationStateError, mark_overdue, settle_obligation
from licensing.queries.quotas import calendar_period
from tests.licensing import world


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("period", "at", "zone", "start", "end"),
    [
        ("day", utc(2026, 3, 29, 12), "Europe/Warsaw", utc(2026, 3, 28, 23), utc(2026, 3, 29, 22)),
        ("day", utc(2026, 10, 25, 12), "Europe/Warsaw", utc(2026, 10, 24, 22), utc(2026, 10, 25, 23)),
        ("month", utc(2026, 3, 31, 21, 59), "Europe/Warsaw", utc(2026, 2, 28, 23), utc(2026, 3, 31, 22)),
        ("month", utc(2026, 3, 31, 22), "Europe/Warsaw", utc(2026, 3, 31, 22), utc(2026, 4, 30, 22)),
        ("month", utc(2026, 12, 31, 22, 59), "Europe/Warsaw", utc(2026, 11, 30, 23), utc(2026, 12, 31, 23)),
        ("month", utc(2026, 12, 31, 23), "Europe/Warsaw", utc(2026, 12, 31, 23), utc(2027, 1, 31, 23)),
        ("year", utc(2025, 12, 31, 23), "Europe/Warsaw", utc(2025, 12, 31, 23), utc(2026, 12, 31, 23)),
        ("year", utc(2024, 2, 29), "UTC", utc(2024, 1, 1), utc(2025, 1, 1)),
        ("day", utc(2026, 1, 1, 9), "Pacific/Kiritimati", utc(2025, 12, 31, 10), utc(2026, 1, 1, 10)),
    ],
)
def test_a_period_is_a_calendar_period_of_the_zone(
    period: str, at: datetime, zone: str, start: datetime, end: datetime
) -> None:
    assert calendar_period(period, at, zone) == (start, end)
    assert start <= at < end


def test_there_is_no_other_period() -> None:
    with pytest.raises(ValueError, match="fortnight"):
        calendar_period("fortnight", world.NOW, "UTC")


def an_obligation(**fields: object) -> Obligation:
    given: dict[str, object] = {"decision": uuid4(), "article": uuid4(), "consumer": "c", "action": "delete"}
    return Obligation.objects.create(
        **{**given, "policy": "p", "rule": "r", "incurred_at": world.NOW, **fields}
    )


@pytest.mark.django_db
@pytest.mark.parametrize("source", ObligationState.values)
@pytest.mark.parametrize("target", ObligationState.values)
def test_an_obligation_moves_along_its_table_and_no_other_way(source: str, target: str) -> None:
    settled = {} if source == "pending" else {"state_at": world.NOW, "by": "o"}
    row = an_obligation(state=source, **settled)
    if target in OBLIGATION_TRANSITIONS[source]:
        assert settle_obligation(obligation=row, state=target, by="o", now=world.NOW).state == target
    else:
        with pytest.raises(ObligationStateError):
            settle_obligation(obligation=row, state=target, by="o", now=world.NOW)


@pytest.mark.django_db
def test_what_was_due_and_not_done_is_violated() -> None:
    late = an_obligation(due_at=world.NOW)
    an_obligation(due_at=world.NOW + world.DAY)
    an_obligation()
    assert mark_overdue(now=world.NOW + world.SECOND) == 1
    late.refresh_from_db()
    assert late.state == "violated"


def test_every_state_is_in_its_table_of_transitions() -> None:
    assert set(OBLIGATION_TRANSITIONS) == set(ObligationState.values)
    assert set(VERSION_TRANSITIONS) == set(VersionState.values)
