"""A notice is read by the reader, corrected clause by clause by an officer, and never lost where two do it at once."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html  # type: ignore[import-untyped]

from archive.models import Article
from licensing.models import DraftRevision, IncorporatedDocument, PolicySeries, PolicyVersion, Translation
from licensing.notices.corrected import labels_of_clauses
from licensing.policy.odrl import read_policy
from tests.licensing import world
from tests.licensing.admin.desk import Desk, act_of, page_of

BAN = "© Example Ltd. No part of this site may be reproduced without the prior written permission of Example Ltd."
PERMIT = "You may quote short excerpts with attribution."
TEXT = f"{BAN}\n{PERMIT}"


def _record(officer: Desk, **fields: Any) -> PolicyVersion:
    given = {
        "identifier": "urn:rights:policy:new",
        "title": "A new notice",
        "scope_kind": "site",
        "scope_value": "essanews.com",
        "source_text": TEXT,
        "language": "en",
    }
    officer.act(act_of(PolicySeries, "record-terms"), **{**given, **fields})
    return PolicyVersion.objects.get(series__identifier="urn:rights:policy:new")


@pytest.fixture
def draft(held: Article, officer: Desk) -> PolicyVersion:
    return _record(officer)


def form_of(desk: Desk, version: PolicyVersion) -> dict[str, Any]:
    """What a browser would send of the form as it stands."""
    return sent_by(desk.read(act_of(PolicyVersion, "read", version)))


def sent_by(page: str) -> dict[str, Any]:
    (form,) = html.fromstring(page).xpath('//form[contains(@class, "im-form")]')
    sent: dict[str, Any] = {}
    for name, value in form.form_values():
        sent.setdefault(name, []).append(value.removeprefix("\n"))  # a browser drops it, after <textarea>
    return sent


def test_a_pasted_text_is_read_and_the_draft_begins_with_it(draft: PolicyVersion) -> None:
    assert (draft.state, draft.unreadable, draft.author) == ("draft", "", "rights-officer")
    assert {c.effect for c in draft.clauses.all()} >= {"consent"}
    assert draft.revisions.get().notes["holder"] == "Example Ltd."


def test_a_file_is_kept_byte_for_byte_and_read(held: Article, officer: Desk) -> None:
    page = f"<html><body><footer><p>{BAN}</p></footer></body></html>".encode()
    version = _record(officer, source_text="", file=SimpleUploadedFile("terms.html", page, "text/html"))
    assert bytes(version.source_bytes) == page
    assert version.source_text == BAN
    assert version.unreadable == ""


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.7\x00\x01\xff", b"\x00" * 100, b"\xff\xfe\x00", "zażółć".encode("cp1250"), b"x" * (10 * 2**20 + 1)],
    ids=["empty", "pdf", "zeros", "cut", "unnamed-encoding", "large"],
)  # fmt: skip
def test_a_file_that_is_no_text_is_refused_in_the_form(content: bytes, held: Article, officer: Desk) -> None:
    upload = SimpleUploadedFile("terms", content)
    given = {
        "identifier": "urn:x",
        "title": "t",
        "scope_kind": "site",
        "scope_value": "essanews.com",
        "language": "en",
    }
    assert officer.refused(act_of(PolicySeries, "record-terms"), **given, file=upload)
    assert not PolicySeries.objects.filter(identifier="urn:x").exists()


@pytest.mark.parametrize(
    "text", ["x", "<" * 5000, "(" * 5000, "\u202e" + TEXT, TEXT + "\ud800", "a" * 1_000_000, "<p hidden>CC BY 4.0</p>"],
    ids=lambda text: ascii(text[:12]),
)  # fmt: skip
def test_any_pasted_text_is_recorded_or_told_in_the_form(text: str, held: Article, officer: Desk) -> None:
    version = _record(officer, source_text=text.encode("utf-8", "replace").decode())
    rules = read_policy(version.document).rules if version.document else ()
    assert not [rule for rule in rules if rule.type.value == "permission" and not rule.duties]
    assert officer.status(page_of(version)) == 200
    assert officer.status(act_of(PolicyVersion, "read", version)) == 200


def test_a_text_with_character_zero_is_told_in_the_form(held: Article, officer: Desk) -> None:
    told = officer.refused(
        act_of(PolicySeries, "record-terms"),
        identifier="urn:x", title="t", scope_kind="site", scope_value="essanews.com", language="en", source_text="a\x00b",
    )  # fmt: skip
    assert "ull character" in told


def test_saving_the_form_as_it_stands_changes_no_rule(draft: PolicyVersion, officer: Desk) -> None:
    before = read_policy(draft.document or {}).rules
    officer.act(act_of(PolicyVersion, "read", draft), **form_of(officer, draft))
    draft.refresh_from_db()
    after = read_policy(draft.document or {}).rules
    assert [(r.action, r.type, r.clauses) for r in after] == [(r.action, r.type, r.clauses) for r in before]


def test_an_officer_corrects_a_clause_and_the_policy_is_built_anew(
    draft: PolicyVersion, officer: Desk
) -> None:
    sent = form_of(officer, draft)
    sent |= {"c0-effect": "deny", "c0-uses": ["store", "mine"], "c0-words": BAN, "c0-start": ""}
    officer.act(act_of(PolicyVersion, "read", draft), **sent)
    draft.refresh_from_db()
    forbidden = {r.action for r in read_policy(draft.document or {}).rules if r.type.value == "prohibition"}
    assert {"archive", "ra:mine"} <= forbidden
    first = draft.clauses.order_by("start").first()
    assert first is not None
    assert (first.text, first.effect, first.uses) == (BAN, "deny", ["store", "mine"])


def test_what_is_permitted_and_forbidden_at_once_permits_nothing_and_is_told(
    draft: PolicyVersion, officer: Desk
) -> None:
    sent = form_of(officer, draft)
    sent |= {
        "c0-effect": "deny", "c0-uses": ["excerpt"],
        "c1-label": "C9", "c1-words": PERMIT, "c1-effect": "permit", "c1-uses": ["excerpt"], "c1-start": "",
    }  # fmt: skip
    officer.act(act_of(PolicyVersion, "read", draft), **sent)
    assert "Permitted and forbidden at once" in officer.read(page_of(draft))
    draft.refresh_from_db()
    rules = read_policy(draft.document or {}).rules
    assert not [r for r in rules if r.action == "extract" and r.type.value == "permission"]
    sent = form_of(officer, draft) | {"c1-effect": "exception"}
    officer.act(act_of(PolicyVersion, "read", draft), **sent)
    draft.refresh_from_db()
    rules = read_policy(draft.document or {}).rules
    assert [r for r in rules if r.action == "extract" and r.type.value == "permission"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"c0-words": "words that are not there"},
        {"c0-words": "e", "c0-start": ""},
        {"c0-uses": []},
        {"c0-effect": "allow"},
        {"c0-uses": ["steal"]},
        {"c0-label": "x" * 21},
        {
            "c0-label": "C2",
            "c1-label": "C2",
            "c1-words": PERMIT,
            "c1-effect": "permit",
            "c1-uses": ["excerpt"],
        },
        {"c0-condition": "whatever"},
        {"document": "[1]"},
        {"rows": "-1"},
        {"rows": "many"},
    ],
)
def test_a_wrong_reading_is_told_and_changes_nothing(
    wrong: dict[str, Any], draft: PolicyVersion, officer: Desk
) -> None:
    officer.refused(act_of(PolicyVersion, "read", draft), **{**form_of(officer, draft), **wrong})
    assert draft.revisions.count() == 1


def test_two_officers_at_once_lose_nothing(draft: PolicyVersion, officer: Desk, second_officer: Desk) -> None:
    read = act_of(PolicyVersion, "read", draft)
    first, second = form_of(officer, draft), form_of(second_officer, draft)
    officer.act(read, **{**first, "c0-uses": ["store"]})
    told = second_officer.refused(read, **{**second, "c0-uses": ["mine"]})
    assert "rights-officer saved another reading" in told
    draft.refresh_from_db()
    assert draft.author == "rights-officer"
    kept = DraftRevision.objects.get(version=draft, taken=False)
    assert (kept.by, kept.clauses[0]["uses"]) == ("rights-officer-2", ["mine"])
    page = second_officer.post(read, **{**second, "c0-uses": ["mine"]}).content.decode()
    assert "Saved meanwhile" in page
    sent = sent_by(page)
    assert sent["c0-uses"] == ["mine"]
    second_officer.act(read, **sent)
    draft.refresh_from_db()
    assert draft.author == "rights-officer-2"
    assert [r.by for r in draft.revisions.filter(taken=True).order_by("number")] == [
        "rights-officer", "rights-officer", "rights-officer-2",
    ]  # fmt: skip


def test_errors_of_the_checks_block_submission_and_warnings_do_not(
    draft: PolicyVersion, officer: Desk
) -> None:
    bad = world.document(prohibition=[{"action": "frobnicate"}])
    read = act_of(PolicyVersion, "read", draft)
    officer.act(read, **{**form_of(officer, draft), "document": json.dumps(bad)})
    assert "is not known" in officer.read(page_of(draft))
    assert "is not known" in officer.refused(act_of(PolicyVersion, "submit", draft))
    officer.act(read, **{**form_of(officer, draft), "document": json.dumps(world.document())})
    assert "Checks" in officer.read(page_of(draft))
    officer.act(act_of(PolicyVersion, "submit", draft))


def test_a_submitted_version_is_withdrawn_corrected_and_submitted_again(
    draft: PolicyVersion, officer: Desk, second_officer: Desk
) -> None:
    officer.act(act_of(PolicyVersion, "submit", draft))
    assert "first" in officer.refused(act_of(PolicyVersion, "read", draft), **_as_it_was(officer, draft))
    assert officer.refused(act_of(PolicyVersion, "withdraw", draft), reason="")
    officer.act(act_of(PolicyVersion, "withdraw", draft), reason="C1 misread.")
    officer.act(act_of(PolicyVersion, "read", draft), **form_of(officer, draft))
    officer.act(act_of(PolicyVersion, "submit", draft))
    second_officer.act(act_of(PolicyVersion, "approve", draft), effective_from="2026-03-01T00:00")
    page = officer.read(page_of(draft))
    assert "withdrawn" in page
    assert "C1 misread." in page
    acts = [event.act for event in draft.events.all()]
    assert acts == ["record", "submit", "withdraw", "read", "submit", "approve"]


def _as_it_was(desk: Desk, version: PolicyVersion) -> dict[str, Any]:
    return form_of(desk, version)


def test_a_version_in_force_is_dated_anew_and_retired(
    draft: PolicyVersion, officer: Desk, second_officer: Desk
) -> None:
    officer.act(act_of(PolicyVersion, "submit", draft))
    second_officer.act(act_of(PolicyVersion, "approve", draft), effective_from="2026-03-01T00:00")
    date = act_of(PolicyVersion, "date", draft)
    assert officer.refused(date, effective_from="2020-01-01T00:00", reason="found")
    second_officer.act(date, effective_from="2020-01-01T00:00", reason="found")
    retire = act_of(PolicyVersion, "retire", draft)
    officer.act(retire, at="2026-04-01T00:00", reason="the page is gone")
    assert "not in force" in officer.refused(retire, at="2026-04-01T00:00", reason="again")


def test_documents_and_translations_are_noted_linked_shown_and_taken_back(
    draft: PolicyVersion, officer: Desk
) -> None:
    note = act_of(PolicyVersion, "note-document", draft)
    assert officer.refused(note, words="nowhere", name="Terms")
    officer.act(note, words=PERMIT, name="Terms of quotation")
    document = IncorporatedDocument.objects.get(version=draft)
    assert "not on record" in officer.read(page_of(draft))
    terms = PolicySeries.objects.get(identifier="urn:rights:policy:wpm-site-notice")
    officer.act(act_of(PolicyVersion, "link-document", draft), document=document.pk, series=terms.pk)
    assert terms.title in officer.read(page_of(draft))
    current = IncorporatedDocument.objects.get(version=draft, known_to=None)
    officer.act(act_of(PolicyVersion, "drop-document", draft), document=current.pk)
    assert not IncorporatedDocument.objects.filter(version=draft, known_to=None).exists()
    officer.act(
        act_of(PolicySeries, "record-version", draft.series), source_text="Wszelkie prawa zastrzeżone.", language="pl"
    )  # fmt: skip
    polish = PolicyVersion.objects.get(series=draft.series, language="pl")
    officer.act(act_of(PolicyVersion, "link-translation", polish), leading=draft.pk, reason="same page")
    assert str(polish) in officer.read(page_of(draft))
    officer.act(act_of(PolicyVersion, "unlink-translation", polish))
    assert not Translation.objects.current().exists()


def test_the_labels_of_the_form_are_those_of_the_reader(draft: PolicyVersion) -> None:
    from licensing.admin.reading_form import _read
    from licensing.operations import ClauseSpan

    spans = [
        ClauseSpan(
            c.label, c.start, c.end, effect=c.effect, uses=tuple(c.uses), condition=c.condition, duties=tuple(c.duties)
        )
        for c in draft.clauses.all()
    ]  # fmt: skip
    labels = {use: one.label for use, one in labels_of_clauses([_read(s, draft) for s in spans]).items()}
    assert labels == draft.revisions.get().notes["labels"]
