"""What a machine brings: kept once for each wording, read, put before officers, and in force for nobody."""

from __future__ import annotations

import pytest

from archive.rights_gate import Notice
from licensing.models import IncorporatedDocument, OfficerTask, PolicyPeriod, PolicySeries, PolicyVersion
from licensing.operations.captured import record_captured_terms
from licensing.operations.notices import keep_notice
from licensing.operations.terms import record_terms
from licensing.policy.odrl import read_policy
from tests.licensing import world

pytestmark = pytest.mark.django_db

BAN = "© Example Ltd. No part of this site may be reproduced without the prior written permission of Example Ltd."
OPEN = "All articles of this site are licensed under CC BY 4.0."


def a_series(domain: str = "example.org") -> PolicySeries:
    return world.do.create_series(
        identifier=f"urn:test:terms:{domain}",
        kind="terms",
        title="Terms",
        scope_kind="site",
        scope_value=domain,
        now=world.NOW,
    )


def capture(text: str, series: PolicySeries | None = None, **fields: object) -> tuple[PolicyVersion, bool]:
    given = {
        "source_bytes": text.encode(errors="replace"),
        "language": "en",
        "address": "https://example.org/terms",
        "captured_at": world.NOW,
        "now": world.NOW,
    }
    return record_captured_terms(series=series or a_series(), text=text, **{**given, **fields})  # type: ignore[arg-type]


def found(text: str, address: str = "https://essanews.com/a") -> PolicyVersion:
    seen = Notice(text, text.encode(errors="replace"), "en", address, world.NOW)
    return keep_notice(domain="essanews.com", notice=seen, publisher=world.party(), now=world.NOW)


def test_a_captured_notice_is_a_draft_with_clauses_and_a_document_bound_to_them() -> None:
    version, new = capture(BAN)
    assert (new, version.state, version.unreadable, version.author) == (True, "draft", "", "capture")
    labels = {clause.label for clause in version.clauses.all()}
    rules = read_policy(version.document or {}).rules
    assert rules
    assert all(set(rule.clauses) <= labels for rule in rules)
    assert all(clause.text in BAN and clause.effect for clause in version.clauses.all())


def test_nothing_that_was_captured_is_in_force() -> None:
    capture(OPEN)
    found(OPEN)
    assert not PolicyPeriod.objects.exists()


def test_the_same_wording_makes_no_version_and_no_task() -> None:
    first, _ = capture(BAN)
    again, new = capture(BAN)
    assert (again.pk, new) == (first.pk, False)
    assert OfficerTask.objects.count() == 1


def test_a_new_wording_is_told_with_the_version_before_it() -> None:
    first, _ = capture(BAN)
    second, _ = capture(OPEN)
    tasks = {task.version_id: task for task in OfficerTask.objects.all()}
    assert [tasks[first.pk].kind, tasks[second.pk].kind] == ["notice_found", "terms_changed"]
    assert tasks[second.pk].facts["before"] == first.pk


def test_going_back_to_an_old_wording_is_a_change_too() -> None:
    series = a_series()
    for text in (BAN, OPEN, BAN):
        capture(text, series)
    assert series.versions.count() == 3


def test_pages_of_one_series_are_compared_each_with_itself() -> None:
    series = a_series()
    capture(BAN, series, address="https://example.org/a")
    capture(OPEN, series, address="https://example.org/b")
    assert not capture(BAN, series, address="https://example.org/a")[1]
    assert not capture(OPEN, series, address="https://example.org/b")[1]


def test_a_task_holds_no_words_of_the_text() -> None:
    capture(BAN)
    assert "reproduced" not in str(OfficerTask.objects.get().facts)


def test_what_is_no_notice_stays_unread_and_says_so() -> None:
    version, _ = capture("Our cookies make the site work. Manage your settings.")
    assert version.document is None
    assert version.unreadable == "the reader found no notice in it"


def test_doubts_and_flags_of_the_reader_are_kept() -> None:
    version, _ = capture(f"<p style='display:none'>{OPEN}</p><p>All rights reserved.</p>")
    notes = version.revisions.get().notes
    assert "hidden markup" in notes["flags"]
    assert "permit" not in notes["labels"].values()


@pytest.mark.parametrize(
    "text",
    [
        "x", "", "\x00", "\ud800", "a\x00b All rights reserved\ud800.", OPEN + "\u202e reserved", "licеnsed under CC BY 4.0 freely",
        "<" * 100_000, "<p>" * 100_000, OPEN + " x" * 30_000, "Reuse is free.\nReuse is forbidden.",
    ],
    ids=lambda text: ascii(text[:20]),
)  # fmt: skip
def test_bad_input_is_a_draft_that_permits_nothing(text: str) -> None:
    version, _ = capture(text)
    rules = read_policy(version.document).rules if version.document else ()
    assert not [rule for rule in rules if rule.type.value == "permission" and not rule.duties]
    assert all(0 <= c.start < c.end <= len(version.source_text) for c in version.clauses.all())


def test_ten_megabytes_are_kept_as_bytes_and_read_in_part() -> None:
    text = (BAN + " ") * 100_000
    version, _ = capture(text)
    assert len(bytes(version.source_bytes)) == len(text.encode())
    assert version.reading == "partial"
    assert len(version.source_text) <= 200_000


def test_the_notice_of_a_page_is_read_with_what_it_takes_in_by_reference() -> None:
    version = found((world.DATA / "notice.en.txt").read_text())
    assert version.unreadable == ""
    document = IncorporatedDocument.objects.get(version=version)
    assert document.name.startswith("Detailed information")
    assert document.series is None
    kinds = sorted(OfficerTask.objects.values_list("kind", flat=True))
    assert kinds == ["document_missing", "notice_found"]


def test_the_holders_name_on_record_becomes_the_assigner_of_the_draft() -> None:
    world.do.record_party(
        identifier=world.WPM, name="WPM", names=["Wirtualna Polska Media Spółka Akcyjna"], domains=[]
    )
    version = found((world.DATA / "notice.en.txt").read_text())
    assert read_policy(version.document or {}).assigner == world.WPM


def test_a_wording_of_a_site_is_kept_and_told_once() -> None:
    first = found(BAN)
    assert found(BAN, "https://essanews.com/b").pk == first.pk
    assert OfficerTask.objects.count() == 1


@pytest.mark.parametrize(
    "document",
    [{"a": "\x00"}, {"a": "\ud800"}, {"a": 1.5}, {"a": float("nan")}, {"a": 10**5000}, {"\x00": 1}],
    ids=["zero", "half", "fraction", "no-number", "long", "zero-key"],
)
def test_a_document_that_cannot_be_kept_is_recorded_as_unreadable(document: dict[str, object]) -> None:
    version = record_terms(
        series=a_series(), document=document, source_text="a\x00b\ud800", language="en\x00", author="o", now=world.NOW
    )  # fmt: skip
    assert version.unreadable
    assert (version.source_text, version.language) == ("a\ufffdb\ufffd", "")


def test_a_document_too_deep_to_be_kept_is_recorded_as_unreadable() -> None:
    document: dict[str, object] = {}
    for _ in range(5000):
        document = {"a": document}
    version = record_terms(series=a_series(), document=document, source_text="x", author="o", now=world.NOW)
    assert (version.document, version.unreadable != "") == (None, True)
