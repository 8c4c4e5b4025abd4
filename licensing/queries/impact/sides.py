"""One question of one group in one world, decided for the classes of articles that there are, each once.

It is `partial` the other way round: not every class that rules could tell apart is gone through, only those that the
database finds, and each is decided by `decide` itself for one article of the class.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from licensing.policy.ask import checked, resolve
from licensing.policy.decide import outcome_of
from licensing.policy.partial import ALWAYS, Column
from licensing.policy.partial.classes import Cell
from licensing.policy.partial.evaluate import facts_of_class, mentions_of
from licensing.policy.partial.turns import turning_points

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from licensing.policy.model import Outcome
    from licensing.policy.partial import Template

_ANOTHER = object()
Values = dict[Column, Any]
"""A value of each column that tells articles apart, for one class."""


class Side:
    """What a question comes to, by class; `mentioned` are values that tell articles apart, moments those from which they do.

    Raises UseError, and NotExpressibleError where no column tells.
    """

    def __init__(self, template: Template) -> None:
        self._use = checked(template.use)
        self._template = template
        found = mentions_of(template, resolve(self._use))
        self.mentioned: Mapping[Column, Collection[Any]] = {
            column: turning_points(found.tests[column]) if column is Column.PUBLISHED else values
            for column, values in found.values.items()
            if values and column in template.free
        }
        self._keys = [(column, _key(column, told)) for column, told in self.mentioned.items()]
        self._decided: dict[tuple[Any, ...], Outcome] = {}

    def outcome(self, values: Values) -> Outcome:
        """Return the outcome for the articles of a class."""
        key = tuple([of(values[column]) for column, of in self._keys])
        found = self._decided.get(key)
        if found is None:
            chosen = {
                column: Cell(ALWAYS, values[column])
                for column in self.mentioned
                if values[column] is not None or column is not Column.ARTICLE
            }
            found = self._decided[key] = outcome_of(self._use, facts_of_class(self._template, chosen))
        return found


def _key(column: Column, told: Collection[Any]) -> Callable[[Any], Any]:
    """Return what is the same for two values of a column that nothing in this question tells apart."""
    if column in (Column.PUBLISHED, Column.CAPTURED):
        points = sorted(told)
        return lambda moment: None if moment is None else bisect_right(points, moment)
    if column is Column.SECTION:
        return lambda name: name if not name or name in told else _ANOTHER
    return lambda value: value
