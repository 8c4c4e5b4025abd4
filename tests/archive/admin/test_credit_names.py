from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from archive.choices import CreditRole
from archive.models import Credit, CreditName, Source
from archive.operations import ListedAgencyError, correct_credit_text, record_credit_name
from archive.queries import unknown_credit_names
from tests.archive import rows
from tests.pages.sites import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def archivist(sign_in: Callable[[str], Client]) -> Client:
    return sign_in("archivist")


def credited(source: Source, *lines: str) -> None:
    for number, line in enumerate(lines):
        held = rows.article(source, address=f"https://essanews.com/credited-{number}")
        image = rows.image(held, address=f"https://essanews.com/{number}.jpg")
        correct_credit_text(image=image.pk, credit_text=line, by="archivist", now=NOW)


@pytest.mark.parametrize("name", ["AFP", "afp", "ロイター", "Getty Images"])
def test_a_listed_agency_needs_no_record(name: str) -> None:
    with pytest.raises(ListedAgencyError):
        record_credit_name(name=name, role=CreditRole.OTHER, by="archivist", now=NOW)


@pytest.mark.parametrize(
    ("name", "by"), [("", "archivist"), ("…", "archivist"), ("Jane Doe", ""), ("x" * 301, "a")]
)
def test_what_is_no_name_or_has_no_witness_is_refused(name: str, by: str) -> None:
    with pytest.raises(ValidationError):
        record_credit_name(name=name, role=CreditRole.OTHER, by=by, now=NOW)
    assert not CreditName.objects.exists()


@pytest.mark.parametrize("wrong", [{"key": ""}, {"name": ""}, {"recorded_by": ""}, {"role": "holder"}])
def test_the_database_refuses_a_name_that_says_too_little(wrong: dict[str, str]) -> None:
    columns = {
        "key": "janedoe",
        "name": "Jane Doe",
        "role": "photographer",
        "recorded_by": "archivist",
    } | wrong
    with pytest.raises(IntegrityError), transaction.atomic():
        CreditName.objects.create(**columns, recorded_at=NOW)


def test_the_database_knows_a_name_once() -> None:
    record_credit_name(name="Jane Doe", role=CreditRole.PHOTOGRAPHER, by="archivist", now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        CreditName.objects.create(
            key="janedoe", name="JANE DOE", role="other", recorded_by="a", recorded_at=NOW
        )


def test_no_agency_and_no_recorded_name_waits_to_be_looked_at(source: Source) -> None:
    credited(source, "AFP", "Foto: Jane Doe / PAP", "Acme Foto")
    record_credit_name(name="jane  doe", role=CreditRole.PHOTOGRAPHER, by="archivist", now=NOW)
    assert unknown_credit_names() == [("Acme Foto", 1)]


def test_unknown_names_are_counted_by_images_the_most_frequent_first(source: Source) -> None:
    credited(source, "Acme Foto / John Roe", "ACME FOTO", "acme foto / Acme Foto")
    assert [count for _, count in unknown_credit_names()] == [3, 1]
    assert len(unknown_credit_names(limit=1)) == 1


def test_a_recorded_name_is_true_of_stored_lines_and_of_those_to_come(source: Source) -> None:
    credited(source, "Acme Foto")
    record_credit_name(name="Acme Foto", role=CreditRole.AGENCY, by="archivist", now=NOW)
    assert Credit.objects.get().role == CreditRole.AGENCY
    held = rows.image(
        rows.article(source, address="https://essanews.com/later"), address="https://essanews.com/l.jpg"
    )
    correct_credit_text(image=held.pk, credit_text="ACME FOTO", by="archivist", now=NOW)
    assert {credit.role for credit in Credit.objects.all()} == {CreditRole.AGENCY}


def test_who_supplied_an_image_stays_its_supplier(source: Source) -> None:
    credited(source, "© Acme Foto | Acme Foto / PAP")
    record_credit_name(name="Acme Foto", role=CreditRole.PHOTOGRAPHER, by="archivist", now=NOW)
    assert [credit.role for credit in Credit.objects.order_by("position")] == [
        CreditRole.SUPPLIER,
        CreditRole.PHOTOGRAPHER,
        CreditRole.AGENCY,
    ]


def test_the_queue_shows_names_with_their_counts_and_records_one(source: Source, archivist: Client) -> None:
    credited(source, "Acme Foto", "Acme Foto / AFP")
    address = "/admin/archive/creditname/record-name/"
    shown = archivist.get(address).content.decode()
    assert "Acme Foto (2 images)" in shown
    assert "AFP (" not in shown
    archivist.post(address, {"name": "Acme Foto", "role": "agency"})
    assert CreditName.objects.get().recorded_by == "archivist"
    assert "Acme Foto (" not in archivist.get(address).content.decode()


def test_a_name_that_no_line_prints_cannot_be_recorded(archivist: Client) -> None:
    archivist.post("/admin/archive/creditname/record-name/", {"name": "Somebody", "role": "other"})
    assert not CreditName.objects.exists()
