"""What every answer carries: a content security policy under which nothing comes from elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_POLICY = (
    "default-src 'self'; script-src 'self'{scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'none'"
)
_SITE = _POLICY.format(scripts="")
# The admin's bundled Alpine.js compiles its expressions, which the browser counts as eval.
_ADMIN = _POLICY.format(scripts=" 'unsafe-eval'")
_ADMIN_PREFIX = "/admin/"


def content_security_policy(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Add the policy, unless the view set a stricter one of its own."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        policy = _ADMIN if request.path_info.startswith(_ADMIN_PREFIX) else _SITE
        response.headers.setdefault("Content-Security-Policy", policy)
        return response

    return middleware
