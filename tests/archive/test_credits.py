from __future__ import annotations

import pytest

from archive.choices import CreditRole
from archive.credits import credited_names, distinct_names

FOUNDING = "Images source: © PAP | PAP/EPA/VYACHESLAV PROKOFYEV / SPUTNIK / KREMLIN POOL"


def test_the_founding_credit_line_is_taken_apart() -> None:
    assert [(each.name, each.role) for each in credited_names(FOUNDING)] == [
        ("PAP", CreditRole.SUPPLIER),
        ("PAP", CreditRole.AGENCY),
        ("EPA", CreditRole.AGENCY),
        ("VYACHESLAV PROKOFYEV", CreditRole.PHOTOGRAPHER),
        ("SPUTNIK", CreditRole.AGENCY),
        ("KREMLIN POOL", CreditRole.POOL),
    ]


def test_names_are_told_once_however_often_they_are_printed() -> None:
    assert distinct_names(FOUNDING) == ("PAP", "EPA", "VYACHESLAV PROKOFYEV", "SPUTNIK", "KREMLIN POOL")
    assert distinct_names("PAP / pap") == ("PAP",)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("", ()),
        ("Photo:", ()),
        (" | / ", ()),
        ("©", ()),
        ("fot. East News", ("East News",)),
        ("Źródło zdjęć: © Getty Images", ("Getty Images",)),
        ("Photo by Reuters", ("Reuters",)),
        ("© 2024 AFP", ("AFP",)),
        ("Somebody", ("Somebody",)),
    ],
)
def test_other_lines_give_the_names_that_are_printed(line: str, names: tuple[str, ...]) -> None:
    assert tuple(each.name for each in credited_names(line)) == names


def test_a_name_that_shows_nothing_of_its_role_has_no_role_made_up() -> None:
    assert credited_names("Somebody")[0].role == CreditRole.OTHER


def test_an_endless_line_gives_a_bounded_number_of_names() -> None:
    assert len(credited_names(" / ".join(f"Name {number}" for number in range(1000)))) == 30
