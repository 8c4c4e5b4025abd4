from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingestion.images import FoundImage
from archive.ingestion.same_images import image_key, known_images


@dataclass
class Held:
    address: str
    position: int = 0
    credit_printed: str = ""
    id: UUID = field(default_factory=uuid4)


SITE = "https://img.example.org"


def seen(*addresses: str, credit: str = "") -> list[FoundImage]:
    return [FoundImage(address, credit) for address in addresses]


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("/a.jpg", "/b.jpg"),
        ("/photo.jpg?id=1", "/photo.jpg?id=2"),
        ("/2024/a.jpg", "/2025/a.jpg"),
        ("/x/lead.jpg", "/y/lead.jpg"),
    ],
)
def test_another_image_is_not_taken_for_a_known_one(was: str, now: str) -> None:
    assert known_images(seen(SITE + now), [Held(SITE + was)]) == [None]


def test_images_of_two_sites_are_two() -> None:
    assert known_images(seen("https://a.example/x.jpg"), [Held("https://b.example/x.jpg")]) == [None]


def test_where_two_may_be_meant_none_is() -> None:
    held = [Held(f"{SITE}/a.jpg?w=1"), Held(f"{SITE}/a.jpg?w=2")]
    assert known_images(seen(f"{SITE}/a.jpg?w=3"), held) == [None]
    assert known_images(seen(f"{SITE}/a.jpg?w=3", f"{SITE}/a.jpg?w=4"), held[:1]) == [None, None]


def test_a_credit_line_alone_does_not_make_two_images_one() -> None:
    held = [Held(f"{SITE}/one.jpg", credit_printed="PAP")]
    assert known_images(seen(f"{SITE}/two.jpg", credit="PAP"), held) == [None]
    assert known_images(seen("https://cdn.example/one.jpg"), [Held(f"{SITE}/one.jpg")]) == [None]


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("/a.jpg", "/a.jpg"),
        ("/a.jpg?w=640&q=80", "/a.jpg?w=1280&q=75&auto=webp"),
        ("/uploads/a-1024x683.jpg", "/uploads/a-300x200.jpg"),
        ("/uploads/a-1024x683.jpg", "/uploads/a.webp"),
        ("/w_800,c_fill/v1/a.jpg", "/w_400,h_300,c_fill/v1/a.jpg"),
        ("/1200x630/x/a.jpg", "/640x360/x/a.jpg"),
        ("/a.jpg?id=7&s=abc", "/a.jpg?id=7&s=def"),
        ("/a@2x.png", "/a.png"),
    ],
)
def test_an_image_in_another_size_stays_the_image_it_was(was: str, now: str) -> None:
    held = Held(SITE + was)
    assert known_images(seen(SITE + now), [Held(f"{SITE}/other.jpg"), held]) == [held.id]


def test_an_image_with_its_name_place_and_credit_is_known_on_another_host() -> None:
    held = Held(f"{SITE}/folder/photo-7.jpg", position=0, credit_printed="Foto: PAP")
    assert known_images(seen("https://cdn.example/v2/photo-7.webp", credit="Foto: PAP"), [held]) == [held.id]


def test_the_same_address_goes_before_a_likeness() -> None:
    exact, like = Held(f"{SITE}/a.jpg?w=2"), Held(f"{SITE}/a.jpg?w=1")
    assert known_images(seen(f"{SITE}/a.jpg?w=2"), [like, exact]) == [exact.id]


@given(st.lists(st.text(max_size=60), max_size=8), st.lists(st.text(max_size=60), max_size=8))
def test_no_address_breaks_the_matching_and_no_image_is_given_twice(now: list[str], was: list[str]) -> None:
    found = known_images(seen(*now), [Held(address) for address in dict.fromkeys(was)])
    given_away = [each for each in found if each]
    assert len(given_away) == len(set(given_away))
    assert len(found) == len(now)
    assert all(isinstance(image_key(address), str) for address in now)
