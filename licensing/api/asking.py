"""From a request's fields to the use that is decided: who asks comes from the credential, when from the clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from archive.models.sources import LONGEST_EXCERPT
from licensing.api.fields import identifier
from licensing.operations.full_text import WHOLE_TEXT_USES
from licensing.policy.ask import WHOLE_ARTICLE, UseError, checked, resolve
from licensing.policy.model import Audience, Outcome, PartKind, Use
from licensing.policy.vocabulary import purposes, regions
from licensing.queries.listed import Listed

PARTS = ("article", "metadata", "text")
LONGEST_KEY = 200


def use_of(asked: Mapping[str, Any], *, now: datetime) -> Use:
    """Return the use that a decision is asked for. Raises UseError for values that no use can have."""
    at, known_at = asked.get("at") or now, asked.get("known_at") or now
    if known_at > now:
        raise UseError(
            "known_at", "future-knowledge", _("What will be on record in the future isn't known yet.")
        )
    if asked["declare"] and not at == known_at == now:
        raise UseError(
            "declare", "declared-elsewhen", _("A use is declared when it happens: leave out at and known_at.")
        )
    return _checked(asked, action=asked["use"], asset=_asset(asked["asset"]), at=at, known_at=known_at)


def listed_for(asked: Mapping[str, Any], *, consumer: str, now: datetime) -> Listed | None:
    """Return the question that narrows a list, or None where there is none. Raises UseError."""
    if "use" not in asked:
        return None
    asset = asked.get("asset", WHOLE_ARTICLE)
    use = _checked(asked, action=asked["use"], asset=asset, at=now, known_at=now)
    if asset != WHOLE_ARTICLE and PartKind(asset) not in resolve(use).parts:
        said = _("The use %(use)s does not apply to %(part)s.") % {"use": use.action, "part": asset}
        raise UseError("asset", "not-applicable", said)
    return Listed(use, consumer, Outcome(asked["outcome"]))


def passage_of(asked: Mapping[str, Any], *, now: datetime) -> Use:
    """Return the use that a release is. Raises UseError."""
    if not 0 <= asked["start"] < LONGEST_EXCERPT:
        raise UseError("start", "out-of-range", f"start must lie between 0 and {LONGEST_EXCERPT - 1}.")
    return _checked(asked, action="excerpt", asset="text", at=now, known_at=now)


def whole_text_of(asked: Mapping[str, Any], *, now: datetime) -> Use:
    """Return the use that a whole text is handed out for. Raises UseError."""
    if asked["use"] not in WHOLE_TEXT_USES:
        said = _("The whole text is handed out for one of these uses: %(uses)s.")
        raise UseError("use", "not-applicable", said % {"uses": ", ".join(WHOLE_TEXT_USES)})
    return _checked(asked, action=asked["use"], asset="text", at=now, known_at=now)


def _checked(asked: Mapping[str, Any], *, action: str, asset: str, at: datetime, known_at: datetime) -> Use:
    purpose, territory = asked.get("purpose"), asked.get("territory")
    return checked(
        Use(
            action=action,
            asset=asset,
            at=at,
            known_at=known_at,
            audience=_audience(asked.get("audience")),
            purpose=purpose and purposes.short(purpose),
            territory=territory and regions.short(territory),
            words=asked.get("words"),
            characters=asked.get("characters"),
            claims=frozenset(asked.get("claims") or ()),
        )
    )


def _asset(stated: str) -> str:
    if stated in PARTS:
        return stated
    image = identifier(stated)
    if image is None:
        raise UseError(
            "asset", "no-such-part", _("A part is article, metadata, text, or the identifier of an image.")
        )
    return str(image)


def _audience(stated: str | None) -> Audience | None:
    try:
        return Audience(stated) if stated is not None else None
    except ValueError:
        said = _("“%(audience)s” is not an audience: self, internal or public.") % {"audience": stated}
        raise UseError("audience", "unknown-audience", said) from None


def key_of(header: str | None, field: str | None = None) -> str:
    """Return the key under which a repeat costs nothing, or "". Raises UseError for two keys, or an odd one."""
    given = {key for key in (header, field) if key}
    if len(given) > 1:
        raise UseError("key", "contradiction", _("The field key and the header Idempotency-Key differ."))
    key = next(iter(given), "")
    if len(key) > LONGEST_KEY or not (key.isascii() and key.isprintable()):
        raise UseError("key", "bad-key", _("A key has at most 200 printable ASCII characters."))
    return key
