"""The agencies that credit lines name, from `agencies.toml`. Pure; being listed says nothing about rights."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Agency:
    """A news or photo agency, a stock library, a press photo service or a public source."""

    name: str
    aliases: tuple[str, ...]
    country: str
    kind: str
    site: str


def name_key(name: str) -> str:
    """Return what two spellings of a name have in common: letters, digits and marks, in one case and width."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"[\W_]+", "", folded)


def find_agency(name: str) -> Agency | None:
    """Return the agency that goes by a name, None for a name that isn't listed."""
    return _by_key().get(name_key(name))


@cache
def all_agencies() -> tuple[Agency, ...]:
    """Return every listed agency in the order of the file."""
    rows = tomllib.loads(files(__name__).joinpath("agencies.toml").read_text(encoding="utf-8"))["agencies"]
    return tuple(
        Agency(row["name"], tuple(row["aliases"]), row["country"], row["kind"], row["site"]) for row in rows
    )


@cache
def _by_key() -> dict[str, Agency]:
    found: dict[str, Agency] = {}
    for agency in all_agencies():
        for name in (agency.name, *agency.aliases):
            found.setdefault(name_key(name), agency)
    return found
