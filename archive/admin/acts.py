"""Acts: one page, one form, one operation.  The admin writes in no other way.

- `now` is read once, here, and handed to the operation.
- What an operation refuses becomes an error of the form; the transaction is rolled back, so nothing is half-written.
- Each act names the permission that it needs; its button and its page ask the same question.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from unfold.views import UnfoldModelAdminViewMixin

from archive import clock

if TYPE_CHECKING:
    from django.db.models import Model
    from django.forms import Form
    from django.utils.functional import _StrPromise

    from archive.admin.pages import RecordAdmin


@dataclass(frozen=True)
class Occasion:
    """Who acts and when."""

    by: str
    now: datetime


class Act(UnfoldModelAdminViewMixin, FormView):  # type: ignore[misc,type-arg]  # the theme has no types
    """A form and the operation that it calls.

    `refusals` are the errors of the operation that are the user's to mend: a sentence for each, or the error's own
    words where the sentence is empty.  `of_row` tells that it acts on one row, whose page carries its button.
    """

    slug: ClassVar[str]
    title: ClassVar[str | _StrPromise]
    lead: ClassVar[str | _StrPromise] = ""
    button: ClassVar[str | _StrPromise] = gettext_lazy("Save")
    done: ClassVar[str | _StrPromise] = gettext_lazy("Recorded.")
    icon: ClassVar[str] = "edit"
    permission: ClassVar[str]
    of_row: ClassVar[bool] = False
    danger: ClassVar[bool] = False
    refusals: ClassVar[dict[type[Exception], str | _StrPromise]] = {}
    template_name = "archive/admin/act.html"
    model_admin: RecordAdmin
    form_class: type[Form]
    row: Any = None

    def perform(self, data: dict[str, Any], occasion: Occasion) -> Model | None:
        """Call the operation and return the row whose page to show next, None for this one's or the list."""
        raise NotImplementedError

    @classmethod
    def offered(cls, request: HttpRequest, row: Model | None) -> bool:
        """Whether the button is shown: who may act, and where that has a meaning."""
        return request.user.has_perm(cls.permission) and (row is None or cls.fits(row))

    @classmethod
    def fits(cls, row: Model) -> bool:
        """Whether a row is in a state in which the act has a meaning; the operation decides anew."""
        del row
        return True

    def get_permission_required(self) -> tuple[str, ...]:
        """Return the permission that the page asks for."""
        return (self.permission,)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401 - Django's
        """Find the row before anything else, so that a wrong address is a 404."""
        self.row = self._row(request) if self.of_row else None
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def _row(self, request: HttpRequest) -> Model:
        row: Model | None = self.model_admin.get_object(request, self.kwargs["object_id"])
        if row is None:
            raise Http404
        return row

    def form_valid(self, form: Form) -> HttpResponse:
        """Act, or say in the form why not."""
        occasion = Occasion(self.request.user.get_username(), clock.now())
        try:
            with transaction.atomic():
                row = self.perform(form.cleaned_data, occasion)
        except self._mendable as error:
            self._explain(form, error)
            return self.form_invalid(form)
        self.succeed()
        return HttpResponseRedirect(self.address_after(row))

    @property
    def _mendable(self) -> tuple[type[Exception], ...]:
        """Errors that go back into the form; anything else is a fault of the program and stays one."""
        return (*self.refusals, ValidationError, IntegrityError, DataError)

    def succeed(self) -> None:
        """Tell the user what happened."""
        messages.success(self.request, str(self.done))

    def address_after(self, row: Model | None) -> str:
        """Return where to go next: the row's page, or the list."""
        shown = row or self.row
        if shown is None or type(shown) is not self.model_admin.model:
            return reverse(f"admin:{self.model_admin.name}_changelist") if shown is None else page_of(shown)
        return page_of(shown)

    def _explain(self, form: Form, error: Exception) -> None:
        for kind, sentence in self.refusals.items():
            if isinstance(error, kind):
                form.add_error(None, str(sentence) or str(error) or _("This is not possible."))
                return
        if isinstance(error, ValidationError):
            form.add_error(None, ValidationError(error.messages))
        else:
            form.add_error(
                None, _("The database refused this: it contradicts what is on record, or a value is missing.")
            )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401 - Django's
        """Add what the page of an act shows."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **context,
            "act": self,
            "opts": None,
            "row": self.row,
            "back": page_of(self.row) if self.row else reverse(f"admin:{self.model_admin.name}_changelist"),
        }


def page_of(row: Model) -> str:
    """Return the admin page of a row."""
    meta = row._meta  # noqa: SLF001 - Django's public underscore
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])
