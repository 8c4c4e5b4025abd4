"""The shape of the answers, for the schema. A test holds every answer against it."""

from licensing.api.outputs.articles import ArticleOutput, ArticleRowOutput
from licensing.api.outputs.decisions import CheckOutput, DecisionOutput
from licensing.api.outputs.ingestions import IngestionOutput
from licensing.api.outputs.problems import ProblemOutput, ReleaseRefusedOutput
from licensing.api.outputs.releases import FullTextOutput, ReleaseOutput
from licensing.api.outputs.vocabulary import VocabularyOutput

__all__ = [
    "ArticleOutput",
    "ArticleRowOutput",
    "CheckOutput",
    "DecisionOutput",
    "FullTextOutput",
    "IngestionOutput",
    "ProblemOutput",
    "ReleaseOutput",
    "ReleaseRefusedOutput",
    "VocabularyOutput",
]
