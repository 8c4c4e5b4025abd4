"""What a clause of a notice does: its effect, its uses, its conditions and duties. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from licensing.notices.sentence import Sentence

DUTIES = {
    "attribution": "attribution",
    "linkback": "link",
    "keepnotice": "notice",
    "notify": "notify",
    "paid": "payment",
    "payment": "payment",
}
"""Duties by the kind of word that names them."""


class Effect(StrEnum):
    """What a clause does."""

    PERMIT = "permit"
    CONSENT = "consent"
    DENY = "deny"
    RESERVE = "reserve"
    OFFER = "offer"
    LICENCE = "licence"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Statement:
    """One clause: span of the view, effect, uses (True: by name; False: by a general word), conditions and duties.

    ``exception`` tells that a permission is one from a ban, ``implied`` that it only follows from a duty ("a link is
    obligatory when materials are used"); ``doubts`` are (use, reason).
    """

    start: int
    end: int
    effect: Effect
    uses: dict[str, bool] = field(default_factory=dict)
    condition: str = ""
    duties: tuple[str, ...] = ()
    exception: bool = False
    subject: str = ""
    doubts: tuple[tuple[str, str], ...] = ()
    implied: bool = False


def statement(sentence: Sentence, effect: Effect, uses: dict[str, bool], **more: object) -> Statement:
    """A statement over a whole sentence."""
    return Statement(sentence.start, sentence.end, effect, uses, subject=subject_of(sentence), **more)  # type: ignore[arg-type]


def subject_of(sentence: Sentence) -> str:
    """Of which part of the content alone a sentence speaks: "images", "code" or, of all of it, ""."""
    if not sentence.depicts_only():
        return ""
    return "images" if sentence.has("images") else "code" if sentence.has("code") else ""
