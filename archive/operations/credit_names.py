"""What a name in credit lines is: recorded once by a person, and true of every line that prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from archive.agencies import find_agency, name_key
from archive.choices import CreditRole
from archive.models import Credit, CreditName
from archive.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


class ListedAgencyError(Exception):
    """The name is that of a listed agency: it needs no record."""


@transaction.atomic
def record_credit_name(*, name: str, role: CreditRole, by: str, now: datetime) -> CreditName:
    """Record what a name is, or record it anew, and say so of the stored credits that print it.

    Who supplied an image stays its supplier: that is read from the line. Raises ListedAgencyError, and ValidationError
    for a name without a letter or digit.
    """
    name = one_line(name)
    if find_agency(name):
        raise ListedAgencyError(name)
    key = name_key(name)
    row = CreditName.objects.filter(key=key).first() or CreditName(key=key)
    row.name, row.role, row.recorded_by, row.recorded_at = name, role, by, now
    row.full_clean(exclude=["key"] if key else [])
    row.save()
    Credit.objects.filter(name__iexact=name).exclude(role=CreditRole.SUPPLIER).update(role=role)
    return row


def recorded_roles(names: set[str]) -> dict[str, str]:
    """Return the recorded roles of those names that have one, by the keys of the names."""
    keys = {name_key(name) for name in names}
    return dict(CreditName.objects.filter(key__in=keys).values_list("key", "role"))


def roles_as_recorded(
    names: Iterable[tuple[str, str]], recorded: dict[str, str]
) -> tuple[tuple[str, str], ...]:
    """Return names with the roles that persons recorded; who supplied an image is said by its line alone."""
    if not recorded:
        return tuple(names)
    return tuple(
        (name, role if role == CreditRole.SUPPLIER else recorded.get(name_key(name), role))
        for name, role in names
    )
