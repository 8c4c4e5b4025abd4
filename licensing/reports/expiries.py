"""What ends soon: every fact on record that has an end, whether it permits, confirms or stops."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from heapq import merge
from typing import TYPE_CHECKING, Any

from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.fields import TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licensing.choices import SeriesKind
from licensing.models import (
    ConsumerRegistration,
    Fulfilment,
    HolderAssignment,
    IncorporatedDocument,
    PartyAlias,
    PolicyPeriod,
    Replacement,
    RuleConfirmation,
    StatuteApproval,
    Suspension,
    Translation,
)
from licensing.reports.table import Column, Kind, Report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django_stubs_ext import StrPromise

    from licensing.models import Bitemporal
    from licensing.reports.table import Filters, Row


@dataclass(frozen=True)
class Ending:
    """A table whose rows may end: what such a row is, and the fields that say of what, for whom and by whom ("" for none)."""

    code: str
    label: StrPromise
    model: type[Bitemporal]
    what: str
    whom: str
    by: str = "by"


ENDINGS = (
    Ending(
        "policy", gettext_lazy("policy in force"), PolicyPeriod, "series__title", "series__assigner__name"
    ),
    Ending(
        "confirmation", gettext_lazy("confirmed rule"), RuleConfirmation, "version__series__title", "pointer"
    ),
    Ending("replacement", gettext_lazy("replacement"), Replacement, "series__title", "replaced__title"),
    Ending("fulfilment", gettext_lazy("pre-condition met"), Fulfilment, "version__series__title", "consumer"),
    Ending(
        "approval", gettext_lazy("approved statute"), StatuteApproval, "series__title", "consumer", "officer"
    ),
    Ending(
        "registration", gettext_lazy("registration"), ConsumerRegistration, "name", "consumer__identifier"
    ),
    Ending("holders", gettext_lazy("holders"), HolderAssignment, "subject", "subject_kind"),
    Ending("alias", gettext_lazy("name of a party"), PartyAlias, "value", "party__name", ""),
    Ending("suspension", gettext_lazy("suspension"), Suspension, "scope_value", "kind"),
    Ending(
        "translation",
        gettext_lazy("translation"),
        Translation,
        "version__series__title",
        "leading__series__title",
    ),
    Ending(
        "document",
        gettext_lazy("incorporated document"),
        IncorporatedDocument,
        "version__series__title",
        "series__title",
    ),
)


def expiries(now: datetime, filters: Filters) -> Report:
    """What is on record and ends within `filters.within_days` days from now, the first to end first."""
    end = now + timedelta(days=filters.within_days)
    labels = {one.code: str(one.label) for one in ENDINGS}
    kinds = {f"policy-{value}": f"{labels['policy']}: {label}" for value, label in SeriesKind.choices}
    return Report(
        name="expiries",
        title=_("What expires"),
        about=_("What ends within %(days)s days. An end acts at its instant, without a job having run.")
        % {"days": filters.within_days},
        columns=(
            Column("ends_at", _("Ends"), Kind.MOMENT),
            Column("days_left", _("Days left"), Kind.NUMBER),
            Column("what", _("What"), Kind.CODE, labels=labels | kinds),
            Column("subject", _("Of what")),
            Column("concerns", _("Concerns")),
            Column("next", _("Then")),
            Column("by", _("Recorded by")),
        ),
        rows=_ending(now, end),
    )


def _ending(now: datetime, end: datetime) -> Iterator[Row]:
    found = merge(*(_rows(one, now, end) for one in ENDINGS), key=lambda row: row[0])
    for ends_at, *rest in found:
        yield ends_at, (ends_at - now).days, *rest


def _rows(one: Ending, now: datetime, end: datetime) -> Iterator[Any]:
    rows = (
        one.model._default_manager.filter(known_from__lte=now, effective_to__gt=now, effective_to__lte=end)  # noqa: SLF001
        .exclude(known_to__lte=now)
        .order_by("effective_to", "pk")
    )
    kind = F("series__kind") if one.model is PolicyPeriod else Value("")
    recorder = one.by or Value("")
    fields = rows.annotate(_kind=kind, _next=_following(one, now)).values_list(
        "effective_to", "_kind", one.what, one.whom, "_next", recorder
    )
    for ends_at, of, what, whom, following, by in fields.iterator():
        yield ends_at, f"{one.code}-{of}" if of else one.code, what, whom or "", following or "", by


def _following(one: Ending, now: datetime) -> Any:  # noqa: ANN401 - an expression
    """The version that comes into force at the end of a period, where one does."""
    if one.model is not PolicyPeriod:
        return Value("")
    later = PolicyPeriod.objects.filter(series=OuterRef("series"), effective_from=OuterRef("effective_to"))
    return Subquery(later.known_at(now).values(text=Cast("version__number", TextField()))[:1])
