"""From a proposed use to the questions it asks: action, audience and parts (semantics.md section 1)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache, lru_cache

from licensing.policy.model import Article, Audience, Part, PartKind, Use
from licensing.policy.terms import short_term
from licensing.policy.vocabulary import actions, purposes, regions
from licensing.policy.vocabulary.uses import STANDARD_USES

WHOLE_ARTICLE = "article"
EARLIEST_YEAR = 1900
LATEST_YEAR = 2200
EARLIEST = datetime(EARLIEST_YEAR, 1, 1, tzinfo=UTC)
LATER = datetime(LATEST_YEAR + 1, 1, 1, tzinfo=UTC)
"""What lies before a use's first moment and what no longer is one."""
MOST_WORDS = 1000
"""More words than this are not an excerpt: ask for the whole text instead."""


class UseError(ValueError):
    """The use cannot be asked for: ``field`` names what is wrong, ``code`` is stable, the text is for a person."""

    def __init__(self, field: str, code: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.code = code


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """An action as it is asked, with the narrower ones that hit it: one object stands for each."""

    action: str
    hit_by: tuple[str, ...]


reach_of = cache(Reach)
"""The one object for an action and the narrower ones: there are no more than actions and standard uses."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a use asks: the ODRL action, narrower actions that hit it too, its audience and the kinds of part."""

    action: str
    hit_by: tuple[str, ...]
    audience: Audience | None
    parts: tuple[PartKind, ...]
    reach: Reach


def resolve(use: Use) -> Asked:
    """What the use asks.  Raises UseError for an unknown or too general action and a contradicting audience."""
    return resolved(use.action, use.audience)


@lru_cache(maxsize=4096)
def resolved(named: str, audience: Audience | None) -> Asked:
    """What is asked by a standard use or an action, and an audience.  Raises UseError as ``resolve`` does."""
    standard = STANDARD_USES.get(named)
    if standard is None:
        return _raw(named, audience)
    if standard.audience and audience not in (None, standard.audience):
        raise UseError(
            "audience",
            "contradiction",
            f"The use {named} has the audience {standard.audience}; leave it out or state that.",
        )
    action, below = standard.action, standard.below
    audience = standard.audience or audience
    return Asked(action, below, audience, standard.parts, reach_of(action, below))


def _raw(named: str, audience: Audience | None) -> Asked:
    action = short_term(named)
    if not actions.known(action):
        raise UseError("use", "unknown-use", f"“{named}” is neither a standard use nor a known action.")
    if action in actions.UNASKABLE:
        raise UseError(
            "use", "too-general", f"“{action}” is too general to be asked for; name what is to be done."
        )
    narrower = tuple(a for a in actions.PARENTS if a != action and actions.includes(action, a))
    reach = reach_of(action, narrower)
    return Asked(action, narrower, audience, tuple(PartKind), reach)


def checked(use: Use) -> Use:
    """The use with its fixed audience filled in, its moments in UTC.  Raises UseError for values that no use can have."""
    use = timely(use)
    check_terms(use.purpose, use.territory)
    asked = resolved(use.action, use.audience)
    return use if asked.audience is use.audience else replace(use, audience=asked.audience)


def timely(use: Use) -> Use:
    """The use with its moments in UTC.  Raises UseError for moments and amounts that no use can have."""
    at, known_at = use.at, use.known_at
    if use.words is not None:
        _amount("words", use.words, MOST_WORDS)
    if use.characters is not None:
        _amount("characters", use.characters, 20 * MOST_WORDS)
    if known_at is at and at.tzinfo is UTC and EARLIEST_YEAR <= at.year <= LATEST_YEAR:
        return use
    if _timely(at) and _timely(known_at):
        return use
    return replace(use, at=_moment("at", at), known_at=_moment("known_at", known_at))


def _timely(moment: datetime) -> bool:
    return moment.tzinfo is UTC and EARLIEST_YEAR <= moment.year <= LATEST_YEAR


@lru_cache(maxsize=4096)
def check_terms(purpose: str | None, territory: str | None) -> None:
    """Raise UseError where the taxonomies do not have them."""
    if purpose is not None and not purposes.known(purpose):
        raise _unknown("purpose", purpose)
    if territory is not None and not regions.known(territory):
        raise _unknown("territory", territory)


def _unknown(name: str, value: str) -> UseError:
    return UseError(name, f"unknown-{name}", f"“{value}” is not a {name} of the taxonomy.")


def _moment(name: str, moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise UseError(name, "naive-time", f"{name} needs a time zone.")
    if not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
        raise UseError(name, "absurd-time", f"{name} lies outside {EARLIEST_YEAR} to {LATEST_YEAR}.")
    return moment.astimezone(UTC)


def _amount(name: str, amount: int, most: int) -> None:
    if not 1 <= amount <= most:
        raise UseError(name, "out-of-range", f"{name} must lie between 1 and {most}.")


def parts_asked(use: Use, article: Article) -> tuple[Part, ...]:
    """The parts that the use concerns.  Raises UseError where the use has no meaning for the asset (API: 422)."""
    return parts_named(use, resolve(use).parts, article)


def parts_named(use: Use, kinds: tuple[PartKind, ...], article: Article) -> tuple[Part, ...]:
    """The parts of these kinds that the use concerns.  Raises UseError as ``parts_asked`` does."""
    asset = use.asset
    if asset == WHOLE_ARTICLE:
        chosen = tuple(part for part in article.parts if part.kind in kinds)
        if not chosen:
            raise UseError(
                "asset", "not-applicable", f"The use {use.action} concerns no part of this article."
            )
        return chosen
    for part in article.parts:
        if part.id == asset:
            if part.kind not in kinds:
                raise UseError(
                    "asset", "not-applicable", f"The use {use.action} does not apply to {part.kind.value}."
                )
            return (part,)
    raise UseError("asset", "no-such-part", "The article has no such part.")
