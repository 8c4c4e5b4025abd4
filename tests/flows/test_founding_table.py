"""The table that the demonstration is held to is the one of docs/semantics.md, cell by cell."""

from __future__ import annotations

import re
from pathlib import Path

from config.demo.table import FOUNDING, IMAGE

PAGE = Path(__file__).resolve().parents[2] / "docs" / "semantics.md"
COLUMNS = ("metadata", "text", IMAGE)

# how the page words a row → labels of the questions it stands for
ROWS = {
    "catalogue": ["catalogue"],
    "personal": ["personal"],
    "excerpt, up to 10 words": ["excerpt, 10 words"],
    "excerpt, 40 words": ["excerpt, 40 words"],
    "store, share, republish, adapt": ["store", "share", "republish", "adapt"],
    "index, purpose internet search": ["index, for internet search"],
    "index, purpose news reporting, or missing": ["index, for news reporting", "index, no purpose stated"],
    "mine": ["mine"],
    "train, ground": ["train", "ground"],
}
BASES = {"very short extract": "eu-dsm-15-short", "nothing on record from the credited holders": ""}


def page_rows() -> dict[str, list[str]]:
    section = PAGE.read_text(encoding="utf-8").split("### The founding example")[1]
    lines = [line for line in section.splitlines() if line.startswith("|")][2:]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {row[0]: row[1:] for row in rows}


def cell(text: str) -> tuple[str, str]:
    found = re.match(r"(\w+)(?: \(([^;)]+))?", text)
    assert found, text
    basis = found.group(2) or ""
    return found.group(1), BASES.get(basis, basis)


def test_every_row_of_the_page_is_asked_and_nothing_else_but_the_claim() -> None:
    assert set(page_rows()) == set(ROWS)
    asked = [label for labels in ROWS.values() for label in labels]
    assert sorted([*asked, "excerpt, 40 words, claim pl-29-quotation"]) == sorted(q.label for q in FOUNDING)


def test_every_cell_of_the_page_is_the_answer_that_is_expected() -> None:
    questions = {question.label: question for question in FOUNDING}
    for row, cells in page_rows().items():
        for label in ROWS[row]:
            wanted = {part: cell(text) for part, text in zip(COLUMNS, cells, strict=True) if text}
            found = questions[label].answers
            if row in {"mine", "train, ground"}:  # the page gives the reason for images in the rows above
                wanted[IMAGE] = (wanted[IMAGE][0], "")
            assert found == wanted, label


def test_the_claimed_quotation_stands_in_the_row_of_forty_words() -> None:
    text = page_rows()["excerpt, 40 words"][1]
    assert "with claim `pl-29-quotation` not yet approved: review" in text
    claimed = next(question for question in FOUNDING if question.claims)
    assert claimed.answers["text"] == ("review", "pl-29-quotation")
