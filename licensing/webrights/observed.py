"""What was seen in one place, as verbatim lines, and the ODRL Set that they amount to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

CONTEXT: list[Any] = [
    "http://www.w3.org/ns/odrl.jsonld",
    {
        "tdm": "http://www.w3.org/ns/tdmrep#",
        "ra": "urn:rights:",
        "fromClause": {"@id": "ra:fromClause", "@container": "@set"},
    },
]
PROFILE = "urn:rights:profile:1"

LONGEST_LINE = 4000
"""Characters of one line that is kept; longer ones are cut there, which a mark says."""
MOST_EFFECTS = 900
"""Effects of one place; what has more is unreadable.  Each has few actions, so that the document stays readable."""
CUT = " […]"
CUT_OFF = "(signal-cut-off)"
"""How the archive's port ends a signal that it could not hand on whole."""


@dataclass(frozen=True)
class Effect:
    """What one value of a signal does: a rule's class, its actions, and what narrows it."""

    rule: str
    actions: tuple[str, ...]
    constraints: tuple[dict[str, object], ...] = ()
    target: str = ""
    duties: tuple[str, ...] = ()


@dataclass(frozen=True)
class Observed:
    """One place read: `text` holds the raw lines, `spans` are (label, start, end) of the lines that mattered."""

    document: dict[str, Any] | None
    text: str = ""
    spans: tuple[tuple[str, int, int], ...] = ()
    unreadable: str = ""

    @property
    def speaks(self) -> bool:
        """Whether anything was found that does something, or that could not be read."""
        return bool(self.unreadable or self.spans)


def unreadable(text: str, why: str) -> Observed:
    """Return what is known of a place that could not be read."""
    return Observed(None, clean(text), (), clean(why))


def clean(text: str) -> str:
    """Return a text as a database and a policy take it: without zero bytes and halves of characters."""
    return text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode()


def _as_line(text: str) -> str:
    """A line as it is kept: one that is not empty, and cut where it is too long."""
    plain = clean(text)
    return (plain if len(plain) <= LONGEST_LINE else plain[:LONGEST_LINE] + CUT) or "(empty)"


def doubt(actions: tuple[str, ...], value: str, target: str = "") -> Effect:
    """Return a prohibition that may or may not be meant: the operand is known to nobody, so it sends to review."""
    unread: dict[str, object] = {
        "leftOperand": "ra:unread",
        "operator": "eq",
        "rightOperand": clean(value)[:200] or "empty",
    }
    return Effect("prohibition", actions, (unread,), target)


def cut_off(value: str) -> tuple[Effect, ...]:
    """Return the doubt over what followed in a value that was cut off; nothing where it wasn't."""
    return (doubt(("use",), "cut off"),) if value.rstrip().endswith(CUT_OFF) else ()


@dataclass
class Draft:
    """Collects lines and their effects."""

    uid: str
    assigner: str
    lines: list[str] = field(default_factory=list)
    effects: list[tuple[int, Effect]] = field(default_factory=list)
    _places: dict[str, int] = field(default_factory=dict)

    def saw(self, line: str, *effects: Effect) -> None:
        """Add a raw line, and what it does."""
        kept = _as_line(line)
        place = self._places.setdefault(kept, len(self.lines))
        if place == len(self.lines):
            self.lines.append(kept)
        self.effects += [(place, effect) for effect in effects]

    def does(self, action: str) -> bool:
        """Whether any effect so far names an action."""
        return any(action in effect.actions for _, effect in self.effects)

    def finished(self) -> Observed:
        """Return the observation with its document."""
        spans: list[tuple[str, int, int]] = []
        start = 0
        for number, line in enumerate(self.lines, 1):
            spans.append((f"S{number}", start, start + len(line)))
            start += len(line) + 1
        if len(self.effects) > MOST_EFFECTS:
            return unreadable("\n".join(self.lines), "more is said here than is read")
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
        for index, effect in {repr(one): one for one in self.effects}.values():
            document.setdefault(effect.rule, []).append(_rule(effect, f"S{index + 1}"))
        return document


def distinct(effects: Iterable[Effect]) -> list[Effect]:
    """Return the effects without repeats; a constraint is a dictionary, so they are told apart by what they say."""
    return list({repr(one): one for one in effects}.values())


def _rule(effect: Effect, label: str) -> dict[str, Any]:
    rule: dict[str, Any] = {"action": list(effect.actions), "fromClause": [label]}
    if effect.constraints:
        rule["constraint"] = list(effect.constraints)
    if effect.target:
        rule["target"] = effect.target
    if effect.duties:
        rule["duty"] = [{"action": duty} for duty in effect.duties]
    return rule
