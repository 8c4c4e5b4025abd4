"""What was seen in one place, as verbatim lines, and the ODRL Set that they amount to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

CONTEXT: list[Any] = [
    "http://www.w3.org/ns/odrl.jsonld",
    {
        "tdm": "http://www.w3.org/ns/tdmrep#",
        "ra": "urn:rights:",
        "fromClause": {"@id": "ra:fromClause", "@container": "@set"},
    },
]
PROFILE = "urn:rights:profile:1"


@dataclass(frozen=True)
class Effect:
    """What one value of a signal does; `note` marks a meaning in doubt, which makes a prohibition unknown."""

    rule: str
    actions: tuple[str, ...]
    constraints: tuple[dict[str, object], ...] = ()
    target: str = ""


@dataclass(frozen=True)
class Observed:
    """One place read: `text` holds the raw lines, `spans` are (label, start, end) of the lines that mattered."""

    document: dict[str, Any] | None
    text: str = ""
    spans: tuple[tuple[str, int, int], ...] = ()
    unreadable: str = ""


def unreadable(text: str, why: str) -> Observed:
    """Return what is known of a place that could not be read."""
    return Observed(None, text, (), why)


def doubt(actions: tuple[str, ...], value: str) -> Effect:
    """Return a prohibition that may or may not be meant: the operand is known to nobody, so it sends to review."""
    return Effect(
        "prohibition",
        actions,
        ({"leftOperand": "ra:unread", "operator": "eq", "rightOperand": value},),
    )


@dataclass
class Draft:
    """Collects lines and their effects."""

    uid: str
    assigner: str
    lines: list[str] = field(default_factory=list)
    effects: list[tuple[int, Effect]] = field(default_factory=list)

    def saw(self, line: str, *effects: Effect) -> None:
        """Add a raw line, and what it does."""
        if line not in self.lines:
            self.lines.append(line)
        self.effects += [(self.lines.index(line), effect) for effect in effects]

    def finished(self) -> Observed:
        """Return the observation with its document."""
        spans: list[tuple[str, int, int]] = []
        start = 0
        for number, line in enumerate(self.lines, 1):
            spans.append((f"S{number}", start, start + len(line)))
            start += len(line) + 1
        used = {index for index, _ in self.effects}
        kept = tuple(span for index, span in enumerate(spans) if index in used)
        return Observed(self._document(), "\n".join(self.lines), kept)

    def _document(self) -> dict[str, Any]:
        document: dict[str, Any] = {
            "@context": CONTEXT,
            "@type": "Set",
            "uid": self.uid,
            "profile": [PROFILE],
            "conflict": "prohibit",
        }
        if self.assigner:
            document["assigner"] = {"@type": "Party", "uid": self.assigner}
        for index, effect in self.effects:
            rule = _rule(effect, f"S{index + 1}")
            rules = document.setdefault(effect.rule, [])
            if rule not in rules:
                rules.append(rule)
        return document


def _rule(effect: Effect, label: str) -> dict[str, Any]:
    rule: dict[str, Any] = {"action": list(effect.actions), "fromClause": [label]}
    if effect.constraints:
        rule["constraint"] = list(effect.constraints)
    if effect.target:
        rule["target"] = effect.target
    return rule
