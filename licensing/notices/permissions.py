"""What a sentence of a notice permits, and what speaks against believing it. Pure.

A permission needs its own words and no negation, no ban, no consent, no law and no condition that is not understood.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from licensing.notices.clauses import DUTIES, Effect, Statement, statement, subject_of
from licensing.notices.scope import only_in_part, only_marked, only_some_published
from licensing.notices.sentence import Sentence
from licensing.notices.tables import USES
from licensing.notices.uses import EDITORIAL, permitted

AUTOMATED_KINDS = frozenset(("mine", "train", "ai"))
"""Uses that are permitted only in a sentence that speaks of this content, not in one that explains what they are."""
_VERBS = frozenset(USES) - {"link"}
_BEHIND = 12
"""Characters between "may" and the link that may be set."""
SHORT = 40
"""Characters of a permission or a ban that needs no object: "Reuse is permitted."."""


def permissions_of(sentence: Sentence, named: Sequence[str]) -> list[Statement]:
    """What a sentence permits of the uses it names; a note where something speaks against it; else nothing."""
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
    return not told and sentence.end - sentence.start > SHORT


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
    subject = subject_of(sentence)
    yield limited or sentence.has("except"), "it is both allowed and limited in one sentence"
    yield not sentence.sure, "the language of the permission is not certain"
    yield not sentence.begun or not complete, "the sentence may be cut off"
    yield sentence.asks, "it is a question"
    some = only_marked(sentence.words) or only_some_published(sentence.words)
    yield some, "it is of marked content only"
    yield sentence.is_a_condition(), "it is a condition only"
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


def _reach(sentence: Sentence, named: Sequence[str], *, personal: bool) -> tuple[tuple[str, ...], str]:
    """The uses that a permission reaches, and the condition that narrows them."""
    if personal:
        return ("personal",), "private, non-commercial use"
    if sentence.has("search"):
        return ("index",), "internet search"
    if sentence.has("editorial"):
        return (EDITORIAL if "use" in named else permitted(named)), "editorial use"
    if only_in_part(sentence.words):
        return ("excerpt",), ""
    without = {*sentence.of_quotations(), *(["link"] if sentence.links_back_only() else [])}
    kinds = [*(kind for kind in named if kind not in without), *(["whole"] * sentence.has("whole"))]
    return permitted(kinds), ""


def _granted(sentence: Sentence, named: Sequence[str], *, personal: bool) -> list[Statement]:
    uses, condition = _reach(sentence, named, personal=personal)
    if not uses:
        return []
    duties = tuple(duty for kind, duty in DUTIES.items() if sentence.has(kind))
    if set(uses) <= {"catalogue"}:
        duties = tuple(duty for duty in duties if duty != "link")
    return [
        statement(
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
    return statement(sentence, Effect.NOTE, {}, doubts=tuple((use, reason) for use in uses))
