"""One question of every article at once (partial evaluation).

A template is a question whose article stands for many: columns that are ``free`` differ between them, all else is as
given.  Its result says of every one of them what ``decide`` says, or that it has to be asked by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import prod

from licensing.policy.ask import Asked, Reach, checked, resolve
from licensing.policy.constraints import match_constraint
from licensing.policy.decide import outcome_of
from licensing.policy.model import (
    Article,
    Facts,
    Holder,
    OnRecord,
    Part,
    PartKind,
    Rule,
    RuleType,
    Scope,
    ScopeKind,
    Suspension,
    Use,
)
from licensing.policy.partial.classes import Cell, cells, united
from licensing.policy.partial.mentions import (
    OPERAND_COLUMNS,
    Mentions,
    NotExpressibleError,
    mention_scope,
    mentioned_by,
)
from licensing.policy.partial.predicates import Column
from licensing.policy.partial.residual import Branch, Each, Residual, Split
from licensing.policy.scopes import scope_matches
from licensing.policy.values import Question
from licensing.policy.vocabulary import actions

Open = tuple[Column, list[list[Cell]], tuple[Cell, ...]]
"""A column that is open: its classes, those together that no rule tells apart, and all of them in their order."""

_TESTED = frozenset(OPERAND_COLUMNS.values())

MOST_CELLS = 4096
"""More classes of articles than this are not gone through: each article is then asked by itself."""


@dataclass(frozen=True, slots=True)
class Captured:
    """The terms and signals that were in force for what was captured from ``start`` until the next such moment."""

    start: datetime
    records: tuple[OnRecord, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """A question of many articles at once.

    - ``facts.article`` gives the columns that are not ``free`` and the parts with their holders.  A scope that names its
      ``id`` means whichever article is asked about.
    - ``captured`` takes the place of ``facts.at_capture`` where it is not empty, the earliest first.
    - ``suspended`` are suspensions with the site, publisher or article that they stop.
    - Words released before and articles already counted are as ``facts`` say for all of them.
    """

    use: Use
    facts: Facts
    free: frozenset[Column] = frozenset(Column)
    captured: tuple[Captured, ...] = ()
    suspended: tuple[tuple[Scope, Suspension], ...] = ()


def partial(template: Template) -> Residual:
    """The outcome for every article that the template stands for.  Raises UseError as ``decide`` does."""
    template = replace(template, use=checked(template.use))
    try:
        found = mentions_of(template, resolve(template.use))
    except NotExpressibleError as error:
        return Each(str(error))
    columns = [
        _column(column, found, template)
        for column in Column
        if column in template.free and found.values[column]
    ]
    size = prod(len(classes) for _, classes, _ in columns)
    if size > MOST_CELLS:
        return Each(f"what is on record divides articles into {size} classes")
    return _folded(columns, {}, template)


def partial_policy(record: OnRecord, template: Template) -> Residual:
    """What one policy would come to if nothing else of its kind were on record; other facts are the template's."""
    alone = replace(template.facts, on_record=(record,), at_capture=())
    return partial(replace(template, facts=alone, captured=()))


def _usual(article: Article, column: Column) -> str:
    usual = {Column.ARTICLE: article.id, Column.SITE: article.site, Column.PUBLISHER: article.publisher}
    return usual.get(column, "")


# --- what tells articles apart ---------------------------------------------------------------------------------------


def mentions_of(template: Template, asked: Asked) -> Mentions:
    """The values of each column that scopes, and the rules that reach the use, mention."""
    found = Mentions()
    found.values[Column.CAPTURED] |= {one.start for one in template.captured}
    whichever = template.facts.article.id
    site = None if Column.SITE in template.free else template.facts.article.site
    for scope, _ in template.suspended:
        mention_scope(scope, found, whichever=whichever, site=site)
    for record in dict.fromkeys(_records(template)):
        for scope in record.scopes:
            mention_scope(scope, found, whichever=whichever, site=site)
        policy = record.content.policy
        for rule in policy.rules if policy else ():
            if _reaches(rule, asked):
                mentioned_by(rule, found, whichever=whichever, site=site)
    return found


def _records(template: Template) -> Iterable[OnRecord]:
    yield from template.facts.on_record
    yield from template.facts.at_capture
    for one in template.captured:
        yield from one.records


def _reaches(rule: Rule, asked: Asked) -> bool:
    """Whether a rule may have a say about the use: what it tests then matters."""
    if rule.type is RuleType.PERMISSION:
        return actions.known(rule.action) and actions.permission_reaches(rule.action, asked.action)
    struck = (asked.action, *asked.hit_by)
    return not actions.known(rule.action) or any(actions.prohibition_reaches(rule.action, a) for a in struck)


# --- folding ---------------------------------------------------------------------------------------------------------


def _column(column: Column, found: Mentions, template: Template) -> Open:
    """The classes of a column, those together that no test of a rule tells apart."""
    whole = cells(column, found.values[column], _usual(template.facts.article, column))
    together: dict[object, list[Cell]] = {}
    for cell in whole:
        together.setdefault(_told_apart(column, cell, found, template), []).append(cell)
    return column, list(together.values()), whole


def _told_apart(column: Column, cell: Cell, found: Mentions, template: Template) -> object:
    """What rules see of a class: equal for two classes that no rule tells apart."""
    if column is Column.CAPTURED:
        return tuple(one.start <= cell.value for one in template.captured)  # type: ignore[operator]  # a moment
    if column not in _TESTED:
        return cell
    facts = facts_of_class(template, {column: cell})
    part = Part("text", PartKind.TEXT, ())
    question = Question(template.use, facts, part, Holder(()), Reach(template.use.action, ()))
    matches = (match_constraint(test, question, permits=True) for test in found.tests[column])
    return tuple((match.inside, match.touches) for match in matches)


def _folded(columns: Sequence[Open], chosen: dict[Column, Cell], template: Template) -> Residual:
    """Decide each class; where all classes of a column come to the same, the column does not matter."""
    if not columns:
        return outcome_of(template.use, facts_of_class(template, chosen))
    (column, classes, whole), rest = columns[0], columns[1:]
    groups: dict[Residual, list[Cell]] = {}
    for alike in classes:
        groups.setdefault(_folded(rest, {**chosen, column: alike[0]}, template), []).extend(alike)
    if len(groups) == 1:
        return next(iter(groups))
    return Split(tuple(Branch(united(column, group, whole), then) for then, group in groups.items()))


def facts_of_class(template: Template, chosen: dict[Column, Cell]) -> Facts:
    """The facts for one article of the chosen classes."""
    facts = template.facts
    article = _article(facts.article, {column: cell.value for column, cell in chosen.items()})
    then = facts.at_capture
    if template.captured:
        started = [one.records for one in template.captured if one.start <= article.captured_at]
        then = started[-1] if started else ()
    stopping = (stop for scope, stop in template.suspended if _covers(scope, article))
    return replace(
        facts,
        article=article,
        on_record=_renamed(facts.on_record, facts.article.id, article.id),
        at_capture=_renamed(then, facts.article.id, article.id),
        suspensions=(*facts.suspensions, *stopping),
    )


def _article(stub: Article, values: dict[Column, str | datetime | None]) -> Article:
    names: dict[Column, str] = {
        Column.ARTICLE: "id",
        Column.PUBLISHED: "published_at",
        Column.CAPTURED: "captured_at",
    }
    given = {
        names.get(column, column.value): value if value is not None or column is Column.PUBLISHED else ""
        for column, value in values.items()
    }
    return replace(stub, **given)  # type: ignore[arg-type]  # each class keeps its column's type


def _covers(scope: Scope, article: Article) -> bool:
    return any(scope_matches(scope, article, part) for part in article.parts)


def _renamed(records: tuple[OnRecord, ...], whichever: str, article: str) -> tuple[OnRecord, ...]:
    """Scopes that mean whichever article is asked about, with this article's name."""
    if article == whichever:
        return records
    stands = Scope(ScopeKind.ARTICLE, whichever)
    return tuple(
        replace(r, scopes=tuple(replace(s, value=article) if s == stands else s for s in r.scopes))
        if stands in r.scopes
        else r
        for r in records
    )
