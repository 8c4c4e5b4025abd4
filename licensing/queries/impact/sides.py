"""One question of one group in one world, decided for the classes of articles that there are, each once.

It is `partial` the other way round: not every class that rules could tell apart is gone through, only those that the
database finds, and each is decided by `decide` itself for one article of the class.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licensing.policy.ask import checked, resolve
from licensing.policy.decide import outcome_of
from licensing.policy.partial import ALWAYS, Column
from licensing.policy.partial.classes import Cell
from licensing.policy.partial.evaluate import facts_of_class, mentions_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licensing.policy.model import Outcome
    from licensing.policy.partial import Template

Values = dict[Column, Any]
"""A value of each column that tells articles apart, for one class."""


class Side:
    """What a question comes to, by class.  Raises UseError, and NotExpressibleError where no column tells."""

    def __init__(self, template: Template) -> None:
        self._use = checked(template.use)
        self._template = template
        found = mentions_of(template, resolve(self._use))
        self.mentioned: Mapping[Column, set[Any]] = {
            column: values for column, values in found.values.items() if values and column in template.free
        }
        self._decided: dict[tuple[Any, ...], Outcome] = {}

    def outcome(self, values: Values) -> Outcome:
        """Return the outcome for the articles of a class."""
        key = tuple(values[column] for column in self.mentioned)
        found = self._decided.get(key)
        if found is None:
            chosen = {
                column: Cell(ALWAYS, value)
                for column, value in zip(self.mentioned, key, strict=True)
                if value is not None or column is not Column.ARTICLE
            }
            found = self._decided[key] = outcome_of(self._use, facts_of_class(self._template, chosen))
        return found
