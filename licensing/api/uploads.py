"""A file in the body of a request: read into memory within a limit, and never written anywhere by us."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework.exceptions import UnsupportedMediaType
from rest_framework.parsers import BaseParser

from archive.ingestion.formats.table import FORMATS
from licensing.api.parsing import BodyTooLargeError

MEDIA_TYPES: dict[str, str] = {
    media_type: one.name for one in FORMATS.values() for media_type in sorted(one.media_types)
}
"""Media type of a file that may be posted → its format."""

ANY_FILE = "application/octet-stream"
"""A file whose format its bytes tell, or the parameter `format`."""


class FileParser(BaseParser):
    """Reads a file of a format that the archive knows, as bytes."""

    media_type = "*/*"

    def parse(  # type: ignore[override]  # the framework hands on whatever a parser returns
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,  # noqa: ARG002 - the framework's signature
    ) -> bytes:
        """Return the file. Raises UnsupportedMediaType and BodyTooLargeError."""
        name = (media_type or "").partition(";")[0].strip().lower()
        if name not in MEDIA_TYPES and name != ANY_FILE:
            raise UnsupportedMediaType(media_type or "")
        most: int = settings.IMPRIMATUR_INGEST_UPLOAD_BYTES
        body = stream.read(most + 1)
        if len(body) > most:
            raise BodyTooLargeError(_("The file is longer than %(most)s bytes.") % {"most": most})
        return body
