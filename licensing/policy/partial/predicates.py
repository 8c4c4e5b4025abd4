"""Predicates over the columns of an article: a small expression tree, three-valued like the logic of SQL.

A test of a column without a value is unknown, so is its negation, and what is unknown does not hold.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from licensing.policy.constraints import Truth, every, negated, some
from licensing.policy.model import Article
from licensing.policy.scopes import path_within


class Column(StrEnum):
    """What rules and scopes can tell articles apart by."""

    ARTICLE = "article"
    PUBLISHER = "publisher"
    SITE = "site"
    PATH = "path"
    SECTION = "section"
    LANGUAGE = "language"
    PUBLISHED = "published"
    CAPTURED = "captured"


@dataclass(frozen=True, slots=True)
class OneOf:
    """The column's value is one of these; a language tag is compared in its normal form."""

    column: Column
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Under:
    """The value lies at or below ``prefix``: whole segments of a path, whole subtags of a language."""

    column: Column
    prefix: str


@dataclass(frozen=True, slots=True)
class Between:
    """The moment lies between two bounds; None is open, ``low_included`` and ``high_included`` close a bound."""

    column: Column
    low: datetime | None = None
    high: datetime | None = None
    low_included: bool = False
    high_included: bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    """The column has no value; always known."""

    column: Column


@dataclass(frozen=True, slots=True)
class Not:
    """Kleene *not*."""

    of: Predicate


@dataclass(frozen=True, slots=True)
class And:
    """Kleene *and*; of nothing it always holds."""

    of: tuple[Predicate, ...] = ()


@dataclass(frozen=True, slots=True)
class Or:
    """Kleene *or*; of nothing it never holds."""

    of: tuple[Predicate, ...] = ()


Predicate = OneOf | Under | Between | Missing | Not | And | Or
ALWAYS = And()
NEVER = Or()


def both(left: Predicate, right: Predicate) -> Predicate:
    """The conjunction, without needless nesting."""
    return _joined(And, left, right, neutral=ALWAYS, absorbing=NEVER)


def either(left: Predicate, right: Predicate) -> Predicate:
    """The disjunction, without needless nesting."""
    return _joined(Or, left, right, neutral=NEVER, absorbing=ALWAYS)


def _joined(
    made: type[And | Or], left: Predicate, right: Predicate, *, neutral: Predicate, absorbing: Predicate
) -> Predicate:
    if absorbing in (left, right):
        return absorbing
    sides = [one for one in (left, right) if one != neutral]
    flat = [inner for one in sides for inner in (one.of if isinstance(one, made) else (one,))]
    return flat[0] if len(flat) == 1 else made(tuple(flat))


# --- values ----------------------------------------------------------------------------------------------------------


def language_tag(tag: str) -> str:
    """A language tag in the form in which tags are compared."""
    return tag.casefold().replace("_", "-")


_READ: dict[Column, Callable[[Article], str | datetime | None]] = {
    Column.ARTICLE: lambda article: article.id,
    Column.PUBLISHER: lambda article: article.publisher,
    Column.SITE: lambda article: article.site,
    Column.PATH: lambda article: article.path,
    Column.SECTION: lambda article: article.section or None,
    Column.LANGUAGE: lambda article: language_tag(article.language) or None,
    Column.PUBLISHED: lambda article: article.published_at,
    Column.CAPTURED: lambda article: article.captured_at,
}
"""Column → its value, None where it is missing: an empty section or language says nothing."""


def holds(predicate: Predicate, article: Article) -> Truth:
    """Whether a predicate holds of an article; None where a column that it needs has no value."""
    match predicate:
        case And(of):
            return every([holds(one, article) for one in of])
        case Or(of):
            return some([holds(one, article) for one in of])
        case Not(of):
            return negated(holds(of, article))
        case Missing(column):
            return _READ[column](article) is None
    value = _READ[predicate.column](article)
    return None if value is None else _tested(predicate, value)


def _tested(predicate: OneOf | Under | Between, value: str | datetime) -> bool:
    if isinstance(predicate, Between):
        return isinstance(value, datetime) and _between(predicate, value)
    if isinstance(predicate, OneOf):
        return value in predicate.values
    return is_under(predicate, str(value))


def is_under(tree: Under, value: str) -> bool:
    """Whether a value lies at or below the prefix of a tree."""
    if tree.column is Column.LANGUAGE:
        return f"{value}-".startswith(f"{tree.prefix}-")
    return path_within(value, tree.prefix)


def _between(predicate: Between, value: datetime) -> bool:
    low, high = predicate.low, predicate.high
    above = low is None or value > low or (predicate.low_included and value == low)
    below = high is None or value < high or (predicate.high_included and value == high)
    return above and below
