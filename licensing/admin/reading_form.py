"""The reading of a draft as a form: a row of fields a clause, from which the policy is built anew.

JSON stays possible: a document given there is taken as it is, clauses given there take the place of the rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.forms import ActForm, choose, long_text
from licensing.admin import choices
from licensing.admin.clauses import ClausesField
from licensing.admin.documents import DocumentField
from licensing.models import Party
from licensing.notices.corrected import contradictions, draft_of_clauses
from licensing.notices.draft import WITHIN_THE_USE, purpose_of
from licensing.notices.readings import Clause as Read
from licensing.operations import ClauseSpan
from licensing.operations.reading import meaning_of
from licensing.policy.vocabulary.uses import STANDARD_USES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from django.forms.boundfield import BoundField

    from licensing.models import Clause, PolicyVersion

MOST_CLAUSES = 36
"""Rows of a form; a longer reading is corrected as JSON."""
MORE_ROWS = 2

EFFECTS = [
    ("", gettext_lazy("makes no rule")),
    ("permit", gettext_lazy("permits")),
    ("exception", gettext_lazy("permits, as an exception from a ban elsewhere")),
    ("licence", gettext_lazy("puts it under a licence")),
    ("consent", gettext_lazy("forbids without consent")),
    ("deny", gettext_lazy("forbids")),
    ("reserve", gettext_lazy("reserves all rights")),
    ("offer", gettext_lazy("offers licences")),
    ("doubted", gettext_lazy("reads like a permission that was not believed")),
    ("incorporates", gettext_lazy("takes in another document")),
    ("note", gettext_lazy("is only a remark")),
]
DUTIES = [
    ("attribution", gettext_lazy("name the source")),
    ("link", gettext_lazy("link to it")),
    ("notice", gettext_lazy("keep the copyright notice")),
    ("payment", gettext_lazy("pay")),
    ("notify", gettext_lazy("tell the rights holder")),
    ("sharealike", gettext_lazy("share alike")),
    ("noncommercial", gettext_lazy("not for commercial purposes")),
    ("noderivatives", gettext_lazy("no derivatives")),
    ("delete", gettext_lazy("delete in the end")),
]
_BINDING = frozenset(("permit", "exception", "consent", "deny"))


@dataclass(frozen=True)
class Row:
    """The fields of one clause, for the page."""

    legend: str
    fields: tuple[BoundField, ...]


class ReadingForm(ActForm):
    """What the text says, clause by clause, whose word it is, and the number of the reading that was looked at."""

    expected = forms.IntegerField(required=False, widget=forms.HiddenInput)
    rows = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0, max_value=MOST_CLAUSES)
    holder = forms.CharField(label=gettext_lazy("Rights holder, as printed"), max_length=300, required=False)
    assigner = forms.ModelChoiceField(
        Party.objects.order_by("name"),
        label=gettext_lazy("Rights holder, on record"),
        required=False,
        widget=choose(),
        help_text=gettext_lazy("Whose permission it is: it reaches only what this party holds."),
    )
    partial = forms.BooleanField(
        label=gettext_lazy("The reading is partial"),
        required=False,
        help_text=gettext_lazy(
            "Some of the text is not read. A document that it takes in is noted on the page instead, and counts by itself."
        ),
    )
    document = DocumentField(
        label=gettext_lazy("ODRL document"),
        required=False,
        rows=10,
        help_text=gettext_lazy(
            "Leave it empty: the policy is built from the clauses. What is given here is taken as it is."
        ),
    )
    clauses = ClausesField(
        label=gettext_lazy("Clauses as JSON"),
        required=False,
        rows=6,
        help_text=gettext_lazy(
            'Instead of the rows above: [{"label": "C1", "start": 0, "end": 52, "text": "…", "meaning": "…"}].'
        ),
    )

    def __init__(self, *args: Any, version: PolicyVersion, **kwargs: Any) -> None:  # noqa: ANN401 - whatever a form takes
        self.version = version
        held = list(version.clauses.order_by("start", "label"))[:MOST_CLAUSES]
        self.count = _asked(kwargs.get("data")) or min(len(held) + MORE_ROWS, MOST_CLAUSES)
        initial: dict[str, Any] = {"rows": self.count}
        rows: dict[str, forms.Field] = {}
        for number in range(self.count):
            clause = held[number] if number < len(held) else None
            rows |= {f"c{number}-{name}": field for name, field in _row_fields(clause).items()}
            if clause is not None:
                initial |= {
                    f"c{number}-{name}": value for name, value in _row_values(clause, version).items()
                }
        self.base_fields = {**type(self).base_fields, **rows}  # type: ignore[misc]  # a form of its own
        super().__init__(*args, **{**kwargs, "initial": {**initial, **(kwargs.get("initial") or {})}})

    def row_groups(self) -> Iterator[Row]:
        """Yield the rows for the page."""
        for number in range(self.count):
            names = [name for name in self.fields if name.startswith(f"c{number}-")]
            label = self[f"c{number}-label"].value() or _("another clause")
            yield Row(_("Clause %s") % label, tuple(self[name] for name in names))

    def other_fields(self) -> tuple[BoundField, ...]:
        """Return the fields that belong to no row."""
        return tuple(self[name] for name in ("holder", "assigner", "partial"))

    def json_fields(self) -> tuple[BoundField, ...]:
        """Return the fields for those who prefer JSON."""
        return (self["document"], self["clauses"])

    def clean(self) -> dict[str, Any]:
        """Find each clause in the text, and build the policy where none was given."""
        data: dict[str, Any] = super().clean() or {}
        spans = data.get("clauses") or list(self._spans(data))
        labels = [span.label for span in spans]
        for label in sorted({label for label in labels if labels.count(label) > 1}):
            self.add_error(None, _("Two clauses have the label %s.") % label)
        if not self.errors:
            data["spans"] = spans
            data["built"] = data.get("document") or self._built(spans, data)
            data["torn"] = contradictions([_read(span, self.version) for span in spans])
        return data

    def _built(self, spans: Sequence[ClauseSpan], data: Mapping[str, Any]) -> dict[str, object]:
        party = data.get("assigner")
        return draft_of_clauses(
            uid=self.version.series.identifier,
            holder=data.get("holder") or None,
            party=party.identifier if party else None,
            clauses=[_read(span, self.version) for span in spans],
        )

    def _spans(self, data: Mapping[str, Any]) -> Iterator[ClauseSpan]:
        for number in range(self.count):
            words = str(data.get(f"c{number}-words") or "").replace("\r\n", "\n")
            if not words.strip():
                continue
            start = self._place(number, words, data.get(f"c{number}-start"))
            if start is None:
                continue
            effect, uses = data.get(f"c{number}-effect", ""), tuple(data.get(f"c{number}-uses") or ())
            if effect in _BINDING and not uses:
                self.add_error(f"c{number}-uses", _("Say which uses it speaks of."))
            condition = data.get(f"c{number}-condition", "")
            yield ClauseSpan(
                label=data.get(f"c{number}-label") or f"C{number + 1}",
                start=start,
                end=start + len(words),
                meaning=meaning_of(effect, uses, condition),
                text=words,
                effect=effect,
                uses=uses,
                condition=condition,
                party=data.get(f"c{number}-party", ""),
                duties=tuple(data.get(f"c{number}-duties") or ()),
            )

    def _place(self, number: int, words: str, stated: int | None) -> int | None:
        """Return where the words begin; an error of the row where that can't be told."""
        text = self.version.source_text
        if stated is not None and text[stated : stated + len(words)] == words:
            return stated
        first = text.find(words)
        if first < 0:
            self.add_error(f"c{number}-words", _("These words are not in the text."))
            return None
        if text.find(words, first + 1) >= 0:
            self.add_error(
                f"c{number}-start", _("These words stand there more than once: say where they begin.")
            )
            return None
        return first


def _asked(data: Any) -> int:  # noqa: ANN401 - what was sent, or nothing
    """Return how many rows were sent, 0 where nothing tells."""
    sent = str(data.get("rows", "")) if data else ""
    return min(int(sent), MOST_CLAUSES) if sent.isascii() and sent.isdigit() and len(sent) < 4 else 0  # noqa: PLR2004 - digits


def _row_fields(clause: Clause | None) -> dict[str, forms.Field]:
    uses = [(use, use) for use in STANDARD_USES]
    return {
        "label": forms.CharField(label=_("Label"), max_length=20, required=False),
        "words": forms.CharField(
            label=_("Its words"),
            required=False,
            strip=False,
            widget=long_text(rows=3),
            help_text=_("Exactly as in the text. Empty takes the clause away."),
        ),
        "start": forms.IntegerField(
            label=_("First character"),
            required=False,
            min_value=0,
            help_text=_("Needed only where the same words stand there more than once."),
        ),
        "effect": forms.ChoiceField(label=_("What it does"), choices=EFFECTS, required=False),
        "uses": forms.MultipleChoiceField(
            label=_("Uses"), choices=uses, required=False, widget=forms.CheckboxSelectMultiple
        ),
        "condition": forms.ChoiceField(
            label=_("Only for the purpose"), choices=_conditions(clause), required=False
        ),
        "party": forms.CharField(
            label=_("Whose consent"),
            max_length=300,
            required=False,
            help_text=_("Empty is the rights holder's."),
        ),
        "duties": forms.MultipleChoiceField(
            label=_("Duties"), choices=DUTIES, required=False, widget=forms.CheckboxSelectMultiple
        ),
    }


def _row_values(clause: Clause, version: PolicyVersion) -> dict[str, object]:
    return {
        "label": clause.label,
        "words": version.source_text[clause.start : clause.end],
        "start": clause.start,
        "effect": clause.effect,
        "uses": clause.uses,
        "condition": clause.condition,
        "party": clause.party,
        "duties": clause.duties,
    }


def _read(span: ClauseSpan, version: PolicyVersion) -> Read:
    return Read(
        label=span.label,
        start=span.start,
        end=span.end,
        text=version.source_text[span.start : span.end],
        effect=span.effect,
        uses=span.uses,
        condition=span.condition,
        duties=span.duties,
        party=span.party,
    )


def _conditions(clause: Clause | None) -> list[tuple[str, str]]:
    """Return the purposes, and the condition that a clause has already."""
    offered = [("", _("none")), *choices.purpose_names()[1:]]
    held = clause.condition if clause is not None else ""
    understood = not held or held in WITHIN_THE_USE or purpose_of(held)
    if held and held not in dict(offered):
        offered.append((held, held if understood else _("%s (not understood)") % held))
    return offered
