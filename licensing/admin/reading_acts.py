"""Correcting the reading of a draft, also where two officers do it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive import clock
from licensing.admin.reading_form import ReadingForm
from licensing.admin.version_acts import VersionAct
from licensing.operations import ClauseError, EditedMeanwhileError, record_reading, set_aside
from licensing.operations.revisions import last_notes, revision_of

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpResponse, QueryDict

    from archive.admin.acts import Occasion
    from licensing.models import DraftRevision, PolicyVersion

MOST_SHOWN = 40_000
"""Characters of a text that a page shows."""


class RecordReading(VersionAct):
    """Correct the reading of a draft clause by clause; who comes second is told, and what they typed is kept."""

    slug = "read"
    title = gettext_lazy("Correct the reading")
    lead = gettext_lazy(
        "Each clause is bound to its words, and the policy is built from the clauses. The verbatim text stays as it is; "
        "every reading that was saved is kept."
    )
    done = gettext_lazy("The reading is recorded; you are its author now.")
    icon = "menu_book"
    form_class = ReadingForm
    template_name = "licensing/admin/reading.html"
    refusals = {**VersionAct.refusals, ClauseError: ""}
    meanwhile: DraftRevision | None = None

    def get_form_kwargs(self) -> dict[str, Any]:
        """Hand over the version."""
        return {**super().get_form_kwargs(), "version": self.version}

    def get_initial(self) -> dict[str, Any]:
        """Begin with the reading that stands, and remember which it is."""
        notes = last_notes(self.version)
        return {
            "expected": revision_of(self.version, taken=True),
            "partial": self.version.reading == "partial",
            "holder": notes.get("holder", ""),
            "assigner": self.version.series.assigner_id,
        }

    def perform(self, data: dict[str, Any], occasion: Occasion) -> PolicyVersion:
        """Call `record_reading`."""
        if data["torn"]:
            told = _("Permitted and forbidden at once, so nothing is permitted: %s.") % ", ".join(
                data["torn"]
            )
            messages.warning(self.request, told)
        return record_reading(
            version=self.version,
            document=data["built"],
            clauses=data["spans"],
            partial=data["partial"],
            author=occasion.by,
            now=occasion.now,
            expected=data["expected"],
        )

    def form_valid(self, form: Form) -> HttpResponse:
        """Record the reading, or keep it beside the one that was saved meanwhile and show both."""
        try:
            return super().form_valid(form)
        except EditedMeanwhileError as error:
            data = form.cleaned_data
            kept = set_aside(
                version=self.version,
                document=data["built"],
                clauses=data["spans"],
                partial=data["partial"],
                by=self.request.user.get_username(),
                now=clock.now(),
            )
            self.meanwhile = self.version.revisions.get(number=error.current)
            sent = cast("QueryDict", form.data).copy()
            sent["expected"] = str(error.current)
            form.data = sent
            form.add_error(
                None,
                _(
                    "%(who)s saved another reading while you worked: it is shown below. Yours is kept as reading %(number)d "
                    "and is still in the form; saving again puts it in place of the other."
                )
                % {"who": self.meanwhile.by, "number": kept.number},
            )
            return self.form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401 - Django's
        """Add the text and what was saved meanwhile."""
        return {
            **super().get_context_data(**kwargs),
            "version": self.version,
            "text": self.version.source_text[:MOST_SHOWN],
            "meanwhile": self.meanwhile,
        }
