"""What can be asked for, told to a stranger: uses, parts, purposes, territories, audiences."""

from __future__ import annotations

from licensing.api.wording import Data
from licensing.policy.ask import MOST_WORDS
from licensing.policy.model import Audience, PartKind
from licensing.policy.vocabulary import actions, purposes, regions
from licensing.policy.vocabulary.uses import STANDARD_USES, StandardUse


def vocabulary(language: str) -> Data:
    """Return every word that a question may use."""
    return {
        "uses": [_use(one, language) for one in STANDARD_USES.values()],
        "actions": sorted(actions.PARENTS.keys() - actions.UNASKABLE),
        "parts": [kind.value for kind in PartKind],
        "audiences": [step.value for step in Audience],
        "purposes": [{"id": name, "broader": broader} for name, broader in purposes.PARENTS.items()],
        "territories": {
            "countries": sorted(regions.COUNTRIES),
            "regions": [{"id": name, "contains": sorted(within)} for name, within in regions.REGIONS.items()],
        },
        "most_words": MOST_WORDS,
    }


def _use(use: StandardUse, language: str) -> Data:
    return {
        "id": use.id,
        "meaning": use.meaning_pl if language == "pl" else use.meaning,
        "action": use.action,
        "parts": [kind.value for kind in use.parts],
        "audience": use.audience.value if use.audience else None,
        "takes_words": use.quotation,
    }
