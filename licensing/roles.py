"""Who may do what: roles as data, kept in step with Django's groups by `ensure_roles`.

Consumers have no role: they come through the API with a token of their own.
"""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission

_SEE_EVERYTHING = [
    "archive.view_article",
    "archive.view_articlename",
    "archive.view_articlerevision",
    "archive.view_capture",
    "archive.view_copy",
    "archive.view_credit",
    "archive.view_creditname",
    "archive.view_feed",
    "archive.view_fingerprint",
    "archive.view_fullcopy",
    "archive.view_hold",
    "archive.view_image",
    "archive.view_ingestion",
    "archive.view_ingestionrowfailure",
    "archive.view_hostturn",
    "archive.view_linkbatch",
    "archive.view_publisher",
    "archive.view_sitefilecopy",
    "archive.view_source",
    "archive.view_watch",
    "archive.view_withdrawal",
    "licensing.view_agreement",
    "licensing.view_bulkdecision",
    "licensing.view_check",
    "licensing.view_clause",
    "licensing.view_consumer",
    "licensing.view_consumerregistration",
    "licensing.view_consumertoken",
    "licensing.view_decision",
    "licensing.view_declareduse",
    "licensing.view_delivery",
    "licensing.view_draftrevision",
    "licensing.view_fulfilment",
    "licensing.view_governingset",
    "licensing.view_holderassignment",
    "licensing.view_incorporateddocument",
    "licensing.view_obligation",
    "licensing.view_officertask",
    "licensing.view_outcomechange",
    "licensing.view_reassessment",
    "licensing.view_party",
    "licensing.view_partyalias",
    "licensing.view_policyperiod",
    "licensing.view_policyseries",
    "licensing.view_policyversion",
    "licensing.view_quota",
    "licensing.view_quotacounter",
    "licensing.view_quotause",
    "licensing.view_replacement",
    "licensing.view_ruleconfirmation",
    "licensing.view_signalobservation",
    "licensing.view_statuteapproval",
    "licensing.view_statuteterms",
    "licensing.view_suspension",
    "licensing.view_translation",
    "licensing.view_versionevent",
]

ROLES: dict[str, frozenset[str]] = {
    "auditor": frozenset(_SEE_EVERYTHING),
    "archivist": frozenset(
        {
            *_SEE_EVERYTHING,
            "archive.add_capture",
            "archive.add_feed",
            "archive.add_ingestion",
            "archive.add_publisher",
            "archive.add_source",
            "archive.add_watch",
            "archive.change_copy",
            "archive.change_credit",
            "archive.change_image",
            "archive.change_publisher",
            "archive.change_source",
            "archive.change_watch",
            "archive.change_withdrawal",
            "licensing.add_check",
            "licensing.change_officertask",
        }
    ),
    "rights_officer": frozenset(
        {
            *_SEE_EVERYTHING,
            "archive.add_capture",
            "archive.add_hold",
            "archive.add_ingestion",
            "archive.add_watch",
            "archive.change_copy",
            "archive.change_credit",
            "archive.change_fullcopy",
            "archive.change_hold",
            "archive.change_image",
            "archive.change_watch",
            "archive.change_withdrawal",
            "licensing.add_agreement",
            "licensing.add_check",
            "licensing.add_clause",
            "licensing.add_consumer",
            "licensing.add_consumerregistration",
            "licensing.add_consumertoken",
            "licensing.add_decision",
            "licensing.add_fulfilment",
            "licensing.add_holderassignment",
            "licensing.add_incorporateddocument",
            "licensing.add_party",
            "licensing.add_partyalias",
            "licensing.add_policyperiod",
            "licensing.add_policyseries",
            "licensing.add_policyversion",
            "licensing.add_replacement",
            "licensing.add_ruleconfirmation",
            "licensing.add_suspension",
            "licensing.add_translation",
            "licensing.change_agreement",
            "licensing.change_consumer",
            "licensing.change_consumertoken",
            "licensing.change_incorporateddocument",
            "licensing.change_obligation",
            "licensing.change_officertask",
            "licensing.change_party",
            "licensing.change_policyversion",
            "licensing.change_suspension",
            "licensing.change_translation",
        }
    ),
    "legal_officer": frozenset(
        {
            *_SEE_EVERYTHING,
            "archive.add_hold",
            "archive.change_hold",
            "licensing.add_check",
            "licensing.add_statuteapproval",
            "licensing.add_suspension",
            "licensing.change_officertask",
            "licensing.change_statuteapproval",
            "licensing.change_suspension",
        }
    ),
}
"""Role → permissions.  `add_decision` is an override, `change_` of what is never changed means ending it."""


class UnknownPermissionError(LookupError):
    """A role names a permission that no model has."""


def ensure_roles() -> None:
    """Make each role's group have exactly its permissions; repeating it changes nothing.

    Raises UnknownPermissionError where the table names one that does not exist.
    """
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    for role, names in ROLES.items():
        missing = names - known.keys()
        if missing:
            raise UnknownPermissionError(f"{role}: {', '.join(sorted(missing))}")
        group, _ = Group.objects.get_or_create(name=role)
        group.permissions.set([known[name] for name in sorted(names)])
