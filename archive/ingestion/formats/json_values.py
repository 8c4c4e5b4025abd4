"""JSON of strangers, strictly: no name twice in one object, no NaN, no depth that exhausts the parser. Pure."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from archive.ingestion.formats.values import UnreadableRowError

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn


def read_json(text: str) -> object:
    """Return the value that a JSON text holds; raises UnreadableRowError."""
    try:
        return _DECODER.decode(text)
    except UnreadableRowError:
        raise
    except (ValueError, RecursionError):
        raise UnreadableRowError("", _("It isn't JSON (RFC 8259).")) from None


def read_object(text: str) -> dict[str, object]:
    """Return the object that a JSON text holds with nothing around it; raises UnreadableRowError for anything else."""
    try:
        found, end = _scan(text, 0)
    except UnreadableRowError:
        raise
    except (ValueError, RecursionError, StopIteration):
        found, end = None, -1
    if end != len(text) or not isinstance(found, dict):
        raise UnreadableRowError("", _("It isn't JSON (RFC 8259)."))
    return found


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise UnreadableRowError("", _("It names a field twice."))
    return found


def _refuse(_constant: str) -> NoReturn:
    raise UnreadableRowError("", _("It holds NaN or an infinity, which JSON doesn't have."))


_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_refuse)
_scan: Callable[[str, int], tuple[object, int]] = _DECODER.scan_once  # type: ignore[attr-defined] # public, not in stubs
