"""What stands in a list below a line that governs it."""

from __future__ import annotations

import pytest

from licensing.notices import read_notice


@pytest.mark.parametrize(
    "text",
    [
        "You may not:\n- copy our articles\n- translate our articles\n- use our content to train AI",
        "You must not:\n(a) republish material from this website;\n(b) adapt material from this website;",
        "Es ist nicht gestattet,\n- unsere Artikel zu vervielfältigen\n- unsere Artikel zu bearbeiten",
        "Zabrania się:\n1. kopiowania treści serwisu\n2. tłumaczenia treści serwisu",
    ],
)
def test_a_ban_governs_each_item_below_it(text: str) -> None:
    labels = read_notice(text).labels
    assert "permit" not in labels.values()
    assert "deny" in labels.values()


def test_items_keep_their_own_uses() -> None:
    labels = read_notice("You may not:\n- translate our articles\n- use our content to train AI").labels
    assert labels["adapt"] == "deny"
    assert labels["train"] == "deny"
    assert labels["index"] == "silent"


def test_a_tail_about_consent_reaches_every_item() -> None:
    labels = read_notice(
        "You may not:\n- republish material from this website\n- translate material from this website\n"
        "without our prior written permission."
    ).labels
    assert (labels["republish"], labels["adapt"]) == ("consent", "consent")


def test_conditions_of_a_permission_are_no_permissions() -> None:
    labels = read_notice(
        "You may republish this article on these conditions:\n- you name the source\n- you do not sell copies"
    ).labels
    assert labels["republish"] != "permit"
    assert labels["train"] != "permit"


def test_a_list_of_a_hundred_thousand_items_permits_nothing() -> None:
    reading = read_notice("You may not:\n" + "- copy the articles\n" * 100_000)
    assert "permit" not in reading.labels.values()
    assert not reading.complete
