"""Actions: the ODRL 2.2 Common Vocabulary (``includedIn``), Creative Commons' terms and those of our profile.

Short names: ODRL terms stand alone (``reproduce``), others carry a prefix (``cc:``, ``ra:``).  Source of the ODRL part:
https://www.w3.org/TR/odrl-vocab/ (W3C Recommendation of 2018-02-15).
"""

from __future__ import annotations

from functools import lru_cache

_UNDER_USE = (
    "grantUse compensate acceptTracking aggregate annotate anonymize archive attribute concurrentUse delete derive "
    "digitize distribute ensureExclusivity execute include index inform install move nextPolicy obtainConsent play "
    "present print read reproduce reviewPolicy stream synchronize textToSpeech transform uninstall watermark "
    "cc:Reproduction cc:Distribution cc:DerivativeWorks cc:CommercialUse cc:Notice cc:Attribution cc:ShareAlike "
    "cc:Sharing cc:SourceCode ra:catalogue ra:mine ra:ground"
).split()

PARENTS: dict[str, str | None] = {
    "use": None,
    "transfer": None,
    **dict.fromkeys(_UNDER_USE, "use"),
    "display": "play",
    "extract": "reproduce",
    "give": "transfer",
    "sell": "transfer",
    # ODRL has translate and modify beside derive; semantics.md section 1 places them below it.
    "translate": "derive",
    "modify": "derive",
    "ra:train": "ra:mine",
    "ra:generativeTraining": "ra:train",
}
"""Every action that the core knows, with the one that includes it (``odrl:includedIn``)."""

DEPRECATED: dict[str, str] = {
    "append": "modify",
    "appendTo": "modify",
    "write": "modify",
    "writeTo": "modify",
    "copy": "reproduce",
    "export": "transform",
    "license": "grantUse",
    "pay": "compensate",
    "attachPolicy": "cc:Notice",
    "attachSource": "cc:SourceCode",
    "shareAlike": "cc:ShareAlike",
    "commercialize": "cc:CommercialUse",
    "share": "cc:Sharing",
    "extractChar": "extract",
    "extractPage": "extract",
    "extractWord": "extract",
}
"""Deprecated ODRL terms and the term that replaces each (the vocabulary's ``dct:isReplacedBy`` or definition)."""

ALIASES: dict[str, str] = {
    "tdm:mine": "ra:mine",
    "ai:data-mining": "ra:mine",
    "ai:ai-training": "ra:train",
    "ai:generative-ai-training": "ra:generativeTraining",
    "ai:ai-input": "ra:ground",
    **DEPRECATED,
}
"""Names used by other vocabularies for actions of ours."""

PROHIBITED_TOO: dict[str, str] = {
    "cc:Reproduction": "reproduce",
    "cc:Distribution": "distribute",
    "cc:DerivativeWorks": "derive",
    "cc:Sharing": "distribute",
    "cc:CommercialUse": "use",
}
"""Creative Commons' terms stand beside ODRL's under ``use``, but who prohibits one means the other as well.

A prohibition of commercial use is met by every use of a commercial consumer.  No permission is read so generously.
"""

NAMED_ONLY = frozenset({"ra:mine", "ra:train", "ra:generativeTraining", "ra:ground"})
"""Actions that a permission reaches only where it names them (semantics.md section 1)."""

UNASKABLE = frozenset({"use", "transfer"})
"""Actions too general to be asked for."""

PRECONDITIONS = frozenset({"obtainConsent", "compensate", "acceptTracking"})
"""Duties that must be met before their permission holds; every other duty is an obligation that the permit incurs."""

LIFTING = frozenset({"obtainConsent", "compensate"})
"""Duties whose being unmet as the only obstacle means *consent* instead of *deny*."""


def known(action: str) -> bool:
    """Whether the core knows what ``action`` means."""
    return action in PARENTS


@lru_cache(maxsize=1024)
def ancestors(action: str) -> tuple[str, ...]:
    """``action`` and what includes it, from the narrowest to the broadest."""
    chain: list[str] = []
    step: str | None = action
    while step is not None:
        chain.append(step)
        step = PARENTS.get(step)
    return tuple(chain)


def depth(action: str) -> int:
    """How deep an action lies in the hierarchy; ``use`` is 0.  Deeper is more specific."""
    return len(ancestors(action)) - 1


def includes(broad: str, narrow: str) -> bool:
    """Whether ``broad`` is ``narrow`` or includes it."""
    return broad in ancestors(narrow)


def permission_reaches(rule_action: str, asked: str) -> bool:
    """Whether a permission of ``rule_action`` reaches ``asked``; the AI actions must be named (section 1)."""
    if asked in NAMED_ONLY:
        return rule_action == asked
    return includes(rule_action, asked)


def prohibition_reaches(rule_action: str, asked: str) -> bool:
    """Whether a prohibition of ``rule_action`` reaches ``asked``: it follows the hierarchy."""
    return includes(rule_action, asked) or includes(PROHIBITED_TOO.get(rule_action, rule_action), asked)
