"""What a consumer is told when no text may be handed out: why, and whose consent would change it. Never any text."""

from __future__ import annotations

from archive.queries import ReleaseRefusedError
from licensing.api.endpoint import language_of
from licensing.api.wording import Data, decision_data, standing
from licensing.queries.decisions import DecisionNotFoundError, decision


def refusal(error: Exception) -> Data:
    """Return what the problem holds besides its sentence, read from the recorded decision."""
    if not isinstance(error, ReleaseRefusedError):
        raise TypeError("Only a refused release has a decision.")
    try:
        row = decision(error.verdict.decision)
    except DecisionNotFoundError:  # without an adapter everything is refused and nothing recorded
        return {"outcome": "deny", "decision": str(error.verdict.decision)}
    told = decision_data(row, (), language_of())
    return {
        "outcome": told["outcome"],
        "decision": told["id"],
        "obstacles": standing(told["parts"]),
        "ask": told["ask"],
        "words_allowed": told["words_allowed"],
        "links": {"decision": told["links"]["self"]},
    }
