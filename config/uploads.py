"""Uploaded files stay in memory: what may not be kept must not reach a disk, not even one for temporary files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.files.uploadhandler import MemoryFileUploadHandler, SkipFile

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


class InMemoryUploads(MemoryFileUploadHandler):
    """Keeps every file in memory, up to IMPRIMATUR_INGEST_UPLOAD_BYTES; a larger one counts as not given."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the framework's signature
        """Take every request, however long it says that it is."""
        del args, kwargs
        self.activated = True

    def new_file(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the framework's signature
        """Begin a file."""
        self._size = 0
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Keep a piece. Raises SkipFile beyond the limit."""
        self._size += len(raw_data)
        if self._size > settings.IMPRIMATUR_INGEST_UPLOAD_BYTES:
            self.file.truncate(0)
            raise SkipFile
        return super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> UploadedFile[bytes] | None:
        """Return the file, or nothing where it was too large."""
        if self._size > settings.IMPRIMATUR_INGEST_UPLOAD_BYTES:
            return None
        return super().file_complete(file_size)
