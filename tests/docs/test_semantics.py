"""The tables of docs/semantics.md and the picture of the flow say what the code has."""

from __future__ import annotations

import re
from pathlib import Path

from licensing.policy.model import Audience, Outcome, PartKind, PolicyKind
from licensing.policy.vocabulary.uses import STANDARD_USES
from scripts import draw_flow, house_plan

PAGE = Path(__file__).resolve().parents[2] / "docs" / "semantics.md"
TEXT = PAGE.read_text(encoding="utf-8")
PROSE = " ".join(TEXT.split())
PARTS = {"metadata": PartKind.METADATA, "text": PartKind.TEXT, "images": PartKind.IMAGE}


def table(first_column: str) -> dict[str, list[str]]:
    rows = TEXT[TEXT.index(f"| {first_column} |") :].partition("\n\n")[0].splitlines()[2:]
    cells = ([cell.strip() for cell in row.strip("|").split("|")] for row in rows)
    return {row[0].strip("`"): row[1:] for row in cells}


def test_the_standard_uses_are_those_of_the_page_in_its_order() -> None:
    assert list(table("use")) == list(STANDARD_USES)


def test_each_standard_use_names_the_action_of_the_page() -> None:
    for name, (_, actions, _) in table("use").items():
        use = STANDARD_USES[name]
        assert f"`{use.action}`" in actions, name
        assert (f"audience {use.audience}" in actions) == (use.audience is not None), name


def test_each_standard_use_concerns_the_parts_of_the_page() -> None:
    for name, (_, _, parts) in table("use").items():
        assert {PARTS[part.strip()] for part in parts.split(",")} == set(STANDARD_USES[name].parts), name


def test_the_kinds_of_policy_are_those_of_the_page() -> None:
    assert list(table("kind")) == list(PolicyKind)


def test_the_outcomes_have_the_order_of_the_page() -> None:
    strictness = " > ".join(sorted(Outcome, key=lambda outcome: -Outcome(outcome).strictness))
    assert f"Strictness: {strictness}." in PROSE


def test_the_audiences_have_the_order_of_the_page() -> None:
    assert " < ".join(f"`{audience}`" for audience in Audience) in PROSE


def test_the_truth_table_of_the_page_is_the_one_that_is_walked() -> None:
    rows = house_plan.truth_table()
    assert [row.number for row in rows] == [1, 2, 3, 4, 5, 6]
    assert [row.function for row in rows] == [
        "suspensions",
        "house_rules",
        "agreements",
        "statutes",
        "published",
        "published",
    ]
    assert re.search(r"\| 6 \| nothing above answered", TEXT)


def test_the_picture_of_the_flow_is_drawn_from_the_code_as_it_is() -> None:
    assert house_plan.outcomes() == tuple(Outcome)
    current = draw_flow.FILE.read_text(encoding="utf-8")
    assert current == draw_flow.draw().render(), (
        "docs/images/flow.svg is out of date: python -m scripts.draw_flow"
    )
