"""Which words went and which came."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from licensing.comparing import Run, inline, side_by_side
from licensing.comparing.shortest import changes


def told(old: str, new: str) -> str:
    marks = {Run.SAME: "{}", Run.GONE: "[-{}-]", Run.NEW: "{{+{}+}}"}
    return "".join(marks[piece.run].format(piece.text) for piece in inline(old, new))


def test_a_word_that_came_is_marked_and_the_rest_is_not() -> None:
    assert told("Use is prohibited.", "Any use is prohibited.") == "[-Use-]{+Any use+} is prohibited."


def test_a_condition_that_went_is_marked() -> None:
    assert (
        told("Copying without consent is prohibited.", "Copying is prohibited.")
        == "Copying [-without consent -]is prohibited."
    )


def test_scripts_without_blanks_are_told_by_characters() -> None:
    assert told("禁止转载", "允许转载") == "[-禁止-]{+允许+}转载"


def test_only_the_paragraph_that_changed_is_told_side_by_side_as_changed() -> None:
    lines = side_by_side("One.\n\nTwo here.\n\nThree.", "One.\n\nTwo there.\n\nThree.")
    assert [line.changed for line in lines] == [False, True, False]


def test_texts_without_anything_in_common_are_told_as_replaced() -> None:
    old, new = " ".join(f"a{n}" for n in range(3000)), " ".join(f"b{n}" for n in range(3000))
    runs = [piece.run for piece in inline(old, new)]
    assert runs[0] in {Run.GONE, Run.NEW}
    assert "".join(piece.text for piece in inline(old, new) if piece.run is not Run.NEW) == old


words = st.text(alphabet=" \nabc.żß字", max_size=60)


@given(words, words)
def test_what_is_not_new_is_the_old_text_and_what_is_not_gone_the_new_one(old: str, new: str) -> None:
    pieces = inline(old, new)
    assert "".join(piece.text for piece in pieces if piece.run is not Run.NEW) == old
    assert "".join(piece.text for piece in pieces if piece.run is not Run.GONE) == new
    lines = side_by_side(old, new)
    assert "".join(piece.text for line in lines for piece in line.old) == old
    assert "".join(piece.text for line in lines for piece in line.new) == new


@given(st.lists(st.integers(0, 3), max_size=25), st.lists(st.integers(0, 3), max_size=25), st.integers(0, 60))
def test_the_stretches_turn_the_old_sequence_into_the_new_one(
    old: list[int], new: list[int], most: int
) -> None:
    made: list[int] = []
    place = 0
    for x_start, x_end, y_start, y_end in changes(old, new, most):
        made += old[place:x_start] + new[y_start:y_end]
        assert (x_end, y_end) != (x_start, y_start)
        place = x_end
    assert made + old[place:] == new
