"""What a policy applies to: scopes of records and targets of rules against an article's part (semantics.md section 2)."""

from __future__ import annotations

from functools import lru_cache

from licensing.policy.model import Article, OnRecord, Part, PartKind, Scope, ScopeKind
from licensing.policy.void import void_reason

_BREADTH = {kind: rank for rank, kind in enumerate(ScopeKind)}

_TARGETS = {
    "ra:site:": ScopeKind.SITE,
    "ra:publisher:": ScopeKind.PUBLISHER,
    "ra:party:": ScopeKind.HOLDER,
    "ra:collection:": ScopeKind.COLLECTION,
    "ra:article:": ScopeKind.ARTICLE,
    "ra:image:": ScopeKind.PART,
}
"""Target IRIs that the project knows, in their short form; what follows the prefix is the scope's value."""


def path_within(path: str, prefix: str) -> bool:
    """Whether ``path`` lies under ``prefix``, whole segments only: ``/news`` holds ``/news/a`` and not ``/newsroom``."""
    bare = prefix.rstrip("/")
    return not bare or path == bare or path.startswith(bare + "/")


def scope_matches(scope: Scope, article: Article, part: Part) -> bool:
    """Whether a scope covers this part of this article."""
    match scope.kind:
        case ScopeKind.EVERYTHING:
            return True
        case ScopeKind.SITE:
            return article.site == scope.value and path_within(article.path, scope.path)
        case ScopeKind.PUBLISHER:
            return article.publisher == scope.value
        case ScopeKind.HOLDER:
            return any(scope.value in holder.parties for holder in part.holders)
        case ScopeKind.COLLECTION:
            return scope.value in article.collections
        case ScopeKind.ARTICLE:
            return article.id == scope.value
        case ScopeKind.PART:
            return part.id == scope.value


def applies(record: OnRecord, article: Article, part: Part) -> bool:
    """Whether any scope of the record covers the part."""
    return any(scope_matches(scope, article, part) for scope in record.scopes)


def breadth(record: OnRecord) -> int:
    """Rank of the narrowest scope: smaller is more specific (article, collection, site, holder, publisher)."""
    return min((_BREADTH[scope.kind] for scope in record.scopes), default=len(_BREADTH))


def applicable(records: tuple[OnRecord, ...], article: Article, part: Part) -> tuple[OnRecord, ...]:
    """Records whose scope matches, less those whose place a narrower readable one takes by an officer's word."""
    matching = [record for record in records if applies(record, article, part)]
    kept = [r for r in matching if not any(takes_place(other, r) for other in matching)]
    return tuple(sorted(kept, key=lambda r: (r.id, r.content.version)))


def takes_place(narrow: OnRecord, broad: OnRecord) -> bool:
    """Whether the narrower record stands in the broader one's place, because an officer confirmed that it says so."""
    policy = narrow.content.policy
    readable = policy is not None and not void_reason(policy)
    return broad.id in narrow.replaces and readable and _narrower(narrow, broad)


def _narrower(one: OnRecord, other: OnRecord) -> bool:
    """Whether a record's scope is narrower: of a more specific kind, or a path below the other's on the same site."""
    if breadth(one) != breadth(other):
        return breadth(one) < breadth(other)
    pairs = [(mine, theirs) for mine in one.scopes for theirs in other.scopes]
    return bool(pairs) and all(_below(mine, theirs) for mine, theirs in pairs)


def _below(scope: Scope, outer: Scope) -> bool:
    same = scope.kind is outer.kind is ScopeKind.SITE and scope.value == outer.value
    return same and path_within(scope.path, outer.path) and not path_within(outer.path, scope.path)


def target_matches(targets: tuple[str, ...], article: Article, part: Part) -> bool | None:
    """Whether any of a rule's targets covers the part; None where none does and one is not understood."""
    if not targets:
        return True
    answers = [_target(target, article, part) for target in targets]
    if any(answer is True for answer in answers):
        return True
    return None if any(answer is None for answer in answers) else False


def _target(target: str, article: Article, part: Part) -> bool | None:
    if target.startswith("ra:part:"):
        kind_named = target.removeprefix("ra:part:")
        return kind_named == part.kind.value if kind_named in set(PartKind) else None
    scope = scope_of_target(target)
    return None if scope is None else scope_matches(scope, article, part)


@lru_cache(maxsize=4096)
def scope_of_target(target: str) -> Scope | None:
    """The scope that a target IRI names, or None where it names none that is understood."""
    for prefix, kind in _TARGETS.items():
        if target.startswith(prefix):
            value, path = target.removeprefix(prefix), ""
            if kind is ScopeKind.SITE:
                value, slash, rest = value.partition("/")
                path = slash + rest
            if kind is ScopeKind.HOLDER:
                value = "urn:rights:party:" + value
            return Scope(kind, value, path)
    return None
