"""Closed lists of the archive, and the life of a capture as data."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CaptureState(TextChoices):
    """Where a capture stands; the row is the queue."""

    REQUESTED = "requested", _("requested")
    FETCHING = "fetching", _("being fetched")
    STORED = "stored", _("stored")
    REFUSED = "refused", _("refused")
    FAILED = "failed", _("failed")


# Every move that a capture may make; whatever isn't here doesn't happen.
CAPTURE_TRANSITIONS: dict[CaptureState, frozenset[CaptureState]] = {
    CaptureState.REQUESTED: frozenset({CaptureState.FETCHING}),
    CaptureState.FETCHING: frozenset(
        # back to requested: its worker was lost, and the sweep puts it into the queue again
        {CaptureState.REQUESTED, CaptureState.STORED, CaptureState.REFUSED, CaptureState.FAILED},
    ),
    CaptureState.STORED: frozenset(),
    CaptureState.REFUSED: frozenset(),
    CaptureState.FAILED: frozenset(),
}
OPEN_CAPTURE_STATES = tuple(state for state, following in CAPTURE_TRANSITIONS.items() if following)


class WatchKind(TextChoices):
    """What stands at an address that is looked at again."""

    TERMS = "terms", _("page of terms")
    NOTICE = "notice", _("notice on a page")
    ROBOTS = "robots", _("robots.txt")
    TDMREP = "tdmrep", _("TDM reservation file")
    AI_TXT = "ai.txt", _("ai.txt")
    RSL = "rsl", _("RSL file")


class WatchState(TextChoices):
    """Whether an address is looked at again."""

    ACTIVE = "active", _("active")
    PAUSED = "paused", _("paused")


class CreditRole(TextChoices):
    """What a name in a credit line did for the image (IPTC Credit Line), as far as the line shows it."""

    SUPPLIER = "supplier", _("supplier")
    AGENCY = "agency", _("agency")
    PHOTOGRAPHER = "photographer", _("photographer")
    POOL = "pool", _("pool")
    OTHER = "other", _("other")


class CaptureFailure(TextChoices):
    """Why a capture ended without an article: a stable code and one sentence."""

    ADDRESS = "address", _("The address isn't one that may be fetched.")
    PRIVATE_ADDRESS = (
        "private-address",
        _("The host's address is private or local, and isn't on the list of exceptions."),
    )
    OTHER_SITE = "other-site", _("The page is on a host outside the source's domain.")
    UNREACHABLE = "unreachable", _("The site couldn't be reached.")
    TOO_SLOW = "too-slow", _("The site didn't answer in the time that a page gets.")
    TOO_LARGE = "too-large", _("The page is larger than the limit.")
    TOO_MANY_REDIRECTS = "too-many-redirects", _("The site redirects more often than the limit.")
    HTTP_STATUS = "http-status", _("The site answered with a status other than 200.")
    ROBOTS_DISALLOW = "robots-disallow", _("The site's robots.txt doesn't let this archive fetch the page.")
    ROBOTS_UNREACHABLE = (
        "robots-unreachable",
        _("The site's robots.txt couldn't be read, which counts as a refusal."),
    )
    NOT_HTML = "not-html", _("The page isn't HTML.")
    EMPTY = "empty", _("The page is empty.")
    ENCODING = "encoding", _("The page isn't in the encoding that it names.")
    NO_ARTICLE = "no-article", _("The page holds no article with a headline and a text.")
    NO_NOTICE = "no-notice", _("The page no longer holds a notice that this archive finds.")
    BUSY = "busy", _("The site asks for more time than a visit gets.")
    RIGHTS = "rights", _("The rights on record don't let the article's facts be recorded.")
    LOST = "lost", _("The worker was lost more often than a capture is tried again.")
    INTERNAL = "internal", _("The archive failed in a way of its own; the log names the kind of error.")


# A refusal is somebody's will; everything else that ends a capture is a failure.
REFUSALS = frozenset({CaptureFailure.ROBOTS_DISALLOW, CaptureFailure.RIGHTS})


class IngestionState(TextChoices):
    """Where a run stands; the row is the queue."""

    REQUESTED = "requested", _("requested")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


OPEN_INGESTION_STATES = (IngestionState.REQUESTED, IngestionState.RUNNING)


class IngestionFailure(TextChoices):
    """Why a run ended before the end of its file: a stable code and one sentence. Rows before it stay taken in."""

    FORMAT = "format", _("The format is none that the archive reads.")
    UNREADABLE = "unreadable", _("The file can't be read as what it is said to be.")
    FETCH = "fetch", _("The address couldn't be fetched.")
    NO_SOURCE = "no-source", _("The address is on no recorded source.")
    CHANGED = "changed", _("The file isn't the one that the run began with.")
    LOST = "lost", _("The worker was lost more often than a run is tried again.")
    INTERNAL = "internal", _("The archive failed in a way of its own; the log names the kind of error.")


class CopyReason(TextChoices):
    """Why two articles count as the same."""

    CANONICAL = "canonical", _("names the other as its canonical address")
    IDENTIFIER = "identifier", _("same identifier")
    WORDS = "words", _("nearly the same words")


class WithdrawalKind(TextChoices):
    """How a source takes something back (IPTC publishing status, NewsML-G2 embargo)."""

    KILL = "kill", _("kill")
    WITHHOLD = "withhold", _("withhold")
    EMBARGO = "embargo", _("embargo")


class CopiedPart(TextChoices):
    """The parts of an article that a full copy may be of. Pictures aren't held."""

    TEXT = "text", _("text")


class CopyEnding(TextChoices):
    """Why a full copy was deleted."""

    RIGHTS = "rights", _("the rights on record no longer let it be kept")
    REPLACED = "replaced", _("the article came in with another text")
    OFFICER = "officer", _("a person deleted it")
