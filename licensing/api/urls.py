"""Addresses of the API, version 1."""

from __future__ import annotations

from django.urls import path

from licensing.api.views.articles import ArticlesView, ArticleView
from licensing.api.views.checks import CheckView
from licensing.api.views.decisions import DecisionsView, DecisionView
from licensing.api.views.documentation import DocumentationView, SchemaView
from licensing.api.views.ingestions import IngestionsView, IngestionView
from licensing.api.views.releases import FullTextView, ReleasesView
from licensing.api.views.vocabulary import UsesView

app_name = "api"

urlpatterns = [
    path("articles", ArticlesView.as_view(), name="articles"),
    path("articles/<str:article_id>", ArticleView.as_view(), name="article"),
    path("articles/<str:article_id>/full-text", FullTextView.as_view(), name="full-text"),
    path("articles/<str:article_id>/releases", ReleasesView.as_view(), name="releases"),
    path("checks/<str:check_id>", CheckView.as_view(), name="check"),
    path("decisions", DecisionsView.as_view(), name="decisions"),
    path("decisions/<str:decision_id>", DecisionView.as_view(), name="decision"),
    path("docs", DocumentationView.as_view(), name="docs"),
    path("ingestions", IngestionsView.as_view(), name="ingestions"),
    path("ingestions/<str:ingestion_id>", IngestionView.as_view(), name="ingestion"),
    path("schema", SchemaView.as_view(), name="schema"),
    path("uses", UsesView.as_view(), name="uses"),
]
