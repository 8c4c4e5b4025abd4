"""What belongs to a text: documents that it takes in by reference, and its translations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.forms import ActForm, choose, long_text
from licensing.admin.version_acts import VersionAct
from licensing.models import IncorporatedDocument, PolicySeries, PolicyVersion, Translation
from licensing.operations import (
    AlreadyClosedError,
    Mention,
    NotADocumentError,
    TranslationError,
    drop_document,
    link_document,
    link_translation,
    note_document,
    unlink_translation,
)
from licensing.operations.incorporated import current_documents

if TYPE_CHECKING:
    from django.db.models import Model

    from archive.admin.acts import Occasion

_GONE = gettext_lazy("Somebody else changed this first.")


class _OfTerms(VersionAct):
    """An act on a text of terms, in any state."""

    @classmethod
    def fits(cls, row: Model) -> bool:
        """Only terms."""
        return cast("PolicyVersion", row).series.kind == "terms"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Hand over the version."""
        return {**super().get_form_kwargs(), "version": self.version}


class _VersionForm(ActForm):
    """A form that knows its version."""

    def __init__(self, *args: Any, version: PolicyVersion, **kwargs: Any) -> None:  # noqa: ANN401 - whatever a form takes
        self.version = version
        super().__init__(*args, **kwargs)

    def offer(self, name: str, rows: Any) -> None:  # noqa: ANN401 - a query set
        """Offer the rows of a choice."""
        self.fields[name].queryset = rows  # type: ignore[attr-defined]


class MentionForm(_VersionForm):
    """Where the text names a document, and how."""

    words = forms.CharField(
        label=gettext_lazy("The words that name it"),
        strip=False,
        widget=long_text(rows=3),
        help_text=gettext_lazy("Exactly as in the text."),
    )
    name = forms.CharField(label=gettext_lazy("What it is called"), max_length=500)
    address = forms.CharField(
        label=gettext_lazy("Address, as printed"),
        max_length=2000,
        required=False,
        help_text=gettext_lazy("Kept, and never fetched by itself."),
    )

    def clean_words(self) -> str:
        """Find the words, once."""
        words = str(self.cleaned_data["words"]).replace("\r\n", "\n")
        if self.version.source_text.count(words) != 1:
            raise forms.ValidationError(_("These words are not in the text, or more than once."))
        return words


class NoteDocument(_OfTerms):
    """Note that the text takes in a document."""

    slug = "note-document"
    title = gettext_lazy("Note an incorporated document")
    lead = gettext_lazy(
        "Until that document is on record and in force the reading is partial: permissions that nobody confirmed grant nothing."
    )
    done = gettext_lazy("The document is noted; officers have a task.")
    icon = "attach_file"
    permission = "licensing.add_incorporateddocument"
    form_class = MentionForm
    refusals = {NotADocumentError: ""}

    def perform(self, data: dict[str, Any], occasion: Occasion) -> None:
        """Call `note_document`."""
        start = self.version.source_text.index(data["words"])
        mention = Mention(start, start + len(data["words"]), data["name"], data["address"])
        note_document(version=self.version, mention=mention, by=occasion.by, now=occasion.now)


class DocumentForm(_VersionForm):
    """Which document of the text, and which policy it is."""

    document = forms.ModelChoiceField(
        IncorporatedDocument.objects.none(), label=gettext_lazy("Document"), widget=choose()
    )
    series = forms.ModelChoiceField(
        PolicySeries.objects.none(),
        label=gettext_lazy("It is this policy"),
        widget=choose(),
        help_text=gettext_lazy("Record its text as terms of its own first."),
    )

    def __init__(self, *args: Any, version: PolicyVersion, **kwargs: Any) -> None:  # noqa: ANN401 - whatever a form takes
        super().__init__(*args, version=version, **kwargs)
        self.offer("document", current_documents(version).order_by("start"))
        others = PolicySeries.objects.filter(kind="terms").exclude(pk=version.series_id)
        self.offer("series", others.order_by("identifier"))


class _OfDocument(_OfTerms):
    permission = "licensing.change_incorporateddocument"
    refusals = {NotADocumentError: "", AlreadyClosedError: _GONE}

    @classmethod
    def fits(cls, row: Model) -> bool:
        """Only where a document is noted."""
        return super().fits(row) and current_documents(cast("PolicyVersion", row)).exists()


class LinkDocument(_OfDocument):
    """Say which policy on record is the document."""

    slug = "link-document"
    title = gettext_lazy("Link an incorporated document")
    lead = gettext_lazy("While a version of that policy is in force, the document is no longer missing.")
    done = gettext_lazy("The document is linked.")
    icon = "link"
    form_class = DocumentForm

    def perform(self, data: dict[str, Any], occasion: Occasion) -> None:
        """Call `link_document`."""
        link_document(document=data["document"], series=data["series"], by=occasion.by, now=occasion.now)


class DroppedForm(_VersionForm):
    """Which document was misread."""

    document = forms.ModelChoiceField(
        IncorporatedDocument.objects.none(), label=gettext_lazy("Document"), widget=choose()
    )

    def __init__(self, *args: Any, version: PolicyVersion, **kwargs: Any) -> None:  # noqa: ANN401 - whatever a form takes
        super().__init__(*args, version=version, **kwargs)
        self.offer("document", current_documents(version).order_by("start"))


class DropDocument(_OfDocument):
    """Take back a document that the text does not take in after all."""

    slug = "drop-document"
    title = gettext_lazy("Take a document back")
    lead = gettext_lazy("For a misreading only: the text does not take it in.")
    done = gettext_lazy("The document is taken back.")
    icon = "link_off"
    danger = True
    form_class = DroppedForm

    def perform(self, data: dict[str, Any], occasion: Occasion) -> None:
        """Call `drop_document`."""
        drop_document(document=data["document"], now=occasion.now)


class TranslationForm(_VersionForm):
    """Which text leads, and how that is known."""

    leading = forms.ModelChoiceField(
        PolicyVersion.objects.none(),
        label=gettext_lazy("Translation of"),
        widget=choose(),
        help_text=gettext_lazy("The text that leads: it alone comes into force."),
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), widget=long_text())

    def __init__(self, *args: Any, version: PolicyVersion, **kwargs: Any) -> None:  # noqa: ANN401 - whatever a form takes
        super().__init__(*args, version=version, **kwargs)
        others = PolicyVersion.objects.filter(series__kind="terms").exclude(pk=version.pk)
        if version.series.assigner_id:
            others = others.filter(series__assigner=version.series.assigner_id)
        self.offer("leading", others.select_related("series").order_by("series__identifier", "-number"))


class LinkTranslation(_OfTerms):
    """Say that this text is a translation of another."""

    slug = "link-translation"
    title = gettext_lazy("Link a translation")
    lead = gettext_lazy("One notice in two languages: both are kept word for word, and one of them governs.")
    done = gettext_lazy("The translation is linked.")
    icon = "translate"
    permission = "licensing.add_translation"
    form_class = TranslationForm
    refusals = {TranslationError: ""}

    def perform(self, data: dict[str, Any], occasion: Occasion) -> None:
        """Call `link_translation`."""
        link_translation(version=self.version, **data, by=occasion.by, now=occasion.now)


class UnlinkForm(_VersionForm):
    """Nothing to fill in: a button alone."""


class UnlinkTranslation(_OfTerms):
    """Take a wrong link back."""

    slug = "unlink-translation"
    title = gettext_lazy("Take the translation back")
    done = gettext_lazy("The texts are no longer linked.")
    icon = "link_off"
    permission = "licensing.change_translation"
    danger = True
    form_class = UnlinkForm
    refusals = {AlreadyClosedError: _GONE, Translation.DoesNotExist: _GONE}

    @classmethod
    def fits(cls, row: Model) -> bool:
        """Only a linked translation."""
        return super().fits(row) and Translation.objects.current().filter(version=row.pk).exists()

    def perform(self, data: dict[str, Any], occasion: Occasion) -> None:
        """Call `unlink_translation`."""
        del data
        link = Translation.objects.current().get(version=self.version)
        unlink_translation(translation=link, now=occasion.now)
