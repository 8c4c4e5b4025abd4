"""From words to the eleven standard uses, as the labelling rules say. Pure."""

from __future__ import annotations

from collections.abc import Collection

from licensing.policy.vocabulary.uses import STANDARD_USES

ALL = tuple(STANDARD_USES)
RESERVED = ("store", "share", "republish", "adapt")
"""What "all rights reserved" reserves (rule 1)."""
OFFERED = ("store", "share", "republish")
"""What an offer of licences alone reserves."""
AUTOMATED = ("mine", "train", "ground")
"""Uses that a general permission does not reach."""
GENERAL = tuple(use for use in ALL if use not in {"catalogue", "personal"})
"""What a general ban reaches (rule 2)."""

BANNED: dict[str, tuple[str, ...]] = {
    "use": GENERAL,
    "commercial": GENERAL,
    "reproduce": ("store", "share", "republish"),
    "distribute": ("share", "republish"),
    "publish": ("republish",),
    "store": ("store",),
    "download": ("store",),
    "print": ("store", "share", "republish"),
    "adapt": ("adapt",),
    "mine": ("mine",),
    "robots": ("mine",),
    "train": ("train",),
    "ai": ("train", "ground"),
    "index": ("index",),
    "quote": ("excerpt",),
    "excerpt": ("excerpt",),
    "whole": ("excerpt",),
    "link": ("catalogue",),
    "titles": ("catalogue",),
    "internal": ("share",),
}
"""Kind of phrase → uses that a ban of it reaches (rules 2 and 3)."""

PERMITTED: dict[str, tuple[str, ...]] = {
    "use": tuple(use for use in ALL if use not in AUTOMATED),
    "reproduce": ("store", "share", "republish"),
    "distribute": ("share", "republish"),
    "publish": ("republish",),
    "store": ("store",),
    "download": ("personal",),
    "print": ("personal",),
    "adapt": ("adapt",),
    "mine": ("mine",),
    "train": ("train",),
    "ai": ("ground",),
    "index": ("index",),
    "quote": ("excerpt",),
    "excerpt": ("excerpt",),
    "link": ("catalogue",),
    "titles": ("catalogue",),
    "internal": ("share",),
}
"""Kind of phrase → uses that a permission of it reaches, never more than its words say."""

EDITORIAL = ("excerpt", "store", "share", "republish", "adapt")
"""What a permission for editorial purposes reaches."""

EXCEPTIONS: dict[str, tuple[str, ...]] = {
    "personal": ("personal",),
    "search": ("index",),
    "quote": ("excerpt",),
    "excerpt": ("excerpt",),
    "link": ("catalogue",),
    "titles": ("catalogue",),
}
"""Kind of phrase → what an exception from a ban permits; all others permit nothing (rule 4)."""


def banned(kinds: Collection[str]) -> dict[str, bool]:
    """Use → whether it is reached by its name (True) or by a general ban only."""
    found: dict[str, bool] = {}
    for kind in kinds:
        general = kind in {"use", "commercial"}
        for use in BANNED.get(kind, ()):
            found[use] = found.get(use, False) or not general
    if "download" in kinds and "use" in kinds:
        found["personal"] = True
    if "mine" in kinds and "purpose" in kinds:
        found.setdefault("train", True)
    return found


def permitted(kinds: Collection[str]) -> tuple[str, ...]:
    """The uses that a permission of these words reaches."""
    narrow = [kind for kind in ("excerpt", "titles") if kind in kinds]
    reached = {use for kind in (narrow or kinds) for use in PERMITTED.get(kind, ())}
    if not narrow and "whole" in kinds and reached & {"store", "republish"}:
        reached.add("excerpt")
    return tuple(use for use in ALL if use in reached)
