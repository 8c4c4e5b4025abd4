"""What a change of the record does to outcomes: exact numbers and lists, before and after, without asking each article."""

from licensing.queries.impact.compare import Comparison
from licensing.queries.impact.counts import Impact, impact
from licensing.queries.impact.lists import changed_articles, changed_deliveries
from licensing.queries.impact.reach import Reach, reach_of, reach_of_series

__all__ = [
    "Comparison",
    "Impact",
    "Reach",
    "changed_articles",
    "changed_deliveries",
    "impact",
    "reach_of",
    "reach_of_series",
]
