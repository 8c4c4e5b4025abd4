from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from pytest_django import Settings

from archive.models import Article
from licensing.roles import ensure_roles
from tests.licensing import world
from tests.licensing.admin.desk import Desk

SignIn = Callable[..., Desk]


@pytest.fixture(autouse=True)
def _still_clock(settings: Settings) -> None:
    settings.IMPRIMATUR_FIXED_CLOCK = world.NOW.isoformat()


@pytest.fixture
def held(db: None) -> Article:
    return world.founding()


@pytest.fixture
def sign_in(db: None) -> SignIn:
    ensure_roles()

    def signed_in(role: str, name: str = "", language: str = "en") -> Desk:
        user, new = User.objects.get_or_create(
            username=name or role.replace("_", "-"), defaults={"is_staff": True}
        )
        if new:
            user.groups.add(Group.objects.get(name=role))
        client = Client(headers={"accept-language": language})
        client.force_login(user)
        return Desk(client)

    return signed_in


@pytest.fixture
def officer(sign_in: SignIn) -> Desk:
    return sign_in("rights_officer")


@pytest.fixture
def second_officer(sign_in: SignIn) -> Desk:
    return sign_in("rights_officer", "rights-officer-2")


@pytest.fixture
def lawyer(sign_in: SignIn) -> Desk:
    return sign_in("legal_officer")
