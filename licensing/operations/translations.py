"""Translations of one notice: linked to the version that leads, which alone comes into force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from licensing.models import PolicyPeriod, PolicyVersion, Translation
from licensing.operations.facts import assert_fact, retract_fact
from licensing.operations.incorporated import ALWAYS

if TYPE_CHECKING:
    from datetime import datetime


class TranslationError(ValueError):
    """Two texts that can't be one notice in two languages; the message says why."""


def link_translation(
    *, version: PolicyVersion, leading: PolicyVersion, by: str, reason: str, now: datetime
) -> Translation:
    """Say that a text is a translation of another, which leads.  Both keep their words; a link changes no answer.

    Raises TranslationError: for one language, for texts that are no terms, for what is in force itself, for a chain.
    """
    with transaction.atomic():
        both = PolicyVersion.objects.select_for_update(of=("self",)).select_related("series")
        held = {one.pk: one for one in both.filter(pk__in=[version.pk, leading.pk]).order_by("pk")}
        why = _obstacle(held[version.pk], held[leading.pk])
        if why:
            raise TranslationError(why)
        return assert_fact(
            Translation,
            effective_from=ALWAYS,
            now=now,
            version=version,
            leading=leading,
            by=by,
            reason=reason,
        )


def unlink_translation(*, translation: Translation, now: datetime) -> None:
    """Take a wrong link off the record.  Raises AlreadyClosedError."""
    retract_fact(translation, now=now)


def _obstacle(version: PolicyVersion, leading: PolicyVersion) -> str:
    links = Translation.objects.current()
    checks = (
        (version.pk == leading.pk, _("A text is no translation of itself.")),
        ({version.series.kind, leading.series.kind} != {"terms"}, _("Only texts of terms have translations.")),
        (_same_language(version, leading), _("Both texts are in one language.")),
        (
            PolicyPeriod.objects.filter(version=version).current().exists(),
            _("The text is in force itself; a translation never is."),
        ),
        (links.filter(version=version).exists(), _("The text is linked already.")),
        (links.filter(version=leading).exists(), _("The other text is a translation itself; link to the one that leads.")),
        (links.filter(leading=version).exists(), _("The text leads translations of its own.")),
    )  # fmt: skip
    return next((why for holds, why in checks if holds), "")


def _same_language(one: PolicyVersion, other: PolicyVersion) -> bool:
    first, second = (row.language.replace("_", "-").split("-")[0].lower() for row in (one, other))
    return first == second != ""
