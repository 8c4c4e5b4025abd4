"""The table of a version's life: operations, buttons, the database and the picture do what it says and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.db import Error, transaction

from archive.admin.pages import RecordAdmin
from licensing.choices import VERSION_TRANSITIONS, VersionState
from licensing.lifecycle import BY_ACT, LIFE, STATES, sources, transitions
from licensing.models import PolicyVersion, VersionEvent
from licensing.operations import (
    OwnApprovalError,
    VersionStateError,
    approve_terms,
    date_terms,
    record_reading,
    record_terms,
    reject_terms,
    retire_terms,
    submit_terms,
    withdraw_terms,
)
from licensing.roles import ROLES
from scripts import draw_life
from tests.licensing import world

SECOND = "rights-officer-2"

DONE: dict[str, Callable[[PolicyVersion, str], object]] = {
    "read": lambda v, who: record_reading(
        version=v, document=world.document(), author=who, now=world.NOW, expected=None
    ),
    "submit": lambda v, who: submit_terms(version=v, by=who, now=world.NOW),
    "withdraw": lambda v, who: withdraw_terms(version=v, by=who, reason="r", now=world.NOW),
    "reject": lambda v, who: reject_terms(version=v, officer=who, reason="r", now=world.NOW),
    "approve": lambda v, who: approve_terms(
        version=v, officer=who, effective_from=world.NOW, reason="r", now=world.NOW
    ),
    "date": lambda v, who: date_terms(
        version=v, officer=who, effective_from=world.CAPTURED, reason="r", now=world.NOW
    ),
    "retire": lambda v, who: retire_terms(version=v, officer=who, at=world.NOW, reason="r", now=world.NOW),
}
"""Act → the operation that does it."""


def in_state(state: str, kind: str = "terms") -> PolicyVersion:
    series = world.do.create_series(
        identifier=f"urn:test:{state}:{kind}",
        kind=kind,
        title="t",
        scope_kind="site",
        scope_value="essanews.com",
        now=world.NOW,
    )
    version = record_terms(
        series=series,
        document=world.document(prohibition=[{"action": "archive"}]),
        source_text="Words.",
        author="rights-officer",
        now=world.NOW,
    )
    if state in {"submitted", "approved", "rejected"}:
        submit_terms(version=version, by="rights-officer", now=world.NOW)
    if state == "approved":
        DONE["approve"](version, SECOND)
    if state == "rejected":
        DONE["reject"](version, SECOND)
    if state == "recorded":
        PolicyVersion.objects.filter(pk=version.pk).update(state="recorded")
    return PolicyVersion.objects.get(pk=version.pk)


def made_in(state: str) -> PolicyVersion:
    return in_state(state, "signal" if state == "recorded" else "terms")


def test_the_table_knows_the_states_of_the_database_and_each_act_once() -> None:
    assert set(STATES) == set(VersionState.values)
    assert len(BY_ACT) == len(LIFE)
    assert transitions() == VERSION_TRANSITIONS
    assert DONE.keys() == {step.act for step in LIFE if step.permission} - {"record"}


@pytest.mark.django_db
@pytest.mark.parametrize("source", STATES)
@pytest.mark.parametrize("target", STATES)
def test_the_database_lets_a_version_move_as_the_table_says(source: str, target: str) -> None:
    version = in_state(source, "signal" if "recorded" in {source, target} else "terms")
    judged = {
        "approved_at": world.NOW,
        "approved_by": "somebody",
        "submitted_at": world.NOW,
        "submitted_by": "x",
    }

    def move() -> None:
        with transaction.atomic():
            PolicyVersion.objects.filter(pk=version.pk).update(state=target, **judged)

    if target in transitions()[source] or (source == target and source in {"draft", "submitted"}):
        move()
    else:
        with pytest.raises(Error, match="rights:"):
            move()


@pytest.mark.django_db
def test_terms_are_never_recorded_in_force_without_an_approval() -> None:
    version = in_state("draft")
    with pytest.raises(Error, match="by approval only"), transaction.atomic():
        PolicyVersion.objects.filter(pk=version.pk).update(state="recorded")


@pytest.mark.django_db
@pytest.mark.parametrize("act", DONE)
@pytest.mark.parametrize("state", STATES)
def test_an_operation_acts_in_the_states_of_its_row_and_is_noted(act: str, state: str) -> None:
    version = made_in(state)
    before = VersionEvent.objects.filter(version=version).count()
    if state in sources(act):
        DONE[act](version, SECOND)
        version.refresh_from_db()
        assert version.state == BY_ACT[act].target
        event = VersionEvent.objects.filter(version=version).last()
        assert event is not None
        assert (event.act, event.by) == (act, SECOND)
    else:
        with pytest.raises(VersionStateError):
            DONE[act](version, SECOND)
        assert VersionEvent.objects.filter(version=version).count() == before


@pytest.mark.django_db
@pytest.mark.parametrize("act", [step.act for step in LIFE if step.by_another])
def test_what_another_officer_has_to_do_the_author_cannot(act: str) -> None:
    version = in_state(next(iter(sources(act))))
    with pytest.raises(OwnApprovalError):
        DONE[act](version, "rights-officer")


def _acts() -> dict[str, Any]:
    page = admin.site._registry[PolicyVersion]
    assert isinstance(page, RecordAdmin)
    return {one.slug: one for one in page.acts}


@pytest.mark.parametrize("act", DONE)
def test_a_button_asks_for_the_permission_of_its_row_and_a_role_has_it(act: str) -> None:
    assert _acts()[act].permission == BY_ACT[act].permission
    assert BY_ACT[act].permission in ROLES["rights_officer"]


@pytest.mark.django_db
@pytest.mark.parametrize("act", DONE)
@pytest.mark.parametrize("state", STATES)
def test_a_button_is_offered_in_the_states_of_its_row(act: str, state: str) -> None:
    assert _acts()[act].fits(made_in(state)) == (state in sources(act))


@pytest.mark.django_db
def test_a_step_that_the_table_does_not_know_is_refused() -> None:
    with pytest.raises(Error), transaction.atomic():
        VersionEvent.objects.create(version=in_state("draft"), act="invent", by="x", at=world.NOW)


def test_the_picture_is_drawn_from_the_table_as_it_stands() -> None:
    drawn = draw_life.FILE.read_text(encoding="utf-8")
    assert drawn == draw_life.draw().render(), "out of date: python -m scripts.draw_life"
    assert all(step.act in drawn for step in LIFE)
