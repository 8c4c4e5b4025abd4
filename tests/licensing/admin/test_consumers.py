"""Consumers, parties and their names, through the forms."""

from __future__ import annotations

import re

import pytest

from archive.models import Article
from licensing.models import Consumer, ConsumerRegistration, ConsumerToken, Party, PartyAlias
from licensing.queries import consumer_of_token
from tests.licensing import world
from tests.licensing.admin.desk import Desk, act_of, list_of, page_of


@pytest.fixture
def newsroom(held: Article) -> Consumer:
    return Consumer.objects.get(identifier="newsroom")


def test_a_consumer_is_registered_with_what_it_may_state(db: None, officer: Desk) -> None:
    officer.act(act_of(Consumer, "register"), identifier="research-desk", name="Research desk")
    row = Consumer.objects.get()
    for what in ("purpose:scientific-research", "territory:EU", "fact:lawful-access=true"):
        officer.act(act_of(Consumer, "set", row), what=what)
    officer.act(act_of(Consumer, "set", row), group="research-organisation", effective_to="2027-01-01T00:00")
    held = set(ConsumerRegistration.objects.values_list("kind", "name", "value"))
    assert held == {
        ("purpose", "scientific-research", ""),
        ("territory", "EU", ""),
        ("fact", "lawful-access", "true"),
        ("group", "research-organisation", ""),
    }


def test_a_registration_ends(newsroom: Consumer, officer: Desk) -> None:
    row = ConsumerRegistration.objects.get(consumer=newsroom, kind="territory")
    officer.act(act_of(Consumer, "end-registration", newsroom), registration=row.pk)
    current = ConsumerRegistration.objects.get(consumer=newsroom, kind="territory", known_to=None)
    assert current.effective_to == world.NOW


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"what": "purpose:mischief"},
        {"what": "purpose:mischief", "group": "editorial"},
        {"group": "newsroom"},
        {"what": "territory:XX"},
        {"what": "fact:commercial=perhaps"},
        {"group": "two words"},
        {"what": "territory:EU", "group": "editorial"},
        {"what": "territory:EU", "effective_to": "2020-01-01T00:00"},
    ],
)
def test_a_wrong_registration_is_told_in_the_form(
    wrong: dict[str, str], newsroom: Consumer, officer: Desk
) -> None:
    before = ConsumerRegistration.objects.count()
    officer.refused(act_of(Consumer, "set", newsroom), **wrong)
    assert ConsumerRegistration.objects.count() == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"identifier": "newsroom"},
        {"identifier": "two words"},
        {"identifier": ""},
        {"name": ""},
        {"party": "77777"},
    ],
)
def test_a_wrong_consumer_is_told_in_the_form(
    wrong: dict[str, str], newsroom: Consumer, officer: Desk
) -> None:
    officer.refused(act_of(Consumer, "register"), **{"identifier": "desk", "name": "Desk", **wrong})
    assert Consumer.objects.filter(identifier="desk").count() == 0


def test_a_token_is_shown_once_and_revoked(newsroom: Consumer, officer: Desk) -> None:
    answer = officer.post(act_of(Consumer, "issue-token", newsroom))
    page = answer.content.decode()
    (token,) = re.findall(r'value="(imp_[^"]+)"', page)
    assert "no-store" in answer["Cache-Control"]
    assert consumer_of_token(token) == newsroom
    row = ConsumerToken.objects.get()
    for address in (page_of(newsroom), page_of(row), list_of(ConsumerToken)):
        later = officer.read(address)
        assert token not in later
        assert row.digest not in later
    officer.act(act_of(ConsumerToken, "revoke", row))
    assert consumer_of_token(token) is None
    assert "revoked before" in officer.refused(act_of(ConsumerToken, "revoke", row))


def test_a_party_is_recorded_with_the_names_that_stand_for_it(db: None, officer: Desk) -> None:
    officer.act(
        act_of(Party, "record"),
        identifier="urn:rights:party:pap",
        name="PAP",
        kind="organisation",
        names="Polska Agencja Prasowa\n PAP SA ",
        domains="PAP.pl",
    )
    pap = Party.objects.get()
    assert set(pap.aliases.values_list("value", flat=True)) == {
        "pap",
        "polska agencja prasowa",
        "pap sa",
        "pap.pl",
    }
    officer.act(act_of(Party, "add-names", pap), names="pap photo")
    alias = PartyAlias.objects.get(value="pap photo")
    officer.act(act_of(Party, "retract-name", pap), alias=alias.pk)
    assert not PartyAlias.objects.current().filter(value="pap photo").exists()
    assert "pap photo" not in officer.read(page_of(pap))


@pytest.mark.parametrize(
    "wrong",
    [
        {"identifier": world.WPM},
        {"identifier": "two words"},
        {"kind": "ghost"},
        {"name": ""},
        {"names": "x" * 300},
        {"domains": "essanews.com"},
    ],
)
def test_a_wrong_party_is_told_in_the_form_and_leaves_nothing(
    wrong: dict[str, str], newsroom: Consumer, officer: Desk
) -> None:
    before = Party.objects.count(), PartyAlias.objects.count()
    given = {"identifier": "urn:rights:party:new", "name": "New", "kind": "organisation"}
    officer.refused(act_of(Party, "record"), **{**given, **wrong})
    assert (Party.objects.count(), PartyAlias.objects.count()) == before
