"""A decision in one sentence, for those who asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language

from licensing.policy.vocabulary.sentences import say

if TYPE_CHECKING:
    from licensing.policy.model import Decision


def reason_of(decision: Decision) -> str:
    """Return why the outcome is what it is, in the active language: the first answer that is as strict."""
    answer = next(a for a in decision.answers if a.outcome is decision.outcome)
    return say(answer.reason.code, answer.reason.values, get_language() or "en")


def whom_to_ask(decision: Decision) -> tuple[str, ...]:
    """Return the parties whose agreement would remove obstacles, without repeats."""
    return tuple(
        dict.fromkeys(party for met in decision.obstacles if not met.overridden for party in met.ask)
    )
