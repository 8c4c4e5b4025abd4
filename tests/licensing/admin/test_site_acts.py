"""A site changes hands at the admin: from a moment on, and nothing earlier is rewritten."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from licensing import operations as do
from licensing.models import Party, PartyAlias
from licensing.queries.holders import publisher_of
from licensing.queries.subjects import subject
from tests.licensing import world
from tests.licensing.admin.desk import Desk, act_of

if TYPE_CHECKING:
    from archive.models import Article
    from tests.licensing.admin.conftest import SignIn


@pytest.fixture
def buyer(held: Article) -> Party:
    return do.record_party(identifier="urn:rights:party:buyer", name="The buyer")


def test_a_site_is_its_buyers_from_the_day_and_its_sellers_before(
    buyer: Party, held: Article, officer: Desk
) -> None:
    officer.act(act_of(Party, "take-over-site", buyer), source=held.source.pk, at="2026-02-01T00:00")
    about = subject(held.pk)
    owners = PartyAlias.objects.filter(kind="domain", value="essanews.com", known_to=None)
    before, after = (owners.effective_at(at).get().party for at in (world.CAPTURED, world.NOW))
    assert (before.identifier, after) == (world.WPM, buyer)
    assert publisher_of(about, world.CAPTURED) == world.WPM


@pytest.mark.parametrize("fields", [{}, {"at": "2026-02-01T00:00"}, {"source": "x", "at": "2026-02-01"}])
def test_an_unfinished_handover_is_refused(
    buyer: Party, held: Article, officer: Desk, fields: dict[str, str]
) -> None:
    assert officer.refused(act_of(Party, "take-over-site", buyer), **fields)
    assert officer.refused(act_of(Party, "take-over-site", buyer), source=held.source.pk, at="9999-01-01")
    assert not PartyAlias.objects.filter(party=buyer, kind="domain").exists()


def test_nobody_takes_over_what_is_theirs_already(held: Article, officer: Desk) -> None:
    owner = Party.objects.get(identifier=world.WPM)
    answer = officer.refused(act_of(Party, "take-over-site", owner), source=held.source.pk, at="2026-02-01")
    assert "already" in answer


@pytest.mark.parametrize("role", ["auditor", "archivist", "legal_officer"])
def test_only_rights_officers_hand_sites_over(
    buyer: Party, held: Article, sign_in: SignIn, role: str
) -> None:
    address = act_of(Party, "take-over-site", buyer)
    assert sign_in(role).post(address, source=held.source.pk, at="2026-02-01").status_code == 403
    assert not PartyAlias.objects.filter(party=buyer, kind="domain").exists()
