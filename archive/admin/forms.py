"""Fields of the admin's own forms: typed, labelled, in the looks of the admin's theme."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from unfold import widgets

EARLIEST_YEAR = 1900
LATEST_YEAR = 2200

_WIDGETS: tuple[tuple[type[forms.Field], type[forms.Widget]], ...] = (
    (forms.IntegerField, widgets.UnfoldAdminIntegerFieldWidget),
    (forms.BooleanField, widgets.UnfoldBooleanWidget),
    (forms.CharField, widgets.UnfoldAdminTextInputWidget),
)


class MomentInput(forms.DateTimeInput):
    """The browser's own field for a date and a time, to the minute."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        classes = [name for name in widgets.DATETIME_CLASSES if name != "w-full"]
        super().__init__(attrs={"class": " ".join(classes)}, format="%Y-%m-%dT%H:%M")


class MomentField(forms.DateTimeField):
    """A moment, read in the time zone of the installation; absurd years are refused."""

    widget = MomentInput

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - whatever a field takes
        super().__init__(
            input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d"], **kwargs
        )

    def clean(self, value: object) -> datetime | None:
        """Return the aware moment.  Raises ValidationError."""
        moment: datetime | None = super().clean(value)
        if moment is not None and not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
            raise ValidationError(_("The year lies outside 1900 to 2200."), code="absurd")
        return moment


def long_text(*, rows: int = 4, mono: bool = False) -> forms.Textarea:
    """Return the widget of a text of several lines."""
    look = " font-mono" if mono else ""
    classes = " ".join(widgets.TEXTAREA_CLASSES) + look
    return forms.Textarea(attrs={"class": classes, "rows": rows, "spellcheck": "false" if mono else "true"})


def choose() -> forms.Select:
    """Return the widget of a choice."""
    widget: forms.Select = widgets.UnfoldAdminSelectWidget()
    return widget


class ActForm(forms.Form):
    """A form whose fields look like the admin's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - whatever a form takes
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            _dress(field)


def _dress(field: forms.Field) -> None:
    if isinstance(field, forms.ChoiceField) and type(field.widget) is forms.Select:
        chosen = choose()
        chosen.is_required, chosen.choices = field.required, field.widget.choices
        field.widget = chosen
        return
    if type(field.widget) in {forms.TextInput, forms.NumberInput, forms.CheckboxInput}:
        for kind, widget in _WIDGETS:
            if isinstance(field, kind):
                _wear(field, widget().attrs)
                return


def _wear(field: forms.Field, attrs: dict[str, Any]) -> None:
    field.widget.attrs = {**attrs, **field.widget.attrs}
