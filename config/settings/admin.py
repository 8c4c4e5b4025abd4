"""The admin's looks: names, colours, style sheets and the way through it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.utils.functional import _StrPromise


def _seen_with(permission: str) -> Callable[[HttpRequest], bool]:
    return lambda request: request.user.has_perm(permission)


def _item(title: _StrPromise, icon: str, model: str, query: str = "") -> dict[str, Any]:
    app, name = model.split(".")
    where = reverse_lazy(f"admin:{app}_{name}_changelist", query={"kind__exact": query} if query else None)
    return {"title": title, "icon": icon, "link": where, "permission": _seen_with(f"{app}.view_{name}")}


NAVIGATION = [
    {
        "title": _("Archive"),
        "items": [
            _item(_("Articles"), "article", "archive.article"),
            _item(_("Images"), "image", "archive.image"),
            _item(_("Full copies"), "library_books", "archive.fullcopy"),
            _item(_("Holds"), "front_hand", "archive.hold"),
            _item(_("Names in credit lines"), "person_search", "archive.creditname"),
            _item(_("Captures"), "cloud_download", "archive.capture"),
            _item(_("Ingestions"), "download", "archive.ingestion"),
            _item(_("Feeds"), "rss_feed", "archive.feed"),
            _item(_("Copies"), "content_copy", "archive.copy"),
            _item(_("Taken back by sources"), "undo", "archive.withdrawal"),
            _item(_("Sources"), "language", "archive.source"),
            _item(_("Watches"), "visibility", "archive.watch"),
            _item(_("Files of sites"), "draft", "archive.sitefilecopy"),
            _item(_("Publishers"), "newspaper", "archive.publisher"),
        ],
    },
    {
        "title": _("Rights"),
        "items": [
            _item(_("Tasks"), "notifications", "licensing.officertask"),
            _item(_("Terms"), "description", "licensing.policyseries", "terms"),
            _item(_("Signals"), "sensors", "licensing.policyseries", "signal"),
            _item(_("Agreements"), "handshake", "licensing.agreement"),
            _item(_("Statutes"), "balance", "licensing.policyseries", "statute"),
            _item(_("Legal positions"), "gavel", "licensing.statuteapproval"),
            _item(_("House rules"), "home_work", "licensing.policyseries", "house"),
            _item(_("Suspensions"), "pan_tool", "licensing.suspension"),
        ],
    },
    {
        "title": _("Ledger"),
        "items": [
            _item(_("Decisions"), "fact_check", "licensing.decision"),
            _item(_("Decisions on many articles"), "dynamic_feed", "licensing.bulkdecision"),
            _item(_("Deliveries"), "outbox", "licensing.delivery"),
            _item(_("Obligations"), "assignment", "licensing.obligation"),
            _item(_("Declared uses"), "campaign", "licensing.declareduse"),
            _item(_("Checks"), "pending_actions", "licensing.check"),
        ],
    },
    {
        "title": _("People"),
        "items": [
            _item(_("Consumers"), "groups", "licensing.consumer"),
            _item(_("Parties"), "corporate_fare", "licensing.party"),
            _item(_("Holders"), "copyright", "licensing.holderassignment"),
            _item(_("Accounts"), "manage_accounts", "auth.user"),
            _item(_("Roles"), "shield_person", "auth.group"),
        ],
    },
]

UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "Imprimatur",
    "SITE_HEADER": "Imprimatur",
    "SITE_SUBHEADER": _("An archive that knows its rights"),
    "SITE_SYMBOL": "verified",
    "SITE_URL": "/",
    "DASHBOARD_CALLBACK": "licensing.admin.start.start_page",
    "SHOW_HISTORY": False,
    "SHOW_VIEW_ON_SITE": False,
    "SHOW_LANGUAGES": True,
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": lambda _request: static("archive/icon.svg")}
    ],
    "BORDER_RADIUS": "6px",
    "STYLES": [
        lambda _request: static("archive/admin.css"),
        lambda _request: static("licensing/rights.css"),
    ],
    "SCRIPTS": [lambda _request: static("config/icons.js")],
    "SIDEBAR": {"show_search": False, "show_all_applications": False, "navigation": NAVIGATION},
    "COLORS": {
        "base": {
            "50": "oklch(98.4% .003 230)",
            "100": "oklch(96.5% .005 230)",
            "200": "oklch(92.2% .008 230)",
            "300": "oklch(86.5% .012 230)",
            "400": "oklch(69% .02 230)",
            "500": "oklch(50% .025 230)",
            "600": "oklch(42% .03 230)",
            "700": "oklch(36% .03 232)",
            "800": "oklch(27% .028 234)",
            "900": "oklch(21% .028 236)",
            "950": "oklch(14% .025 238)",
        },
        "primary": {
            "50": "oklch(97.5% .014 215)",
            "100": "oklch(94.5% .03 215)",
            "200": "oklch(89% .055 215)",
            "300": "oklch(81% .085 215)",
            "400": "oklch(72% .1 217)",
            "500": "oklch(62% .1 220)",
            "600": "oklch(44% .085 222)",
            "700": "oklch(39% .075 224)",
            "800": "oklch(34% .065 226)",
            "900": "oklch(29% .055 228)",
            "950": "oklch(22% .045 230)",
        },
    },
}
"""Settings of django-unfold."""
