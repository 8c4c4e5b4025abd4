"""Values of a file to facts: on one line, of the length and kind that such a fact has. Pure.

A fact that is too long to be one is dropped, as on a page, so that no text comes in as a fact. What a row can't do
without (its address, its headline) is refused instead, and so is what no text holds (lone surrogates).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from archive.choices import CaptureFailure
from archive.ingestion.formats.items import CANCELED, USABLE, WITHHELD
from archive.ingestion.markup import BLOCKS, Element, read_markup
from archive.ingestion.network import FetchError
from archive.text import normalise, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = {
    "headline": 300,
    "author": 120,
    "section": 100,
    "printed": 100,
    "notice": 300,
    "terms": 2000,
    "version": 50,
}
LONGEST_ADDRESS = 2000
LONGEST_IDENTIFIER = 200
MOST = {"authors": 20, "identifiers": 20, "images": 50}
_MOST_MARKUP = 4 * 1024 * 1024
_YEARS = range(1600, 3000)
_LANGUAGE = re.compile(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
_LONGEST_LANGUAGE = 35  # RFC 5646 section 4.4.1
_WEB_ADDRESS = re.compile(
    r"https?://[^\s/@?#\\\x00-\x1f\x7f\ud800-\udfff]+(?:[/?#][^\s\x00-\x1f\x7f\ud800-\udfff]*)?",
    re.IGNORECASE,
)
_PLAIN_ADDRESS = re.compile(r"https?://[a-z0-9.-]+(?:/[!-\"$-~]*)?")
_PLACE = re.compile(r"[^:]+://[^/?]*")
_NAME = re.compile(
    r"(?:urn:[a-z0-9][a-z0-9-]{0,31}|tag:[^\s:,@]+(?:@[^\s:,]+)?,[\d-]+):[^\s\x00-\x1f\x7f\ud800-\udfff]+",
    re.IGNORECASE,
)
_NO_IDENTIFIER = re.compile(r"[\s\x00-\x1f\x7f]")
_QUOTED = 40
_STATUSES = {
    "usable": USABLE,
    "withheld": WITHHELD,
    "withhold": WITHHELD,
    "canceled": CANCELED,
    "cancelled": CANCELED,
    "cancel": CANCELED,
    "killed": CANCELED,
    "kill": CANCELED,
}


class UnreadableRowError(ValueError):
    """A row doesn't come in; `field` is at fault and `reason` says why in a sentence that may be shown."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field, self.reason = field, reason


def quoted(value: str) -> str:
    """Return the beginning of a fact's value for a message: one line, at most 40 characters."""
    line = one_line(encodable(value))
    return f"“{line}”" if len(line) <= _QUOTED else f"“{line[: _QUOTED - 1]}…”"


def encodable(value: str) -> str:
    """Return the text with a mark in place of each lone surrogate."""
    return value.encode("utf-8", "replace").decode("utf-8")


def sound(field: str, value: str) -> str:
    """Return the text itself; raises UnreadableRowError for lone surrogates, which no text holds."""
    if not value.isascii():
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            raise UnreadableRowError(field, _("It holds half of a character.")) from None
    return value


def fact(kind: str, value: str, *, field: str = "") -> str:
    """Return the value on one line, or nothing when it is longer than such a fact is."""
    line = _line(field or kind, value)
    return line if len(line) <= LONGEST[kind] else ""


def _line(field: str, value: str) -> str:
    # what is ASCII and printable is normalised already
    return (
        " ".join(value.split()) if value.isascii() and value.isprintable() else one_line(sound(field, value))
    )


def headline(value: str) -> str:
    """Return the headline; raises UnreadableRowError when it is too long to be one."""
    line = _line("headline", value)
    if len(line) > LONGEST["headline"]:
        raise UnreadableRowError("headline", _("It has more than 300 characters."))
    return line


def address(value: str, *, names: bool = False) -> str:
    """Return an http(s) address without fragment, or with `names` a urn: or tag:; raises UnreadableRowError."""
    if len(value) <= LONGEST_ADDRESS and _PLAIN_ADDRESS.fullmatch(value):
        return value
    line = sound("address", value).strip()
    web = _WEB_ADDRESS.fullmatch(line)
    if len(line) > LONGEST_ADDRESS:
        raise UnreadableRowError("address", _("The address has more than 2000 characters."))
    if not web and not (names and _NAME.fullmatch(line)):
        raise UnreadableRowError(
            "address", _("%(value)s isn't an http(s) address.") % {"value": quoted(line)}
        )
    if not web:
        scheme, colon, rest = line.partition(":")
        space, mark, named = rest.partition(":")
        # the scheme and the namespace of a URN don't depend on case (RFC 8141 section 3.1)
        return (
            f"{scheme.lower()}:{space.lower()}{mark}{named}"
            if scheme.lower() == "urn"
            else f"tag{colon}{rest}"
        )
    plain = line.partition("#")[0]
    place = _PLACE.match(plain)
    return plain if place is None else place.group().lower() + plain[place.end() :]


def is_address(value: str) -> bool:
    """Tell whether a value is an http(s) address."""
    return len(value) <= LONGEST_ADDRESS and bool(_WEB_ADDRESS.fullmatch(value.strip()))


def is_name(value: str) -> bool:
    """Tell whether a value is a urn: or tag:, which names without saying where."""
    return len(value) <= LONGEST_IDENTIFIER and bool(_NAME.fullmatch(value.strip()))


def language(value: str) -> str:
    """Return a language tag (BCP 47) with its primary part in lower case, or nothing."""
    primary, dash, rest = value.strip().replace("_", "-").partition("-")
    tag = f"{primary.lower()}{dash}{rest}"
    return tag if len(tag) <= _LONGEST_LANGUAGE and _LANGUAGE.match(tag) else ""


def instant(value: str) -> datetime | None:
    """Return an aware instant of ISO 8601 or RFC 5322; what has no offset, or lies outside 1600 to 2999, names none."""
    text = value.strip()[:64]
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        try:
            found = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    return found.astimezone(UTC) if found.tzinfo is not None and found.year in _YEARS else None


def status(value: str) -> tuple[str, bool]:
    """Return a publishing status and whether it was known: `stat:canceled`, `usable`… An unknown one is withheld."""
    word = value.strip().rpartition("/")[2].rpartition(":")[2].lower()
    known = _STATUSES.get(word)
    return known or WITHHELD, known is not None


def identifiers(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return identifiers by scheme; one with white space in it is no identifier, and the first of a scheme stays."""
    good: dict[str, str] = {}
    for scheme, value in pairs:
        both = scheme + value
        if scheme and value and len(both) <= LONGEST_IDENTIFIER and not _NO_IDENTIFIER.search(both):
            good.setdefault(sound("identifiers", scheme), sound("identifiers", value))
    return dict(list(good.items())[: MOST["identifiers"]])


def plain_text(value: str) -> str:
    """Return running text as it is kept for counting: normalised; raises UnreadableRowError."""
    return normalise(sound("body", value))


def text_of_markup(value: str) -> str:
    """Return the text of HTML, a line for each block; raises UnreadableRowError for markup that can't be read."""
    if "<" not in value and "&" not in value:
        return plain_text(value)
    if len(value) > _MOST_MARKUP:
        raise UnreadableRowError("body", _("The markup is larger than the limit."))
    try:
        root = read_markup(sound("body", value))
    except FetchError as error:
        raise UnreadableRowError("body", str(CaptureFailure(error.code).label)) from None
    return normalise("\n".join(line for line in _lines(root) if line))


def _lines(root: Element) -> list[str]:
    pieces: list[str] = []
    waiting: list[Element | str] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            pieces.append(node.replace("\n", " "))
        elif node.tag == "br":
            pieces.append("\n")
        elif node.tag not in {"script", "style", "template", "noscript", "head"}:
            edge = ["\n"] if node.tag in BLOCKS else []
            waiting.extend([*edge, *reversed(node.children), *edge])
    return [" ".join(line.split()) for line in "".join(pieces).split("\n")]
