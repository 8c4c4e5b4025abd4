"""The licences of the table `licences.toml`: what each asks, and the addresses under which each is known."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

_FILE = Path(__file__).parent / "licences.toml"
_SCHEME = re.compile(r"^(?:https?:)?//(?:www\.)?", re.IGNORECASE)
_CC = re.compile(r"creativecommons\.org/licenses/([a-z-]+)(?:/[\w.-]+)*/?")
_ZERO = re.compile(r"creativecommons\.org/publicdomain/zero(?:/[\w.-]+)*/?")
_ELEMENTS = frozenset({"by", "by-sa", "by-nc", "by-nd", "by-nc-sa", "by-nc-nd"})
_DUTY_OF = {"by": "attribution", "nc": "noncommercial", "sa": "sharealike", "nd": "noderivatives"}
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence by its usual identifier, with its duties; ``adapt`` is what it says of derivatives."""

    id: str
    duties: tuple[str, ...]
    adapt: str = "permit"


@lru_cache(maxsize=1)
def table() -> Mapping[str, Any]:
    """The file as it is written: names of Creative Commons' elements, and the other licences."""
    with _FILE.open("rb") as file:
        return tomllib.load(file)


def named(elements: Iterable[str]) -> Licence:
    """The licence of Creative Commons that consists of these elements (by, nc, nd, sa)."""
    known = set(elements)
    ordered = [name for name in ("by", "nc", "nd", "sa") if name in known]
    adapt = "deny" if "nd" in known else "permit"
    return Licence("CC-" + "-".join(ordered).upper(), tuple(_DUTY_OF[name] for name in ordered), adapt)


def licence_at(address: str) -> Licence | None:
    """The open licence that an address stands for, None where it stands for none that is known.

    Scheme, `www.`, case, version, language and a final slash make no difference; a licence of Creative Commons that is
    retired or not one of the six, and the public domain mark (which licenses nothing), are not known.
    """
    bare = _SCHEME.sub("", address.strip()[:_LONGEST]).partition("#")[0].partition("?")[0]
    bare = unquote(bare).lower()
    found = _CC.fullmatch(bare)
    if found:
        return named(found[1].split("-")) if found[1] in _ELEMENTS else None
    if _ZERO.fullmatch(bare):
        return Licence("CC0-1.0", ())
    return next((licence for prefix, licence in _addresses() if _lies_at(bare, prefix)), None)


def _lies_at(address: str, prefix: str) -> bool:
    return address.startswith(prefix) and address[len(prefix) :][:1] in {"", "/", ".", "-"}


@lru_cache(maxsize=1)
def _addresses() -> tuple[tuple[str, Licence], ...]:
    return tuple(
        (prefix, Licence(one["id"], tuple(one["duties"]), one.get("adapt", "permit")))
        for one in table()["other"]
        for prefix in one.get("address", ())
    )
