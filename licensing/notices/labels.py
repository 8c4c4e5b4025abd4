"""From statements to one label a use (the labelling rules), the stricter in doubt. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from licensing.notices.clauses import Effect, Statement
from licensing.notices.uses import ALL, OFFERED

_RANK = {"silent": 0, "permit": 1, "consent": 2, "deny": 3}
_NARROW = frozenset(("catalogue", "personal", "excerpt", "index"))
"""Uses whose own permission is an exception from a ban of everything."""
_GENERAL = 6
"""Uses of a statement that speaks of everything rather than of some uses."""


@dataclass(frozen=True, slots=True)
class Label:
    """What the notice says of one use, and the statements that say it."""

    value: str = "silent"
    statements: tuple[Statement, ...] = ()


@dataclass
class Labels:
    """One label a use, with the doubts met on the way: use → reasons."""

    by_use: dict[str, Label] = field(default_factory=dict)
    doubts: dict[str, list[str]] = field(default_factory=dict)

    def doubt(self, use: str, reason: str) -> None:
        """Note a doubt once."""
        reasons = self.doubts.setdefault(use, [])
        if reason not in reasons:
            reasons.append(reason)


def labels_of(statements: Sequence[Statement], *, distrust: str = "") -> Labels:
    """One label a use; ``distrust`` is a reason to believe no permission of this notice."""
    found = Labels()
    for statement in statements:
        for use, reason in statement.doubts:
            found.doubt(use, reason)
    for use in ALL:
        label = _label(use, statements, found)
        if label.value == "permit" and distrust:
            found.doubt(use, distrust)
            label = Label()
        found.by_use[use] = label
    return found


def _label(use: str, statements: Sequence[Statement], found: Labels) -> Label:
    speaking = [one for one in statements if use in one.uses]
    allowing = [one for one in speaking if one.effect in {Effect.PERMIT, Effect.LICENCE}]
    torn = [one for one in allowing if _of_everything(one)]
    if torn and any(one.effect is Effect.DENY and len(one.uses) >= _GENERAL for one in statements):
        found.doubt(use, "the notice both permits and forbids everything")
        allowing = [one for one in allowing if not _of_everything(one)]
    forbidding = [one for one in speaking if one.effect in {Effect.CONSENT, Effect.DENY}]
    forbidding += _denied_by_licence(use, statements)
    reserving = [one for one in speaking if one.effect is Effect.RESERVE]
    if reserving and allowing and not forbidding and all(one.implied for one in allowing):
        found.doubt(use, "all rights are reserved, and the permission only follows from a duty")
        return Label("consent", tuple(reserving))
    if allowing and not forbidding and not _licence_and_reservation(allowing, statements):
        return Label("permit", tuple(allowing))
    if allowing and forbidding and _overrides(use, allowing, forbidding):
        return Label("permit", tuple(allowing))
    if allowing:
        found.doubt(use, "the notice both permits and reserves it")
    if forbidding:
        return _forbidden(use, forbidding, statements)
    return _reserved(use, reserving, statements)


def _of_everything(permission: Statement) -> bool:
    """Whether a permission speaks of everything and is no exception: a ban of everything beside it contradicts it."""
    general = len(permission.uses) >= _GENERAL and permission.effect is not Effect.LICENCE
    return general and not permission.exception


def _denied_by_licence(use: str, statements: Sequence[Statement]) -> list[Statement]:
    if use != "adapt":
        return []
    return [one for one in statements if one.effect is Effect.LICENCE and "noderivatives" in one.duties]


def _licence_and_reservation(allowing: Sequence[Statement], statements: Sequence[Statement]) -> bool:
    """An open licence beside "all rights reserved", or beside a ban of everything, is a contradiction."""
    if not any(one.effect is Effect.LICENCE for one in allowing):
        return False
    bans = (one for one in statements if one.effect in {Effect.CONSENT, Effect.DENY})
    return any(one.effect is Effect.RESERVE for one in statements) or any(
        not by_name for one in bans for by_name in one.uses.values()
    )


def _overrides(use: str, allowing: Sequence[Statement], forbidding: Sequence[Statement]) -> bool:
    """Whether a permission is an exception from the bans rather than their contradiction."""
    named = any(one.uses[use] and one.effect is Effect.PERMIT for one in allowing)
    if use not in _NARROW or not named:
        return False
    if use == "personal":
        return not any(use in one.uses and one.condition == "even personal" for one in forbidding)
    narrow = any(one.exception or len(one.uses) <= 2 for one in allowing)  # noqa: PLR2004 - a permission of its own
    general = all(len(one.uses) >= _GENERAL for one in allowing)
    return narrow or not (general or any(one.uses.get(use) for one in forbidding))


def _forbidden(use: str, forbidding: Sequence[Statement], statements: Sequence[Statement]) -> Label:
    """The most specific ban; a way to consent anywhere for this use, or an offer, makes *deny* a *consent*."""
    named = [one for one in forbidding if one.uses.get(use, True)] or list(forbidding)
    label = "deny" if any(one.effect is not Effect.CONSENT for one in named) else "consent"
    if label == "deny":
        licensed = any(one.effect is Effect.LICENCE for one in named)
        way = any(one.effect is Effect.CONSENT for one in forbidding)
        offered = any(one.effect is Effect.OFFER for one in statements)
        if (way or offered) and not licensed:
            label = "consent"
    return Label(label, tuple(named))


def _reserved(use: str, reserving: Sequence[Statement], statements: Sequence[Statement]) -> Label:
    """What is reserved in general, or offered for licensing where nothing is banned."""
    offers = [one for one in statements if one.effect is Effect.OFFER and use in one.uses]
    banning = [one for one in statements if one.effect in {Effect.CONSENT, Effect.DENY}]
    named_offer = [one for one in offers if one.uses[use] and banning]
    if reserving:
        return Label("consent", tuple(reserving))
    if offers and (not banning or named_offer) and (use in OFFERED or any(one.uses[use] for one in offers)):
        return Label("consent", tuple(offers))
    return Label()


def duties_of(labels: Labels, statements: Sequence[Statement]) -> tuple[str, ...]:
    """Duties of what is permitted, and the payment that is asked for what is not."""
    counted = [one for label in labels.by_use.values() for one in label.statements if label.value == "permit"]
    duties = {duty for one in counted for duty in one.duties}
    duties |= {"payment" for one in statements if "payment" in one.duties}
    order = (
        "attribution",
        "link",
        "notice",
        "payment",
        "notify",
        "sharealike",
        "noncommercial",
        "noderivatives",
        "delete",
    )
    return tuple(duty for duty in order if duty in duties)


def strictest(first: str, second: str) -> str:
    """The stricter of two labels."""
    return max(first, second, key=_RANK.__getitem__)
