"""Really Simple Licensing 1.0: documents read into contents and licences.  What they do is worked out in `rsl_rules`.

Pure.  A document in another namespace, with an element that RSL doesn't know in a licence, or that breaks a limit of
XML is unreadable; what is in doubt is read narrowly, as the specification asks (section 3.1.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from licensing.webrights.patterns import everywhere, within
from licensing.webrights.safe_xml import UnsafeXmlError, local, namespace, parse_xml

NAMESPACES = frozenset({"https://rslstandard.org/rsl", "http://rslstandard.org/rsl"})
MEDIA_TYPE = "application/rsl+xml"
MOST_CONTENTS = 2000
_LICENCE_PARTS = frozenset({"permits", "prohibits", "payment", "legal", "reporting"})
_CONTENT_PARTS = frozenset({"license", "alternate", "schema", "copyright", "terms"})
_TYPES = frozenset({"usage", "user", "geo"})
_PARTING = re.compile(r"[\s,;]+")


class RslError(ValueError):
    """A text that is no RSL document, or says what isn't understood."""


@dataclass(frozen=True)
class Licence:
    """One set of terms: tokens permitted and prohibited by type, what is paid, and what only a person can judge."""

    permits: dict[str, tuple[str, ...]] = field(default_factory=dict)
    prohibits: dict[str, tuple[str, ...]] = field(default_factory=dict)
    payment: str = "free"
    reporting: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Content:
    """What licences are for: a pattern of addresses, and whether a licence must be got from a server."""

    url: str
    licensed: bool
    licences: tuple[Licence, ...]
    notes: tuple[str, ...] = ()

    def speaks_of(self, address: str) -> bool:
        """Whether the pattern holds for an address; an empty one holds for whatever the document is attached to."""
        return not self.url or within(self.url, address)

    def everywhere(self, file_address: str) -> bool:
        """Whether the pattern holds for the whole site of the file that it stands in."""
        return not self.url or everywhere(self.url, file_address)


def read_document(text: str) -> tuple[Content, ...]:
    """Return the contents of a document.  Raises RslError."""
    try:
        root = parse_xml(text)
    except UnsafeXmlError as error:
        raise RslError(str(error)) from None
    if namespace(root) not in NAMESPACES or local(root) not in {"rsl", "content"}:
        raise RslError("not a document of Really Simple Licensing")
    found = [root] if local(root) == "content" else [one for one in root if namespace(one) in NAMESPACES]
    if len(found) > MOST_CONTENTS:
        raise RslError(f"more than {MOST_CONTENTS} contents")
    if any(local(one) != "content" for one in found):
        raise RslError("an element that is not known")
    return tuple(_content(one) for one in found)


def _content(element: Element) -> Content:
    parts = [one for one in element if namespace(one) in NAMESPACES]
    if any(local(one) not in _CONTENT_PARTS for one in parts):
        raise RslError("an element that is not known")
    named = {key.lower(): value.strip() for key, value in element.attrib.items()}
    encrypted = named.get("encrypted", "false").lower() not in {"false", ""}
    if "url" not in named:
        raise RslError("a content without its address")
    notes = (
        *(f"{key}={named[key]}" for key in ("url", "server", "encrypted", "lastmod") if key in named),
        *(_note(one) for one in parts if local(one) != "license"),
    )
    licences = tuple(_licence(one) for one in parts if local(one) == "license")
    return Content(named["url"], "server" in named or encrypted, licences, notes)


def _licence(element: Element) -> Licence:
    parts = [one for one in element if namespace(one) in NAMESPACES]
    if any(local(one) not in _LICENCE_PARTS for one in parts):
        raise RslError("an element that is not known")
    payments = [one for one in parts if local(one) == "payment"]
    kinds = {(one.get("type") or "").strip().lower() for one in payments}
    if len(kinds) > 1:
        raise RslError("more than one payment")
    return Licence(
        _tokens(parts, "permits"),
        _tokens(parts, "prohibits"),
        _payment(payments, kinds),
        any(local(one) == "reporting" for one in parts),
        tuple(_note(one) for one in parts),
    )


def _payment(payments: list[Element], kinds: set[str]) -> str:
    """What is paid: nothing where there is no payment; one without a type but with a price or terms is not known."""
    if not payments:
        return "free"
    kind = kinds.pop()
    asks = any(local(part) in {"amount", "accepts", "custom"} for one in payments for part in one)
    return kind or ("unstated" if asks else "free")


def _tokens(parts: Iterable[Element], name: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for one in parts:
        if local(one) != name:
            continue
        kind = (one.get("type") or "usage").strip().lower()
        if kind not in _TYPES:
            raise RslError(f"{name} of a type that is not known")
        text = " ".join(one.itertext()).strip().lower()
        found[kind] = (*found.get(kind, ()), *(token for token in _PARTING.split(text) if token))
    return found


def _note(element: Element) -> str:
    """An element as one line: its name, its attributes and its text, as a person reads it."""
    attributes = "".join(
        f' {key.rpartition("}")[2]}="{value}"' for key, value in sorted(element.attrib.items())
    )
    inner = " ".join(_note(one) for one in element)
    text = " ".join((element.text or "").split())
    return f"<{local(element)}{attributes}> {text} {inner}".rstrip()[:1000]
