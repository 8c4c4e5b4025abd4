"""What belongs to a text: translations that never govern, and documents without which its reading is partial."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import Error, transaction

from archive.models import Article
from licensing.models import IncorporatedDocument, OfficerTask, PolicySeries, PolicyVersion, Translation
from licensing.operations import (
    AlreadyClosedError,
    Mention,
    NotADocumentError,
    TranslatedError,
    TranslationError,
    approve_terms,
    drop_document,
    link_document,
    link_translation,
    note_document,
    record_terms,
    replay,
    retire_terms,
    submit_terms,
    unlink_translation,
)
from licensing.operations.incorporated import ALWAYS
from licensing.queries.incorporated import is_partial
from tests.licensing import world

pytestmark = pytest.mark.django_db

QUIET = world.document(assigner=world.WPM, permission=[{"action": "index"}])
OPEN = world.document(assigner=world.WPM, permission=[{"action": "archive"}])


def a_series(name: str, domain: str = "open.org") -> PolicySeries:
    return world.do.create_series(
        identifier=f"urn:test:{name}",
        kind="terms",
        title=name,
        scope_kind="site",
        scope_value=domain,
        now=world.CAPTURED,
    )


def a_draft(
    name: str, text: str = "Free, see our terms.", language: str = "en", **fields: object
) -> PolicyVersion:
    return record_terms(
        series=a_series(name),
        source_text=text,
        language=language,
        author="rights-officer",
        now=world.CAPTURED,
        **{"document": OPEN, **fields},  # type: ignore[arg-type]
    )


def in_force(version: PolicyVersion, now: datetime = world.CAPTURED) -> PolicyVersion:
    submit_terms(version=version, by="rights-officer", now=world.CAPTURED)
    approve_terms(version=version, officer="rights-officer-2", effective_from=world.CAPTURED, now=now)
    return PolicyVersion.objects.get(pk=version.pk)


@pytest.fixture
def held(db: None) -> Article:
    """An article on a site whose terms permit to store it, by a publisher who holds its text."""
    world.party()
    world.do.record_party(identifier=world.WPM, name="WPM", names=["wirtualna-polska"], domains=["open.org"])
    world.consumer()
    return world.article("open.org")


@pytest.fixture
def notice(held: Article) -> PolicyVersion:
    return in_force(a_draft("notice"))


def noted(version: PolicyVersion, now: object = world.CAPTURED) -> IncorporatedDocument:
    return note_document(
        version=version,
        mention=Mention(6, 19, "our terms"),
        by="rights-officer",
        now=now,  # type: ignore[arg-type]
    )


def store(held: Article) -> str:
    return world.outcome(held, world.use("store"))


def test_without_a_document_the_permission_counts(held: Article, notice: PolicyVersion) -> None:
    assert store(held) == "permit"


def test_a_document_that_is_not_on_record_makes_the_reading_partial_and_its_permissions_nothing(
    held: Article, notice: PolicyVersion
) -> None:
    noted(notice)
    assert store(held) == "review"
    assert OfficerTask.objects.get(kind="document_missing").version == notice


def test_a_document_that_is_recorded_but_not_in_force_does_not_complete_it(
    held: Article, notice: PolicyVersion
) -> None:
    draft = a_draft("terms", "Our terms.", document=QUIET)
    link_document(document=noted(notice), series=draft.series, by="o", now=world.CAPTURED)
    assert store(held) == "review"
    in_force(draft, now=world.NOW)
    assert store(held) == "permit"


def test_every_document_has_to_be_in_force(held: Article, notice: PolicyVersion) -> None:
    link_document(
        document=noted(notice),
        series=in_force(a_draft("terms", document=QUIET)).series,
        by="o",
        now=world.CAPTURED,
    )
    note_document(version=notice, mention=Mention(0, 4, "another"), by="o", now=world.CAPTURED)
    assert store(held) == "review"


def test_when_the_document_ends_the_reading_is_partial_again_and_the_answer_says_until_when(
    held: Article, notice: PolicyVersion
) -> None:
    terms = in_force(a_draft("terms", document=QUIET))
    link_document(document=noted(notice), series=terms.series, by="o", now=world.CAPTURED)
    end = world.NOW + world.DAY
    retire_terms(version=terms, officer="o", at=end, reason="withdrawn", now=world.CAPTURED)
    assert world.outcome(held, world.use("store", at=end - world.SECOND)) == "permit"
    assert world.outcome(held, world.use("store", at=end)) == "review"


def test_what_was_known_before_stays_the_answer_for_then(held: Article, notice: PolicyVersion) -> None:
    first = world.do.record_decision(
        article=held.pk, consumer="newsroom", use=world.use("store"), origin="check", now=world.NOW
    )
    noted(notice, world.NOW + world.DAY)
    assert is_partial(notice, world.NOW, world.NOW + world.DAY)
    assert not is_partial(notice, world.NOW, world.NOW)
    assert store(held) == "permit"
    assert replay(first)


def test_a_misread_document_is_taken_back_once(held: Article, notice: PolicyVersion) -> None:
    document = noted(notice)
    drop_document(document=document, now=world.CAPTURED)
    assert store(held) == "permit"
    with pytest.raises(AlreadyClosedError):
        drop_document(document=document, now=world.CAPTURED)


@pytest.mark.parametrize(("start", "end", "name"), [(0, 99, "x"), (3, 3, "x"), (-1, 2, "x"), (0, 2, " ")])
def test_a_document_is_named_inside_the_text(notice: PolicyVersion, start: int, end: int, name: str) -> None:
    with pytest.raises(NotADocumentError):
        note_document(version=notice, mention=Mention(start, end, name), by="o", now=world.NOW)


def test_a_text_is_not_its_own_document(notice: PolicyVersion) -> None:
    document = noted(notice)
    with pytest.raises(NotADocumentError):
        link_document(document=document, series=notice.series, by="o", now=world.NOW)
    for wrong in ({"series": notice.series}, {"end": 99}):
        row = {"version": notice, "start": 1, "end": 2, "name": "n", "by": "o", **wrong}
        with pytest.raises(Error, match="rights:"), transaction.atomic():
            IncorporatedDocument.objects.create(effective_from=ALWAYS, known_from=world.NOW, **row)


def test_a_translation_is_linked_and_never_comes_into_force(notice: PolicyVersion) -> None:
    polish = a_draft("notice", "Za darmo, zob. regulamin.", "pl")
    link_translation(version=polish, leading=notice, by="o", reason="same page", now=world.NOW)
    submit_terms(version=polish, by="rights-officer", now=world.NOW)
    with pytest.raises(TranslatedError):
        approve_terms(version=polish, officer="o", effective_from=world.NOW, now=world.NOW)


def test_what_cannot_be_a_translation_is_refused(notice: PolicyVersion) -> None:
    english = a_draft("notice", "Free.", "en-GB")
    polish = a_draft("notice", "Za darmo.", "pl")
    czech = a_draft("notice", "Zdarma.", "cs")
    link_translation(version=polish, leading=notice, by="o", reason="r", now=world.NOW)
    for version, leading in (
        (english, notice), (notice, notice), (polish, notice), (notice, czech), (czech, polish),
    ):  # fmt: skip
        with pytest.raises(TranslationError):
            link_translation(version=version, leading=leading, by="o", reason="r", now=world.NOW)


def test_the_database_itself_refuses_a_chain_of_translations(notice: PolicyVersion) -> None:
    polish = a_draft("notice", "Za darmo.", "pl")
    czech = a_draft("notice", "Zdarma.", "cs")
    link_translation(version=polish, leading=notice, by="o", reason="r", now=world.NOW)
    for version, leading in ((czech, polish), (notice, czech)):
        with pytest.raises(Error, match="rights:"), transaction.atomic():
            Translation.objects.create(
                version=version,
                leading=leading,
                by="o",
                reason="r",
                effective_from=ALWAYS,
                known_from=world.NOW,
            )


def test_a_wrong_link_is_taken_back(notice: PolicyVersion) -> None:
    polish = a_draft("notice", "Za darmo.", "pl")
    link = link_translation(version=polish, leading=notice, by="o", reason="r", now=world.NOW)
    unlink_translation(translation=link, now=world.NOW)
    assert not Translation.objects.current().exists()
