"""What one sentence of a notice says. Pure.

A sentence is cut at its exceptions; the rest is a ban (with or without a way to consent), a permission, an offer, or
nothing.  A permission needs its own words and no negation, no ban, no consent and no condition that is not understood.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from licensing.notices.sentence import Sentence
from licensing.notices.tables import USES
from licensing.notices.uses import EDITORIAL, EXCEPTIONS, OFFERED, RESERVED, banned, permitted

_DUTIES = {
    "attribution": "attribution",
    "linkback": "link",
    "keepnotice": "notice",
    "notify": "notify",
    "paid": "payment",
    "payment": "payment",
}

AUTOMATED_KINDS = frozenset(("mine", "train", "ai"))
"""Uses that are permitted only in a sentence that speaks of this content, not in one that explains what they are."""
_VERBS = frozenset(USES) - {"link"}
_BEHIND = 12
"""Characters between "may" and the link that may be set."""
_SHORT = 40
"""Characters of a permission that needs no object: "Reuse is permitted."."""


class Effect(StrEnum):
    """What a clause does."""

    PERMIT = "permit"
    CONSENT = "consent"
    DENY = "deny"
    RESERVE = "reserve"
    OFFER = "offer"
    LICENCE = "licence"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Statement:
    """One clause: span of the view, effect, uses (True: by name; False: by a general word), conditions and duties.

    ``exception`` tells that a permission is one from a ban, ``implied`` that it only follows from a duty ("a link is
    obligatory when materials are used"); ``doubts`` are (use, reason).
    """

    start: int
    end: int
    effect: Effect
    uses: dict[str, bool] = field(default_factory=dict)
    condition: str = ""
    duties: tuple[str, ...] = ()
    exception: bool = False
    subject: str = ""
    doubts: tuple[tuple[str, str], ...] = ()
    implied: bool = False


def statements_of(sentence: Sentence) -> list[Statement]:
    """What a sentence says; nothing where it only looks as if it spoke of rights."""
    found: list[Statement] = []
    reserved = next((mark for mark in sentence.marks if mark.kind == "reserved"), None)
    if reserved is not None:
        found.append(Statement(reserved.start, reserved.end, Effect.RESERVE, dict.fromkeys(RESERVED, False)))
        found += _reserved_by_name(sentence)
    elif sentence.has("copying_reserved"):
        found.append(_statement(sentence, Effect.CONSENT, dict.fromkeys(OFFERED, True)))
    if sentence.has("discretion"):
        return [*found, *_discretion(sentence)]
    named = [kind for kind in dict.fromkeys(mark.kind for mark in sentence.main) if kind in USES]
    restriction = _restriction(sentence, named)
    if restriction is Effect.DENY and _of_something_else(sentence):
        return found
    if (
        restriction is not None
        and sentence.has("brand")
        and not sentence.has("here", "images", "whole", "code")
    ):
        return found
    if restriction is not None:
        found += _bans(sentence, named, restriction)
    elif sentence.has("lifted"):
        found += _exceptions(sentence)
    elif sentence.has("offer", "paid"):
        found.append(_offer(sentence, named))
    elif named or sentence.has("personal"):
        found += _permissions(sentence, named)
    return found


def _of_something_else(sentence: Sentence) -> bool:
    """Whether a ban speaks of no content, as of keys, computers or flats, and is too long to be a notice for itself."""
    content = sentence.has(
        "here", "whole", "images", "protected", "reserved", "titles", "personal", "commercial"
    )
    automated = sentence.has("mine", "train", "ai", "robots", "index")
    return not (content or automated or sentence.told) and sentence.end - sentence.start > _SHORT


def _reserved_by_name(sentence: Sentence) -> list[Statement]:
    """What "all rights reserved, including those for …" names of what a reservation alone does not reach."""
    kinds = sentence.kinds & {"mine", "train", "ai"}
    if not kinds or sentence.has("permit", "may", "except", "lifted"):
        return []
    return [_statement(sentence, Effect.CONSENT, dict.fromkeys(banned(kinds), True))]


def _statement(sentence: Sentence, effect: Effect, uses: dict[str, bool], **more: object) -> Statement:
    return Statement(sentence.start, sentence.end, effect, uses, subject=_subject(sentence), **more)  # type: ignore[arg-type]


def _subject(sentence: Sentence) -> str:
    if sentence.has("here"):
        return ""
    return "images" if sentence.has("images") else "code" if sentence.has("code") else ""


def _discretion(sentence: Sentence) -> list[Statement]:
    """The holder may permit something some day: that permits nothing, and shows that there is a way to consent."""
    uses = {"index": True} if sentence.has("search", "index") else {}
    return [_statement(sentence, Effect.OFFER, uses, condition="at the holder's discretion")]


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
    doubts = tuple((use, "only images are spoken of") for use in uses if _subject(sentence) == "images")
    found = [_statement(sentence, effect, uses, doubts=doubts, duties=_paid(sentence))]
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
    narrowed = {"personal"} if kinds & {"law", "limited", "study"} else set()
    uses = {use: True for kind in kinds for use in EXCEPTIONS.get(kind, ()) if use not in narrowed}
    if not uses:
        return []
    condition = "internet search" if "search" in kinds else ""
    duties = tuple(duty for kind, duty in _DUTIES.items() if kind in kinds)
    return [_statement(sentence, Effect.PERMIT, uses, condition=condition, duties=duties, exception=True)]


def _offer(sentence: Sentence, named: Sequence[str]) -> Statement:
    uses = dict.fromkeys(OFFERED, False) | {
        use: True
        for use, by_name in banned([kind for kind in named if kind not in {"use", "link", "titles"}]).items()
        if by_name
    }
    return _statement(sentence, Effect.OFFER, uses, duties=_paid(sentence))


def _permissions(sentence: Sentence, named: Sequence[str]) -> list[Statement]:
    private = sentence.main_has("noncommercial") and not sentence.main_has("commercial")
    personal = sentence.main_has("personal") or private
    if not (_says_yes(sentence) or (personal and sentence.main_has("only"))):
        return []
    if _of_nothing(sentence, personal=personal):
        return []
    doubt = next((reason for holds, reason in _against(sentence, personal=personal) if holds), "")
    return [_doubtful(sentence, named, doubt)] if doubt else _granted(sentence, named, personal=personal)


def _of_nothing(sentence: Sentence, *, personal: bool) -> bool:
    """Whether a permission does not say of which content it speaks: copying of keys, replaying of a film."""
    told = sentence.has("here", "attribution", "linkback", "keepnotice", "search", "editorial")
    told = told or (personal and sentence.main_has("only", "download", "print"))
    return not told and sentence.end - sentence.start > _SHORT


def _against(sentence: Sentence, *, personal: bool) -> Iterator[tuple[bool, str]]:
    """Yield what speaks against believing a permission, whether it holds, and how it is told."""
    settled = sentence.has("attribution", "linkback", "keepnotice", "notify")
    implied = _only_implied(sentence)
    limited = sentence.has("not", "ban", "consent", "unauthorised", "without") or (
        sentence.has("require") and not settled
    )
    complete = sentence.ended or settled or personal or sentence.has("editorial")
    depends = sentence.has("payment", "paid", "terms", "contract") or (
        sentence.has("condition") and not settled and not personal
    )
    understood = settled or personal or sentence.has("search", "editorial")
    subject = _subject(sentence)
    yield limited or sentence.has("except"), "it is both allowed and limited in one sentence"
    yield not sentence.sure, "the language of the permission is not certain"
    yield not sentence.begun or not complete, "the sentence may be cut off"
    yield sentence.asks, "it is a question"
    yield sentence.has("limited"), "it is for some people or times only, or about the site"
    yield sentence.has("study") and not sentence.has("personal"), "it is for one purpose only"
    yield sentence.has("law") or sentence.cites_law(), "what the law allows is no permission"
    yield implied and sentence.has("third"), "it speaks of what belongs to others"
    yield implied and _demands_more(sentence), "the duty to name the source is not the only one"
    automated = bool(AUTOMATED_KINDS & set(sentence.main_kinds)) and not sentence.has("here")
    yield automated, "it does not say of which content it speaks"
    subject = subject or sentence.begins_with("images", "code")
    yield bool(subject), f"only {subject} are permitted"
    yield depends, "the permission depends on a condition"
    yield sentence.has("only") and not understood, "the permission is limited in a way that is not understood"


def _granted(sentence: Sentence, named: Sequence[str], *, personal: bool) -> list[Statement]:
    uses: tuple[str, ...]
    condition = ""
    if personal:
        uses, condition = ("personal",), "private, non-commercial use"
    elif sentence.has("search"):
        uses, condition = ("index",), "internet search"
    elif sentence.has("editorial"):
        uses, condition = (EDITORIAL if "use" in named else permitted(named)), "editorial use"
    else:
        wholes = sentence.of_quotations()
        uses = permitted(
            [*(kind for kind in named if kind not in wholes), *(["whole"] * sentence.has("whole"))]
        )
    if not uses:
        return []
    duties = tuple(duty for kind, duty in _DUTIES.items() if sentence.has(kind))
    if set(uses) <= {"catalogue"}:
        duties = tuple(duty for duty in duties if duty != "link")
    return [
        _statement(
            sentence,
            Effect.PERMIT,
            dict.fromkeys(uses, True),
            condition=condition,
            duties=duties,
            implied=_only_implied(sentence),
        )
    ]


def _says_yes(sentence: Sentence) -> bool:
    return sentence.main_has("permit") or _may(sentence) or _only_implied(sentence)


def _may(sentence: Sentence) -> bool:
    """Whether the readers may do something; a link is permitted only right behind the word, as it is often just named."""
    return sentence.near({"may"}, _VERBS) or sentence.near({"may"}, {"link"}, reach=_BEHIND)


def _only_implied(sentence: Sentence) -> bool:
    """Whether a sentence permits only by demanding a link or the source of whoever uses the content."""
    permits = sentence.main_has("permit") or _may(sentence)
    return not permits and sentence.main_has("obliged") and sentence.has("attribution", "linkback")


def _demands_more(sentence: Sentence) -> bool:
    duties = [mark for mark in sentence.marks if mark.kind == "obliged"]
    return any(
        mark.kind == "require" and not any(one.start <= mark.start and mark.end <= one.end for one in duties)
        for mark in sentence.marks
    )


def _doubtful(sentence: Sentence, named: Sequence[str], reason: str) -> Statement:
    uses = permitted(named) or (("personal",) if sentence.has("personal") else ())
    return _statement(sentence, Effect.NOTE, {}, doubts=tuple((use, reason) for use in uses))
