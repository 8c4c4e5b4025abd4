"""Tables from a signal's value to its effect (the mapping table of the design notes, read on 2026-11-24).

IETF AIPREF (`Content-Usage`) is a draft; `Content-Signal` is a proposal of one company: both are data, dated above.
"""

from __future__ import annotations

from licensing.webrights.observed import Effect, doubt

AI_ACTIONS = ("ra:train", "ra:ground")
IMAGES = "urn:rights:part:image"

AI_CRAWLERS = (
    "GPTBot",
    "OAI-SearchBot",
    "ChatGPT-User",
    "ClaudeBot",
    "anthropic-ai",
    "CCBot",
    "Google-Extended",
    "Applebot-Extended",
    "Bytespider",
    "meta-externalagent",
    "Amazonbot",
    "PerplexityBot",
    "cohere-ai",
)
"""Crawlers that collect for AI systems; a disallowed one is a reservation of training and grounding."""

ROBOTS_DIRECTIVES: dict[str, tuple[Effect, ...]] = {
    "noindex": (Effect("prohibition", ("index",)),),
    "none": (Effect("prohibition", ("index",)),),
    "noarchive": (Effect("prohibition", ("archive",)),),
    "nocache": (Effect("prohibition", ("archive",)),),
    "nosnippet": (Effect("prohibition", ("extract",)),),
    "noai": (Effect("prohibition", AI_ACTIONS),),
    "noimageai": (Effect("prohibition", AI_ACTIONS, target=IMAGES),),
}
"""Directives of robots meta and X-Robots-Tag that stand alone."""

SILENT_DIRECTIVES = (
    "all", "index", "follow", "archive", "snippet", "cache", "translate", "nofollow", "notranslate", "noodp", "noydir",
    "noimageindex", "noimageclick", "indexifembedded", "max-image-preview", "max-video-preview",
)  # fmt: skip
"""Directives that say nothing about the standard uses; known, so that none of them is taken for an agent."""

USAGE_ACTIONS: dict[str, tuple[str, ...]] = {
    "train-ai": ("ra:train",),
    "ai-train": ("ra:train",),
    "train-genai": ("ra:generativeTraining",),
    "ai-input": ("ra:ground",),
    "ai-use": ("ra:ground",),
    "tdm": ("ra:mine",),
    "search": ("index",),
    "bots": ("ra:mine", "ra:ground", "index"),
}
"""Categories of Content-Usage and Content-Signal."""

USAGE_VALUES = {"n": "prohibition", "no": "prohibition", "y": "", "yes": ""}
"""`y` is no reservation, but a draft's word is not read as a permission."""

LICENCE_NOT_READ = doubt(("ra:mine", "ra:train", "ra:ground"), "licence")
"""A licence file is named and was not read: who mines, trains or grounds asks a person."""


def snippet_limit(value: str) -> tuple[Effect, ...]:
    """Return what `max-snippet:` does: 0 none, -1 no limit, else that many characters."""
    try:
        characters = int(value.strip())
    except ValueError:
        return (doubt(("extract",), value.strip()),)
    if characters < 0:
        return () if characters == -1 else (doubt(("extract",), value.strip()),)
    if characters == 0:
        return ROBOTS_DIRECTIVES["nosnippet"]
    limit: dict[str, object] = {
        "leftOperand": "ra:characters",
        "operator": "gt",
        "rightOperand": str(characters),
    }
    return (Effect("prohibition", ("extract",), (limit,)),)


def usage(category: str, value: str) -> tuple[Effect, ...]:
    """Return what one `category=value` of Content-Usage or Content-Signal does; anything unknown is in doubt."""
    actions = USAGE_ACTIONS.get(category.strip().lower())
    if actions is None:
        return (doubt(("ra:mine", "ra:train", "ra:ground"), f"{category.strip()}={value.strip()}"),)
    rule = USAGE_VALUES.get(value.strip().lower())
    if rule is None:
        return (doubt(actions, f"{category.strip()}={value.strip()}"),)
    return (Effect(rule, actions),) if rule else ()
