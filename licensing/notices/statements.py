"""What one sentence of a notice says. Pure.

A sentence is cut at its exceptions; the rest is a ban (with or without a way to consent), a permission, an offer, or
nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from licensing.notices.clauses import DUTIES, Effect, Statement, statement, subject_of
from licensing.notices.permissions import SHORT, permissions_of
from licensing.notices.scope import gives_to_the_site
from licensing.notices.sentence import Sentence
from licensing.notices.tables import USES
from licensing.notices.uses import EXCEPTIONS, OFFERED, RESERVED, banned


def statements_of(sentence: Sentence) -> list[Statement]:
    """What a sentence says; nothing where it only looks as if it spoke of rights."""
    if gives_to_the_site(sentence.words):
        return []
    found = _reservations(sentence)
    if sentence.has("discretion"):
        return [*found, *_discretion(sentence)]
    named = [kind for kind in dict.fromkeys(mark.kind for mark in sentence.main) if kind in USES]
    restriction = _restriction(sentence, named)
    if restriction is Effect.DENY and _of_something_else(sentence):
        return found
    if restriction is not None and _of_a_brand(sentence):
        return found
    if restriction is not None:
        found += _bans(sentence, named, restriction)
    elif sentence.has("lifted"):
        found += _exceptions(sentence)
    elif sentence.has("offer", "paid"):
        found.append(_offer(sentence, named))
    elif named or sentence.has("personal"):
        found += permissions_of(sentence, named)
    return found


def _reservations(sentence: Sentence) -> list[Statement]:
    """What "all rights reserved" and its like reserve."""
    reserved = next((mark for mark in sentence.marks if mark.kind == "reserved"), None)
    if reserved is not None:
        all_rights = Statement(reserved.start, reserved.end, Effect.RESERVE, dict.fromkeys(RESERVED, False))
        return [all_rights, *_reserved_by_name(sentence)]
    if sentence.has("copying_reserved"):
        return [statement(sentence, Effect.CONSENT, dict.fromkeys(OFFERED, True))]
    return []


def _of_something_else(sentence: Sentence) -> bool:
    """Whether a ban speaks of no content, as of keys, computers or flats, and is too long to be a notice for itself."""
    content = sentence.has(
        "here", "whole", "images", "protected", "reserved", "titles", "personal", "commercial"
    )
    automated = sentence.has("mine", "train", "ai", "robots", "index")
    return not (content or automated or sentence.told) and sentence.end - sentence.start > SHORT


def _of_a_brand(sentence: Sentence) -> bool:
    """Whether a ban is of names and logos only."""
    brands = [mark for mark in sentence.marks if mark.kind == "brand"]
    content = (mark for mark in sentence.marks if mark.kind in {"here", "images", "whole", "code"})
    return bool(brands) and all(
        any(brand.start <= mark.start and mark.end <= brand.end for brand in brands) for mark in content
    )


def _reserved_by_name(sentence: Sentence) -> list[Statement]:
    """What "all rights reserved, including those for …" names of what a reservation alone does not reach."""
    kinds = sentence.kinds & {"mine", "train", "ai"}
    if not kinds or sentence.has("permit", "may", "except", "lifted"):
        return []
    return [statement(sentence, Effect.CONSENT, dict.fromkeys(banned(kinds), True))]


def _discretion(sentence: Sentence) -> list[Statement]:
    """The holder may permit something some day: that permits nothing, and shows that there is a way to consent."""
    uses = {"index": True} if sentence.has("search", "index") else {}
    return [statement(sentence, Effect.OFFER, uses, condition="at the holder's discretion")]


def _restriction(sentence: Sentence, named: Sequence[str]) -> Effect | None:
    """Whether the sentence forbids its uses, and whether it tells of a way to consent."""
    if not named:
        return None
    consent = sentence.has("consent")
    allowed = sentence.main_has("permit", "may", "only", "require", "ban", "not")
    if sentence.has("unauthorised"):
        return Effect.CONSENT
    if consent and (sentence.has("without", "except") or allowed):
        return Effect.CONSENT
    if sentence.has("terms", "contract") and sentence.has("only", "without") and not sentence.has("personal"):
        return Effect.CONSENT
    if sentence.main_has("payment") and sentence.main_has("require", "only"):
        return Effect.CONSENT
    if sentence.main_has("ban"):
        return Effect.CONSENT if sentence.only_reserves() else Effect.DENY
    if sentence.near({"not"}, {*USES, "permit"}) or (
        sentence.main_has("not") and sentence.main_has("permit")
    ):
        return Effect.DENY
    return None


def _bans(sentence: Sentence, named: Sequence[str], effect: Effect) -> list[Statement]:
    kinds = {*named, *(kind for kind in ("whole", "purpose") if sentence.has(kind))}
    if kinds <= {"whole", "mine", "robots", "train", "ai"}:
        kinds.discard("whole")
    uses = banned(kinds)
    beyond = _beyond_personal(sentence)
    if beyond:
        uses.pop("personal", None)
    elif sentence.main_has("personal") and sentence.has("include") and "personal" not in uses:
        uses["personal"] = True
    doubts = tuple((use, "only images are spoken of") for use in uses if subject_of(sentence) == "images")
    found = [statement(sentence, effect, uses, doubts=doubts, duties=_paid(sentence))]
    if sentence.exceptions:
        found += _exceptions(sentence)
    return found


def _paid(sentence: Sentence) -> tuple[str, ...]:
    return ("payment",) if sentence.has("paid", "payment") else ()


def _beyond_personal(sentence: Sentence) -> bool:
    return sentence.has("except", "only") and sentence.has("personal") and not sentence.has("include")


def _exceptions(sentence: Sentence) -> list[Statement]:
    """What the exceptions of a ban permit: personal use, search engines, quotation, links; a law permits nothing."""
    kinds = {mark.kind for mark in sentence.exceptions}
    if kinds & {"include", "not", "ban", "consent"} or not sentence.sure:
        return []
    narrowed = {"personal"} if kinds & {"limited", "study"} else set()
    narrowed |= {"personal", "excerpt"} if "law" in kinds else set()
    uses = {use: True for kind in kinds for use in EXCEPTIONS.get(kind, ()) if use not in narrowed}
    if not uses:
        return []
    condition = "internet search" if "search" in kinds else ""
    duties = tuple(duty for kind, duty in DUTIES.items() if kind in kinds)
    return [statement(sentence, Effect.PERMIT, uses, condition=condition, duties=duties, exception=True)]


def _offer(sentence: Sentence, named: Sequence[str]) -> Statement:
    uses = dict.fromkeys(OFFERED, False) | {
        use: True
        for use, by_name in banned([kind for kind in named if kind not in {"use", "link", "titles"}]).items()
        if by_name
    }
    return statement(sentence, Effect.OFFER, uses, duties=_paid(sentence))
