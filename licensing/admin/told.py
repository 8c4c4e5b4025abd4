"""A decision's canonical record told in a reader's language: what the rights card and the ledger's pages show.

The record holds codes and values; the sentences are worded here, so that one record reads in English and in Polish.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from licensing.policy.vocabulary.sentences import SENTENCES, remedy, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

Data = dict[str, Any]

ROWS: dict[int, _StrPromise] = {
    1: _("Suspensions"),
    2: _("House rules"),
    3: _("Agreements"),
    4: _("Statutes"),
    5: _("Terms and signals"),
    6: _("Nothing on record"),
}
"""Rows of the truth table (semantics.md section 3) by number."""

OUTCOMES: dict[str, tuple[_StrPromise, str, _StrPromise]] = {
    "permit": (_("permit"), "check_circle", _("It may be done.")),
    "consent": (_("consent"), "handshake", _("Forbidden until the rights holder agrees.")),
    "review": (_("review"), "gavel", _("A person must decide.")),
    "deny": (_("deny"), "block", _("It may not be done.")),
}
"""Outcome → word, icon and meaning.  The colour goes by the outcome itself and never stands alone."""


@dataclass(frozen=True)
class Verdict:
    """An outcome as it is shown."""

    outcome: str

    @property
    def word(self) -> str:
        """The outcome's name."""
        return str(OUTCOMES[self.outcome][0])

    @property
    def icon(self) -> str:
        """Name of the icon in the bundled font."""
        return OUTCOMES[self.outcome][1]

    @property
    def meaning(self) -> str:
        """What it means for whoever asks."""
        return str(OUTCOMES[self.outcome][2])


@dataclass(frozen=True)
class Quote:
    """A verbatim clause with its place in the text."""

    label: str
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Cited:
    """What an answer rests on; `nothing` where it rests on nothing on record."""

    title: str
    version: str
    digest: str
    kind: str
    rule: str
    clauses: tuple[Quote, ...]
    text: str
    source: str

    @property
    def nothing(self) -> bool:
        """Whether nothing on record is cited."""
        return not self.version

    @property
    def labels(self) -> str:
        """Labels of the clauses, or ""."""
        return ", ".join(clause.label for clause in self.clauses)


@dataclass(frozen=True)
class Tested:
    """One premise: what was tested, what was stated, what the rule says."""

    what: str
    stated: str
    rule: str
    state: str


@dataclass(frozen=True)
class Met:
    """An obstacle, what would remove it and whom to ask."""

    row: str
    verdict: Verdict
    says: str
    remedy: str
    ask: tuple[str, ...]
    cited: Cited
    tested: tuple[Tested, ...]
    overridden: bool


@dataclass(frozen=True)
class HolderTold:
    """The answer for one holder of one part."""

    holder: str
    verdict: Verdict
    number: int
    row: str
    says: str
    cited: Cited
    obstacles: tuple[Met, ...]
    notes: tuple[str, ...]
    duties: tuple[str, ...]
    quota_left: int | None


@dataclass(frozen=True)
class PartTold:
    """The answer for one part."""

    part: str
    kind: str
    verdict: Verdict
    holders: tuple[HolderTold, ...]


@dataclass(frozen=True)
class Told:
    """A whole decision."""

    verdict: Verdict
    parts: tuple[PartTold, ...]
    attribution: str
    valid_until: datetime | None
    words_allowed: int | None
    use: Data
    hypothetical: bool

    @property
    def deciding(self) -> HolderTold:
        """The first answer that is as strict as the whole."""
        answers = [holder for part in self.parts for holder in part.holders]
        return next(one for one in answers if one.verdict == self.verdict)

    @property
    def labels(self) -> str:
        """Labels of the clauses that the deciding answer cites."""
        return self.deciding.cited.labels

    @property
    def hover(self) -> str:
        """The reasons in a few lines, for whoever points at them."""
        lines = [self.deciding.says, *(met.remedy for met in self.deciding.obstacles if not met.overridden)]
        return "\n".join(dict.fromkeys(line for line in lines if line))


def tell(record: Data, names: Mapping[str, str] | None = None) -> Told:
    """Return a decision's record in the active language; `names` are those of the parties."""
    language = (get_language() or "en")[:2]
    teller = _Teller(language, names or {})
    until = record.get("valid_until")
    return Told(
        verdict=Verdict(record["outcome"]),
        parts=tuple(teller.part(one) for one in record["parts"]),
        attribution=record["attribution"],
        valid_until=datetime.fromisoformat(until) if until else None,
        words_allowed=record.get("words_allowed"),
        use=record["use"],
        hypothetical=record["hypothetical"],
    )


@dataclass(frozen=True)
class _Teller:
    language: str
    names: Mapping[str, str]

    def part(self, data: Data) -> PartTold:
        holders = tuple(self.holder(one) for one in data["holders"])
        return PartTold(data["part"], data["kind"], Verdict(data["outcome"]), holders)

    def holder(self, data: Data) -> HolderTold:
        return HolderTold(
            holder=data["holder_name"] or str(_("unknown holder")),
            verdict=Verdict(data["outcome"]),
            number=data["row"],
            row=str(ROWS.get(data["row"], data["row"])),
            says=self.said(data["reason"]),
            cited=_cited(data["citation"]),
            obstacles=tuple(self.met(one) for one in data["obstacles"]),
            notes=tuple(self.said(one) for one in data["notes"]),
            duties=tuple(duty["action"] for duty in data["duties"]),
            quota_left=data["quota_left"],
        )

    def met(self, data: Data) -> Met:
        values = _values(data)
        return Met(
            row=str(ROWS.get(data["row"], data["row"])),
            verdict=Verdict(data["outcome"]),
            says=self.said(data),
            remedy=remedy(data["code"], values, self.language) if data["code"] in SENTENCES else "",
            ask=tuple(self.names.get(party, party) for party in data["ask"]),
            cited=_cited(data["citation"]),
            tested=tuple(_tested(one) for one in data["premises"]),
            overridden=data["overridden"],
        )

    def said(self, data: Data) -> str:
        code = data["code"]
        return say(code, _values(data), self.language) if code in SENTENCES else code


def _values(data: Data) -> tuple[tuple[str, str], ...]:
    return tuple((str(name), str(value)) for name, value in data["values"])


def _cited(data: Data) -> Cited:
    quotes = tuple(Quote(c["label"], c["text"], c["start"], c["end"]) for c in data["clauses"])
    title = data["title"] or data["policy"]
    return Cited(
        title,
        data["version"],
        data["digest"],
        data["kind"],
        data["rule"],
        quotes,
        data["text"],
        data["source"],
    )


def _tested(data: Data) -> Tested:
    stated = data["left"] or str(_("not stated or not registered"))
    return Tested(data["what"], stated, f"{data['operator']} {data['right']}", data["state"])
