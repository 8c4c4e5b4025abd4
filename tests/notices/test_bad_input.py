"""Texts that are no proper notices: read quickly, flagged, never a permission out of confusion."""

from __future__ import annotations

import time
import tracemalloc

import pytest

from licensing.notices import read_notice, reading_data
from licensing.notices.text import MOST_CHARACTERS

PERMISSION = "This work is licensed under CC BY 4.0."
LONG = (
    "未经授权禁止转载使用本网文章" * 750_000,
    "You may not copy this without permission. " * 250_000,
    "not reproduce not use " * 450_000,
    "(" * 10_000_000,
    "a" * 10_000_000,
    "<" * 10_000_000,
    "<p>may not be copied</p>" * 400_000,
    "yayınlanamaz kopyalanamaz izinsiz " * 300_000,
    "©\n" * 5_000_000,
    "No part may be reproduced without permission.\n" * 220_000,
    "".join(f"({n}) You may not use clause {n} for training, except with consent; " for n in range(150_000)),
    "(You may not copy " * 250_000 + ")" * 250_000,
    ("(" * 200 + "You may not copy this." + ")" * 200) * 24_000,
    "<div>" * 2_000_000,
    "&copy;" * 1_700_000,
    "&#x" * 3_300_000,
    "\ufdfa" * 10_000_000,
    "a" + "\u0301" * 10_000_000,
    "\u202e" * 10_000_000,
    "\x00" * 10_000_000,
    "\ud800" * 10_000_000,
    "CC BY 4.0 " * 1_000_000,
    "CC BY." * 1_700_000,
    "License our content: buy rights.\n" * 300_000,
    "Reuse is free.\nReuse is forbidden.\n" * 280_000,
    "all rights reserved " * 500_000,
    "You may not:\n" * 800_000,
    "You may not:\n" + "- copy the articles\n" * 500_000,
    "You may,\n- copy\n" * 600_000,
)


@pytest.mark.parametrize("text", LONG, ids=lambda text: ascii(text[:12]))
def test_ten_megabytes_are_read_within_a_second_and_flagged(text: str) -> None:
    started = time.process_time()
    reading = read_notice(text)
    assert time.process_time() - started < 2  # below a second on an idle machine
    assert "too long" in reading.oddities
    assert not reading.complete
    assert len(reading.text) <= MOST_CHARACTERS
    assert "permit" not in reading.labels.values()


@pytest.mark.parametrize("text", ["", " ", "\n", "x", "©", "\u202e", "\x00", "<", "&", "�", "𝒞", "。"])
def test_next_to_nothing_says_nothing(text: str) -> None:
    assert set(read_notice(text).labels.values()) == {"silent"}
    assert reading_data(read_notice(text))


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        (PERMISSION + " \u202enoitamitsil", "marks of direction"),
        ("This work is licеnsed under CC BY 4.0.", "mixed scripts"),
        (f"<p style='display:none'>{PERMISSION}</p>", "hidden markup"),
        (f"<p><del>{PERMISSION}</del></p>", "hidden markup"),
        (PERMISSION + " x" * MOST_CHARACTERS, "too long"),
        (PERMISSION + " \ud800", "broken characters"),
    ],
)
def test_what_is_odd_takes_permissions_away_and_is_told(text: str, flag: str) -> None:
    reading = read_notice(text)
    assert flag in reading.oddities
    assert "permit" not in reading.labels.values()


def test_plain_markup_is_taken_off_and_spans_are_those_of_the_text() -> None:
    reading = read_notice(
        "<footer><p>&copy; 2024 <b>Example Ltd</b>.</p><p>All rights reserved.</p></footer>"
    )
    assert reading.labels["republish"] == "consent"
    assert reading.holder == "Example Ltd."
    assert all(reading.text[clause.start : clause.end] == clause.text for clause in reading.clauses)


def test_angle_brackets_around_a_notice_are_no_markup() -> None:
    assert read_notice("<Copyright Example Ltd. All rights reserved.>").labels["store"] == "consent"


def test_two_languages_are_both_read_and_the_stricter_counts() -> None:
    reading = read_notice("Reuse is allowed with attribution.\nNachdruck nur mit Genehmigung.")
    assert reading.labels["republish"] == "consent"
    assert "republish" in reading.unsure


@pytest.mark.parametrize(
    "text",
    [
        "Reuse is permitted.\nReuse is forbidden.",
        "You may use everything. No use of anything.",
        "Content may be reproduced freely. Reproduction is prohibited.",
        "All articles may be republished. Nothing may be republished.",
    ],
)
def test_what_contradicts_itself_permits_nothing_and_is_told(text: str) -> None:
    reading = read_notice(text)
    assert "permit" not in reading.labels.values()
    assert reading.unsure


def test_memory_stays_bounded_for_ten_megabytes() -> None:
    tracemalloc.start()
    try:
        read_notice("You may not copy this without permission. " * 250_000)
        assert tracemalloc.get_traced_memory()[1] < 40_000_000
    finally:
        tracemalloc.stop()


def test_comments_of_robots_txt_are_read() -> None:
    text = "# Automated access, crawling and text and data mining\n# are prohibited without written permission of Example Ltd."
    assert read_notice(text).labels["mine"] == "consent"


def test_the_same_text_gives_the_same_reading() -> None:
    text = "© 2024 Example Ltd. No reproduction without permission."
    assert reading_data(read_notice(text)) == reading_data(read_notice(text))
