"""What is left of a question, as an expression over the columns of `archive.Article` (semantics.md section 3).

- PostgreSQL's three values are those of `licensing.policy.partial`: a missing column is NULL, so that no test of it holds.
- An article that has to be decided by itself gives NULL, never an outcome; so does one that no branch speaks of.
"""

from __future__ import annotations

from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import BooleanField, Case, CharField, F, Func, Q, TextField, Value, When
from django.db.models.functions import Collate, Lower, NullIf
from django.db.models.lookups import (
    Exact,
    GreaterThan,
    GreaterThanOrEqual,
    In,
    IsNull,
    LessThan,
    LessThanOrEqual,
)

from licensing.policy.model import Outcome
from licensing.policy.partial import (
    And,
    Between,
    Column,
    Each,
    Missing,
    Not,
    OneOf,
    Or,
    Residual,
    Under,
    when,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models.expressions import Combinable

    from licensing.policy.partial import Predicate

_TEXT = TextField()
PATH_OF_ADDRESS = r"^[^:/?#]+://[^/?#]*([^?#]*)"
READERS_DROP = "\t\r\n"


def outcome_case(residual: Residual) -> Case | Value:
    """Return the outcome as text, or NULL where an article has to be decided by itself."""
    if isinstance(residual, Outcome):
        return Value(residual.value, output_field=CharField())
    if isinstance(residual, Each):
        return Value(None, output_field=CharField())
    branches = [When(condition(branch.when), then=outcome_case(branch.then)) for branch in residual.branches]
    return Case(*branches, default=Value(None), output_field=CharField())


def where(residual: Residual, outcome: Outcome | None) -> Q:
    """Return the filter for the articles with this outcome; None: those that have to be decided by themselves."""
    return condition(when(residual, outcome))


def condition(predicate: Predicate) -> Q:
    """Return a predicate as a condition."""
    match predicate:
        case And(of):
            return reduce(and_, map(condition, of), Q(Value(value=True)))
        case Or(of):
            return reduce(or_, map(condition, of), Q(Value(value=False)))
        case Not(of):
            return ~condition(of)
        case Missing(column):
            return Q(IsNull(_EXPRESSIONS[column](), True))  # noqa: FBT003 - the lookup's signature
        case OneOf():
            return _one_of(predicate)
        case Under():
            return _under(predicate)
        case Between():
            return _between(predicate)


# --- columns ---------------------------------------------------------------------------------------------------------


def _language() -> Combinable:
    """Compare tags without case, in ASCII alone, whatever the locale of the database."""
    return NullIf(Lower(Collate("language", "C")), Value(""))


def _path() -> Combinable:
    """Cut the path out of the address, as `urlsplit` does; no path is the root."""
    address = Func(F("address"), Value(READERS_DROP), Value(""), function="translate", output_field=_TEXT)
    found = Func(address, Value(PATH_OF_ADDRESS), function="substring", output_field=_TEXT)
    return Func(NullIf(found, Value("")), Value("/"), function="coalesce", output_field=_TEXT)


_EXPRESSIONS: dict[Column, Callable[[], Any]] = {
    Column.ARTICLE: lambda: F("id"),
    Column.PUBLISHER: lambda: F("source__publisher__identifier"),
    Column.SITE: lambda: F("source__domain"),
    Column.PATH: _path,
    Column.SECTION: lambda: NullIf(F("section"), Value("")),
    Column.LANGUAGE: _language,
    Column.PUBLISHED: lambda: F("date_published"),
    Column.CAPTURED: lambda: F("captured_at"),
}


# --- tests -----------------------------------------------------------------------------------------------------------


def _one_of(test: OneOf) -> Q:
    expression = _EXPRESSIONS[test.column]()
    values = [found for value in test.values if (found := _storable(test.column, value)) is not None]
    if not values:
        # false where there is a value, unknown where there is none
        return Q(IsNull(expression, True), _unknown())  # noqa: FBT003 - the lookup's signature
    return Q(Exact(expression, values[0])) if len(values) == 1 else Q(In(expression, values))


def _unknown() -> Exact:
    return Exact(Value(None, output_field=_TEXT), Value("", output_field=_TEXT))


def _storable(column: Column, value: str) -> str | UUID | None:
    """Return a value as the column may hold it, or None for what PostgreSQL can't hold at all."""
    if column is Column.ARTICLE:
        return _uuid(value)
    return None if "\0" in value or not _is_unicode(value) else value


def _uuid(value: str) -> UUID | None:
    try:
        found = UUID(value)
    except ValueError:
        return None
    return found if str(found) == value else None


def _is_unicode(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _under(test: Under) -> Q:
    bare, mark = (test.prefix, "-") if test.column is Column.LANGUAGE else (test.prefix.rstrip("/"), "/")
    expression = _EXPRESSIONS[test.column]()
    if _storable(test.column, bare) is None:
        return _one_of(OneOf(test.column, ()))
    begins = Func(expression, Value(bare + mark), function="starts_with", output_field=BooleanField())
    return Q(Exact(expression, bare)) | Q(Exact(begins, Value(value=True)))


def _between(test: Between) -> Q:
    moment = _EXPRESSIONS[test.column]()
    bounds: list[Q] = []
    if test.low is not None:
        bounds.append(Q((GreaterThanOrEqual if test.low_included else GreaterThan)(moment, test.low)))
    if test.high is not None:
        bounds.append(Q((LessThanOrEqual if test.high_included else LessThan)(moment, test.high)))
    return reduce(and_, bounds, Q()) if bounds else Q(Exact(moment, moment))
