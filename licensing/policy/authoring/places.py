"""Places of a policy as read → JSON pointers of the document as written (RFC 6901)."""

from __future__ import annotations

from collections.abc import Mapping

from licensing.policy.contexts import Names, read_context
from licensing.policy.document import escaped
from licensing.policy.errors import UnreadableError

_WRAPPERS = frozenset({"@list", "@set"})


class Places:
    """Finds places in one document; the short names of an object's keys are worked out once."""

    def __init__(self, document: object) -> None:
        self.document = document
        self._names = _names(document)
        self._keys: dict[int, dict[str, str]] = {}

    def locate(self, pointer: str) -> str:
        """The pointer of the deepest part of the document on the way to ``pointer``.

        The reader counts a single value as the first of a list, opens ``@list`` and knows keys by their short names;
        the result is what a plain JSON tool finds.  What an inherited rule breaks is said of ``inheritFrom``.
        """
        if pointer and not pointer.startswith("/"):
            pointer = "/inheritFrom"
        place, found = self.document, ""
        steps = pointer.split("/")[1:]
        for index, step in enumerate(steps):
            while isinstance(place, Mapping) and len(place) == 1 and next(iter(place)) in _WRAPPERS:
                key, place = next(iter(place.items()))
                found += f"/{key}"
            raw = self._key(place, (step, "/".join(steps[index:]))) if isinstance(place, Mapping) else None
            if raw is not None and isinstance(place, Mapping):
                found, place = f"{found}/{escaped(raw)}", place[raw]
            elif isinstance(place, list) and step.isdecimal() and int(step) < len(place):
                found, place = f"{found}/{step}", place[int(step)]
            elif isinstance(place, list) or step != "0":
                break
        return found

    def _key(self, place: Mapping[object, object], wanted: tuple[str, str]) -> str | None:
        """The key of an object as it is written: one step, or all the rest where a key has strokes in it."""
        keys = self._keys.get(id(place))
        if keys is None:
            keys = self._keys[id(place)] = self._written(place)
        step = wanted[0].replace("~1", "/").replace("~0", "~")
        return next((keys[one] for one in (*wanted, step) if one in keys), None)

    def _written(self, place: Mapping[object, object]) -> dict[str, str]:
        texts = [raw for raw in place if isinstance(raw, str)]
        short = {name: raw for raw in texts for name in self._names.keys({raw: None})}
        return short | {raw: raw for raw in texts}


def _names(document: object) -> Names:
    try:
        return read_context(document.get("@context") if isinstance(document, Mapping) else None)
    except UnreadableError:
        return Names()
