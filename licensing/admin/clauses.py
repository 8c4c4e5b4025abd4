"""Clauses: read from JSON that an officer pastes, and marked in the verbatim text."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from licensing.admin.documents import JsonField
from licensing.operations import ClauseSpan

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from licensing.models import Clause

_LONGEST_LABEL = 20
_LONGEST_MEANING = 500


class ClausesField(JsonField):
    """A list of objects with label, start, end (code points, end exclusive), and text and meaning if you like."""

    def clean(self, value: object) -> list[ClauseSpan]:
        """Return the spans.  Raises ValidationError that names the clause."""
        loaded = super().clean(value)
        if isinstance(loaded, dict):
            loaded = loaded.get("clauses")
        if loaded is None:
            return []
        if not isinstance(loaded, list):
            raise ValidationError(_("Clauses are a JSON list."), code="list")
        return [_span(number, one) for number, one in enumerate(loaded, start=1)]


def _span(number: int, data: Any) -> ClauseSpan:  # noqa: ANN401 - any JSON
    problem = ValidationError(
        _("Clause %d needs a label of at most 20 characters, and start and end as whole numbers.") % number,
        code="clause",
    )
    if not isinstance(data, dict):
        raise problem
    label, start, end = data.get("label", data.get("id")), data.get("start"), data.get("end")
    meaning, text = data.get("meaning", ""), data.get("text")
    if not isinstance(label, str) or not 0 < len(label) <= _LONGEST_LABEL:
        raise problem
    if type(start) is not int or type(end) is not int:
        raise problem
    if not isinstance(meaning, str) or len(meaning) > _LONGEST_MEANING or not isinstance(text, str | None):
        raise problem
    return ClauseSpan(label, start, end, meaning, text)


@dataclass(frozen=True)
class Segment:
    """A run of the text under the same clauses; `begins` are the clauses that start with it."""

    text: str
    labels: tuple[str, ...]
    begins: tuple[Clause, ...]

    @property
    def depth(self) -> int:
        """How many clauses cover it, at most 3: the style sheet knows no more shades."""
        return min(len(self.labels), 3)


def segments(text: str, clauses: Iterable[Clause]) -> list[Segment]:
    """Cut a text where clauses begin and end: nested, overlapping and adjacent ones alike."""
    spans = sorted(clauses, key=lambda clause: (clause.start, -clause.end, clause.label))
    inside = [clause for clause in spans if 0 <= clause.start < clause.end <= len(text)]
    cuts = sorted({0, len(text), *(c.start for c in inside), *(c.end for c in inside)})
    return [_segment(text, start, end, inside) for start, end in pairwise(cuts)]


def _segment(text: str, start: int, end: int, spans: Sequence[Clause]) -> Segment:
    covering = tuple(clause.label for clause in spans if clause.start <= start and end <= clause.end)
    return Segment(text[start:end], covering, tuple(clause for clause in spans if clause.start == start))
