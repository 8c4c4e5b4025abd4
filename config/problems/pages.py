"""The pages to which the `type` of a problem leads."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from config.problems.types import TYPES


@require_safe
def problem_types(request: HttpRequest) -> HttpResponse:
    """List every type of problem."""
    return render(request, "problems/types.html", {"types": TYPES.values()})


@require_safe
def problem_type(request: HttpRequest, slug: str) -> HttpResponse:
    """Explain one type of problem."""
    found = TYPES.get(slug)
    if found is None:
        raise Http404
    return render(request, "problems/types.html", {"types": [found], "alone": True})
