"""The first page: what waits for this person, what is stopped, how decisions came out lately."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.test import Client

from archive.models import Article
from licensing import operations as do
from licensing.models import PolicyVersion
from tests.licensing import world
from tests.licensing.admin.desk import Desk, page_of
from tests.licensing.admin.test_terms import draft

__all__ = ["draft"]


def test_what_somebody_else_submitted_waits_and_ones_own_does_not(
    draft: PolicyVersion, officer: Desk, second_officer: Desk
) -> None:
    assert page_of(draft) in officer.read("/admin/")
    do.submit_terms(version=draft, by="rights-officer", now=world.NOW)
    assert page_of(draft) not in officer.read("/admin/")
    assert page_of(draft) in second_officer.read("/admin/")


def test_suspensions_and_ending_agreements_stand_on_the_first_page(held: Article, officer: Desk) -> None:
    assert "Nothing waits for you." in officer.read("/admin/")
    stopped = do.suspend(
        kind="kill", scope_kind="article", scope_value=str(held.pk), reason="why", by="x", now=world.NOW
    )
    ending = world.agreement(effective_to=world.NOW + world.DAY)
    later = world.agreement(identifier="urn:x:later", effective_to=world.NOW + 90 * world.DAY)
    page = officer.read("/admin/")
    assert page_of(stopped) in page
    assert page_of(ending) in page
    assert page_of(later) not in page


def test_open_tasks_stand_on_the_first_page_by_their_sentences(held: Article, officer: Desk) -> None:
    gone, done = (
        do.open_task(
            key=f"gone-{n}", kind="page_gone", facts={"address": f"https://x.org/{n}"}, now=world.NOW
        )
        for n in "ab"
    )
    do.close_task(task=done, by="rights-officer", reason="seen", now=world.NOW)
    page = officer.read("/admin/")
    assert "https://x.org/a" in page
    assert page_of(gone) in page
    assert page_of(done) not in page
    assert "Nothing waits for you." not in page


def test_an_account_without_a_role_is_told_so(db: None) -> None:
    client = Client()
    client.force_login(User.objects.create(username="nobody", is_staff=True))
    assert "no role here yet" in client.get("/admin/").content.decode()
