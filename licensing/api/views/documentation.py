"""The schema and a page that shows it, with nothing from elsewhere and no inline script."""

from __future__ import annotations

from django.urls import reverse
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.request import Request

from licensing.api.endpoint import Endpoint


class SchemaView(Endpoint, SpectacularAPIView):
    """The OpenAPI document, as YAML or (`Accept: application/json`) JSON."""


class DocumentationView(Endpoint, SpectacularSwaggerSplitView):
    """The page; its start script is a request of its own, so that the content security policy lets it run."""

    parameters = frozenset({"script"})
    template_name = "licensing/api_docs.html"
    title = "Imprimatur API"

    def _get_schema_url(self, request: Request) -> str:  # noqa: ARG002 - the framework's signature
        return reverse("api:schema")
