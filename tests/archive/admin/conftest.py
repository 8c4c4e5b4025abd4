from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from licensing.roles import ensure_roles


@pytest.fixture
def sign_in(db: None) -> Callable[[str], Client]:
    ensure_roles()

    def signed_in(role: str) -> Client:
        user = User.objects.create(username=role, is_staff=True)
        user.groups.add(Group.objects.get(name=role))
        client = Client()
        client.force_login(user)
        return client

    return signed_in
