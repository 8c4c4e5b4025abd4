"""Patterns of paths as RFC 9309 has them, which TDMRep, RSL and Content-Usage share.  Pure."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

EVERYWHERE = frozenset({"", "/", "*", "/*", "/**"})
"""Patterns that hold for a whole site."""


def matches(pattern: str, path: str) -> bool:
    """Match in one pass: `*` is any characters, a final `$` the end, nothing else is special.

    `path` is a path with its query.  Not by a regular expression: a stranger's many `*` would make it backtrack for
    hours.
    """
    ends, path = pattern.endswith("$"), unquote(path)
    first, *pieces = (unquote(piece) for piece in pattern.removesuffix("$").split("*"))
    if not path.startswith(first):
        return False
    last = pieces.pop() if ends and pieces else None
    place = len(first)
    for piece in pieces:
        found = path.find(piece, place)
        if found < 0:
            return False
        place = found + len(piece)
    if last is not None:
        return path.endswith(last) and len(path) - len(last) >= place
    return not ends or place == len(path)


def path_of(address: str) -> str:
    """Return the path of an address with its query, as a pattern is matched with it."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "/"
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def within(pattern: str, address: str) -> bool:
    """Whether a pattern holds for an address; one with scheme and host speaks of that host alone (`www.` or not)."""
    host, path = _host_and_path(pattern)
    if not host:
        return matches(path if path.startswith(("/", "*")) else f"/{path}", path_of(address))
    asked = _host_and_path(address)[0].removeprefix("www.")
    bare = host.removeprefix("*.").removeprefix("www.")
    same = asked == bare or (host.startswith("*.") and asked.endswith(f".{bare}"))
    return same and matches(path or "/", path_of(address))


def everywhere(pattern: str, file_address: str = "") -> bool:
    """Whether a pattern holds for the whole site of the file that it stands in; one of another host doesn't."""
    host, path = _host_and_path(pattern.strip())
    return path in EVERYWHERE and (not (host and file_address) or within(pattern.strip(), file_address))


def _host_and_path(pattern: str) -> tuple[str, str]:
    """Part the host, if there is one, from the path; a port is left out."""
    scheme, there, rest = pattern.partition("://")
    if not there or "/" in scheme:
        return "", pattern
    host, slash, path = rest.partition("/")
    return host.rpartition("@")[2].partition(":")[0].lower(), slash + path
