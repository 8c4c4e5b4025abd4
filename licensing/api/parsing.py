"""A stranger's JSON, read strictly: small, shallow, without duplicate keys, and of characters that can be stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import IO, Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser

from licensing.policy.canonical import Json, load_json

LARGEST_BODY = 64 * 1024  # bytes
DEEPEST = 8  # levels of objects and lists


class BodyTooLargeError(APIException):
    """The body is longer than any question needs to be."""

    status_code = 413


class MalformedBodyError(ParseError):
    """The body isn't JSON that can be read as one question; `field` says where, as far as that is known."""

    def __init__(self, detail: str, field: str = "") -> None:
        super().__init__(detail)
        self.field = field


class StrictJSONParser(BaseParser):
    """Reads `application/json` (RFC 8259, UTF-8). An object alone is a question."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,  # noqa: ARG002 - the framework's signature
        parser_context: Mapping[str, Any] | None = None,  # noqa: ARG002 - the framework's signature
    ) -> dict[str, Any]:
        """Return the object in the body. Raises BodyTooLargeError and MalformedBodyError."""
        body = stream.read(LARGEST_BODY + 1)
        if len(body) > LARGEST_BODY:
            raise BodyTooLargeError(_("The body is longer than %(most)s bytes.") % {"most": LARGEST_BODY})
        data = _loaded(body)
        if not isinstance(data, dict):
            raise MalformedBodyError(_("The body must be one JSON object."))
        for path, text in _texts(data, ()):
            _check(path, text)
        return data


def _loaded(body: bytes) -> Json:
    try:
        return load_json(body.decode("utf-8"))
    except UnicodeDecodeError:
        raise MalformedBodyError(_("The body isn't UTF-8.")) from None
    except RecursionError:
        raise MalformedBodyError(_too_deep()) from None
    except ValueError as error:
        raise MalformedBodyError(_("The body isn't JSON: %(why)s.") % {"why": str(error)[:200]}) from None


def _texts(value: Json, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield every string, keys included, with where it stands."""
    if len(path) > DEEPEST:
        raise MalformedBodyError(_too_deep())
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield path, key
            yield from _texts(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*path, str(index)))


def _check(path: tuple[str, ...], text: str) -> None:
    if "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text):
        return
    field = ".".join(path).encode("utf-8", "replace").decode().replace("\0", "")
    raise MalformedBodyError(
        _("A text holds a NUL or half of a surrogate pair, which no stored text can hold."), field
    )


def _too_deep() -> str:
    return _("The body is nested more than %(most)s levels deep.") % {"most": DEEPEST}
