"""What a reading is, as values and as JSON. Pure."""

from __future__ import annotations

from dataclasses import dataclass

NORMALISATION = "NFC, one kind of line end, no control characters, trimmed; markup taken off"
"""Spans are code points of the text after this."""

EFFECTS = (
    "permit", "exception", "licence", "consent", "deny", "reserve", "offer", "doubted", "incorporates", "note",
)  # fmt: skip
"""What a clause does.  An ``exception`` permits in spite of a ban elsewhere; what is ``doubted`` reads like a permission
and is not believed; ``offer``, ``incorporates`` and ``note`` make no rule by themselves."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A span of the normalised text (end excluded) and what it does: ``effect`` is one of ``EFFECTS``.

    ``party`` is whose consent it asks for, where that is somebody else than the holder.
    """

    label: str
    start: int
    end: int
    text: str
    effect: str
    uses: tuple[str, ...] = ()
    condition: str = ""
    duties: tuple[str, ...] = ()
    subject: str = ""
    party: str = ""


@dataclass(frozen=True, slots=True)
class UseLabel:
    """permit, consent, deny or silent, with the clauses that say so."""

    label: str
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A notice as it is read.  ``unsure`` gives reasons by use, ``oddities`` what is odd about the text."""

    text: str
    language: str
    is_notice: bool
    holder: str | None
    third_parties: tuple[str, ...]
    incorporates: tuple[str, ...]
    licence: str | None
    uses: dict[str, UseLabel]
    duties: tuple[str, ...]
    clauses: tuple[Clause, ...]
    unsure: dict[str, tuple[str, ...]]
    oddities: tuple[str, ...]
    policy: dict[str, object] | None

    @property
    def labels(self) -> dict[str, str]:
        """Use → label."""
        return {use: label.label for use, label in self.uses.items()}

    @property
    def complete(self) -> bool:
        """Whether nothing is left to be read elsewhere or cut off."""
        return not self.incorporates and "too long" not in self.oddities


def reading_data(reading: Reading) -> dict[str, object]:
    """The reading as plain JSON data."""
    spans = {clause.label: [clause.start, clause.end] for clause in reading.clauses}
    return {
        "is_notice": reading.is_notice,
        "language": reading.language,
        "holder": reading.holder,
        "third_parties": list(reading.third_parties),
        "incorporates": list(reading.incorporates),
        "licence": reading.licence,
        "labels": reading.labels,
        "spans": {
            use: [spans[name] for name in label.clauses]
            for use, label in reading.uses.items()
            if label.clauses
        },
        "duties": list(reading.duties),
        "unsure": sorted(reading.unsure),
        "reasons": {use: list(reasons) for use, reasons in sorted(reading.unsure.items())},
        "flags": list(reading.oddities),
        "reading": "complete" if reading.complete else "partial",
        "clauses": [_clause(clause) for clause in reading.clauses],
        "normalisation": NORMALISATION,
        "text": reading.text,
        "policy": reading.policy,
    }


def _clause(clause: Clause) -> dict[str, object]:
    return {
        "label": clause.label, "start": clause.start, "end": clause.end, "text": clause.text, "effect": clause.effect,
        "uses": list(clause.uses), "condition": clause.condition, "duties": list(clause.duties), "subject": clause.subject,
    }  # fmt: skip
