from __future__ import annotations

from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text import (
    count_words,
    cut_words,
    digest,
    measure,
    normalise,
    one_line,
    prefix_characters,
    words,
)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        (" \n\u00a0\u3000", 0),
        ("one", 1),
        ("two words", 2),
        ("no\u00a0break\u2003space\u200bhere", 4),
        ("South Korea's Deputy Minister of Foreign Affairs, Kim Hong Gyun,", 10),
        ("a — dash", 3),
        ("日本語", 3),
        ("日本語、です。", 5),
        ("「日本」", 2),
        ("한국어 기사", 5),
        ("ข่าว", 4),
        ("ABC日本DEF", 4),
        ("twelve-chars", 1),
        ("thirteenchars", 2),
        ("x" * 120, 10),
        ("https://example.org/a/very/long/address", 4),
        ("。" * 24, 2),
    ],
)
def test_words_are_counted_as_the_semantics_define_them(text: str, count: int) -> None:
    assert count_words(text) == count


def test_a_passage_is_verbatim_and_keeps_the_white_space_inside() -> None:
    assert cut_words("  one\n\n two   three four", 1, 2) == "two   three"


def test_a_passage_beyond_the_end_is_empty() -> None:
    assert cut_words("one two", 2, 5) == ""


def test_a_passage_never_takes_a_long_token_that_exceeds_it() -> None:
    assert cut_words("one " + "x" * 24 + " two", 0, 2) == "one"


def test_a_passage_that_begins_inside_a_long_token_leaves_it_out() -> None:
    assert cut_words("x" * 24 + " two", 1, 5) == "two"


@pytest.mark.parametrize(("start", "count"), [(-1, 1), (0, -1)])
def test_a_passage_before_the_beginning_or_of_negative_length_is_an_error(start: int, count: int) -> None:
    with pytest.raises(ValueError, match="passage"):
        cut_words("one two", start, count)


def test_characters_of_the_first_words_are_told_for_each_number_of_words() -> None:
    assert prefix_characters("one two " + "x" * 24 + " three", 10) == (3, 7, 7, 32, 38)
    assert prefix_characters("one two", 1) == (3,)


def test_normalising_keeps_the_white_space_inside_and_drops_controls() -> None:
    assert normalise("  a\r\nb \u00a0c\x00\x07 ") == "a\nb \u00a0c"
    assert normalise("e\u0301") == "é"


def test_one_line_is_one_line() -> None:
    assert one_line(" a\n b\u00a0\tc ") == "a b c"


def test_a_digest_is_of_the_utf_8_bytes() -> None:
    assert digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


_TEXTS = st.text(
    st.sampled_from(["a", "B", "7", " ", "\n", "日", "한", "ก", "。", "-", "\u0301"]), max_size=80
)


@given(_TEXTS, st.integers(0, 40), st.integers(0, 40))
def test_no_passage_is_ever_longer_than_asked_for(text: str, start: int, count: int) -> None:
    passage = cut_words(text, start, count)
    assert passage in text
    assert count_words(passage) <= count


@given(_TEXTS)
def test_every_token_weighs_at_least_a_twelfth_of_its_length(text: str) -> None:
    for token in text.split():
        assert count_words(token) * 12 >= len(token)


@given(_TEXTS)
def test_words_stand_in_order_and_do_not_overlap(text: str) -> None:
    found = words(text)
    assert all(word.weight >= 1 and word.start < word.end for word in found)
    assert all(before.end <= after.start for before, after in pairwise(found))


@given(_TEXTS.map(normalise), st.integers(0, 40))
def test_characters_of_a_prefix_are_those_of_the_passage(text: str, count: int) -> None:
    lengths = prefix_characters(text, count)
    for number, length in enumerate(lengths, start=1):
        assert len(cut_words(text, 0, number)) == length


_ANY_TEXTS = st.text(
    st.one_of(
        st.sampled_from("a\u0142\u00df9.-/\u2014\u200b\u00a0\u0085\u001c\u2028\u3000 \n日"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=200,
)


@given(_ANY_TEXTS)
def test_the_quick_count_is_that_of_the_words(text: str) -> None:
    assert count_words(text) == sum(word.weight for word in words(text))


@given(_ANY_TEXTS, st.integers(0, 40))
def test_the_quick_prefix_is_that_of_the_words(text: str, count: int) -> None:
    ends = [end for word in words(text) for end in [None] * (word.weight - 1) + [word.end]]
    filled = list(accumulate(ends, lambda before, end: before if end is None else end, initial=0))[1:]
    whole = [n for n in accumulate((word.weight for word in words(text)), initial=0) if n <= count]
    assert prefix_characters(text, count) == tuple(filled[: whole[-1]])


@given(_ANY_TEXTS, st.integers(0, 40))
def test_measuring_is_counting_and_prefixing(text: str, count: int) -> None:
    assert measure(text, count) == (count_words(text), prefix_characters(text, count))


def test_a_token_longer_than_the_table_weighs_its_twelfths() -> None:
    assert count_words("x" * 12_000 + " y") == 1001


@given(_ANY_TEXTS)
def test_normalising_drops_every_control_character_but_tabs_and_line_ends(text: str) -> None:
    kept = set(normalise(text + "\x00\x1f\x7f\x0b a"))
    assert kept.isdisjoint(map(chr, [*range(9), 11, 12, 13, *range(14, 32), 127]))


_LONG = st.lists(
    st.sampled_from(
        ["a", "ł" * 12, "b" * 13, "é" * 24, "c" * 25, "d" * 26, "—", "e\u2003f", "g\u200bh", "i\u00a0j"]
    )
)


@given(_LONG, st.sampled_from([" ", "  ", "\n", "\t\x1c", "\u3000"]))
def test_long_and_oddly_spaced_tokens_are_counted_as_words_are(tokens: list[str], space: str) -> None:
    text = space.join(tokens)
    assert count_words(text) == sum(word.weight for word in words(text))
