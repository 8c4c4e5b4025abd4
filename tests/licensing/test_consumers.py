"""Consumers: credentials that are kept as digests, and registrations that only an officer sets."""

from __future__ import annotations

import pytest

from licensing.models import ConsumerToken
from licensing.operations import (
    AlreadyClosedError,
    RegistrationError,
    end_registration,
    issue_token,
    register_consumer,
    revoke_token,
    set_registration,
)
from licensing.queries import consumer_of_token, sole_registration
from tests.licensing import world

pytestmark = pytest.mark.django_db


def test_a_token_is_shown_once_and_kept_as_a_digest() -> None:
    who = world.consumer()
    token = issue_token(consumer=who, by="rights-officer", now=world.NOW)
    row = ConsumerToken.objects.get()
    assert consumer_of_token(token) == who
    assert token not in {row.digest, row.prefix, str(row)}


@pytest.mark.parametrize("wrong", ["", "imp_", "imp_guess", "IMP_"])
def test_a_wrong_token_is_nobody(wrong: str) -> None:
    issue_token(consumer=world.consumer(), by="o", now=world.NOW)
    assert consumer_of_token(wrong) is None


def test_a_revoked_token_is_nobody_at_once() -> None:
    token = issue_token(consumer=world.consumer(), by="o", now=world.NOW)
    revoke_token(token=ConsumerToken.objects.get(), by="o", now=world.NOW)
    assert consumer_of_token(token) is None
    with pytest.raises(AlreadyClosedError):
        revoke_token(token=ConsumerToken.objects.get(), by="o", now=world.NOW)


def test_a_token_of_an_inactive_consumer_is_nobody() -> None:
    token = issue_token(consumer=world.consumer(), by="o", now=world.NOW)
    world.Consumer.objects.update(active=False)
    assert consumer_of_token(token) is None


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("purpose", "fun", ""),
        ("territory", "Atlantis", ""),
        ("fact", "lawful-access", ""),
        ("group", "g", "x"),
    ],
)
def test_a_registration_outside_the_taxonomies_is_refused(kind: str, name: str, value: str) -> None:
    with pytest.raises(RegistrationError):
        set_registration(consumer=world.consumer(), kind=kind, name=name, value=value, by="o", now=world.NOW)


def test_a_fact_has_one_value_at_a_time() -> None:
    who = world.consumer()
    for value in ("true", "false"):
        set_registration(consumer=who, kind="fact", name="commercial", value=value, by="o", now=world.NOW)
    rows = who.registrations.filter(kind="fact", known_to=None)
    assert [row.value for row in rows] == ["false"]


def test_a_registration_that_is_not_there_cannot_end() -> None:
    with pytest.raises(AlreadyClosedError):
        end_registration(consumer=world.consumer(), kind="group", name="g", now=world.NOW)


def test_the_only_territory_is_taken_and_of_several_none() -> None:
    who = world.consumer()
    assert sole_registration(who, "territory", world.NOW) == "PL"
    set_registration(consumer=who, kind="territory", name="DE", by="o", now=world.NOW)
    assert sole_registration(who, "territory", world.NOW) is None


def test_registering_twice_changes_nothing() -> None:
    first = register_consumer(identifier="c", name="C", now=world.NOW)
    assert register_consumer(identifier="c", name="Another", now=world.NOW) == first
