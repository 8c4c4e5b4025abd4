from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.agencies import all_agencies, find_agency, name_key
from archive.choices import CreditRole
from archive.credits import credited_names, distinct_names

FOUNDING = "Images source: © PAP | PAP/EPA/VYACHESLAV PROKOFYEV / SPUTNIK / KREMLIN POOL"


def names(line: str) -> tuple[str, ...]:
    return tuple(each.name for each in credited_names(line))


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


@pytest.mark.parametrize("line", ["", "Photo:", " | / ", "©", "( )", "Foto: ©", "...", "/", "fot."])
def test_a_line_that_names_nobody_gives_no_name(line: str) -> None:
    assert names(line) == ()


@pytest.mark.parametrize(
    "line", ["Archiwum prywatne", "mat. prasowe", "Handout", "Courtesy photo", "Somebody", "CC BY-SA 4.0"]
)
def test_a_source_that_nobody_owns_by_name_is_kept_as_an_unknown_one(line: str) -> None:
    assert [(each.name, each.role) for each in credited_names(line)] == [(line, CreditRole.OTHER)]


@pytest.mark.parametrize("line", ["Smith, John", "Jane Doe and John Roe", "Rock & Roll Photos"])
def test_a_line_without_an_agency_is_not_split_at_words_that_names_may_hold(line: str) -> None:
    assert names(line) == (line,)


@pytest.mark.parametrize(
    "name", ["The Guardian", "Ministry of Defence", "Jane Doe 2", "A B C D E F", "Doe Studio GmbH"]
)
def test_what_may_be_no_person_is_not_called_a_photographer(name: str) -> None:
    assert credited_names(name)[0].role == CreditRole.OTHER


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("fot. East News", ("East News",)),
        ("Źródło zdjęć: © Getty Images", ("Getty Images",)),
        ("Photo by Reuters", ("Reuters",)),
        ("© 2024 AFP", ("AFP",)),
        ("© 2024 The Associated Press. All rights reserved.", ("The Associated Press",)),
        ("Foto: Jane Doe / Agencja Wyborcza.pl", ("Jane Doe", "Agencja Wyborcza.pl")),
        ("(Photo by Jane Doe/Getty Images)", ("Jane Doe", "Getty Images")),
        ("Photo by Jane Doe for Getty Images", ("Jane Doe", "Getty Images")),
        ("AFP via Getty Images", ("AFP", "Getty Images")),
        ("REUTERS/Jane Doe/File Photo", ("REUTERS", "Jane Doe")),
        ("(AP Photo/Jane Doe, Pool)", ("AP Photo", "Jane Doe", "Pool")),
        ("picture alliance / dpa | Jane Doe", ("picture alliance", "dpa", "Jane Doe")),
        ("dpa/picture alliance", ("dpa", "picture alliance")),
        ("Jane Doe - AFP", ("Jane Doe", "AFP")),
        ("Getty Images/Anadolu/Contributor", ("Getty Images", "Anadolu")),
        ("Jane Doe, CC BY-SA 4.0, via Wikimedia Commons", ("Jane Doe", "Wikimedia Commons")),
        ("[Foto:\nJane Doe]", ("Jane Doe",)),
        ("写真：ロイター", ("ロイター",)),
        ("사진=연합뉴스", ("연합뉴스",)),
        ("Фото: РИА Новости / Иван Иванов", ("РИА Новости", "Иван Иванов")),
        ("صورة: رويترز", ("رويترز",)),
        ("Handout via REUTERS", ("Handout", "REUTERS")),
    ],
)
def test_other_lines_give_the_names_that_are_printed(line: str, expected: tuple[str, ...]) -> None:
    assert names(line) == expected


def test_an_agency_is_found_by_its_aliases_in_any_case_and_script() -> None:
    assert [find_agency(name).name for name in ("afp", "ТАСС", "ap photo", "EPA-EFE", "ロイター")] == [  # type: ignore[union-attr]
        "Agence France-Presse",
        "TASS",
        "Associated Press",
        "EPA",
        "Reuters",
    ]
    assert find_agency("Somebody") is None
    assert find_agency("") is None


def test_the_list_of_agencies_is_long_and_contradicts_itself_nowhere() -> None:
    agencies = all_agencies()
    assert len(agencies) >= 100
    assert {agency.kind for agency in agencies} == {"news", "photo", "stock", "press", "public"}
    owners: dict[str, str] = {}
    for agency in agencies:
        for name in {name_key(name) for name in (agency.name, *agency.aliases)}:
            assert owners.setdefault(name, agency.name) == agency.name, f"{name} names two agencies"


def test_an_endless_line_gives_a_bounded_number_of_names() -> None:
    assert len(credited_names(" / ".join(f"Name {number}" for number in range(1000)))) == 30


@given(st.text(max_size=400) | st.text(alphabet="©()[]|/,;-: AFPviafor\n", max_size=400))
def test_no_line_breaks_the_reader_and_no_name_is_empty(line: str) -> None:
    for each in credited_names(line):
        assert each.name
        assert each.name == each.name.strip()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Jane Doe on Unsplash", ("Jane Doe", "Unsplash")),
        ("Jane Doe-Imagn Images", ("Jane Doe", "Imagn Images")),
        ("AP-Yonhap", ("AP", "Yonhap")),
        ("Jane Doe/Wikimedia Commons (CC BY-SA 4.0)", ("Jane Doe", "Wikimedia Commons")),
        ("REUTERS/Jane Doe TPX IMAGES OF THE DAY", ("REUTERS", "Jane Doe")),
        ("Jane Doe/dpa-Zentralbild/ZB", ("Jane Doe", "dpa-Zentralbild", "ZB")),
        ("ANP / HH", ("ANP", "HH")),
        ("AAP: Jane Doe", ("AAP", "Jane Doe")),
        ("Photo Jane Doe. AFP", ("Jane Doe", "AFP")),
        ("Jane Doe © Panos Pictures", ("Jane Doe", "Panos Pictures")),
        ("Courtesy Jane Doe", ("Jane Doe",)),
        ("Handout photo courtesy of Jane Doe", ("Jane Doe",)),
        ("Foto: Cortesía de Jane Doe", ("Jane Doe",)),
        ("Photo d'archives Jane Doe", ("Jane Doe",)),
        ("Archivfoto: Jane Doe", ("Jane Doe",)),
        ("Zdjęcie ilustracyjne, fot. Jane Doe / PAP", ("Jane Doe", "PAP")),
        ("Jane Doe, Sputnik, Kremlin Pool Photo via AP", ("Jane Doe", "Sputnik", "Kremlin Pool", "AP")),
        ("Pool Photo by Jane Doe", ("Pool", "Jane Doe")),
        ("Jane Doe and John Roe/AP", ("Jane Doe", "John Roe", "AP")),
        ("Photo illustration by Jane Doe; Photo by John Roe/Getty Images", ("Jane Doe", "John Roe", "Getty Images")),
        ("写真提供：時事通信", ("時事通信",)),
        ("사진 제공=뉴시스", ("뉴시스",)),
        ("图源：路透社", ("路透社",)),
        ("新华社记者 张三 摄", ("新华社", "张三")),
        ("الصورة: أ ف ب", ("أ ف ب",)),
        ("צילום: רויטרס", ("רויטרס",)),
    ],
)  # fmt: skip
def test_lines_in_the_manner_of_the_worlds_agencies_give_the_names_that_are_printed(
    line: str, expected: tuple[str, ...]
) -> None:
    assert names(line) == expected


@pytest.mark.parametrize(
    "line",
    ["Courtesy", "Cortesía", "Handout", "Photo courtesy", "Smith, John", "Doe, Jane, Ltd", "Rock-Roll", "St. Mary Fund", "Time: Now"],
)  # fmt: skip
def test_a_line_that_no_agency_explains_stays_whole(line: str) -> None:
    assert names(line) == (line,)


def test_two_names_beside_an_agency_are_split_where_both_are_whole() -> None:
    assert names("Jane Doe, John Roe/Reuters") == ("Jane Doe", "John Roe", "Reuters")
    assert names("Smith, John/Other House") == ("Smith, John", "Other House")


@pytest.mark.parametrize(
    "name", ["Library of Congress", "Agence Exemple", "Пресс-служба музея", "Ufficio Stampa"]
)
def test_a_house_is_not_called_a_photographer(name: str) -> None:
    assert credited_names(name)[0].role != CreditRole.PHOTOGRAPHER


@pytest.mark.parametrize("piece", ["a-", "a, ", "pool by ", "a. ", "(CC ", "© ", "a: ", "x 记者 "])
def test_a_line_made_to_keep_a_reader_busy_is_read_at_once(piece: str) -> None:
    before = time.process_time()
    credited_names(piece * 1000)
    assert time.process_time() - before < 1
