"""Statutory exceptions as reviewable data: one JSON file each, with its source and the date of its last review.

None of this is legal advice.  `wording` says whether `text` is verbatim, shortened or a summary.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True)
class Statute:
    """One statutory exception; `id` is what a claim names, `document` the ODRL Set that a machine checks."""

    id: str
    title: str
    source: str
    reviewed_on: date
    in_force_from: date
    language: str
    wording: str
    text: str
    territory: str
    needs_claim: bool
    excludable: bool
    press_publisher_only: bool
    no_reservation: bool
    conditions: tuple[str, ...]
    document: dict[str, Any]


@cache
def statutes() -> tuple[Statute, ...]:
    """Return every statute that is shipped, by identifier."""
    files = sorted(resources.files(__name__).iterdir(), key=lambda file: file.name)
    return tuple(_read(file.read_text(encoding="utf-8")) for file in files if file.name.endswith(".json"))


def _read(text: str) -> Statute:
    data = json.loads(text)
    dates = {name: date.fromisoformat(data[name]) for name in ("reviewed_on", "in_force_from")}
    return Statute(**{**data, **dates, "conditions": tuple(data["conditions"])})
