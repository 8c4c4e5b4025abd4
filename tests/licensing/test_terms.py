"""Terms from the verbatim text to the moment they govern."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import Article
from licensing.models import GoverningSet, PolicySeries, PolicyVersion
from licensing.operations import (
    AgreementMismatchError,
    ClauseError,
    ClauseSpan,
    FindingsError,
    OwnApprovalError,
    UnknownRuleError,
    UnknownZoneError,
    UnreadableVersionError,
    VersionStateError,
    approve_terms,
    confirm_replacement,
    confirm_rule,
    grant_agreement,
    record_reading,
    record_terms,
    reject_terms,
    submit_terms,
)
from licensing.operations.agreements import Evidence
from licensing.queries import holdings_by_terms
from tests.licensing import world

pytestmark = pytest.mark.django_db

FORBIDDING = world.document(prohibition=[{"action": "extract", "fromClause": ["C1"]}])


def a_series(scope_kind: str = "site", scope_value: str = "essanews.com") -> PolicySeries:
    return world.do.create_series(
        identifier=f"urn:test:{scope_kind}:{scope_value}",
        kind="terms",
        title="t",
        scope_kind=scope_kind,
        scope_value=scope_value,
        now=world.NOW,
    )


def a_draft(series: PolicySeries | None = None, **fields: object) -> PolicyVersion:
    given = {"document": FORBIDDING, "source_text": "No use.", "clauses": [ClauseSpan("C1", 0, 2, text="No")]}
    return record_terms(
        series=series or a_series(),
        author="rights-officer",
        now=world.NOW,
        **{**given, **fields},  # type: ignore[arg-type]
    )


def in_force(series: PolicySeries | None = None) -> PolicyVersion:
    version = submit_terms(version=a_draft(series), by="rights-officer", now=world.NOW)
    approve_terms(version=version, officer="rights-officer-2", effective_from=world.NOW, now=world.NOW)
    return version


def test_the_notice_keeps_its_words_digest_and_clauses() -> None:
    world.party()
    version = world.notice()
    assert version.source_digest == world.read_json("clauses.json")["sha256"]
    assert {c.label: c.text for c in version.clauses.all()}["C7"].startswith("does not apply solely")


@pytest.mark.parametrize(
    "clauses",
    [
        [ClauseSpan("C1", 0, 2, text="Yes")],
        [ClauseSpan("C1", 0, 99)],
        [ClauseSpan("C1", 2, 2)],
        [ClauseSpan("C1", 0, 2), ClauseSpan("C1", 3, 6)],
        [ClauseSpan("C2", 0, 2)],
    ],
)
def test_a_clause_that_is_not_what_it_says_stops_everything(clauses: list[ClauseSpan]) -> None:
    with pytest.raises(ClauseError):
        a_draft(clauses=clauses)
    assert not PolicyVersion.objects.exists()


@pytest.mark.parametrize(
    "document", [None, {}, {"@type": "Wish"}, {"permission": "all"}, {"profile": "urn:other"}]
)
def test_an_unreadable_document_is_recorded_as_unreadable_and_not_submitted(
    document: dict[str, object] | None,
) -> None:
    version = a_draft(document=document, source_text="Hello.", clauses=[])
    assert version.unreadable
    with pytest.raises(FindingsError):
        submit_terms(version=version, by="rights-officer", now=world.NOW)


def test_an_unreadable_document_that_was_submitted_all_the_same_is_not_approved() -> None:
    version = a_draft(document={}, clauses=[])
    PolicyVersion.objects.filter(pk=version.pk).update(
        state="submitted", submitted_at=world.NOW, submitted_by="rights-officer"
    )
    with pytest.raises(UnreadableVersionError):
        approve_terms(version=version, officer="rights-officer-2", effective_from=world.NOW, now=world.NOW)


def test_the_author_of_a_version_approves_and_rejects_nothing_of_it() -> None:
    version = submit_terms(version=a_draft(), by="rights-officer", now=world.NOW)
    with pytest.raises(OwnApprovalError):
        approve_terms(version=version, officer="rights-officer", effective_from=world.NOW, now=world.NOW)
    with pytest.raises(OwnApprovalError):
        reject_terms(version=version, officer="rights-officer", reason="r", now=world.NOW)


def test_who_corrects_a_draft_becomes_its_author() -> None:
    version = record_reading(
        version=a_draft(), document=world.document(), author="rights-officer-2", now=world.NOW
    )
    submit_terms(version=version, by="rights-officer", now=world.NOW)
    with pytest.raises(OwnApprovalError):
        approve_terms(version=version, officer="rights-officer-2", effective_from=world.NOW, now=world.NOW)


def test_a_version_is_judged_once_and_only_when_submitted() -> None:
    draft = a_draft()
    with pytest.raises(VersionStateError):
        approve_terms(version=draft, officer="rights-officer-2", effective_from=world.NOW, now=world.NOW)
    submit_terms(version=draft, by="rights-officer", now=world.NOW)
    reject_terms(version=draft, officer="rights-officer-2", reason="wrong", now=world.NOW)
    for again in (
        lambda: submit_terms(version=draft, by="rights-officer", now=world.NOW),
        lambda: record_reading(version=draft, document={}, author="rights-officer", now=world.NOW),
        lambda: approve_terms(version=draft, officer="o", effective_from=world.NOW, now=world.NOW),
    ):
        with pytest.raises(VersionStateError):
            again()


def test_a_new_reading_has_a_new_digest_and_the_same_source() -> None:
    first = a_draft()
    second = record_reading(version=first, document=world.document(), author="rights-officer", now=world.NOW)
    assert (first.digest != second.digest, first.source_digest) == (True, second.source_digest)


def test_only_a_rule_that_is_there_is_confirmed() -> None:
    world.party()
    version = world.reservation()
    with pytest.raises(UnknownRuleError):
        confirm_rule(version=version, pointer="/permission/9", by="o", reason="r", now=world.NOW)


def test_a_new_version_of_terms_touches_no_article() -> None:
    world.founding()
    version = in_force(a_series())
    before = list(Article.objects.values_list("pk", "governing_set_id"))
    second = submit_terms(version=a_draft(version.series), by="rights-officer", now=world.NOW)
    with CaptureQueriesContext(connection) as queries:
        approve_terms(
            version=second, officer="rights-officer-2", effective_from=world.NOW + world.DAY, now=world.NOW
        )
    assert list(Article.objects.values_list("pk", "governing_set_id")) == before
    assert not any("archive_article" in query["sql"] for query in queries)


@pytest.mark.parametrize(
    ("scope_kind", "scope_value", "reached"),
    [
        ("site", "essanews.com", 3),
        ("publisher", "wirtualna-polska", 4),
        ("site", "nowhere.org", 0),
        ("holder", world.WPM, 3),
        ("everything", "", 0),
    ],
)
def test_a_new_series_reaches_the_articles_in_its_scope_and_no_others(
    scope_kind: str, scope_value: str, reached: int
) -> None:
    world.founding()
    world.article()
    world.article()
    world.article("wp.pl")
    before = dict(Article.objects.values_list("pk", "governing_set_id"))
    series = in_force(a_series(scope_kind, scope_value)).series
    moved = [a for a in Article.objects.all() if a.governing_set_id != before[a.pk]]
    assert len(moved) == reached
    for article in moved:
        assert GoverningSet.objects.filter(pk=article.governing_set_id or 0, series=series).exists()


def test_a_path_narrows_a_site_by_whole_segments() -> None:
    world.party()
    inside = world.article(address="https://essanews.com/news/a")
    outside = world.article(address="https://essanews.com/newsroom")
    series = world.do.create_series(
        identifier="urn:p",
        kind="terms",
        title="t",
        scope_kind="site",
        scope_value="essanews.com",
        scope_path="/news",
        now=world.NOW,
    )
    in_force(series)
    sets = dict(Article.objects.values_list("pk", "governing_set_id"))
    assert sets[inside.pk] != sets[outside.pk]


def test_a_narrower_policy_takes_a_broader_ones_place_only_by_an_officers_word() -> None:
    held = world.founding()
    open_ = world.document(assigner=world.WPM, permission=[{"action": "archive"}])
    version = a_draft(a_series("article", str(held.pk)), document=open_, clauses=[])
    submit_terms(version=version, by="rights-officer", now=world.NOW)
    approve_terms(version=version, officer="rights-officer-2", effective_from=world.NOW, now=world.NOW)
    assert world.outcome(held, world.use("store")) == "consent"
    for broad in ("urn:rights:policy:wpm-site-notice", "urn:rights:policy:wp-tdm-reservation"):
        confirm_replacement(
            series=version.series,
            replaced=PolicySeries.objects.get(identifier=broad),
            by="rights-officer",
            reason="it says so",
            now=world.NOW,
        )
    later = world.NOW + world.SECOND
    captured_stricter = world.outcome(held, world.use("store", at=later))
    assert captured_stricter == "consent"  # what governed the acquisition stays


def test_holdings_are_counted_by_the_terms_that_govern_them() -> None:
    world.founding()
    world.article()
    rows = {row.series: row for row in holdings_by_terms(at=world.NOW)}
    assert rows["urn:rights:policy:wpm-site-notice"].articles == 2
    assert rows["urn:rights:policy:wpm-site-notice"].excerpts == 2
    assert rows["urn:rights:policy:wp-tdm-reservation"].reading == "partial"


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"document": world.document("Offer", world.WPM)}, AgreementMismatchError),
        ({"document": world.document("Agreement", "urn:rights:party:stranger")}, AgreementMismatchError),
        ({"timezone": "Europe/Atlantis"}, UnknownZoneError),
    ],
)
def test_an_agreement_that_is_not_what_its_form_says_is_refused(
    wrong: dict[str, object], error: type[Exception]
) -> None:
    given: dict[str, object] = {
        "identifier": "urn:a",
        "title": "t",
        "assigner": world.party(),
        "assignees": ["newsroom"],
        "document": world.document("Agreement", world.WPM),
        "scope_kind": "everything",
        "effective_from": world.NOW,
        "evidence": Evidence("n", "t"),
        "timezone": "UTC",
        "officer": "o",
        "now": world.NOW,
    }
    with pytest.raises(error):
        grant_agreement(**{**given, **wrong})  # type: ignore[arg-type]
    assert not PolicySeries.objects.exists()


def test_an_unreadable_agreement_is_review_and_never_permit() -> None:
    held = world.founding()
    grant_agreement(
        identifier="urn:a",
        title="t",
        assigner=world.party(),
        assignees=["newsroom"],
        document={"nonsense": True},
        scope_kind="publisher",
        scope_value="wirtualna-polska",
        effective_from=world.NOW,
        evidence=Evidence("n", "t"),
        timezone="UTC",
        officer="o",
        now=world.NOW,
    )
    assert world.outcome(held, world.use("store")) == "review"
    assert world.outcome(held, world.use()) == "review"
