"""A page as a report: every field with its value, where it was read, and what else the page said (docs/extraction.md).

The report is for people and programs that look at pages; it holds expression (description, keywords, captions) that the
archive doesn't store, and says which fields would be recorded. Pure: no database, no network.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archive.choices import CaptureFailure
from archive.credits import credited_names
from archive.ingestion.decode import HTML_TYPES, decode_leniently, decode_page
from archive.ingestion.extract import copyright_line, running_text
from archive.ingestion.images import captions, found_images
from archive.ingestion.markup import read_markup
from archive.ingestion.network import FetchError
from archive.ingestion.notice_fragment import notice_fragment
from archive.ingestion.reading.candidates import Reading
from archive.ingestion.reading.reconcile import Readings, read_page
from archive.text import count_words

if TYPE_CHECKING:
    from datetime import datetime

    from archive.ingestion.markup import Element
    from archive.ingestion.notice_fragment import NoticeFragment

MOST_BYTES = 12 * 1024 * 1024
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # how UTF-16 begins
_HEAD_BYTES = 4096
_BYTES_TO_A_STRAY_NUL = 1000  # with fewer it is no page
# Facts (semantics.md section 1): what the archive would record, if the gate lets it.
RECORDED = (
    "headline", "authors", "date_published", "date_modified", "section", "language", "canonical", "copyright_notice", "identifiers", "images",
)  # fmt: skip
_FIELDS = (
    "headline", "alternative_headline", "authors", "date_published", "date_modified", "section", "keywords", "language", "canonical", "publisher",
    "description", "paywalled",
)  # fmt: skip


def page_report(
    page: bytes, *, address: str = "", content_type: str = "text/html", latest: datetime | None = None
) -> dict[str, Any]:
    """Return what a page says of its article, ready for JSON; what it doesn't say is empty.

    `address` is where the page was found, if that is known: relative references are resolved against it. `latest`:
    dates after it aren't believed. A page in another encoding than it names is read all the same and the report says
    so. Raises FetchError: not HTML, empty, over 12 MiB, or made to keep a reader busy.
    """
    if len(page) > MOST_BYTES:
        raise FetchError(CaptureFailure.TOO_LARGE)
    source, encoding, problems = _decoded(page, content_type)
    root = read_markup(source)
    read = read_page(root, source, address, latest=latest)
    notice, found = (
        _notice(root, source, page, encoding),
        {name: _field(getattr(read, name)) for name in _FIELDS},
    )
    words = _word_count(source, root, notice, read.headline.value)
    return {
        "address": address,
        "encoding": encoding,
        **found,
        "date_published_printed": read.date_printed,
        "copyright_notice": copyright_line(root, read.article),
        "identifiers": read.identifiers,
        "images": _images(root, read, address),
        "word_count": words,
        "has_notice": notice is not None,
        "recorded": list(RECORDED),
        "problems": [*problems, *read.problems, *([] if words else ["no running text was found"])],
    }


def _decoded(page: bytes, content_type: str) -> tuple[str, str, list[str]]:
    if page.startswith(_WIDE) and b"<" in page[:_HEAD_BYTES]:
        return (
            page.decode("utf-16", errors="replace"),
            "utf-16",
            ["encoding: UTF-16, a capture would refuse it"],
        )
    try:
        return *decode_page(page, content_type), []
    except FetchError as error:
        stray = 0 < page.count(0) * _BYTES_TO_A_STRAY_NUL <= len(page)
        readable = error.code == CaptureFailure.ENCODING or (error.code == CaptureFailure.NOT_HTML and stray)
        if not readable or content_type.partition(";")[0].strip().lower() not in HTML_TYPES:
            raise
    source, encoding = decode_leniently(page)
    what = "characters: holds NUL" if stray else f"encoding: not what the page names; read as {encoding}"
    return source, encoding, [f"{what}, a capture would refuse it"]


def _field(reading: Reading[Any]) -> dict[str, Any]:
    others = [{"value": each.value, "source": each.source, "where": each.place} for each in reading.others]
    return {"value": reading.value, "source": reading.source, "where": reading.place, "others": others}


def _images(root: Element, read: Readings, address: str) -> list[dict[str, Any]]:
    printed = captions(root, address)
    return [
        {
            "address": image.address,
            "credit_text": image.credit_text,
            "credits": [
                {"name": each.name, "role": str(each.role)} for each in credited_names(image.credit_text)
            ],
            "caption": printed.get(image.address, ""),
        }
        for image in found_images(root, read.article, read.og_image, address)
    ]


def _notice(root: Element, source: str, page: bytes, encoding: str) -> NoticeFragment | None:
    try:
        return notice_fragment(root, source, page, encoding)
    except (FetchError, UnicodeEncodeError):  # read leniently, the page's bytes can't be found again
        return None


def _word_count(source: str, root: Element, notice: NoticeFragment | None, headline: str) -> int:
    try:
        return count_words(running_text(source, root, notice, headline))
    except RuntimeError:
        return 0
