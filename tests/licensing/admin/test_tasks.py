"""Tasks and previews at the admin: what an officer reads, downloads, and says is dealt with."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.urls import reverse

from archive.models import Article
from licensing import operations as do
from licensing.admin import task_words
from licensing.choices import TaskKind
from licensing.models import Delivery, OfficerTask, OutcomeChange, PolicySeries, PolicyVersion, Reassessment
from licensing.operations.reassessment import reassess
from tests.licensing import world
from tests.licensing.admin.conftest import SignIn
from tests.licensing.admin.desk import Desk, act_of, list_of, page_of

CLOSING = {"prohibition": [{"action": ["archive", "extract"]}]}


def submitted() -> PolicyVersion:
    series = PolicySeries.objects.get(identifier="urn:rights:policy:wpm-site-notice")
    version = do.record_terms(
        series=series, document=world.document("Offer", world.WPM, **CLOSING), source_text="new",
        author="rights-officer", now=world.NOW,
    )  # fmt: skip
    return do.submit_terms(version=version, by="rights-officer", now=world.NOW)


def preview(version: PolicyVersion) -> str:
    return reverse("admin:licensing_policyversion_impact", args=[version.pk])


def rows_of(desk: Desk, address: str, **query: str) -> list[dict[str, str]]:
    answer: Any = desk.client.get(address, query)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/csv")
    text = b"".join(answer.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(text)))


def changed(held: Article) -> OfficerTask:
    """A task that tells of terms that closed, with one delivery to recall."""
    decision = do.record_decision(
        article=held.pk,
        consumer="newsroom",
        use=world.use("excerpt", words=10),
        origin="release",
        now=world.NOW,
    )
    Delivery.objects.create(
        decision=decision.pk, article=held.pk, consumer="newsroom", start=0, words=10, delivered_at=world.NOW
    )
    later = world.NOW + world.DAY
    do.suspend(kind="officer", scope_kind="site", scope_value="essanews.com", reason="r", by="o", now=later)
    row = Reassessment.objects.order_by("-pk")[0]
    assert reassess(reassessment_id=row.pk, now=later)
    return OfficerTask.objects.get(facts__reassessment=row.pk)


# --- previews --------------------------------------------------------------------------------------------------------


def test_the_page_of_a_draft_leads_to_its_impact_and_the_numbers_are_told(
    held: Article, officer: Desk
) -> None:
    version = submitted()
    assert preview(version) in officer.read(page_of(version))
    page = officer.read(preview(version), effective_from="2026-03-02T10:00")
    assert "What would change" in page
    assert "Articles that change" in page
    assert "newsroom" in page
    assert version.series.versions.get(pk=version.pk).state == "submitted"


def test_the_lists_of_a_preview_are_files_without_words_of_excerpts(held: Article, officer: Desk) -> None:
    version = submitted()
    asked = {"effective_from": "2026-03-02T10:00"}
    Article.objects.update(headline="=1+1")
    lines = rows_of(officer, preview(version), list="articles", **asked)
    assert {(line["use"], line["before"], line["after"]) for line in lines} >= {("store", "consent", "deny")}
    assert {line["headline"] for line in lines} == {"'=1+1"}
    assert "word1" not in str(lines)
    for name in ("deliveries", "consumers", "agreements", "outcomes"):
        rows_of(officer, preview(version), list=name, **asked)
    assert officer.client.get(preview(version), {"list": "nothing", **asked}).status_code == 404


@pytest.mark.parametrize(
    "fields", [{"effective_from": "x"}, {"effective_from": ""}, {"effective_from": "9999-01-01"}]
)
def test_a_bad_interval_is_told_and_nothing_is_worked_out(
    held: Article, officer: Desk, fields: dict[str, str]
) -> None:
    page = officer.read(preview(submitted()), **fields)
    assert "Error:" in page
    assert "What would change" not in page


def test_only_what_may_still_come_into_force_has_a_preview(held: Article, sign_in: SignIn) -> None:
    done = PolicyVersion.objects.filter(state="approved")[0]
    assert sign_in("rights_officer").status(preview(done)) == 404
    version = submitted()
    assert {role: sign_in(role).status(preview(version)) for role in ("auditor", "archivist", "legal_officer")} == {
        "auditor": 200, "archivist": 200, "legal_officer": 200,
    }  # fmt: skip


# --- tasks -----------------------------------------------------------------------------------------------------------


def test_open_tasks_come_first_and_say_what_they_are_about(held: Article, officer: Desk) -> None:
    old = do.open_task(key="old", kind="signal_changed", now=world.NOW - world.DAY)
    new = do.open_task(key="new", kind="page_gone", now=world.NOW)
    do.close_task(task=new, by="rights-officer", now=world.NOW)
    page = officer.read(list_of(OfficerTask))
    assert page.index(page_of(old)) < page.index(page_of(new))
    assert "A watched page is gone or fails: new." in page


def test_a_task_tells_outcomes_before_and_after_and_leads_to_its_lists(held: Article, officer: Desk) -> None:
    task = changed(held)
    page = officer.read(page_of(task))
    change = OutcomeChange.objects.exclude(purpose="").first()
    assert change is not None
    assert f"<td>{change.purpose}</td>" in page  # two rows of one use differ in what is asked for
    assert f"<title>{task.key}" not in page
    assert "1 delivery is no longer covered and is to be recalled." in page
    assert "Outcomes before and after" in page
    names = {}
    for name in ("articles", "outcomes", "recalls"):
        address = reverse("admin:licensing_officertask_list", args=[task.pk, name])
        assert address in page
        names[name] = rows_of(officer, address)
    assert [line["consumer"] for line in names["recalls"]] == ["newsroom"]
    assert {line["after"] for line in names["outcomes"]} == {"deny"}
    assert {line["article"] for line in names["articles"]} == {str(held.pk)}
    assert officer.status(reverse("admin:licensing_officertask_list", args=[task.pk, "nothing"])) == 404


def test_a_task_is_done_once_with_a_reason(held: Article, officer: Desk, second_officer: Desk) -> None:
    task = changed(held)
    address = act_of(OfficerTask, "done", task)
    assert officer.refused(address, reason="")
    officer.act(address, reason="told the newsroom")
    task.refresh_from_db()
    assert (task.state, task.done_by, task.reason) == ("done", "rights-officer", "told the newsroom")
    assert "Somebody else" in second_officer.refused(address, reason="again")


def test_every_kind_of_task_has_a_sentence(db: None) -> None:
    assert set(task_words.SENTENCES) == set(TaskKind.values)
    for kind in TaskKind.values:
        task = do.open_task(
            key=kind, kind=kind, facts={"articles": 2, "images": 1, "name": "PAP"}, now=world.NOW
        )
        assert task_words.sentence(task)
