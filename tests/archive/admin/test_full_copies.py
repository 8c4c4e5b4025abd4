"""The admin shows that a full copy is held, how long it is and on what basis; never a word of it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from archive.models import Article, FullCopy, Hold, Source
from tests.archive import rows

pytestmark = pytest.mark.django_db
WHOLE = "wombatquarry and some further words of the text"


@pytest.fixture
def copy(source: Source) -> FullCopy:
    return rows.full_copy(rows.article(source), WHOLE)


def page(copy: FullCopy, act: str = "change") -> str:
    return reverse(f"admin:archive_fullcopy_{act}", args=[copy.pk])


def test_no_page_shows_a_word_of_it(admin_client: Client, copy: FullCopy) -> None:
    listed = reverse("admin:archive_fullcopy_changelist")
    article = reverse("admin:archive_article_change", args=[copy.article_id])
    for address in (
        page(copy), page(copy, "delete-copy"), page(copy, "hold"), listed, f"{listed}?q=wombatquarry", article, reverse("admin:archive_hold_changelist"),
    ):  # fmt: skip
        answer = admin_client.get(address, follow=True)
        assert answer.status_code == 200
        assert b"wombatquarry and" not in answer.content


def test_a_copy_cannot_be_found_by_its_words(admin_client: Client, copy: FullCopy) -> None:
    answer = admin_client.get(reverse("admin:archive_fullcopy_changelist"), {"q": "wombatquarry"})
    assert copy.digest[:12].encode() not in answer.content
    spelt = admin_client.get(reverse("admin:archive_fullcopy_changelist"), {"text__startswith": "w"})
    assert spelt.status_code == 400


def test_the_pages_say_how_long_it_is_and_by_what_digest(admin_client: Client, copy: FullCopy) -> None:
    said = admin_client.get(page(copy)).content.decode()
    assert copy.digest in said
    assert str(copy.decision) in said
    article = admin_client.get(
        reverse("admin:archive_article_change", args=[copy.article_id])
    ).content.decode()
    assert page(copy) in article


def test_a_person_deletes_it_for_a_reason_and_not_without_one(admin_client: Client, copy: FullCopy) -> None:
    admin_client.post(page(copy, "delete-copy"), {"reason": ""})
    assert FullCopy.objects.get().text == WHOLE
    admin_client.post(page(copy, "delete-copy"), {"reason": "asked by the author"})
    gone = FullCopy.objects.get()
    assert (gone.text, gone.reason, gone.ended_by) == (None, "asked by the author", "admin")
    said = admin_client.get(page(copy)).content.decode()
    assert "asked by the author" in said
    assert page(copy, "delete-copy") not in said


def test_a_hold_keeps_it_until_somebody_lifts_it(admin_client: Client, copy: FullCopy) -> None:
    admin_client.post(page(copy, "hold"), {"reason": "a dispute"})
    hold = Hold.objects.get()
    refused = admin_client.post(page(copy, "delete-copy"), {"reason": "asked"})
    assert "A hold keeps" in refused.content.decode()
    assert FullCopy.objects.get().text == WHOLE
    admin_client.post(reverse("admin:archive_hold_lift", args=[hold.pk]), {})
    assert Hold.objects.get().lifted_by == "admin"


def test_who_may_not_read_articles_reads_nothing_of_copies(client: Client, copy: FullCopy) -> None:
    client.force_login(User.objects.create_user("somebody", is_staff=True))
    assert client.get(page(copy)).status_code in (302, 403)
    assert client.post(page(copy, "delete-copy"), {"reason": "x"}).status_code in (302, 403)
    assert FullCopy.objects.get().text == WHOLE


def test_a_source_is_told_to_keep_full_copies_in_its_form(admin_client: Client, source: Source) -> None:
    address = reverse("admin:archive_source_change", args=[source.pk])
    facts = {
        "publisher": source.publisher_id, "name": source.name, "language": "en", "min_interval_seconds": 2,
        "wanted_words": 40, "keeps_full_copies": "on",
    }  # fmt: skip
    admin_client.post(address, facts)
    assert Source.objects.get().keeps_full_copies
    assert not Article.objects.exists()
