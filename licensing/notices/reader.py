"""Reading a notice: text in, clauses, labels, holder, licence and draft policy out (semantics.md section 6). Pure.

Deterministic: the same text gives the same reading.  A permission needs its own words; whatever is odd about the text
(its length, marks of direction, mixed scripts, hidden markup) or contradictory takes permissions away and is flagged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from licensing.notices.clauses import Effect, Statement
from licensing.notices.draft import draft_policy
from licensing.notices.holders import holder_of
from licensing.notices.labels import Label, Labels, duties_of, labels_of
from licensing.notices.licences import Licence, licence_statement, named_licence
from licensing.notices.lists import spread
from licensing.notices.marks import Language, Mark, chosen, marks_in, scores
from licensing.notices.readings import Clause, Reading, UseLabel
from licensing.notices.sentence import Sentence
from licensing.notices.sentences import LONGEST, sentences
from licensing.notices.statements import statements_of
from licensing.notices.text import Source, View, prepare, view_of
from licensing.notices.uses import ALL, RESERVED

_COPYRIGHT = re.compile(
    r"©|℗|\bcopyrights?\b[\s:,]*(?:\(c\)|(?:19|20)\d\d|by\b)|\(c\)\s*(?:19|20)?\d|\bcopyright:"
)
_RESERVED_ELSEWHERE = re.compile(
    r"\b(?:toate drepturile (?:sunt )?rezervate|sva (?:autorska )?prava (?:su )?(?:pri|za)drzana|vse pravice (?:so )?pridrzane|"
    r"koik oigused (?:on )?(?:kaitstud|reserveeritud)|vsetky prava (?:su )?vyhradene|(?:tots els drets (?:estan )?reservats|"
    r"reservats tots els drets)|hak cipta dilindungi|semua hak (?:cipta )?dilindungi|all rechte virbehalen|eskubide guztiak)"
    r"|всички права (?:са )?запазени|сва права (?:су )?задржана|се права задржани|усе правы абаронены"
    r"|με (?:την )?επιφυλαξη παντ(?:ο[ςσ]|ων)|כל הזכויות שמורות|सर्वाधिकार सुरक्षित|(?:bao luu|giu) (?:moi|toan bo) quyen|تمامی حقوق|সর্বস্বত্ব"
)
"""\"All rights reserved\" in languages that have no table."""
_ROBOTS_COMMENT = re.compile(r"^[ \t]*#+[ \t]?", re.MULTILINE)
_SHORT_CLAIM = 80
"""Characters of a claim that says of itself what it is about: "Property of Example Ltd."."""
_TOLD_TWICE = 2
"""Words of narration that make even a sentence that forbids and speaks of consent a piece of news."""
_DISTRUST = {
    "too long": "the text is longer than what is read, and what follows could take the permission back",
    "marks of direction": "the text has marks that change the direction of reading",
    "mixed scripts": "letters of different scripts are mixed inside words",
    "hidden markup": "the text has hidden or struck-out markup",
    "endless sentence": "a sentence is longer than what is read together",
    "broken characters": "the text has broken characters",
}


@dataclass(frozen=True, slots=True)
class _Read:
    """A sentence with what it says."""

    sentence: Sentence
    statements: tuple[Statement, ...]


def read_notice(raw: str, *, uid: str = "urn:rights:policy:draft") -> Reading:
    """Read one notice.  Never raises for any text; ``uid`` becomes the identifier of the draft policy."""
    source = prepare(without_comment_marks(raw))
    view = view_of(source.text)
    overall = chosen(view.text)
    prior = [language.code for language in overall]
    view = spread(view, prior)
    spans = sentences(view, source.text)
    if any(end - start >= LONGEST for start, end in spans):
        source = Source(source.text, (*source.oddities, "endless sentence"))
    read: list[_Read] = []
    for span in spans:
        begun = not source.text[view.back[span[0]]].islower()
        read.append(_read(view, span, prior, begun=begun, told=bool(read) and _claims(read[-1].sentence)))
    statements, licence = _with_licence(read, view)
    statements += _reserved_elsewhere(view.text)
    reserved = bool(_COPYRIGHT.search(view.text))
    is_notice = reserved or bool(statements) or any(_claims(one.sentence) for one in read)
    labels = labels_of(statements, distrust=_distrust(source))
    return _reading(
        source,
        view,
        is_notice=is_notice,
        labels=labels,
        statements=statements,
        licence=licence,
        read=read,
        prior=prior,
        uid=uid,
    )


def _reserved_elsewhere(text: str) -> list[Statement]:
    """Reservations in languages that have no table."""
    hits = _RESERVED_ELSEWHERE.finditer(text)
    return [Statement(hit.start(), hit.end(), Effect.RESERVE, dict.fromkeys(RESERVED, False)) for hit in hits]


def without_comment_marks(raw: str) -> str:
    """A text without the marks that make its lines comments of a robots.txt; any other text as it is."""
    return _ROBOTS_COMMENT.sub("", raw) if raw.lstrip()[:1] == "#" else raw


def language_of(text: str) -> str:
    """The language of a folded text as its ISO 639-1 code, ``und`` where no table knows its words."""
    ranked: list[Language] = scores(text)
    return ranked[0].code if ranked else "und"


def _read(view: View, span: tuple[int, int], prior: Sequence[str], *, begun: bool, told: bool) -> _Read:
    start, end = span
    words = view.text[start:end]
    languages = chosen(words, prior)
    codes = [language.code for language in languages] or list(prior[:1])
    found = [Mark(mark.kind, mark.start + start, mark.end + start) for mark in marks_in(words, codes)]
    sure = bool(languages) and languages[0].sure
    sentence = Sentence(start, end, found, text=view.text, begun=begun, sure=sure, told=told)
    if _looks_only(sentence, words):
        return _Read(sentence, ())
    return _Read(sentence, tuple(found for part in sentence.parts() for found in statements_of(part)))


def _looks_only(sentence: Sentence, words: str) -> bool:
    """Whether a sentence tells of others' rights, or is about cookies, comments and the like."""
    if sentence.has("reserved") or _COPYRIGHT.search(words):
        return False
    if sentence.has("offtopic") or sentence.has("general"):
        return True
    told = sum(mark.kind == "narrative" for mark in sentence.marks)
    normative = sentence.has("ban") and sentence.has("consent", "unauthorised")
    return told >= (_TOLD_TWICE if normative else 1)


def _claims(sentence: Sentence) -> bool:
    """Whether a sentence says that the content is somebody's or protected, rather than what protection is."""
    about = sentence.has("here", "images", "code", "titles") or sentence.end - sentence.start <= _SHORT_CLAIM
    return sentence.has("protected") and about and not sentence.has("narrative", "offtopic", "general")


def _with_licence(read: Sequence[_Read], view: View) -> tuple[list[Statement], Licence | None]:
    statements: list[Statement] = []
    licence: Licence | None = None
    later = _stated(read, view)
    for one in read:
        found = None if one.sentence.has("offtopic") else licence_statement(one.sentence, view.text)
        if found is None:
            told = licence or later
            if told is None or not (
                _names_again(one.sentence, view.text, told) or _but_for_licence(one.sentence, view.text)
            ):
                statements += one.statements
            continue
        if licence is None or licence.id in {found[0].id, "CC"}:
            licence = found[0]
        statements += [
            found[1],
            *(
                s
                for s in one.statements
                if s.effect in {Effect.CONSENT, Effect.DENY, Effect.RESERVE} and _forbids(one, s)
            ),
        ]
    return statements, licence


_BUT_FOR_LICENCE = re.compile(
    r"\b(?:this|the above|dieser|diese|cette|esta|questa|deze|tej|teto|denne|denna|этой|цієї) (?:\w+ )?li[cz]en[csz]?\w*"
)


def _stated(read: Sequence[_Read], view: View) -> Licence | None:
    """The open licence that some sentence of the notice puts the content under."""
    named = (licence_statement(one.sentence, view.text) for one in read if not one.sentence.has("offtopic"))
    return next((found[0] for found in named if found), None)


def _but_for_licence(sentence: Sentence, text: str) -> bool:
    """Whether a sentence only forbids what the licence that the notice names does not allow."""
    return sentence.has("except") and bool(_BUT_FOR_LICENCE.search(text, sentence.start, sentence.end))


def _forbids(one: _Read, statement: Statement) -> bool:
    """Whether a sentence that names a licence forbids by words of its own: the word "licence" alone asks for no consent."""
    return statement.effect is Effect.RESERVE or one.sentence.has("ban", "not", "unauthorised", "without")


def _names_again(sentence: Sentence, text: str, licence: Licence) -> bool:
    """Whether a sentence only tells the conditions of the licence that was named before it."""
    again = named_licence(text[sentence.start : sentence.end])
    return (
        again is not None
        and again.id == licence.id
        and not sentence.has("ban", "not", "unauthorised", "without")
    )


def _distrust(source: Source) -> str:
    return "; ".join(_DISTRUST[oddity] for oddity in source.oddities if oddity in _DISTRUST)


def _reading(  # noqa: PLR0913 - the parts of a reading
    source: Source,
    view: View,
    *,
    is_notice: bool,
    labels: Labels,
    statements: Sequence[Statement],
    licence: Licence | None,
    read: Sequence[_Read],
    prior: Sequence[str],
    uid: str,
) -> Reading:
    clauses, label_of_statement = _clauses(source, view, statements, read, labels)
    uses = {}
    for use in ALL:
        label = labels.by_use[use]
        cited = tuple(
            label_of_statement[id(one)] for one in label.statements if id(one) in label_of_statement
        )
        uses[use] = UseLabel(label.value, cited)
    holder = holder_of(source.text, prior) if is_notice else None
    duties = duties_of(labels, statements)
    return Reading(
        text=source.text,
        language=prior[0] if prior else "und",
        is_notice=is_notice,
        holder=holder,
        third_parties=_third_parties(read, view, source.text),
        incorporates=tuple(clause.text for clause in clauses if clause.effect == "incorporates"),
        licence=licence.id if licence else None,
        uses=uses,
        duties=duties,
        clauses=clauses,
        unsure={use: tuple(reasons) for use, reasons in labels.doubts.items()},
        oddities=source.oddities,
        policy=draft_policy(uid=uid, holder=holder, uses=uses, clauses=clauses) if is_notice else None,
    )


def _clauses(
    source: Source, view: View, statements: Sequence[Statement], read: Sequence[_Read], labels: Labels
) -> tuple[tuple[Clause, ...], dict[int, str]]:
    """The clauses in the order of the text, and the label of each statement's clause."""
    ordered = sorted(statements, key=lambda one: (one.start, one.end))
    bans = {Effect.CONSENT, Effect.DENY, Effect.RESERVE}
    banned = frozenset(use for one in statements if one.effect in bans for use in one.uses)
    clauses: list[Clause] = []
    names: dict[int, str] = {}
    for number, statement in enumerate(ordered, start=1):
        start, end = view.span(statement.start, statement.end)
        names[id(statement)] = f"C{number}"
        effect, uses = _believed(statement, banned, labels)
        clauses.append(
            Clause(
                label=f"C{number}",
                start=start,
                end=end,
                text=source.text[start:end],
                effect=effect,
                uses=uses,
                condition=statement.condition,
                duties=statement.duties,
                subject=statement.subject,
            )
        )
    for one in read:
        if one.sentence.has("details") and (clauses or one.sentence.has("here")):
            start, end = view.span(one.sentence.start, one.sentence.end)
            clauses.append(Clause(f"C{len(clauses) + 1}", start, end, source.text[start:end], "incorporates"))
    return tuple(clauses), names


def _believed(statement: Statement, banned: frozenset[str], labels: Labels) -> tuple[str, tuple[str, ...]]:
    """Effect and uses of a clause: of a permission those that the labels grant, so that nothing else is made of it."""
    named = tuple(use for use in ALL if use in statement.uses)
    if statement.effect is Effect.OFFER:
        return "offer", tuple(use for use in named if _cites(labels.by_use[use], statement))
    if statement.effect not in {Effect.PERMIT, Effect.LICENCE} or not named:
        return statement.effect.value, named
    granted = tuple(use for use in named if labels.by_use[use].value == "permit")
    if not granted:
        return "doubted", named
    excepted = statement.effect is Effect.PERMIT and not banned.isdisjoint(granted)
    return "exception" if excepted else statement.effect.value, granted


def _cites(label: Label, statement: Statement) -> bool:
    """Whether a label rests on this very statement."""
    return any(one is statement for one in label.statements)


def _third_parties(read: Sequence[_Read], view: View, text: str) -> tuple[str, ...]:
    found = []
    for one in read:
        if one.sentence.has("third"):
            start, end = view.span(one.sentence.start, one.sentence.end)
            found.append(text[start:end])
    return tuple(found)
