"""Writing a problem (RFC 9457): for DRF's exceptions, and for what Django answers under `/api/`."""

from __future__ import annotations

import math
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views import defaults
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from config.problems.table import Problem, problem_of
from config.problems.types import TYPES

MEDIA_TYPE = "application/problem+json"
_API = "/api/"


def answer(error: Exception, context: dict[str, Any]) -> Response | None:
    """Return the answer to an exception of the API (DRF's EXCEPTION_HANDLER); None lets it become a 500."""
    problem = problem_of(error)
    if problem is None:
        return None
    request = context["request"]
    # also where the view itself writes pages or YAML
    request.accepted_renderer, request.accepted_media_type = JSONRenderer(), JSONRenderer.media_type
    data = _members(problem, request.path)
    return Response(data, status=problem.type.status, headers=_headers(error), content_type=MEDIA_TYPE)


def _members(problem: Problem, path: str) -> dict[str, Any]:
    return {
        "type": reverse("problem", args=[problem.type.slug]),
        "title": str(problem.type.title),
        "status": problem.type.status,
        "detail": problem.detail,
        "instance": path,
        **problem.more,
    }


def _headers(error: Exception) -> dict[str, str]:
    headers = {"Cache-Control": "no-store"}
    challenge, wait = getattr(error, "auth_header", None), getattr(error, "wait", None)
    if challenge:
        headers["WWW-Authenticate"] = challenge
    if wait is not None:
        headers["Retry-After"] = str(math.ceil(wait))
    return headers


def _plain(request: HttpRequest, slug: str) -> HttpResponse:
    kind = TYPES[slug]
    data = _members(Problem(kind, str(kind.about), {}), request.path)
    return JsonResponse(
        data, status=kind.status, content_type=MEDIA_TYPE, headers={"Cache-Control": "no-store"}
    )


def _is_api(request: HttpRequest) -> bool:
    return request.path_info.startswith(_API)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400 (Django's handler400)."""
    return _plain(request, "bad-request") if _is_api(request) else defaults.bad_request(request, exception)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403 (Django's handler403)."""
    return (
        _plain(request, "forbidden") if _is_api(request) else defaults.permission_denied(request, exception)
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404 (Django's handler404)."""
    return _plain(request, "not-found") if _is_api(request) else defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 (Django's handler500); what happened is in the log alone."""
    return _plain(request, "internal-error") if _is_api(request) else defaults.server_error(request)
