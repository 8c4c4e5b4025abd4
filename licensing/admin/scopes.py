"""What a policy or a suspension covers: checked against what is held, so that a typing error covers nothing unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from archive.models import Article, Feed, Image, Publisher, Source
from licensing.models import Party

if TYPE_CHECKING:
    from collections.abc import Callable

_PARTS = frozenset({"text", "metadata"})


class ScopeError(ValueError):
    """Nothing that is held is named by this."""


def suspended_thing(kind: str, value: str) -> str:
    """Return the value as it is recorded.  Raises ScopeError where nothing is named by it."""
    kept = value.strip()
    if kind == "site":
        kept = kept.lower()
    if not _FINDERS[kind](kept):
        raise ScopeError(_("Nothing that is held is named by “%s”.") % value)
    return kept


def scoped_thing(kind: str, value: str) -> str:
    """Return the scope of a series as it is recorded.  Raises ScopeError."""
    if kind == "everything":
        if value.strip():
            raise ScopeError(_("A scope of everything has no value."))
        return ""
    return suspended_thing(kind, value)


def _part(value: str) -> bool:
    article, colon, part = value.partition(":")
    if colon:
        return part in _PARTS and _article(article)
    return _uuid(value) is not None and Image.objects.filter(pk=value).exists()


def _article(value: str) -> bool:
    return _uuid(value) is not None and Article.objects.filter(pk=value).exists()


def _uuid(value: str) -> UUID | None:
    try:
        found = UUID(value)
    except ValueError:
        return None
    return found if str(found) == value else None


_FINDERS: dict[str, Callable[[str], bool]] = {
    "part": _part,
    "article": _article,
    "site": lambda value: Source.objects.filter(domain=value).exists(),
    "collection": lambda value: Feed.objects.filter(identifier=value).exists(),
    "publisher": lambda value: Publisher.objects.filter(identifier=value).exists(),
    "holder": lambda value: Party.objects.filter(identifier=value).exists(),
}
