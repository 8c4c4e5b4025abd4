"""The founding table of docs/semantics.md section 3 as questions with the answers that must come.

A test holds it to the page, row by row; the demonstration fails when any answer differs.
"""

from __future__ import annotations

from dataclasses import dataclass, field

IMAGE = "image"


@dataclass(frozen=True)
class Question:
    """One row of the table: how it is labelled, what is asked, and the answer for each part (outcome and basis)."""

    label: str
    use: str
    answers: dict[str, tuple[str, str]]
    """Part → outcome and what it rests on: a clause, a statute, or an empty string for "nothing on record"."""
    purpose: str | None = "news-reporting"
    words: int | None = None
    claims: tuple[str, ...] = field(default=())


_CONSENT_TEXT = {"text": ("consent", "C1"), IMAGE: ("review", "")}


def _ai(clause: str) -> dict[str, tuple[str, str]]:
    return {"metadata": ("consent", clause), "text": ("consent", clause), IMAGE: ("review", "")}


FOUNDING = (
    Question("catalogue", "catalogue", {"metadata": ("permit", "facts")}),
    Question("personal", "personal", {"text": ("consent", "C1")}),
    Question("excerpt, 10 words", "excerpt", {"text": ("permit", "eu-dsm-15-short")}, words=10),
    Question("excerpt, 40 words", "excerpt", {"text": ("consent", "C1")}, words=40),
    Question(
        "excerpt, 40 words, claim pl-29-quotation",
        "excerpt",
        {"text": ("review", "pl-29-quotation")},
        words=40,
        claims=("pl-29-quotation",),
    ),
    *(Question(use, use, _CONSENT_TEXT) for use in ("store", "share", "republish", "adapt")),
    Question(
        "index, for internet search",
        "index",
        {"metadata": ("permit", "C7"), "text": ("permit", "C7")},
        purpose="internet-search",
    ),
    Question(
        "index, for news reporting", "index", {"metadata": ("consent", "C1"), "text": ("consent", "C1")}
    ),
    Question(
        "index, no purpose stated",
        "index",
        {"metadata": ("consent", "C1"), "text": ("consent", "C1")},
        purpose=None,
    ),
    Question("mine", "mine", _ai("C5")),
    Question("train", "train", _ai("C6")),
    Question("ground", "ground", _ai("C6")),
)
"""Asked for the consumer `newsroom`, territory PL, audience internal unless the use says otherwise."""
