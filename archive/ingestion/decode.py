"""Bytes of a page to text, exactly or not at all. Pure: a wrongly read notice would be a wrong notice."""

from __future__ import annotations

import re

from archive.choices import CaptureFailure
from archive.ingestion.network import FetchError

HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
# Encodings that are read, by their labels (WHATWG Encoding Standard): name in Python.
_ENCODINGS = {
    **dict.fromkeys(("utf-8", "utf8"), "utf-8"),
    **dict.fromkeys(("iso-8859-1", "iso8859-1", "latin1", "us-ascii", "ascii", "windows-1252", "cp1252"), "cp1252"),
    **{f"iso-8859-{number}": f"iso8859-{number}" for number in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    **{f"windows-{number}": f"cp{number}" for number in (1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258)},
    **dict.fromkeys(("gbk", "gb2312", "gb18030"), "gb18030"),
    "koi8-r": "koi8-r", "koi8-u": "koi8-u", "big5": "big5", "euc-jp": "euc-jp", "shift_jis": "cp932",
    "euc-kr": "cp949", "windows-31j": "cp932", "windows-874": "cp874", "tis-620": "cp874",
}  # fmt: skip
_SINGLE_BYTE = re.compile(r"^(cp12|cp874|iso8859|koi8)")
_BOM = b"\xef\xbb\xbf"
_HEAD_BYTES = 4096  # where a page may name its encoding
_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_IN_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_AN_ELEMENT = re.compile(r"<(?:!doctype html|html|head|body|article|p|div)\b", re.IGNORECASE)


def decode_page(body: bytes, content_type: str) -> tuple[str, str]:
    """Return the page's text and the name of its encoding.

    Raises FetchError: not HTML, empty, or bytes that aren't what the encoding named by the page allows. A page that
    names none is UTF-8 or refused; one that names a single-byte encoding but is UTF-8 is refused as well.
    """
    if content_type.partition(";")[0].strip().lower() not in HTML_TYPES:
        raise FetchError(CaptureFailure.NOT_HTML)
    if not body.strip():
        raise FetchError(CaptureFailure.EMPTY)
    encoding = _encoding(body, content_type)
    text = _exact(body.removeprefix(_BOM), encoding)
    if "\x00" in text or not _AN_ELEMENT.search(text):
        raise FetchError(CaptureFailure.NOT_HTML)
    return text, encoding


def decode_leniently(body: bytes) -> tuple[str, str]:
    """Return a page's text and the encoding that fits it best, for a look at it; never for what is recorded.

    Raises FetchError where no element of HTML is in it.
    """
    named = _IN_META.search(body[:_HEAD_BYTES])
    label = named.group(1).decode("ascii", errors="replace").lower() if named else ""
    encoding = "utf-8" if _is_utf_8(body) else _ENCODINGS.get(label) or "cp1252"
    text = body.removeprefix(_BOM).decode(encoding, errors="replace").replace("\x00", "")
    if not _AN_ELEMENT.search(text):
        raise FetchError(CaptureFailure.NOT_HTML)
    return text, encoding


def _encoding(body: bytes, content_type: str) -> str:
    if body.startswith(_BOM):
        return "utf-8"
    named = _IN_HEADER.search(content_type)
    label = named.group(1) if named else ""
    if not label and (in_meta := _IN_META.search(body[:_HEAD_BYTES])):
        label = in_meta.group(1).decode("ascii", errors="replace")
    encoding = _ENCODINGS.get(label.lower() or "utf-8")
    if encoding is None:
        raise FetchError(CaptureFailure.ENCODING)
    return encoding


def _exact(body: bytes, encoding: str) -> str:
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError:
        raise FetchError(CaptureFailure.ENCODING) from None
    if _SINGLE_BYTE.match(encoding) and not body.isascii() and _is_utf_8(body):
        raise FetchError(CaptureFailure.ENCODING)
    return text


def _is_utf_8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
