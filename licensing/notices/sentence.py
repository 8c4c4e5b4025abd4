"""One sentence of a notice: its phrases, with its exceptions cut off. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from licensing.notices.marks import Mark
from licensing.notices.tables import USES

_PURPOSES = frozenset(("mine", "train", "ai"))
_NARROW = frozenset(("index", "quote", "excerpt", "link", "titles", "download", "print"))
"""Uses of a permission that may stand behind "but", as an exception from the ban before it."""
_BOUND = ("ban", "not", "consent", "unauthorised", "without", "except", "limited", "payment", "paid", "only")
_AIM = re.compile(
    r"zweck|purpose|\bfins\b|\bfines\b|\bfini\b|\bcelu\b|\bcelach\b|\bцел[яеиь]|\bмет(?:ою|и|ах)\b|\bdoel|\bformal|\bsyfte|"
    r"tarkoitu|\bucel|celjabol|\bmerk|\bnoluk|\btiksl|\bamac|目的|목적|用途|اغراض|غرض|วัตถุประสงค์"
)
"""Words that lead a whole list of uses to one purpose: copying or use *for the purposes of* data mining."""
_RESERVES = re.compile(
    r"vorbehalt|behal\w* .*vor\b|\breserv|voorbeh|riserv|zastrzeg|zastrzez|forbeh|vyhra[zd]|fenntart|patur|pasilieka|сохраня|застерег|保留|留保"
)
_CITES = re.compile(
    r"§|\b(?:art|sec|par|cl)\.? ?\d|\b(?:articles?|articulos?|articol[oi]|artigos?|artikel|section|paragra\w+) \d|\b(?:ley|lei|legge|loi) (?:n\W{0,3}|no\W{0,3})?\d|第\d+条"
)
"""Sections and articles of laws, whatever the language."""
_BRACKETS = re.compile(r"\([^()]{0,300}\)")
_INFINITIVE = re.compile(r"\s+(?:to|zum|zur|pour|para|per|do|till|til)\s+")
_LEADS = re.compile(r"\b(?:to|um|zum|zur|pour|para|per|do|celem|att|at|voor|for)\s*$")
"""A preposition right before the purpose: use the site or anything on it *to* train a model."""
_LIST = re.compile(r"[,;、，:—(]")
_AND = re.compile(
    r"\b(?:or|and|oder|und|sowie|lub|oraz|ou|et|y|e|og|och|eller|tai|ja|seka|nebo|vagy|es|vai|un|ir|veya|ve|или|и|або|та|і)\b"
    "|및|또는|および|及び|又は|或|和|أو|หรือ|และ"
)
_TRAINED = 30
"""Characters between training and the AI that is trained."""
_FAR, _APART, _ATTACHED = 70, 5, 6
"""Characters between a general "use" and the purpose that it leads to, or the purpose that it is attached to."""
_BESIDE = 2
"""Characters between an adjective and the purpose that it describes: *commercial* data mining."""
_ENDS = frozenset('.!?。！？)>"')
_ASKS = frozenset("?？؟")
_LISTED = 12
"""Characters between two uses of one list."""
_PAIR = 2
"""Uses of a sentence that speaks of quotations and of what may be done with them."""
_CLOSE = 45
"""Characters between a modal and the use that it permits, or a negation and what it denies."""


class Sentence:
    """The phrases of one sentence, with its exceptions cut off."""

    def __init__(
        self,
        start: int,
        end: int,
        marks: Sequence[Mark],
        *,
        text: str,
        sure: bool,
        begun: bool = True,
        told: bool = False,
    ) -> None:
        self.start, self.end, self.sure, self.begun, self._text = start, end, sure, begun, text
        self.told = told
        self.ended = text[end - 1 : end] in _ENDS and text[end - 3 : end] != "..."
        inside = [mark for mark in marks if start <= mark.start and mark.end <= end]
        self.marks = _without_purposes(_without_needless_consent(inside), text)
        self.asks = text[end - 1 : end] in _ASKS or text[end : end + 1] in _ASKS
        self.kinds = {mark.kind for mark in self.marks}
        cut = self._cut()
        self.main = [mark for mark in self.marks if mark not in cut]
        self.exceptions = cut
        self.main_kinds = {mark.kind for mark in self.main}

    def has(self, *kinds: str) -> bool:
        """Whether a phrase of one of the kinds is there, exceptions included."""
        return not self.kinds.isdisjoint(kinds)

    def main_has(self, *kinds: str) -> bool:
        """Whether a phrase of one of the kinds is there outside exceptions."""
        return not self.main_kinds.isdisjoint(kinds)

    def _cut(self) -> list[Mark]:
        """The phrases that an exception governs: from its word to the next effect, or before it where it is a suffix."""
        words = [mark for mark in self.marks if mark.kind in {"except", "lifted"}]
        if not words:
            return []
        opener = words[0]
        if opener.kind == "lifted":
            return [mark for mark in self.marks if mark is not opener]
        after = [mark for mark in self.marks if mark.start >= opener.end]
        effect_before = any(
            mark.kind in {"ban", "permit", "require", "not", "may"}
            for mark in self.marks
            if mark.end <= opener.start
        )
        if effect_before:
            return self._inserted(opener, after) or after
        close = next(
            (m.start for m in after if m.kind in {"ban", "permit", "require", "not", "may"}), self.end
        )
        if close == self.end and not after:
            return []
        return [mark for mark in after if mark.end <= close and mark.kind not in USES[:9]]

    def _inserted(self, opener: Mark, after: list[Mark]) -> list[Mark]:
        """What stands between commas: "may not, except with our consent, distribute" bans what follows the second."""
        comma = self._text.find(",", opener.end, self.end)
        if comma < 0 or not self._text[: opener.start].rstrip().endswith(","):
            return []
        inside = [mark for mark in after if mark.end <= comma]
        follows = any(mark.kind in USES for mark in after if mark.start > comma)
        return inside if follows and any(mark.kind == "consent" for mark in inside) else []

    def of_quotations(self) -> set[str]:
        """Kinds of uses whose object is a quotation: the *reproduction* of short quotations is no more than one."""
        uses = [mark for mark in self.main if mark.kind in USES]
        carriers = set()
        for before, after in pairwise(uses):
            between = self._text[before.end : after.start]
            apart = _LIST.search(between) or _AND.search(between) or len(between) > _TRAINED
            if after.kind in {"quote", "excerpt"} and before.kind not in {"quote", "excerpt"} and not apart:
                carriers.add(before.kind)
        return carriers | self._done_to_quotations(uses)

    def _done_to_quotations(self, uses: Sequence[Mark]) -> set[str]:
        """The use that quotations are permitted to be put to: *quotations* may be *used*."""
        if len(uses) < _PAIR or uses[0].kind not in {"quote", "excerpt"}:
            return set()
        done = next(mark for mark in uses if mark.kind not in {"quote", "excerpt"} or mark is uses[-1])
        between = self._text[uses[0].end : done.start]
        allowed = any(
            mark.kind in {"may", "permit"} and uses[0].end <= mark.start < done.start for mark in self.main
        )
        listed = _LIST.search(between) or _AND.search(between)
        return {done.kind} if allowed and not listed and done.kind not in {"quote", "excerpt"} else set()

    def only_reserves(self) -> bool:
        """Whether all that forbids here is a reservation ("is reserved"), which always leaves a way to consent."""
        bans = [self._text[mark.start : mark.end] for mark in self.main if mark.kind == "ban"]
        return bool(bans) and all(_RESERVES.search(words) for words in bans)

    def begins_with(self, *kinds: str) -> str:
        """What a sentence speaks of first, where that is one of the kinds: the *images* on this site, not images and text."""
        marks = [mark for mark in self.marks if mark.kind in {"here", *kinds}]
        if not marks or marks[0].kind == "here":
            return ""
        between = [self._text[marks[0].end : mark.start] for mark in marks if mark.kind == "here"]
        listed = any(len(gap) <= _LISTED and (_AND.search(gap) or _LIST.search(gap)) for gap in between)
        return "" if listed else marks[0].kind

    @property
    def words(self) -> str:
        """The folded words of the sentence."""
        return self._text[self.start : self.end]

    def depicts_only(self) -> bool:
        """Whether images or code are spoken of, and content only as part of their name: visual *materials*."""
        named = [mark for mark in self.marks if mark.kind in {"images", "code"}]
        content = (mark for mark in self.marks if mark.kind == "here")
        return bool(named) and all(
            any(one.start <= mark.start and mark.end <= one.end for one in named) for mark in content
        )

    def is_a_condition(self) -> bool:
        """Whether its only word of permission is the condition with which it begins: *Mits* je de tekst plaatst."""
        said = [mark for mark in self.main if mark.kind in {"permit", "may"}]
        conditions = {(mark.start, mark.end) for mark in self.marks if mark.kind == "condition"}
        return len(said) == 1 and said[0].start == self.start and (said[0].start, said[0].end) in conditions

    def links_back_only(self) -> bool:
        """Whether each link that is spoken of is the one that is owed to the source."""
        owed = [mark for mark in self.marks if mark.kind == "linkback"]
        links = [mark for mark in self.marks if mark.kind == "link"]
        return all(any(one.start < mark.end and mark.start < one.end for one in owed) for mark in links)

    def cites_law(self) -> bool:
        """Whether a section or an article of a law is cited, as where a statute is told rather than a permission given."""
        return bool(_CITES.search(self.words))

    def parts(self) -> list[Sentence]:
        """The sentence, cut at a "but" between a ban and a permission of its own: each part is read for itself.

        Of a permission that is not narrow nothing is believed: only the ban is read, and of its own uses.
        """
        for mark in self.marks:
            if mark.kind != "contrast":
                continue
            first, second = self._part(self.start, mark.start), self._part(mark.end, self.end)
            pairs = ((first, second), (second, first))
            if any(ban.bans_something() and granted.grants_little() for ban, granted in pairs):
                return [first, second]
            grants = next((ban for ban, granted in pairs if ban.bans_something() and granted.grants()), None)
            if grants is not None:
                return [grants]
        return [self]

    def _part(self, start: int, end: int) -> Sentence:
        part = Sentence(
            start, end, self.marks, text=self._text, sure=self.sure, begun=self.begun, told=self.told
        )
        part.ended = part.ended or self.ended
        return part

    def bans_something(self) -> bool:
        """Whether a part forbids some use of its own."""
        return self.has(*USES) and self.has("ban", "not", "consent", "unauthorised")

    def grants(self) -> bool:
        """Whether a part permits some use of its own and takes nothing back."""
        return self.has(*USES) and self.has("permit", "may") and not self.has(*_BOUND)

    def grants_little(self) -> bool:
        """Whether a part is a permission of narrow uses only, with nothing that takes it back."""
        if self.has(*_BOUND) or not self.has("permit", "may"):
            return False
        used = self.kinds & set(USES)
        return self.has("personal", "search") or (bool(used) and used <= _NARROW)

    def near(self, first: Collection[str], second: Collection[str], *, reach: int = _CLOSE) -> bool:
        """Whether a phrase of ``second`` follows one of ``first`` closely, with no other use between them."""
        for mark in self.main:
            if mark.kind in first and any(
                other.kind in second and 0 <= other.start - mark.end <= reach for other in self.main
            ):
                return True
        return False


def _without_needless_consent(marks: Sequence[Mark]) -> list[Mark]:
    """The phrases without a consent that is not needed: may be quoted *without our consent* provided there is a link."""
    kinds = {mark.kind for mark in marks}
    strict = kinds & {"ban", "not", "unauthorised", "only", "except", "limited"}
    if not strict and kinds & set(USES) == {"link"} and kinds & {"may", "permit"}:
        return [mark for mark in marks if mark.kind not in {"without", "consent"}]
    if strict or "permit" not in kinds or not kinds & {"attribution", "linkback"}:
        return list(marks)
    first = next(mark.start for mark in marks if mark.kind == "permit")
    dropped: set[Mark] = set()
    for without in marks:
        if without.kind != "without" or without.start < first:
            continue
        consents = [m for m in marks if m.kind == "consent" and 0 <= m.start - without.end <= _CLOSE]
        dropped |= {without, *consents} if consents else set()
    return [mark for mark in marks if mark not in dropped]


def _listed_before(last: Mark, uses: Sequence[Mark], text: str) -> list[Mark]:
    """The uses of the list that ends with ``last``: copying, distribution or *use*."""
    listed: list[Mark] = []
    for mark in reversed(uses[: uses.index(last)]):
        between = text[mark.end : last.start]
        if (
            mark.kind in _PURPOSES
            or not (_LIST.search(between) or _AND.search(between))
            or len(between) > _LISTED
        ):
            break
        listed.append(mark)
        last = mark
    return listed


def _without_purposes(marks: Sequence[Mark], text: str) -> list[Mark]:
    """The phrases without a general "use" that only leads to its purpose: use *for training AI*, AI学習への*利用*."""
    uses = [mark for mark in marks if mark.kind in USES]
    dropped = {
        before
        for before, after in pairwise(uses)
        if before.kind == "commercial"
        and after.kind not in {"use", "commercial"}
        and 0 <= after.start - before.end <= _BESIDE
        and not _LIST.search(text[before.end : after.start])
    }
    uses = [mark for mark in uses if mark not in dropped]
    for before, after in pairwise(uses):
        between = _BRACKETS.sub("", text[before.end : after.start])
        if _LIST.search(between) or _AND.search(between):
            aimed = before.kind == "use" and after.kind in _PURPOSES and len(between) <= _FAR
            dropped |= {before} if aimed and _LEADS.search(between) and "," not in between else set()
            continue
        if {before.kind, after.kind} == {"train", "ai"} and len(between) <= _TRAINED:
            dropped.add(before if before.kind == "ai" else after)
        leads = len(between) >= _APART or _INFINITIVE.fullmatch(between)
        if before.kind == "use" and after.kind in _PURPOSES and len(between) <= _FAR and leads:
            dropped |= {before, *(_listed_before(before, uses, text) if _AIM.search(between) else ())}
        if before.kind == "use" and after.kind == "robots" and len(between) <= _ATTACHED:
            dropped.add(before)
        if before.kind in _PURPOSES and after.kind == "use" and len(between) <= _ATTACHED:
            dropped.add(after)
    return [mark for mark in marks if mark not in dropped]
