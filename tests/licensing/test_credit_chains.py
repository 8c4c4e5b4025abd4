"""A printed credit line is one chain: nobody speaks for it while a name in it is not on record."""

from __future__ import annotations

import pytest

from licensing import operations as do
from licensing.policy.model import Use
from licensing.queries import facts_for
from tests.licensing import world

pytestmark = pytest.mark.django_db


def holders(credit: str, names: list[str]) -> list[tuple[str, ...]]:
    held = world.article(credit=credit)
    picture = held.images.get()
    picture.credits.all().delete()
    for position, name in enumerate(names):
        picture.credits.create(position=position, name=name, role="other")
    world.consumer()
    use = Use("store", str(picture.pk), world.NOW, world.NOW)
    facts = facts_for(article=held.pk, use=use, consumer="newsroom")
    part = next(part for part in facts.article.parts if part.id == str(picture.pk))
    return [holder.parties for holder in part.holders]


def test_a_name_that_is_not_on_record_keeps_its_place_in_the_chain() -> None:
    do.record_party(identifier="urn:rights:party:pap", name="PAP", now=world.CAPTURED - world.DAY)
    [chain] = holders("PAP / SOMEBODY ELSE", ["PAP", "SOMEBODY ELSE"])
    assert chain == ("urn:rights:party:pap", "urn:rights:name:somebody else")


def test_a_credit_line_of_unknown_names_has_an_unknown_holder() -> None:
    assert holders("SOMEBODY / SOMEBODY ELSE", ["SOMEBODY", "SOMEBODY ELSE"]) == [()]
