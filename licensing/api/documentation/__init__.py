"""What the OpenAPI document says of each endpoint: names, examples, and the problems to expect."""

from licensing.api.documentation.articles import article_read, articles_listed
from licensing.api.documentation.decisions import check_read, decision_asked, decision_read
from licensing.api.documentation.ingestions import ingestion_read, ingestion_requested
from licensing.api.documentation.releases import full_text_released, passage_released
from licensing.api.documentation.vocabulary import uses_told

__all__ = [
    "article_read",
    "articles_listed",
    "check_read",
    "decision_asked",
    "decision_read",
    "full_text_released",
    "ingestion_read",
    "ingestion_requested",
    "passage_released",
    "uses_told",
]
