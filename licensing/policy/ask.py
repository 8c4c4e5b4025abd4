"""From a proposed use to the questions it asks: action, audience and parts (semantics.md section 1)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC

from licensing.policy.model import Article, Audience, Part, PartKind, Use
from licensing.policy.terms import short_term
from licensing.policy.vocabulary import actions, purposes, regions
from licensing.policy.vocabulary.uses import STANDARD_USES

WHOLE_ARTICLE = "article"
EARLIEST_YEAR = 1900
LATEST_YEAR = 2200
MOST_WORDS = 1000
"""More words than this are not an excerpt: ask for the whole text instead."""


class UseError(ValueError):
    """The use cannot be asked for: ``field`` names what is wrong, ``code`` is stable, the text is for a person."""

    def __init__(self, field: str, code: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.code = code


@dataclass(frozen=True, slots=True)
class Asked:
    """What a use asks: the ODRL action, narrower actions that hit it too, its audience and the kinds of part."""

    action: str
    hit_by: tuple[str, ...]
    audience: Audience | None
    parts: tuple[PartKind, ...]
    quotation: bool


def resolve(use: Use) -> Asked:
    """What the use asks.  Raises UseError for an unknown or too general action and a contradicting audience."""
    standard = STANDARD_USES.get(use.action)
    if standard is None:
        return _raw(use)
    if standard.audience and use.audience not in (None, standard.audience):
        raise UseError(
            "audience",
            "contradiction",
            f"The use {use.action} has the audience {standard.audience}; leave it out or state that.",
        )
    return Asked(
        standard.action, standard.below, standard.audience or use.audience, standard.parts, standard.quotation
    )


def _raw(use: Use) -> Asked:
    action = short_term(use.action)
    if not actions.known(action):
        raise UseError("use", "unknown-use", f"“{use.action}” is neither a standard use nor a known action.")
    if action in actions.UNASKABLE:
        raise UseError(
            "use", "too-general", f"“{action}” is too general to be asked for; name what is to be done."
        )
    narrower = tuple(a for a in actions.PARENTS if a != action and actions.includes(action, a))
    return Asked(action, narrower, use.audience, tuple(PartKind), quotation=action == "extract")


def checked(use: Use) -> Use:
    """The use with its fixed audience filled in, its moments in UTC.  Raises UseError for values that no use can have."""
    for name, moment in (("at", use.at), ("known_at", use.known_at)):
        if moment.tzinfo is None:
            raise UseError(name, "naive-time", f"{name} needs a time zone.")
        if not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
            raise UseError(name, "absurd-time", f"{name} lies outside {EARLIEST_YEAR} to {LATEST_YEAR}.")
    _known("purpose", use.purpose, purposes.known(use.purpose) if use.purpose is not None else True)
    _known("territory", use.territory, regions.known(use.territory) if use.territory is not None else True)
    for field, amount, most in (
        ("words", use.words, MOST_WORDS),
        ("characters", use.characters, 20 * MOST_WORDS),
    ):
        if amount is not None and not 1 <= amount <= most:
            raise UseError(field, "out-of-range", f"{field} must lie between 1 and {most}.")
    at, known_at = use.at.astimezone(UTC), use.known_at.astimezone(UTC)
    return replace(use, at=at, known_at=known_at, audience=resolve(use).audience)


def _known(field: str, value: str | None, known: bool) -> None:  # noqa: FBT001
    if not known:
        raise UseError(field, f"unknown-{field}", f"“{value}” is not a {field} of the taxonomy.")


def parts_asked(use: Use, article: Article) -> tuple[Part, ...]:
    """The parts that the use concerns.  Raises UseError where the use has no meaning for the asset (API: 422)."""
    kinds = resolve(use).parts
    if use.asset == WHOLE_ARTICLE:
        chosen = tuple(part for part in article.parts if part.kind in kinds)
        if not chosen:
            raise UseError(
                "asset", "not-applicable", f"The use {use.action} concerns no part of this article."
            )
        return chosen
    named = next((part for part in article.parts if part.id == use.asset), None)
    if named is None:
        raise UseError("asset", "no-such-part", "The article has no such part.")
    if named.kind not in kinds:
        raise UseError(
            "asset", "not-applicable", f"The use {use.action} does not apply to {named.kind.value}."
        )
    return (named,)
