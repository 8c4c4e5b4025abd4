"""ai.txt: rules like those of robots.txt for kinds of files, weak evidence that counts where nothing else speaks. Pure."""

from __future__ import annotations

from licensing.webrights.answers import is_silence, why_unread
from licensing.webrights.observed import Draft, Observed
from licensing.webrights.patterns import EVERYWHERE
from licensing.webrights.robots_groups import MOST_BYTES, Robots, is_page, parse, plain
from licensing.webrights.table import AI_CRAWLERS, effects_of

KINDS = {
    "text": (
        "txt",
        "html",
        "htm",
        "xhtml",
        "php",
        "asp",
        "aspx",
        "jsp",
        "pdf",
        "doc",
        "docx",
        "xml",
        "json",
        "md",
    ),
    "images": ("jpg", "jpeg", "png", "gif", "webp", "avif", "bmp", "svg", "tif", "tiff", "heic"),
}
"""Kind of part → endings of files by which it is meant."""


def read_ai_txt(
    *, text: str, status: int | None, failure: str, uid: str, assigner: str = "", media_type: str = ""
) -> Observed:
    """Read an ai.txt; one that is not there is silence, one that can't be read leaves training in doubt."""
    draft = Draft(uid, assigner)
    if is_silence(status, failure):
        return draft.finished()
    why = why_unread(status, failure)
    if not why and (is_page(text, media_type) or plain(text).lstrip().startswith("<")):
        why = "a page in the place of the file"
    if not why and len(text.encode("utf-8", "replace")) > MOST_BYTES:
        why = "longer than what is read of it"
    if why:
        draft.saw(f"ai.txt: {why}", *effects_of("ai.txt", "ai.txt", "unreadable", why))
        return draft.finished()
    robots = parse(text)
    for kind, endings in KINDS.items():
        for raw in _closing(robots, endings):
            draft.saw(raw, *effects_of("ai.txt", "Disallow", kind))
    return draft.finished()


def _closing(robots: Robots, endings: tuple[str, ...]) -> tuple[str, ...]:
    """Return the lines that close files of a kind, but for those that are opened by name in the same group."""
    agents = {"*", *(agent.lower() for agent in AI_CRAWLERS)}
    for group in robots.groups:
        if agents.isdisjoint(name for name, _ in group.agents):
            continue
        allowed = {_ending(pattern) for is_open, pattern, _ in group.rules if is_open}
        for is_open, pattern, raw in group.rules:
            if is_open or not pattern:
                continue
            everything = pattern in EVERYWHERE and not set(endings) <= allowed
            if everything or (_ending(pattern) in endings and _ending(pattern) not in allowed):
                return (" / ".join((*(raw for _, raw in group.agents[:1]), raw)),)
    return ()


def _ending(pattern: str) -> str:
    return pattern.lower().rstrip("$").rpartition(".")[2] if "." in pattern else ""
