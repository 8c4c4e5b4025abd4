"""A name in a credit line that stands for a party on record waits for nobody to look at it."""

from __future__ import annotations

import pytest

from archive.operations import correct_credit_text
from archive.queries import unknown_credit_names
from licensing.models import PartyAlias
from licensing.operations.parties import retract_alias
from tests.licensing import world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _credited() -> None:
    world.source()
    image = world.article(credit="PAP").images.get()
    correct_credit_text(image=image.pk, credit_text="Acme  Foto / Jane Doe", by="archivist", now=world.NOW)


def names() -> list[str]:
    return sorted(name for name, _images in unknown_credit_names())


def test_a_partys_name_is_known_in_any_case_and_others_are_not() -> None:
    world.do.record_party(identifier="urn:rights:party:acme", name="ACME FOTO")
    assert names() == ["Jane Doe"]


def test_a_domain_is_no_printed_name() -> None:
    world.do.record_party(identifier="urn:rights:party:acme", name="Acme", domains=["acme foto"])
    assert names() == ["Acme Foto", "Jane Doe"]


def test_a_name_that_never_stood_for_the_party_waits_again() -> None:
    world.do.record_party(identifier="urn:rights:party:acme", name="Acme Foto")
    retract_alias(alias=PartyAlias.objects.current().get(value="acme foto"), now=world.NOW + world.SECOND)
    assert names() == ["Acme Foto", "Jane Doe"]


def test_names_of_parties_make_room_for_others() -> None:
    world.do.record_party(identifier="urn:rights:party:acme", name="Acme Foto")
    assert len(unknown_credit_names(limit=1)) == 1
