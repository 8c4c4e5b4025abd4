"""Closed lists of words that rows use, and which state may follow which."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from licensing.lifecycle import transitions


class PartyKind(TextChoices):
    """What a party is."""

    ORGANISATION = "organisation", _("organisation")
    PERSON = "person", _("person")
    GROUP = "group", _("group of companies")


class AliasKind(TextChoices):
    """What an alias of a party is: the domain of a site or a name as credit and copyright lines print it."""

    DOMAIN = "domain", _("domain")
    NAME = "name", _("name")


class RegistrationKind(TextChoices):
    """What an officer registers about a consumer (semantics.md section 1)."""

    GROUP = "group", _("group")
    PURPOSE = "purpose", _("purpose")
    TERRITORY = "territory", _("territory")
    FACT = "fact", _("fact")


class SubjectKind(TextChoices):
    """What an assignment of holders speaks about: every part with one credit line, or a single part."""

    CREDIT_LINE = "credit_line", _("credit line")
    PART = "part", _("part")


class SeriesKind(TextChoices):
    """Where a policy comes from (semantics.md section 2)."""

    TERMS = "terms", _("terms")
    SIGNAL = "signal", _("signal")
    AGREEMENT = "agreement", _("agreement")
    STATUTE = "statute", _("statute")
    HOUSE = "house", _("house rule")


class SeriesScope(TextChoices):
    """What a series speaks about; `page` are the pages whose governing set names the series (interned signals)."""

    PART = "part", _("part")
    PAGE = "page", _("pages with the same signals")
    ARTICLE = "article", _("article")
    SITE = "site", _("site")
    HOLDER = "holder", _("rights holder")
    PUBLISHER = "publisher", _("publisher")
    COLLECTION = "collection", _("feed")
    EVERYTHING = "everything", _("everything")


class Reading(TextChoices):
    """How much of the verbatim text the document covers."""

    COMPLETE = "complete", _("complete")
    PARTIAL = "partial", _("partial")


class VersionState(TextChoices):
    """Life of a policy version; `recorded` is what nobody has to read: an observation, a contract, a shipped law."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    APPROVED = "approved", _("approved")
    REJECTED = "rejected", _("rejected")
    RECORDED = "recorded", _("recorded")


VERSION_TRANSITIONS = transitions()
"""State of a version → the states that may follow; the whole table is `licensing.lifecycle.LIFE`."""


class SuspensionKind(TextChoices):
    """Why nothing may happen (semantics.md section 3, row 1)."""

    TAKEDOWN = "takedown", _("accepted takedown")
    KILL = "kill", _("agency kill")
    WITHHOLD = "withhold", _("agency withhold")
    EMBARGO = "embargo", _("embargo")
    OFFICER = "officer", _("officer's suspension")


class SuspensionScope(TextChoices):
    """What a suspension covers."""

    PART = "part", _("part")
    ARTICLE = "article", _("article")
    SITE = "site", _("site")
    PUBLISHER = "publisher", _("publisher")


class QuotaUnit(TextChoices):
    """What a quota counts."""

    ARTICLES = "articles", _("articles")


class QuotaPeriod(TextChoices):
    """Calendar periods, in the zone of the agreement."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")


class Origin(TextChoices):
    """What made a decision necessary."""

    API = "api", _("API")
    CHECK = "check", _("check")
    INTAKE = "intake", _("intake")
    RELEASE = "release", _("release")
    DECLARATION = "declaration", _("declared use")
    OVERRIDE = "override", _("override")
    DEMO = "demo", _("demonstration")


class OutcomeChoice(TextChoices):
    """What a decision says (semantics.md section 3)."""

    PERMIT = "permit", _("permit")
    CONSENT = "consent", _("consent")
    REVIEW = "review", _("review")
    DENY = "deny", _("deny")


class CheckState(TextChoices):
    """Life of a check that a worker answers."""

    REQUESTED = "requested", _("requested")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


CHECK_TRANSITIONS: dict[str, frozenset[str]] = {
    "requested": frozenset({"running"}),
    "running": frozenset({"done", "failed", "requested"}),
    "done": frozenset(),
    "failed": frozenset(),
}


class ObligationState(TextChoices):
    """Life of an obligation (semantics.md section 4)."""

    PENDING = "pending", _("pending")
    FULFILLED = "fulfilled", _("fulfilled")
    VIOLATED = "violated", _("violated")
    WAIVED = "waived", _("waived")


OBLIGATION_TRANSITIONS: dict[str, frozenset[str]] = {
    "pending": frozenset({"fulfilled", "violated", "waived"}),
    "violated": frozenset({"fulfilled", "waived"}),
    "fulfilled": frozenset(),
    "waived": frozenset(),
}


class TaskKind(TextChoices):
    """Why something waits for an officer."""

    NOTICE_FOUND = "notice_found", _("a notice was found and read")
    TERMS_CHANGED = "terms_changed", _("a page of terms changed")
    SIGNAL_CHANGED = "signal_changed", _("a signal of a site changed")
    PAGE_GONE = "page_gone", _("a watched page is gone or fails")
    DOCUMENT_MISSING = "document_missing", _("an incorporated document is not on record")
    OUTCOMES_CHANGED = "outcomes_changed", _("a change on record changed outcomes")
    CREDIT_UNKNOWN = "credit_unknown", _("a name in credit lines is not known")
    COPY_WITHDRAWN = "copy_withdrawn", _("a copy of an article was taken back elsewhere")
    SENT_AGAIN = "sent_again", _("what a source took back is sent as usable again")


class TaskState(TextChoices):
    """Life of an officer's task."""

    OPEN = "open", _("open")
    DONE = "done", _("done")


class ChangeKind(TextChoices):
    """What changed on record, or what began or ended by itself."""

    PERIOD = "period", _("a version in force")
    CONFIRMATION = "confirmation", _("a confirmed rule")
    REPLACEMENT = "replacement", _("a replacement")
    FULFILMENT = "fulfilment", _("a met pre-condition")
    STATUTE = "statute", _("a position on a statute")
    SUSPENSION = "suspension", _("a suspension")
    REGISTRATION = "registration", _("a registration of a consumer")
    HOLDER = "holder", _("a holder")
    ALIAS = "alias", _("a name of a party")
    DOCUMENT = "document", _("an incorporated document")


class ReassessmentState(TextChoices):
    """Life of a re-assessment."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


REASSESSMENT_TRANSITIONS: dict[str, frozenset[str]] = {
    "waiting": frozenset({"running", "done", "failed"}),
    "running": frozenset({"done", "failed"}),
    "done": frozenset(),
    "failed": frozenset({"running"}),
}


class ReassessmentStep(TextChoices):
    """What a re-assessment goes through, in this order."""

    DELIVERIES = "deliveries", _("deliveries")
    COPIES = "copies", _("full copies")
    OUTCOMES = "outcomes", _("outcomes")
    REPORT = "report", _("report to officers")
