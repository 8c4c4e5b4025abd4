"""Terms that come in the format of another archive: a draft like any other, with the file as its verbatim source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licensing.exchange import format_named
from licensing.exchange.formats import WHOLE
from licensing.operations.content import ClauseSpan, Reading, Source
from licensing.operations.versions import add_version

if TYPE_CHECKING:
    from datetime import datetime

    from licensing.models import PolicySeries, PolicyVersion

MOST_BYTES = 2 * 1024 * 1024


class ImportTooLargeError(ValueError):
    """The file is larger than any policy needs to be."""


class EmptyImportError(ValueError):
    """The file holds nothing."""


def import_terms(
    *, series: PolicySeries, data: bytes, format_name: str, address: str = "", author: str, now: datetime
) -> PolicyVersion:
    """Record a file as a draft of a series; what can't be read is recorded as unreadable, with the reason.

    Every rule is bound to one clause, the whole file.  Nothing comes into force by it.  Raises UnknownFormatError,
    ImportTooLargeError and EmptyImportError.
    """
    found = format_named(format_name)
    if len(data) > MOST_BYTES:
        raise ImportTooLargeError(f"The file has more than {MOST_BYTES} bytes.")
    if not data.strip():
        raise EmptyImportError("The file is empty.")
    read = found.imported(data)
    clauses = (
        (ClauseSpan(WHOLE, 0, len(read.text), meaning=found.title),) if read.document is not None else ()
    )
    return add_version(
        series=series,
        source=Source(read.text, data, address=address, captured_at=now),
        reading=Reading(read.document, clauses, unreadable=read.unreadable[:500]),
        author=author,
        now=now,
    )
