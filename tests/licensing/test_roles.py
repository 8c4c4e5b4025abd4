"""Roles: the table is what Django's groups hold, and auditors only read."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group

from licensing import roles
from licensing.roles import ROLES, UnknownPermissionError, ensure_roles

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ROLES)
def test_a_group_holds_what_the_table_says_and_nothing_else(role: str) -> None:
    ensure_roles()
    Group.objects.get(name=role).permissions.clear()
    ensure_roles()
    held = Group.objects.get(name=role).permissions.select_related("content_type")
    assert {f"{p.content_type.app_label}.{p.codename}" for p in held} == ROLES[role]


def test_an_auditor_reads_and_does_nothing_else() -> None:
    assert all(name.split(".")[1].startswith("view_") for name in ROLES["auditor"])


def test_only_the_legal_officer_approves_statutes_and_only_the_rights_officer_terms() -> None:
    assert {r for r, names in ROLES.items() if "licensing.add_statuteapproval" in names} == {"legal_officer"}
    assert {r for r, names in ROLES.items() if "licensing.change_policyversion" in names} == {
        "rights_officer"
    }


def test_nobody_deletes_anything_or_reads_an_excerpt() -> None:
    every = set().union(*ROLES.values())
    assert not [name for name in every if ".delete_" in name or "excerpt" in name]


def test_a_permission_that_does_not_exist_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(roles.ROLES, "auditor", frozenset({"licensing.view_nothing"}))
    with pytest.raises(UnknownPermissionError):
        ensure_roles()
