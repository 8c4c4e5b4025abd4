"""Fields that take what they say and nothing that merely looks like it."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from licensing.policy.ask import EARLIEST_YEAR, LATEST_YEAR, UseError

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_TERM = re.compile(r"[A-Za-z0-9][A-Za-z0-9.:_/#-]*")
_LONGEST_TERM = 100


def identifier(text: str) -> UUID | None:
    """Return the UUID that a text writes in its usual form, or None."""
    return UUID(text) if _UUID.fullmatch(text) else None


@extend_schema_field({"type": "string", "maxLength": _LONGEST_TERM})
class TermField(serializers.Field[str, Any, str, Any]):
    """An identifier of a vocabulary: a short string without spaces."""

    default_error_messages = {
        "not_a_text": _("This must be a string."),
        "not_a_term": _(
            "This must be an identifier: letters, digits and . : _ - / #, at most 100 characters."
        ),
    }

    def to_internal_value(self, data: Any) -> str:  # noqa: ANN401 - from a stranger
        """Return the term. Raises ValidationError."""
        if not isinstance(data, str):
            self.fail("not_a_text")
        if len(data) > _LONGEST_TERM or not _TERM.fullmatch(data):
            self.fail("not_a_term")
        return data

    def to_representation(self, value: str) -> str:
        """Return it unchanged."""
        return value


@extend_schema_field({"type": "string", "format": "uuid"})
class IdentifierField(serializers.Field[UUID, Any, str, Any]):
    """A UUID in its usual form."""

    default_error_messages = {
        "not_a_uuid": _("This must be a UUID such as 3f2c1a58-5d0e-4f43-9d5c-0a8f1c6b7e21.")
    }

    def to_internal_value(self, data: Any) -> UUID:  # noqa: ANN401 - from a stranger
        """Return the UUID. Raises ValidationError."""
        found = identifier(data) if isinstance(data, str) else None
        if found is None:
            self.fail("not_a_uuid")
        return found

    def to_representation(self, value: UUID) -> str:
        """Return its usual form."""
        return str(value)


@extend_schema_field({"type": "integer"})
class CountField(serializers.Field[int, Any, int, Any]):
    """A whole number; its range is a matter of what it counts."""

    default_error_messages = {"not_whole": _("This must be a whole number, without quotation marks.")}

    def to_internal_value(self, data: Any) -> int:  # noqa: ANN401 - from a stranger
        """Return the number. Raises ValidationError."""
        if not isinstance(data, int) or isinstance(data, bool):
            self.fail("not_whole")
        return data

    def to_representation(self, value: int) -> int:
        """Return it unchanged."""
        return value


@extend_schema_field({"type": "boolean"})
class FlagField(serializers.Field[bool, Any, bool, Any]):
    """True or false."""

    default_error_messages = {"not_a_flag": _("This must be true or false.")}

    def to_internal_value(self, data: Any) -> bool:  # noqa: ANN401 - from a stranger
        """Return the flag. Raises ValidationError."""
        if not isinstance(data, bool):
            self.fail("not_a_flag")
        return data

    def to_representation(self, value: bool) -> bool:  # noqa: FBT001 - the framework's signature
        """Return it unchanged."""
        return value


@extend_schema_field({"type": "string", "format": "date-time"})
class MomentField(serializers.Field[datetime, Any, str, Any]):
    """An instant: an RFC 3339 date-time with its offset, in a year in which the question makes sense."""

    default_error_messages = {
        "not_a_moment": _(
            "This must be a date-time such as 2026-03-01T12:00:00Z (in an address, write + as %2B)."
        )
    }

    def to_internal_value(self, data: Any) -> datetime:  # noqa: ANN401 - from a stranger
        """Return the instant. Raises ValidationError, and UseError for a naive or absurd one."""
        moment = _read(data)
        if moment is None:
            self.fail("not_a_moment")
        name = str(self.field_name)
        if moment.tzinfo is None:
            raise UseError(
                name, "naive-time", f"{name} needs a time zone: add Z or an offset such as +01:00."
            )
        if not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
            raise UseError(name, "absurd-time", f"{name} lies outside {EARLIEST_YEAR} to {LATEST_YEAR}.")
        return moment

    def to_representation(self, value: datetime) -> str:
        """Return it in ISO form."""
        return value.isoformat()


_MOMENT = re.compile(r"\d{4}-\d\d-\d\d([Tt]\d\d:\d\d(:\d\d(\.\d{1,6})?)?([Zz]|[+-]\d\d:\d\d)?)?", re.ASCII)


def _read(data: object) -> datetime | None:
    if not isinstance(data, str) or not _MOMENT.fullmatch(data):
        return None
    try:
        return datetime.fromisoformat(data.upper())
    except ValueError:
        return None
