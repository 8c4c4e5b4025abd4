"""Unknown names of credit lines become tasks: once a name, the most frequent first, few at a time."""

from __future__ import annotations

from itertools import count
from unittest.mock import patch

import pytest

from archive.choices import CreditRole
from archive.models import Article, Credit, Image
from archive.operations.credit_names import record_credit_name
from licensing.models import OfficerTask
from licensing.operations import close_task, credit_tasks
from licensing.operations.credit_tasks import ask_about_credits
from licensing.tasks import ask_about_credits as ring
from tests.licensing import world

pytestmark = pytest.mark.django_db
POSITIONS = count(1)


@pytest.fixture
def held() -> Article:
    return world.article(credit="")


def credited(held: Article, name: str, images: int = 1, role: CreditRole = CreditRole.PHOTOGRAPHER) -> None:
    for _ in range(images):
        number = next(POSITIONS)
        picture = Image.objects.create(
            article=held,
            position=number,
            address=f"https://essanews.com/{number}.jpg",
            credit_text=name,
            credit_printed=name,
        )
        Credit.objects.create(image=picture, position=0, name=name, role=role)


def asked(state: str = "open") -> list[str]:
    tasks = OfficerTask.objects.filter(kind="credit_unknown", state=state).order_by("pk")
    return [task.facts["name"] for task in tasks]


def test_an_unknown_name_is_asked_about_once_however_it_is_spelt(held: Article) -> None:
    credited(held, "Acme Foto", 2)
    credited(held, "ACME FOTO")
    assert ask_about_credits(now=world.NOW) == 1
    assert ask_about_credits(now=world.NOW + world.DAY) == 0
    assert [one.casefold() for one in asked()] == ["acme foto"]
    assert OfficerTask.objects.get().facts["images"] == 3


def test_agencies_parties_and_recorded_names_are_not_asked_about(held: Article) -> None:
    world.do.record_party(identifier="urn:test:acme", name="Acme Foto", names=["Acme Foto"])
    record_credit_name(name="Jan Kowalski", role=CreditRole.PHOTOGRAPHER, by="archivist", now=world.NOW)
    for name in ("PAP", "Acme Foto", "Jan Kowalski"):
        credited(held, name)
    assert ask_about_credits(now=world.NOW) == 0


def test_the_most_frequent_come_first_and_no_more_than_somebody_reads(held: Article) -> None:
    credited(held, "Rare Person")
    credited(held, "Often Seen", 3)
    credited(held, "Seen Twice", 2)
    with patch.object(credit_tasks, "MOST_OPEN", 2):
        assert ask_about_credits(now=world.NOW) == 2
        assert asked() == ["Often Seen", "Seen Twice"]
        assert ask_about_credits(now=world.NOW) == 0


def test_a_task_that_a_person_closed_makes_room_and_does_not_come_again(held: Article) -> None:
    credited(held, "Often Seen", 2)
    credited(held, "Rare Person")
    with patch.object(credit_tasks, "MOST_OPEN", 1):
        ask_about_credits(now=world.NOW)
        close_task(task=OfficerTask.objects.get(), by="rights-officer", reason="Nobody.", now=world.NOW)
        ask_about_credits(now=world.NOW)
    assert asked() == ["Rare Person"]
    assert asked("done") == ["Often Seen"]


def test_a_task_whose_name_was_recorded_is_closed_with_the_reason(held: Article) -> None:
    credited(held, "Jan Kowalski")
    ask_about_credits(now=world.NOW)
    record_credit_name(name="Jan Kowalski", role=CreditRole.PHOTOGRAPHER, by="archivist", now=world.NOW)
    ask_about_credits(now=world.NOW + world.DAY)
    task = OfficerTask.objects.get()
    assert (task.state, task.done_by, task.done_at) == ("done", "sweep", world.NOW + world.DAY)
    assert task.reason


def test_two_names_too_long_for_a_key_are_two_tasks(held: Article) -> None:
    for end in "ab":
        credited(held, "x" * 250 + end)
    assert ask_about_credits(now=world.NOW) == 2


def test_the_sweep_rings_for_it(held: Article) -> None:
    credited(held, "Jan Kowalski")
    ring()
    assert asked() == ["Jan Kowalski"]
