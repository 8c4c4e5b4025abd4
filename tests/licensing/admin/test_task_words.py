"""Each kind of task, put there by what really puts it there, says what it is about and leads to it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.urls import reverse

from archive.models import Credit, Watch
from archive.operations.watches import add_watch
from archive.rights_gate import Notice, SiteFile, WatchedFailure, WatchedFiles, WatchedTerms, WithdrawalNotice
from licensing import operations as do
from licensing.admin.task_words import sentence
from licensing.choices import TaskKind
from licensing.models import OfficerTask, PolicyVersion, Reassessment
from licensing.operations.content import Mention
from licensing.operations.credit_tasks import ask_about_credits
from licensing.operations.incorporated import note_document
from licensing.operations.reassessment import reassess
from licensing.operations.taken_back import stop_withdrawn, tell_of_return
from licensing.operations.watching import observe_watched_files, observe_watched_terms, warn_of_failure
from tests.licensing import world
from tests.licensing.admin.desk import Desk, list_of, page_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from archive.models import Article

TERMS = "https://essanews.com/terms"
PUBLISHER = "wirtualna-polska"
GAPS = ("“”", "()", ": .", "None", "  ")


def _notice(text: str, kind: str) -> None:
    words = Notice(text, text.encode(), "en", TERMS, world.NOW)
    observe_watched_terms(watched=WatchedTerms("essanews.com", PUBLISHER, kind, words), now=world.NOW)


def _found(held: Article) -> tuple[str, ...]:
    _notice("All rights reserved. No copying.", "terms")
    return ("Terms of essanews.com", TERMS)


def _changed(held: Article) -> tuple[str, ...]:
    _notice("All rights reserved. No copying.", "terms")
    _notice("All rights reserved. No copying without consent.", "terms")
    return ("Terms of essanews.com", TERMS, "version 2 after version 1")


def _signal(held: Article) -> tuple[str, ...]:
    for number, body in enumerate(("User-agent: *\nAllow: /\n", "User-agent: GPTBot\nDisallow: /\n")):
        at = world.NOW + number * world.DAY
        file: SiteFile = world.robots_file(body, fetched_at=at)
        since = world.NOW if number else None
        observe_watched_files(watched=WatchedFiles("essanews.com", PUBLISHER, (file,), since), now=at)
    return ("robots.txt", "essanews.com", "version 2 after version 1")


def _gone(held: Article) -> tuple[str, ...]:
    failed = WatchedFailure("essanews.com", PUBLISHER, "terms", TERMS, 404, "http-status", 3, world.NOW)
    warn_of_failure(watched=failed, now=world.NOW)
    return (TERMS, "page of terms", "3 times in a row", "404")


def _document(held: Article) -> tuple[str, ...]:
    version = PolicyVersion.objects.get(series__identifier="urn:rights:policy:wpm-site-notice")
    note_document(
        version=version, mention=Mention(0, 9, "the Terms of Service"), by="rights-officer", now=world.NOW
    )
    return ("“the Terms of Service”", version.series.title)


def _outcomes(held: Article) -> tuple[str, ...]:
    do.suspend(
        kind="officer", scope_kind="site", scope_value="essanews.com", reason="r", by="o", now=world.NOW
    )
    assert reassess(reassessment_id=Reassessment.objects.order_by("-pk")[0].pk, now=world.NOW)
    return ("a suspension",)


def _credit(held: Article) -> tuple[str, ...]:
    Credit.objects.create(image=held.images.get(), position=1, name="Jan Kowalski", role="photographer")
    ask_about_credits(now=world.NOW)
    return ("Jan Kowalski", "1 image")


def _withdrawal(held: Article, copies: tuple[UUID, ...] = ()) -> WithdrawalNotice:
    return WithdrawalNotice(held.pk, "kill", None, "agency.example", copies, "w1")


def _copies(held: Article) -> tuple[str, ...]:
    other = world.article(headline="The same story elsewhere")
    stop_withdrawn(notice=_withdrawal(held, (other.pk, uuid4())), now=world.NOW)
    return ("The same story elsewhere", "agency.example")


def _again(held: Article) -> tuple[str, ...]:
    tell_of_return(notice=_withdrawal(held), now=world.NOW)
    return (held.headline, "agency.example")


PRODUCERS: dict[str, Callable[[Article], tuple[str, ...]]] = {
    "notice_found": _found,
    "terms_changed": _changed,
    "signal_changed": _signal,
    "page_gone": _gone,
    "document_missing": _document,
    "outcomes_changed": _outcomes,
    "credit_unknown": _credit,
    "copy_withdrawn": _copies,
    "sent_again": _again,
}


def test_every_kind_is_tried() -> None:
    assert PRODUCERS.keys() == set(TaskKind.values)


@pytest.mark.parametrize("kind", sorted(PRODUCERS))
def test_a_task_names_what_it_is_about_and_quotes_nothing_that_is_not_there(
    kind: str, held: Article, officer: Desk
) -> None:
    named = PRODUCERS[kind](held)
    tasks = OfficerTask.objects.filter(kind=kind).order_by("pk")
    told = sentence(tasks[0])
    for words in named:
        assert words in told, told
    for task in tasks:
        assert not [one for one in GAPS if one in sentence(task)]
        assert officer.status(page_of(task)) == 200
    assert officer.status(list_of(OfficerTask)) == 200


@pytest.mark.parametrize("kind", TaskKind.values)
def test_a_task_without_facts_still_has_a_whole_sentence(kind: str, held: Article, officer: Desk) -> None:
    task = do.open_task(
        key=f"bare-{kind}", kind=kind, facts={"article": "no-uuid", "document": "x"}, now=world.NOW
    )
    assert not [one for one in GAPS if one in sentence(task)]
    assert officer.status(page_of(task)) == 200


@pytest.mark.parametrize("kind", ["terms_changed", "signal_changed"])
def test_a_change_leads_to_the_comparison_of_both_versions(kind: str, held: Article, officer: Desk) -> None:
    PRODUCERS[kind](held)
    task = OfficerTask.objects.get(kind=kind)
    compare = reverse("admin:licensing_policyversion_compare", args=[task.version_id])
    address = f"{compare}?other={task.facts['before']}"
    assert address in officer.read(page_of(task))
    assert officer.status(address) == 200


def test_a_page_that_is_gone_leads_to_its_watch(held: Article, officer: Desk) -> None:
    add_watch(source=held.source, address=TERMS, kind="terms", by="rights-officer", now=world.NOW)
    _gone(held)
    assert page_of(Watch.objects.get(address=TERMS)) in officer.read(
        page_of(OfficerTask.objects.get(kind="page_gone"))
    )


def test_a_copy_leads_to_both_articles_and_one_that_is_not_held_is_named(
    held: Article, officer: Desk
) -> None:
    _copies(held)
    first, second = OfficerTask.objects.filter(kind="copy_withdrawn").order_by("pk")
    assert page_of(held) in officer.read(page_of(first))
    assert str(second.facts["article"]) in sentence(second)


def test_an_unknown_name_leads_to_where_it_is_recorded(held: Article, officer: Desk) -> None:
    _credit(held)
    page = officer.read(page_of(OfficerTask.objects.get(kind="credit_unknown")))
    assert reverse("admin:archive_creditname_record-name") in page
