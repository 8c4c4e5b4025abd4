"""Recording terms: a new series with its first text, or another text of a series."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive import text
from archive.admin.acts import Act, Occasion
from archive.admin.forms import ActForm, MomentField, choose, long_text
from licensing.admin.clauses import ClausesField
from licensing.admin.documents import DocumentField
from licensing.admin.scopes import ScopeError, scoped_thing
from licensing.admin.uploads import TextFileField
from licensing.choices import SeriesScope
from licensing.models import Party, PolicySeries
from licensing.operations import ClauseError, confirm_replacement, create_series, record_terms

if TYPE_CHECKING:
    from django.db.models import Model

    from licensing.models import PolicyVersion

SCOPES = [choice for choice in SeriesScope.choices if choice[0] != "page"]


class VerbatimForm(ActForm):
    """A verbatim text, pasted or in a file; the reader reads it unless somebody did."""

    source_text = forms.CharField(
        label=gettext_lazy("Text, verbatim"),
        strip=False,
        required=False,
        widget=long_text(rows=8),
        help_text=gettext_lazy(
            "Word for word as published. It is read, and the draft begins with what was read."
        ),
    )
    file = TextFileField(
        label=gettext_lazy("Or a file"),
        required=False,
        help_text=gettext_lazy("Text or HTML, at most 10 MiB; its bytes are kept as they are."),
    )
    language = forms.CharField(
        label=gettext_lazy("Language"),
        max_length=35,
        initial="en",
        help_text=gettext_lazy("BCP 47, such as pl or en-GB."),
    )
    address = forms.CharField(label=gettext_lazy("Address"), max_length=2000, required=False)
    captured_at = MomentField(label=gettext_lazy("Seen there at"), required=False)
    document = DocumentField(
        label=gettext_lazy("ODRL document"),
        required=False,
        help_text=gettext_lazy("JSON-LD, where the text was read elsewhere. Empty lets the reader read it."),
    )
    clauses = ClausesField(
        label=gettext_lazy("Clauses"),
        required=False,
        rows=6,
        help_text=gettext_lazy(
            'JSON list: [{"label": "C1", "start": 0, "end": 52, "text": "…", "meaning": "…"}]. '
            "A text that differs from its span is refused."
        ),
    )
    partial = forms.BooleanField(
        label=gettext_lazy("The reading is partial"),
        required=False,
        help_text=gettext_lazy("Its permissions then count only once an officer confirms them one by one."),
    )

    def clean(self) -> dict[str, Any]:
        """Take one of text and file, with words in it."""
        data: dict[str, Any] = super().clean() or {}
        pasted, upload = data.get("source_text") or "", data.get("file")
        if self.errors.keys() & {"source_text", "file"}:
            return data
        if upload and pasted.strip():
            self.add_error("file", _("Paste the text or choose a file, not both."))
        elif not upload and not text.normalise(pasted):
            self.add_error("source_text", _("There is no text."))
        return data


def record(series: PolicySeries, data: dict[str, Any], occasion: Occasion) -> PolicyVersion:
    """Call `record_terms` with the text and its bytes as they were given."""
    pasted: str = data["source_text"].replace("\r\n", "\n")
    given, words = data["file"] or (pasted.encode("utf-8", "replace"), pasted)
    read = data["document"] is not None or data["clauses"]
    return record_terms(
        series=series,
        document=data["document"],
        source_text=text.normalise(words) if read else words,
        source_bytes=given,
        language=data["language"],
        address=data["address"],
        captured_at=data["captured_at"],
        clauses=data["clauses"],
        partial=data["partial"],
        author=occasion.by,
        now=occasion.now,
    )


class ScopedForm(ActForm):
    """A series: its name and what it covers."""

    identifier = forms.CharField(
        label=gettext_lazy("Identifier"),
        max_length=200,
        help_text=gettext_lazy("Stays for ever, such as urn:rights:policy:example-notice."),
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=300)
    scope_kind = forms.ChoiceField(label=gettext_lazy("What it covers"), choices=SCOPES, initial="site")
    scope_value = forms.CharField(
        label=gettext_lazy("Which one"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Domain, publisher's, party's or feed's identifier, article's or image's id."),
    )
    scope_path = forms.CharField(
        label=gettext_lazy("Path prefix"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Of a site only, such as /sport."),
    )

    def clean_identifier(self) -> str:
        """Refuse an identifier that is taken."""
        identifier: str = self.cleaned_data["identifier"]
        if PolicySeries.objects.filter(identifier=identifier).exists():
            raise forms.ValidationError(_("There is a series with this identifier already."))
        return identifier

    def clean(self) -> dict[str, Any]:
        """Check that what is covered is there."""
        data: dict[str, Any] = super().clean() or {}
        kind, path = data.get("scope_kind", ""), data.get("scope_path", "")
        if kind:
            try:
                data["scope_value"] = scoped_thing(kind, data.get("scope_value", ""))
            except ScopeError as error:
                self.add_error("scope_value", str(error))
        if path and not (kind == "site" and path.startswith("/")):
            self.add_error("scope_path", _("Only a site has a path, and it begins with a slash."))
        return data


class NewTermsForm(ScopedForm, VerbatimForm):
    """A series and its first text."""

    assigner = forms.ModelChoiceField(
        Party.objects.order_by("name"),
        label=gettext_lazy("Issued by"),
        required=False,
        widget=choose(),
        help_text=gettext_lazy("Whose terms these are."),
    )
    field_order = (
        "identifier",
        "title",
        "assigner",
        "scope_kind",
        "scope_value",
        "scope_path",
    )


_CLAUSES = {ClauseError: ""}


class NewTerms(Act):
    """Record the terms of somebody for the first time."""

    slug = "record-terms"
    title = gettext_lazy("Record terms")
    lead = gettext_lazy(
        "Keeps the text word for word, with its reading, as a draft. Nothing is in force before another officer approves it."
    )
    button = gettext_lazy("Record as a draft")
    done = gettext_lazy("The text is recorded as a draft.")
    icon = "note_add"
    permission = "licensing.add_policyseries"
    form_class = NewTermsForm
    refusals = _CLAUSES  # type: ignore[assignment]  # the same for both

    def perform(self, data: dict[str, Any], occasion: Occasion) -> PolicyVersion:
        """Call `create_series` and `record_terms`."""
        series = create_series(
            identifier=data["identifier"],
            kind="terms",
            title=data["title"],
            scope_kind=data["scope_kind"],
            scope_value=data["scope_value"],
            scope_path=data["scope_path"],
            assigner=data["assigner"],
            now=occasion.now,
        )
        return record(series, data, occasion)


class RecordVersion(Act):
    """Record another text of a series."""

    slug = "record-version"
    title = gettext_lazy("Record a new version")
    lead = gettext_lazy("The version in force stays in force until another officer approves this one.")
    button = gettext_lazy("Record as a draft")
    done = gettext_lazy("The text is recorded as a draft.")
    icon = "post_add"
    permission = "licensing.add_policyversion"
    of_row = True
    form_class = VerbatimForm
    refusals = _CLAUSES  # type: ignore[assignment]

    @classmethod
    def fits(cls, row: Model) -> bool:
        """Only terms are recorded by hand."""
        return cast("PolicySeries", row).kind == "terms"

    def perform(self, data: dict[str, Any], occasion: Occasion) -> PolicyVersion:
        """Call `record_terms`."""
        return record(cast("PolicySeries", self.row), data, occasion)


class ReplacementForm(ActForm):
    """Which broader policy steps back, and why."""

    replaced = forms.ModelChoiceField(
        PolicySeries.objects.none(), label=gettext_lazy("Takes the place of"), widget=choose()
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=long_text(),
        help_text=gettext_lazy("Where the text says so, such as “unless otherwise noted”."),
    )

    def __init__(self, *args: Any, series: PolicySeries, **kwargs: Any) -> None:  # noqa: ANN401 - whatever a form takes
        super().__init__(*args, **kwargs)
        others = PolicySeries.objects.filter(kind__in=["terms", "signal"]).exclude(pk=series.pk)
        self.fields["replaced"].queryset = others.order_by("identifier")  # type: ignore[attr-defined]


class ConfirmReplacement(Act):
    """Confirm that a narrower policy says it takes a broader one's place."""

    slug = "confirm-replacement"
    title = gettext_lazy("Confirm a replacement")
    lead = gettext_lazy("Without this, every policy whose scope matches applies together.")
    done = gettext_lazy("The replacement is confirmed.")
    icon = "swap_horiz"
    permission = "licensing.add_replacement"
    of_row = True
    form_class = ReplacementForm

    @classmethod
    def fits(cls, row: Model) -> bool:
        """Only terms and signals replace one another."""
        return cast("PolicySeries", row).kind in {"terms", "signal"}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Hand over the series."""
        return {**super().get_form_kwargs(), "series": self.row}

    def perform(self, data: dict[str, Any], occasion: Occasion) -> None:
        """Call `confirm_replacement`."""
        confirm_replacement(series=cast("PolicySeries", self.row), **data, by=occasion.by, now=occasion.now)
