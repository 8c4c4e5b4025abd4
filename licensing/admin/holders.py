"""Who holds a part: an officer's word for one image, one text, or every image with a credit line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.acts import Act, Occasion
from archive.admin.forms import ActForm, long_text
from archive.admin.images import ImageAdmin
from archive.admin.pages import RecordAdmin
from archive.models import Article, Image
from licensing.admin.periods import standing
from licensing.models import HolderAssignment, Party, PartyAlias
from licensing.operations import UnknownPartyError, assign_holders
from licensing.queries.holders import credit_line_digest, normalised_name

if TYPE_CHECKING:
    from django.db.models import Model
    from django.utils.safestring import SafeString

_UNKNOWN = "?"

admin.site.unregister(Image)


class HoldersForm(ActForm):
    """Whose part it is, chain by chain."""

    holders = forms.CharField(
        label=gettext_lazy("Holders"),
        widget=long_text(rows=5),
        help_text=gettext_lazy(
            "One holder a line. A slash joins a supply chain that speaks with one voice (PAP/EPA); separate lines split it: "
            "each of them must then agree. Names or identifiers of parties; ? is somebody unknown."
        ),
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), widget=long_text())

    def clean_holders(self) -> list[list[str]]:
        """Return chains of party identifiers.  Refuses a name that stands for nobody."""
        lines = [line.strip() for line in self.cleaned_data["holders"].splitlines() if line.strip()]
        if not lines:
            raise forms.ValidationError(_("Name at least one holder, or ? for somebody unknown."))
        return [[] if line == _UNKNOWN else _chain(line) for line in lines]


def _chain(line: str) -> list[str]:
    whole = _party(line)
    if whole:
        return [whole]
    chain = []
    for name in (one.strip() for one in line.split("/")):
        party = _party(name)
        if not party:
            raise forms.ValidationError(
                _("“%s” stands for no party on record; record the party first.") % name
            )
        chain.append(party)
    return chain


def _party(name: str) -> str:
    """Return the identifier of the party that an identifier or a printed name stands for, or ""."""
    if not name:
        return ""
    if Party.objects.filter(identifier=name).exists():
        return name
    alias = PartyAlias.objects.current().filter(value=normalised_name(name)).select_related("party").first()
    return alias.party.identifier if alias else ""


_WHAT = [
    ("credit_line", gettext_lazy("every image with a credit line")),
    ("image", gettext_lazy("one image")),
    ("text", gettext_lazy("the text of one article")),
]


class AssignmentForm(HoldersForm):
    """The same, with what is held."""

    what = forms.ChoiceField(label=gettext_lazy("What"), choices=_WHAT)
    which = forms.CharField(
        label=gettext_lazy("Which one"),
        max_length=300,
        help_text=gettext_lazy("The credit line as it reads, the id of the image, or the id of the article."),
    )
    field_order = ("what", "which", "holders", "reason")

    def clean(self) -> dict[str, Any]:
        """Check that the thing is held, and return how the operation names it."""
        data: dict[str, Any] = super().clean() or {}
        what, which = data.get("what"), data.get("which", "")
        if what in {"image", "text"} and which:
            held = Image if what == "image" else Article
            identifier = _uuid(which)
            if identifier is None or not held.objects.filter(pk=identifier).exists():
                self.add_error("which", _("Nothing that is held has this id."))
            data["which"] = identifier
        return data


def _uuid(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None


def _subject(what: str, which: Any) -> dict[str, Any]:  # noqa: ANN401 - a line or an id
    return {"credit_line": {"credit_line": which}, "image": {"image": which}, "text": {"text_of": which}}[
        what
    ]


class AssignHolders(Act):
    """Record who holds something."""

    slug = "assign"
    title = gettext_lazy("Record holders")
    lead = gettext_lazy("Takes the place of what the credit line alone would say, from now on.")
    done = gettext_lazy("The holders are recorded.")
    icon = "group_add"
    permission = "licensing.add_holderassignment"
    form_class: type[ActForm] = AssignmentForm
    refusals = {UnknownPartyError: gettext_lazy("A holder is named that is not on record as a party.")}

    def perform(self, data: dict[str, Any], occasion: Occasion) -> HolderAssignment:
        """Call `assign_holders`."""
        return assign_holders(
            **_subject(data["what"], data["which"]),
            holders=data["holders"],
            reason=data["reason"],
            by=occasion.by,
            now=occasion.now,
        )


class AssignImage(AssignHolders):
    """Record who holds the image on whose page the button stands."""

    of_row = True
    form_class = HoldersForm

    def perform(self, data: dict[str, Any], occasion: Occasion) -> HolderAssignment:
        """Call `assign_holders`."""
        return assign_holders(
            image=self.row.pk,
            holders=data["holders"],
            reason=data["reason"],
            by=occasion.by,
            now=occasion.now,
        )

    def address_after(self, row: Model | None) -> str:
        """Stay with the image."""
        del row
        return super().address_after(self.row)


@admin.register(Image)
class RightsImageAdmin(ImageAdmin):
    """Adds recording who holds an image."""

    acts = (*ImageAdmin.acts, AssignImage)


@admin.register(HolderAssignment)
class HolderAssignmentAdmin(RecordAdmin):
    """Every word on who holds what, past ones too."""

    heading = gettext_lazy("Holders")
    acts = (AssignHolders,)
    list_display = ("about", "chains", "stands", "by", "effective_from")
    list_filter = ("subject_kind",)
    search_fields = ("subject", "reason")
    ordering = ("-known_from", "-pk")
    fieldsets = (
        (None, {"fields": ("subject_kind", "subject", "about", "chains", "reason", "by")}),
        (gettext_lazy("In force"), {"fields": ("effective_from", "effective_to")}),
        (gettext_lazy("On record"), {"fields": ("known_from", "known_to")}),
    )
    readonly_fields = ("about", "chains")

    @admin.display(description=gettext_lazy("what"))
    def about(self, row: HolderAssignment) -> str:
        """The credit line where it is held, else the part."""
        if row.subject_kind != "credit_line":
            return row.subject
        lines = Image.objects.exclude(credit_text="").values_list("credit_text", flat=True).distinct()[:1000]
        return next((line for line in lines if credit_line_digest(line) == row.subject), row.subject[:12])

    @admin.display(description=gettext_lazy("holders"))
    def chains(self, row: HolderAssignment) -> str:
        """Chains of names."""
        wanted = {party for chain in row.holders for party in chain}
        names = dict(Party.objects.filter(identifier__in=wanted).values_list("identifier", "name"))
        told = [" / ".join(names.get(party, party) for party in chain) or _UNKNOWN for chain in row.holders]
        return "  ·  ".join(told)

    @admin.display(description=gettext_lazy("state"))
    def stands(self, row: HolderAssignment) -> SafeString:
        """Whether it is in force."""
        return standing(row)
