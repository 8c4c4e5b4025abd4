"""Places of a policy as read → JSON pointers of the document as written (RFC 6901)."""

from __future__ import annotations

from collections.abc import Mapping

from licensing.policy.contexts import Names, read_context
from licensing.policy.document import escaped
from licensing.policy.errors import UnreadableError

_WRAPPERS = frozenset({"@list", "@set"})


def locate(document: object, pointer: str) -> str:
    """The pointer of the deepest part of ``document`` on the way to ``pointer``.

    The reader counts a single value as the first of a list, opens ``@list`` and knows keys by their short names; the
    result is what a plain JSON tool finds.  What an inherited rule breaks is said of ``inheritFrom``.
    """
    if pointer and not pointer.startswith("/"):
        pointer = "/inheritFrom"
    names, place, found = _names(document), document, ""
    steps = pointer.split("/")[1:]
    for index, step in enumerate(steps):
        while isinstance(place, Mapping) and len(place) == 1 and next(iter(place)) in _WRAPPERS:
            key, place = next(iter(place.items()))
            found += f"/{key}"
        if (
            isinstance(place, Mapping)
            and (raw := _key(place, names, step, "/".join(steps[index:]))) is not None
        ):
            found, place = f"{found}/{escaped(raw)}", place[raw]
        elif isinstance(place, list) and step.isdecimal() and int(step) < len(place):
            found, place = f"{found}/{step}", place[int(step)]
        elif isinstance(place, list) or step != "0":
            break
    return found


def _names(document: object) -> Names:
    try:
        return read_context(document.get("@context") if isinstance(document, Mapping) else None)
    except UnreadableError:
        return Names()


def _key(place: Mapping[object, object], names: Names, step: str, rest: str) -> str | None:
    wanted = {step, rest, step.replace("~1", "/").replace("~0", "~")}
    for raw in place:
        if isinstance(raw, str) and (raw in wanted or wanted & names.keys({raw: None}).keys()):
            return raw
    return None
