"""One sentence of a notice: its phrases, with its exceptions cut off. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from licensing.notices.marks import Mark
from licensing.notices.tables import USES

_PURPOSES = frozenset(("mine", "train", "ai"))
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
_CLOSE = 45
"""Characters between a modal and the use that it permits, or a negation and what it denies."""


class Sentence:
    """The phrases of one sentence, with its exceptions cut off."""

    def __init__(
        self, start: int, end: int, marks: Sequence[Mark], *, text: str, sure: bool, begun: bool = True
    ) -> None:
        self.start, self.end, self.sure, self.begun, self._text = start, end, sure, begun, text
        self.ended = text[end - 1 : end] in _ENDS and text[end - 3 : end] != "..."
        self.marks = _without_purposes(
            [mark for mark in marks if start <= mark.start and mark.end <= end], text
        )
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

    def near(self, first: Collection[str], second: Collection[str], *, reach: int = _CLOSE) -> bool:
        """Whether a phrase of ``second`` follows one of ``first`` closely, with no other use between them."""
        for mark in self.main:
            if mark.kind in first and any(
                other.kind in second and 0 <= other.start - mark.end <= reach for other in self.main
            ):
                return True
        return False


def _without_purposes(marks: Sequence[Mark], text: str) -> list[Mark]:
    """The phrases without a general "use" that only leads to its purpose: use *for training AI*, AI学習への*利用*."""
    uses = [mark for mark in marks if mark.kind in USES]
    dropped = {
        before
        for before, after in pairwise(uses)
        if before.kind == "commercial"
        and after.kind in _PURPOSES
        and 0 <= after.start - before.end <= _BESIDE
    }
    uses = [mark for mark in uses if mark not in dropped]
    for before, after in pairwise(uses):
        between = text[before.end : after.start]
        if _LIST.search(between) or _AND.search(between):
            continue
        if {before.kind, after.kind} == {"train", "ai"} and len(between) <= _TRAINED:
            dropped.add(before if before.kind == "ai" else after)
        if before.kind == "use" and after.kind in _PURPOSES and _FAR >= len(between) >= _APART:
            dropped.add(before)
        if before.kind in _PURPOSES and after.kind == "use" and len(between) <= _ATTACHED:
            dropped.add(after)
    return [mark for mark in marks if mark not in dropped]
