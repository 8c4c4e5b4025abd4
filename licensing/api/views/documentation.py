"""The schema and a page that shows it, with nothing from elsewhere and no inline script."""

from __future__ import annotations

from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView


class SchemaView(SpectacularAPIView):
    """The OpenAPI document, as YAML or (`Accept: application/json`) JSON."""


class DocumentationView(SpectacularSwaggerSplitView):
    """The page; its start script is a request of its own, so that the content security policy lets it run."""

    template_name = "licensing/api_docs.html"
    url_name = "api:schema"
    title = "Imprimatur API"
