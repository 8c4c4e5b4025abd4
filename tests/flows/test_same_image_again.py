"""An image that comes again in another size stays the one that officers spoke about, from the page or file to the facts."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command

from archive.choices import CreditRole
from archive.ingestion.pipeline import run_capture
from archive.models import Article, Image, Source
from archive.operations import correct_credit_text, record_credit_name, request_capture
from config.demo.page import PHOTO, FoundingPage
from config.demo.server import Answer
from licensing.policy.model import PartKind
from licensing.queries.facts import facts_for
from licensing.queries.holders import parts_of
from licensing.queries.subjects import subject
from tests.flows.files import SITE, jsonl
from tests.licensing import world
from tests.pages.gates import Permits
from tests.pages.hostile import site as routes
from tests.pages.sites import NOW

if TYPE_CHECKING:
    from pathlib import Path

    from config.demo.server import PageServer
    from tests.pages.sites import Choose

pytestmark = pytest.mark.django_db

AGENCY = "urn:rights:party:agency"
LATER = NOW + timedelta(hours=1)


def captured(site: PageServer, source: Source, photo: str) -> Image:
    site.routes = routes(page=Answer(FoundingPage(photo=photo).html()))
    asked = request_capture(
        source=source, address=site.address(), requested_by="archivist", now=NOW, ring=False
    )
    assert run_capture(capture_id=asked.pk, now=NOW) is not None
    return Image.objects.get(address=photo)


def spoken_about(image: Image) -> None:
    world.do.record_party(identifier=AGENCY, name="Agency")
    world.do.assign_holders(
        image=image.pk, holders=[[AGENCY]], reason="a letter", by="rights-officer", now=NOW
    )
    world.do.suspend(
        kind="takedown",
        scope_kind="part",
        scope_value=str(image.pk),
        reason="r",
        by="rights-officer",
        now=NOW,
    )


def what_stands(article: Article) -> tuple[set[str], set[str]]:
    """The holders of the article's images, and the parts that suspensions stop."""
    parts = parts_of(subject(article.pk), LATER, LATER)
    images = [part for part in parts if part.kind == PartKind.IMAGE]
    facts = facts_for(article=article.pk, use=world.use("store", at=LATER), consumer="newsroom")
    holders = {party for part in images for holder in part.holders for party in holder.parties}
    return holders, {str(one.part) for one in facts.suspensions}


def test_a_second_capture_in_another_size_keeps_identifier_holder_and_suspension(
    site: PageServer, source: Source, gate: Choose
) -> None:
    gate(Permits)
    world.consumer()
    first = captured(site, source, f"{PHOTO}?w=640&q=75")
    spoken_about(first)
    again = captured(site, source, f"{PHOTO}?w=1280&q=90&sig=abc")
    assert again.pk == first.pk
    assert what_stands(Article.objects.get()) == ({AGENCY}, {str(first.pk)})


def test_another_image_at_its_place_is_spoken_about_by_nobody(
    site: PageServer, source: Source, gate: Choose
) -> None:
    gate(Permits)
    first = captured(site, source, f"{PHOTO}?w=640")
    spoken_about(first)
    other = captured(site, source, PHOTO.replace("photo", "another"))
    assert other.pk != first.pk
    assert Image.objects.count() == 2


def ingested(file: Path, address: str, section: str) -> Image:
    image = {"url": address, "creditText": "Jane Doe / Acme Foto"}
    file.write_bytes(jsonl(range(1), image=[image], section=section))
    call_command("ingest", str(file), stdout=StringIO(), stderr=StringIO())
    return Image.objects.get(address=address)


def test_a_row_that_shows_it_in_another_size_keeps_identifier_and_corrected_line(
    tmp_path: Path, source: Source, gate: Choose
) -> None:
    gate(Permits)
    first = ingested(tmp_path / "rows.jsonl", f"{SITE}/a-640x480.jpg", "News")
    correct_credit_text(image=first.pk, credit_text="AFP", by="archivist", now=NOW)
    again = ingested(tmp_path / "rows.jsonl", f"{SITE}/a-1280x960.jpg", "Sport")
    assert (again.pk, again.credit_text) == (first.pk, "AFP")
    assert ingested(tmp_path / "rows.jsonl", f"{SITE}/b-1280x960.jpg", "Arts").pk != first.pk


def test_names_in_rows_have_the_roles_that_persons_recorded(
    tmp_path: Path, source: Source, gate: Choose
) -> None:
    gate(Permits)
    record_credit_name(name="Acme Foto", role=CreditRole.AGENCY, by="archivist", now=NOW)
    image = ingested(tmp_path / "rows.jsonl", f"{SITE}/a.jpg", "News")
    assert dict(image.credits.values_list("name", "role"))["Acme Foto"] == CreditRole.AGENCY
