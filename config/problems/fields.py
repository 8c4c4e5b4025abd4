"""What a validation found wrong, flattened: one line for each field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_WHOLE = "non_field_errors"


@dataclass(frozen=True)
class Wrong:
    """A field, a stable code, and a sentence."""

    field: str
    code: str
    detail: str

    def data(self) -> dict[str, str]:
        """Return it as a member of `errors`."""
        return {"field": self.field, "code": self.code, "detail": self.detail}


def wrong_fields(error: Exception) -> list[Wrong]:
    """Return what a DRF ValidationError holds; there is always at least one line."""
    return list(_flat(getattr(error, "detail", str(error)), ())) or [Wrong("", "invalid", "")]


def _flat(detail: Any, path: tuple[str, ...]) -> Iterator[Wrong]:  # noqa: ANN401 - lists and dicts of strings
    if isinstance(detail, dict):
        for name, inner in detail.items():
            yield from _flat(inner, path if name == _WHOLE else (*path, str(name)))
    elif isinstance(detail, list):
        for inner in detail:
            yield from _flat(inner, path)
    else:
        yield Wrong(".".join(path), getattr(detail, "code", "invalid"), str(detail))
