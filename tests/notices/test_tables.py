"""The tables of phrases: complete, well formed, one reader."""

from __future__ import annotations

import re

import pytest

from licensing.notices.licences import named_licence
from licensing.notices.tables import KINDS, languages, patterns, raw_table
from licensing.notices.text import fold

EXPECTED = [
    "en",
    "pl",
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "nl",
    "da",
    "no",
    "sv",
    "fi",
    "cs",
    "hu",
    "lv",
    "lt",
    "tr",
    "ru",
    "uk",
    "ja",
    "zh",
    "ko",
    "ar",
    "th",
]
ESSENTIAL = (
    "use",
    "reproduce",
    "publish",
    "adapt",
    "mine",
    "train",
    "ai",
    "ban",
    "permit",
    "consent",
    "personal",
    "reserved",
)


def test_each_language_has_a_table() -> None:
    assert set(EXPECTED) <= set(languages())


@pytest.mark.parametrize("code", languages())
def test_a_table_has_what_every_notice_needs(code: str) -> None:
    table = raw_table(code)
    assert [kind for kind in ESSENTIAL if not table.get(kind)] == []
    assert table["words"]


@pytest.mark.parametrize("code", languages())
def test_every_phrase_of_a_table_compiles_and_matches_something(code: str) -> None:
    for kind, pattern in patterns(code).items():
        assert kind in KINDS
        assert not pattern.fullmatch(""), (code, kind)


@pytest.mark.parametrize("code", languages())
def test_a_plain_phrase_is_found_as_it_is_written(code: str) -> None:
    for kind, pattern in patterns(code).items():
        plain = [phrase for phrase in raw_table(code)[kind] if re.fullmatch(r"[\w ]+", phrase)]
        missing = [phrase for phrase in plain if not pattern.search(fold(phrase))]
        assert missing == [], (code, kind)


@pytest.mark.parametrize(
    ("text", "licence"),
    [
        ("CC BY-SA 4.0", "CC-BY-SA"),
        ("Creative Commons Attribution-NonCommercial-NoDerivatives 4.0", "CC-BY-NC-ND"),
        ("https://creativecommons.org/licenses/by-nc/4.0/", "CC-BY-NC"),
        ("Creative Commons Uznanie autorstwa-Na tych samych warunkach 3.0 Polska", "CC-BY-SA"),
        ("CC0 1.0", "CC0-1.0"),
        ("クリエイティブ・コモンズ 表示 4.0", "CC-BY"),
        ("Open Government Licence v3.0", "OGL-UK"),
        ("공공누리 제4유형", "KOGL-4"),
        ("Licence Ouverte / Etalab 2.0", "Etalab"),
    ],
)
def test_a_licence_is_known_by_its_names(text: str, licence: str) -> None:
    found = named_licence(fold(text))
    assert found is not None
    assert found.id == licence
