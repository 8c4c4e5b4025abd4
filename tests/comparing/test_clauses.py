"""What became of each clause."""

from __future__ import annotations

from licensing.comparing import ClauseTold, Fate, clause_changes

CONSENT = ClauseTold(
    "C1", "Copying needs the prior written consent of the publisher.", ("prohibition reproduce",)
)
SEARCH = ClauseTold("C2", "Search engines may index the pages.", ("permission index",))


def fates(old: tuple[ClauseTold, ...], new: tuple[ClauseTold, ...]) -> list[tuple[Fate, str, str]]:
    return [
        (one.fate, one.old.label if one.old else "", one.new.label if one.new else "")
        for one in clause_changes(old, new)
    ]


def test_a_clause_with_the_same_words_and_effect_is_the_same() -> None:
    assert fates((CONSENT, SEARCH), (CONSENT, SEARCH)) == [(Fate.SAME, "C1", "C1"), (Fate.SAME, "C2", "C2")]


def test_the_same_words_under_another_label_are_relabelled() -> None:
    moved = ClauseTold("C9", SEARCH.text, SEARCH.effects)
    assert fates((CONSENT, SEARCH), (moved, CONSENT)) == [
        (Fate.RELABELLED, "C2", "C9"),
        (Fate.SAME, "C1", "C1"),
    ]


def test_the_same_words_read_differently_have_another_effect() -> None:
    read_anew = ClauseTold("C2", SEARCH.text, ("prohibition index",))
    assert fates((SEARCH,), (read_anew,)) == [(Fate.EFFECT, "C2", "C2")]


def test_a_reworded_clause_stands_beside_the_one_that_it_was() -> None:
    reworded = ClauseTold("C1", "Copying needs the prior consent of the publisher.", CONSENT.effects)
    assert fates((CONSENT, SEARCH), (reworded, SEARCH)) == [
        (Fate.REWORDED, "C1", "C1"),
        (Fate.SAME, "C2", "C2"),
    ]


def test_a_clause_that_went_and_one_that_came_are_told_apart() -> None:
    new = ClauseTold("C3", "Text and data mining is reserved.", ("prohibition ra:mine",))
    assert fates((CONSENT, SEARCH), (CONSENT, new)) == [
        (Fate.SAME, "C1", "C1"),
        (Fate.NEW, "", "C3"),
        (Fate.GONE, "C2", ""),
    ]


def test_two_clauses_with_equal_words_are_each_matched_once() -> None:
    twice = ClauseTold("C5", SEARCH.text, SEARCH.effects)
    assert fates((SEARCH,), (SEARCH, twice)) == [(Fate.SAME, "C2", "C2"), (Fate.NEW, "", "C5")]
