from licensing.queries.cards import Cell, RightsCard, rights_card
from licensing.queries.consumers import UnknownConsumerError, consumer, consumer_of_token, sole_registration
from licensing.queries.contents import content_named
from licensing.queries.decisions import (
    DecisionNotFoundError,
    decision,
    decisions_between,
    decisions_of,
    deliveries_between,
    obligations_under,
    waiting_checks,
)
from licensing.queries.facts import facts_about, facts_for
from licensing.queries.holdings import Holding, holdings_by_terms
from licensing.queries.subjects import UnknownArticleError

__all__ = [
    "Cell",
    "DecisionNotFoundError",
    "Holding",
    "RightsCard",
    "UnknownArticleError",
    "UnknownConsumerError",
    "consumer",
    "consumer_of_token",
    "content_named",
    "decision",
    "decisions_between",
    "decisions_of",
    "deliveries_between",
    "facts_about",
    "facts_for",
    "holdings_by_terms",
    "obligations_under",
    "rights_card",
    "sole_registration",
    "waiting_checks",
]
