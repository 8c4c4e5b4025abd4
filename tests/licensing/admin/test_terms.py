"""Terms: recorded word for word, marked, submitted, approved by somebody else, confirmed rule by rule."""

from __future__ import annotations

import json
from typing import Any

import pytest

from archive.models import Article
from licensing.admin.clauses import segments
from licensing.models import Clause, PolicyPeriod, PolicySeries, PolicyVersion, Replacement, RuleConfirmation
from tests.licensing import world
from tests.licensing.admin.desk import Desk, act_of, marked, page_of, tree_of

NOTICE = (world.DATA / "notice.en.txt").read_text()


def _form(**changed: Any) -> dict[str, Any]:
    return {
        "identifier": "urn:rights:policy:new",
        "title": "A new notice",
        "scope_kind": "site",
        "scope_value": "essanews.com",
        "source_text": NOTICE,
        "language": "en",
        "document": json.dumps(world.read_json("reference-policy.jsonld")),
        "clauses": json.dumps(world.read_json("clauses.json")),
        **changed,
    }


@pytest.fixture
def draft(held: Article, officer: Desk) -> PolicyVersion:
    officer.act(act_of(PolicySeries, "record-terms"), **_form())
    return PolicyVersion.objects.get(series__identifier="urn:rights:policy:new")


def test_a_notice_is_kept_word_for_word_with_its_author(draft: PolicyVersion) -> None:
    assert draft.source_text == NOTICE.strip()
    assert (draft.state, draft.author, draft.clauses.count()) == ("draft", "rights-officer", 10)


def test_line_ends_of_a_browser_do_not_change_the_text(held: Article, officer: Desk) -> None:
    officer.act(
        act_of(PolicySeries, "record-terms"), **_form(source_text="one\r\ntwo", document="", clauses="")
    )
    version = PolicyVersion.objects.get(series__identifier="urn:rights:policy:new")
    assert (version.source_text, version.unreadable != "") == ("one\ntwo", True)


def test_the_clauses_are_marked_in_the_text(draft: PolicyVersion, officer: Desk) -> None:
    (notice,) = marked(tree_of(officer.read(page_of(draft))), "im-notice")
    words = [mark.text_content() for mark in notice.xpath(".//mark")]
    assert words[0] == "Downloading, reproduction, storage, or any other use"
    assert [label.get("id") for label in marked(notice, "im-label")][:2] == ["clause-C1", "clause-C2"]


def test_nobody_approves_what_they_wrote_and_another_officer_does(
    draft: PolicyVersion, officer: Desk, second_officer: Desk
) -> None:
    officer.act(act_of(PolicyVersion, "submit", draft))
    approve = act_of(PolicyVersion, "approve", draft)
    told = officer.refused(approve, effective_from="2024-10-21T00:00")
    assert "another officer has to judge it" in told
    assert not PolicyPeriod.objects.filter(version=draft).exists()
    second_officer.act(approve, effective_from="2024-10-21T00:00", reason="Reads as printed.")
    period = PolicyPeriod.objects.get(version=draft)
    assert (period.by, period.effective_from.isoformat()) == ("rights-officer-2", "2024-10-20T22:00:00+00:00")


def test_a_draft_cannot_be_approved_and_a_submitted_one_not_submitted_again(
    draft: PolicyVersion, officer: Desk, second_officer: Desk
) -> None:
    told = second_officer.refused(act_of(PolicyVersion, "approve", draft), effective_from="2024-10-21T00:00")
    assert "first" in told
    officer.act(act_of(PolicyVersion, "submit", draft))
    assert "first" in officer.refused(act_of(PolicyVersion, "submit", draft))


def test_another_officer_rejects_with_a_reason(
    draft: PolicyVersion, officer: Desk, second_officer: Desk
) -> None:
    officer.act(act_of(PolicyVersion, "submit", draft))
    reject = act_of(PolicyVersion, "reject", draft)
    assert second_officer.refused(reject, reason="")
    second_officer.act(reject, reason="C4 is misread.")
    draft.refresh_from_db()
    assert (draft.state, draft.reason) == ("rejected", "C4 is misread.")


def test_a_captured_notice_is_read_by_an_officer(held: Article, officer: Desk) -> None:
    officer.act(act_of(PolicySeries, "record-terms"), **_form(document="", clauses=""))
    version = PolicyVersion.objects.get(series__identifier="urn:rights:policy:new")
    form = _form()
    officer.act(act_of(PolicyVersion, "read", version), document=form["document"], clauses=form["clauses"])
    version.refresh_from_db()
    assert (version.unreadable, version.clauses.count()) == ("", 10)


@pytest.mark.parametrize(
    "wrong",
    [
        {"document": "{"},
        {"document": "[]"},
        {"document": '{"a": 1, "a": 2}'},
        {"document": '{"a": "\\ud800"}'},
        {"document": '{"a": "\\u0000"}'},
        {"document": "[" * 100_000},
        {"clauses": '[{"label": "C1", "start": 0, "end": 5, "text": "other"}]'},
        {"clauses": '[{"label": "C1", "start": 0, "end": 1000000}]'},
        {"clauses": '[{"label": "C1", "start": -1, "end": 4}]'},
        {"clauses": '[{"label": "C1", "start": "0", "end": 4}]'},
        {"clauses": '[{"label": "", "start": 0, "end": 4}]'},
        {"clauses": '[{"start": 0, "end": 4}]'},
        {"clauses": "[7]"},
        {"clauses": "7"},
        {"clauses": "[]"},
        {"source_text": " \r\n "},
        {"source_text": ""},
        {"identifier": ""},
        {"identifier": "urn:rights:policy:wpm-site-notice"},
        {"scope_value": "not-held.example"},
        {"scope_kind": "article", "scope_value": "no-uuid"},
        {"scope_kind": "everything", "scope_value": "x"},
        {"scope_kind": "page"},
        {"scope_kind": "publisher", "scope_value": "wirtualna-polska", "scope_path": "/a"},
        {"scope_path": "a"},
        {"assigner": "999999"},
        {"captured_at": "soon"},
        {"language": "x" * 36},
    ],
)
def test_bad_terms_are_told_in_the_form_and_leave_nothing(
    wrong: dict[str, str], held: Article, officer: Desk
) -> None:
    before = PolicySeries.objects.count(), PolicyVersion.objects.count()
    officer.refused(act_of(PolicySeries, "record-terms"), **_form(**wrong))
    assert (PolicySeries.objects.count(), PolicyVersion.objects.count()) == before


def test_a_document_that_is_not_understood_is_recorded_as_unreadable_and_cannot_be_submitted(
    held: Article, officer: Desk
) -> None:
    officer.act(act_of(PolicySeries, "record-terms"), **_form(document='{"@type": "Riddle"}', clauses=""))
    version = PolicyVersion.objects.get(series__identifier="urn:rights:policy:new")
    assert "Cannot be read" in officer.read(page_of(version))
    assert "cannot be read" in officer.refused(act_of(PolicyVersion, "submit", version))


def test_a_rule_of_a_partial_reading_is_confirmed_with_a_reason(held: Article, officer: Desk) -> None:
    version = PolicyVersion.objects.get(reading="partial")
    confirm = act_of(PolicyVersion, "confirm-rule", version)
    assert "not confirmed" not in officer.read(page_of(version))
    assert officer.refused(confirm, pointer="/permission/0", reason="")
    assert officer.refused(confirm, pointer="/permission/99", reason="why")
    officer.act(confirm, pointer="/permission/0", reason="Read against the text.")
    row = RuleConfirmation.objects.get()
    assert (row.pointer, row.by) == ("/permission/0", "rights-officer")


def test_a_narrower_policy_takes_a_broader_ones_place_by_an_officers_word(
    held: Article, officer: Desk
) -> None:
    narrow = PolicySeries.objects.get(identifier="urn:rights:policy:wpm-site-notice")
    broad = PolicySeries.objects.get(identifier="urn:rights:policy:wp-tdm-reservation")
    officer.act(act_of(PolicySeries, "confirm-replacement", narrow), replaced=broad.pk, reason="It says so.")
    assert Replacement.objects.get().replaced == broad
    assert officer.refused(
        act_of(PolicySeries, "confirm-replacement", narrow), replaced=narrow.pk, reason="x"
    )


def test_an_interval_that_runs_backwards_is_refused(
    draft: PolicyVersion, officer: Desk, second_officer: Desk
) -> None:
    officer.act(act_of(PolicyVersion, "submit", draft))
    assert "after the beginning" in second_officer.refused(
        act_of(PolicyVersion, "approve", draft),
        effective_from="2025-01-02T00:00",
        effective_to="2025-01-01T00:00",
    )


def _clause(label: str, start: int, end: int) -> Clause:
    return Clause(label=label, start=start, end=end)


@pytest.mark.parametrize(
    ("clauses", "expected"),
    [
        ([], [("0123456789", ())]),
        ([("A", 2, 5)], [("01", ()), ("234", ("A",)), ("56789", ())]),
        ([("A", 0, 4), ("B", 4, 10)], [("0123", ("A",)), ("456789", ("B",))]),
        ([("A", 0, 10), ("B", 3, 5)], [("012", ("A",)), ("34", ("A", "B")), ("56789", ("A",))]),
        ([("A", 0, 5), ("B", 3, 8)], [("012", ("A",)), ("34", ("A", "B")), ("567", ("B",)), ("89", ())]),
        ([("A", 1, 4), ("B", 1, 4)], [("0", ()), ("123", ("A", "B")), ("456789", ())]),
    ],
)
def test_nested_adjacent_and_overlapping_clauses_cut_the_text_without_losing_a_letter(
    clauses: list[tuple[str, int, int]], expected: list[tuple[str, tuple[str, ...]]]
) -> None:
    cut = segments("0123456789", [_clause(*one) for one in clauses])
    assert [(segment.text, segment.labels) for segment in cut] == expected
    assert sorted(c.label for segment in cut for c in segment.begins) == sorted(one[0] for one in clauses)


def test_a_notice_with_markup_is_shown_as_its_characters(held: Article, officer: Desk) -> None:
    text = "<b>All</b> rights <script>alert(1)</script> reserved & kept"
    clauses = json.dumps([{"label": "<i>", "start": 0, "end": 10}, {"label": "B", "start": 3, "end": 6}])
    officer.act(
        act_of(PolicySeries, "record-terms"),
        **_form(source_text=text, clauses=clauses, document="", title="<u>t</u>"),
    )
    page = officer.read(page_of(PolicyVersion.objects.get(series__identifier="urn:rights:policy:new")))
    assert "<script>alert" not in page
    assert "<i>" not in page
    assert "<u>t</u>" not in page
    assert "&lt;b&gt;" in page
