"""Licences that a notice names, and what only compares them."""

from __future__ import annotations

import pytest

from licensing.notices import read_notice


@pytest.mark.parametrize(
    "text",
    [
        "Creative Commons licence, CC 4.0 BY-NC-ND",
        "Licensed under CC BY-NC-ND 4.0. Any use other than as authorized under this license is prohibited.",
        "Text: CC BY 4.0, photos: CC BY-NC-ND 4.0.",
        "This work is licensed under CC BY 4.0:\n- NonCommercial\n- NoDerivatives",
    ],
)
def test_no_condition_of_a_licence_is_lost(text: str) -> None:
    reading = read_notice(text)
    assert reading.licence == "CC-BY-NC-ND"
    assert reading.labels["republish"] == "permit"
    assert reading.labels["adapt"] == "deny"
    assert "noncommercial" in reading.duties


@pytest.mark.parametrize(
    "text",
    [
        "Unlike CC0, CC BY demands attribution.",
        "A diferencia de CC0, CC BY exige atribución.",
        "CC0 > CC BY > CC BY-SA",
        "CC BY vs CC0: which one?",
        "CC0 = public domain",
    ],
)
def test_a_comparison_of_licences_is_none(text: str) -> None:
    reading = read_notice(text)
    assert reading.licence is None
    assert "permit" not in reading.labels.values()


def test_a_dedication_may_name_the_public_domain_beside_its_licence() -> None:
    assert read_notice("CC0 / Public Domain").licence == "CC0-1.0"
