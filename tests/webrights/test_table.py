"""The one table: each row says something, its sources are named, and the page that people read holds it."""

from __future__ import annotations

from pathlib import Path

from licensing.policy.odrl import read_policy
from licensing.policy.vocabulary import actions
from licensing.webrights.__main__ import markdown
from licensing.webrights.observed import Draft
from licensing.webrights.table import FAMILIES, SOURCES, TABLE, effects_of, row_of

PAGE = Path(__file__).resolve().parents[2] / "docs" / "signals.md"


def test_the_page_holds_the_table_as_it_is() -> None:
    text = PAGE.read_text(encoding="utf-8")
    _, _, rest = text.partition("<!-- table: python -m licensing.webrights -->\n")
    held, _, _ = rest.partition("<!-- end of table -->")
    assert held.strip() == markdown().strip(), "write it anew: python -m licensing.webrights"


def test_no_two_rows_speak_of_the_same_value() -> None:
    keys = [(row.family, row.name.casefold(), row.value.casefold()) for row in TABLE]
    assert len(keys) == len(set(keys))


def test_every_family_names_its_source() -> None:
    assert set(FAMILIES) == set(SOURCES)


def test_every_action_is_known_and_every_mark_means_something() -> None:
    for row in TABLE:
        assert all(actions.known(action) for action in row.actions), row
        assert row.mark in {"+", "-", "?", ""}, row
        if row.mark in {"-", "?"} and row.family != "RSL payment":
            assert row.actions, row


def test_every_row_is_a_policy_that_the_core_reads() -> None:
    for row in TABLE:
        draft = Draft("urn:t:row", "urn:rights:party:publisher")
        draft.saw("line", *(one for one in row.effects("x") if one.actions))
        document = draft.finished().document
        assert document is not None
        read_policy(document)


def test_names_and_values_are_found_in_any_case_and_others_by_the_rest() -> None:
    assert effects_of("Content-Signal", "AI-Train", "NO") == effects_of("Content-Signal", "ai-train", "no")
    unknown = row_of("Content-Signal", "ai-dream", "no")
    assert unknown is not None
    assert unknown.mark == "?"
    assert row_of("Content-Signal", "ai-train", "perhaps").mark == "?"  # type: ignore[union-attr]
    assert row_of("robots directive", "max-image-preview", "none").mark == ""  # type: ignore[union-attr]
    assert row_of("robots directive", "unheard-of") is None
