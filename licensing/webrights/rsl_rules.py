"""What the licences of an RSL document do to a page: token by token, the narrowest place first.  Pure.

What is both permitted and prohibited is prohibited; where uses are permitted by name, the others are reserved; a
payment is a prohibition beside the offer to lift it; a licence server, encryption or a duty to report asks for consent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from licensing.webrights.answers import is_silence, why_unread
from licensing.webrights.observed import Draft, Effect, Observed, doubt
from licensing.webrights.robots_groups import is_page
from licensing.webrights.rsl import Content, Licence, RslError, read_document
from licensing.webrights.table import MACHINES, row_of

_BROAD = {
    "all": ("other", "ai-train", "ai-input", "ai-index", "search"),
    "ai-all": ("other", "ai-train", "ai-input"),
}
"""Tokens that stand for several.  The index that people search is meant by `ai-all` as little as the specification says."""
_ACTIONS = {
    "other": ("ra:mine",),
    "ai-train": ("ra:train",),
    "ai-input": ("ra:ground",),
    "ai-index": ("index",),
    "search": ("index",),
}
"""The tokens that stand for one thing, with what they mean here; `other` is mining, of which no token speaks alone."""

TOKENS = frozenset({"ai-train", "ai-input", "ai-index", "search"})
_COMMERCE = {"commercial": "true", "non-commercial": "false"}
_GROUPS = frozenset({"education", "government", "personal"})
_ASKING = frozenset({"compensate", "obtainConsent"})
_RSL_ROOT = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:[\w.-]{1,50}:)?(?:rsl|content)\b[^>]{0,2000}rslstandard\.org/rsl"
)


def read_rsl(
    *,
    text: str,
    status: int | None,
    failure: str,
    uid: str,
    urls: Sequence[str] = (),
    file_address: str = "",
    assigner: str = "",
    media_type: str = "",
) -> Observed:
    """Read a licence file for the pages that its contents with these addresses speak of, besides those for a whole site.

    A file that isn't there was named by the site all the same, so that it is in doubt like one that can't be read.
    """
    draft = Draft(uid, assigner)
    why = why_unread(status, failure)
    contents: tuple[Content, ...] = ()
    try:
        contents = () if why else _opened(text, media_type)
    except RslError as error:
        why = str(error)
    if why:
        draft.saw(f"licence file: {why}", doubt(MACHINES, f"licence: {why}"))
    saw_contents(draft, [one for one in contents if one.everywhere(file_address) or one.url in urls])
    return draft.finished()


def urls_of(
    *,
    text: str,
    status: int | None,
    failure: str,
    address: str,
    file_address: str = "",
    media_type: str = "",
) -> tuple[str, ...]:
    """Return which contents of a file speak of an address and not of the whole site."""
    if is_silence(status, failure) or why_unread(status, failure):
        return ()
    try:
        contents = _opened(text, media_type)
    except RslError:
        return ()
    spoken = (one.url for one in contents if not one.everywhere(file_address) and one.speaks_of(address))
    return tuple(dict.fromkeys(spoken))


def _opened(text: str, media_type: str) -> tuple[Content, ...]:
    if is_page(text, media_type):
        raise RslError("a page in the place of the file")
    return read_document(text)


def saw_inline(draft: Draft, text: str, address: str) -> None:
    """Note a document that stands in the page itself; one that can't be read is in doubt."""
    try:
        contents = read_document(text)
    except RslError as error:
        draft.saw(text, doubt(MACHINES, f"licence: {error}"))
        return
    saw_contents(draft, [one for one in contents if one.speaks_of(address)])


def read_inline(text: str, *, address: str, uid: str, assigner: str = "") -> Observed:
    """Return what a document that came with one item says of it; see `saw_inline`."""
    draft = Draft(uid, assigner)
    saw_inline(draft, text, address)
    if not draft.lines:
        draft.saw(text, doubt(MACHINES, "licence: of another address than the item's"))
    return draft.finished()


def is_rsl(text: str) -> bool:
    """Whether a text is a document of RSL, readable or not."""
    return _RSL_ROOT.match(text) is not None


def saw_contents(draft: Draft, contents: Sequence[Content]) -> None:
    """Note what contents do to a page of which they all speak."""
    decided: set[str] = set()
    for content in sorted(contents, key=lambda one: -len(one.url)):
        line = " ".join((*content.notes, *(note for one in content.licences for note in one.notes)))
        said = _said(content)
        open_ = {token: effects for token, effects in said.items() if token not in decided}
        draft.saw(f"<content> {line}", *(effect for effects in open_.values() for effect in effects))
        decided |= said.keys()


def _said(content: Content) -> dict[str, list[Effect]]:
    """What one content says of each token that it speaks of at all."""
    if not content.licences:
        return {token: [doubt(actions, "licence: no terms")] for token, actions in _ACTIONS.items()}
    said: dict[str, list[Effect]] = {}
    prohibited = {token for one in content.licences for token in _expanded(one.prohibits.get("usage", ()))}
    permitted = {token for one in content.licences for token in _expanded(one.permits.get("usage", ()))}
    named = {token for one in content.licences for token in one.prohibits.get("usage", ())}
    for licence in content.licences:
        for token, effects in _granted(licence, content, prohibited):
            said.setdefault(token, []).extend(effects)
    reserved = set(prohibited)
    if any(_COMMERCE.keys() <= set(one.prohibits.get("user", ())) for one in content.licences):
        reserved |= _ACTIONS.keys()  # nobody is left
    if any("usage" in one.permits for one in content.licences):
        reserved |= _ACTIONS.keys() - permitted
    if "search" in permitted - prohibited and "ai-index" not in named:
        said["ai-index"] = []  # people may search the page, whatever AI may not
        reserved.discard("ai-index")
    for token in _ACTIONS.keys() & reserved:
        said[token] = [Effect("prohibition", _ACTIONS[token])]
    unknown = named - _ACTIONS.keys() - _BROAD.keys()
    if unknown:
        doubts = [doubt(MACHINES, f"licence: {token}") for token in sorted(unknown)]
        said.setdefault("other", []).extend(doubts)
    return dict(sorted(said.items()))


def _expanded(tokens: Sequence[str]) -> set[str]:
    single = {one for one in tokens if one in _ACTIONS and one in TOKENS}
    return single.union(*(_BROAD[token] for token in tokens if token in _BROAD))


def _granted(licence: Licence, content: Content, prohibited: set[str]) -> Iterator[tuple[str, list[Effect]]]:
    """What a licence permits, and on which terms.

    One that names no use permits none for nothing; where it asks for something it offers all of them, and where it
    names users or places it still closes what it closes.
    """
    named = "usage" in licence.permits
    duties = _duties(licence, content)
    asks = duties is None or bool(set(duties) & _ASKING)
    limited = any(kind in table for table in (licence.permits, licence.prohibits) for kind in ("user", "geo"))
    if not named and not limited and (licence.prohibits.get("usage") or not asks):
        return
    tokens = _expanded(licence.permits["usage"]) if named else set(_ACTIONS)
    single = len(content.licences) == 1
    for one in sorted(tokens - prohibited):
        effects = _effects(licence, _ACTIONS[one], duties, single=single)
        yield one, [effect for effect in effects if named or asks or effect.rule == "prohibition"]


def _duties(licence: Licence, content: Content) -> tuple[str, ...] | None:
    """The duties of a licence's payment and of its server; None where the payment isn't known."""
    row = row_of("RSL payment", licence.payment)
    if row is None or row.mark == "?":
        return None
    consent = ("obtainConsent",) if content.licensed or licence.reporting else ()
    return (*row.actions, *consent)


def _effects(
    licence: Licence, actions: tuple[str, ...], duties: tuple[str, ...] | None, *, single: bool
) -> Iterator[Effect]:
    if duties is None:
        yield doubt(actions, f"licence: payment {licence.payment}")
        return
    inside = _limits(licence, outside=False)
    if inside is None:
        yield doubt(actions, "licence: users or places that are not known")
        return
    if set(duties) & _ASKING:
        yield Effect("prohibition", actions)
    yield Effect("permission", actions, tuple(inside), duties=duties)
    for outside in _limits(licence, outside=True) or () if single else ():
        yield Effect("prohibition", actions, (outside,))


def _limits(licence: Licence, *, outside: bool) -> list[dict[str, object]] | None:
    """The constraints for which a licence holds, or each for which it does not; None where they aren't known."""
    found: list[dict[str, object]] = []
    for permitted, table in ((True, licence.permits), (False, licence.prohibits)):
        for kind, read in (("geo", _places), ("user", _users)):
            if kind in table:
                limits = read(table[kind], meant=permitted is not outside)
                if limits is None:
                    return None
                found += limits
    return found


def _places(tokens: Sequence[str], *, meant: bool) -> list[dict[str, object]] | None:
    codes = [token.upper() for token in tokens]
    if not codes or any(not code.isalpha() or len(code) not in {2, 3} for code in codes):
        return None
    return [
        {
            "leftOperand": "spatial",
            "operator": "isAnyOf" if meant else "isNoneOf",
            "rightOperand": sorted(set(codes)),
        }
    ]


def _users(tokens: Sequence[str], *, meant: bool) -> list[dict[str, object]] | None:
    """Who may use it: whoever is commercial or not, or one of a group; both of the former are everybody."""
    named = set(tokens)
    if not named or named - _COMMERCE.keys() - _GROUPS:
        return None
    if named >= _COMMERCE.keys():
        everybody: list[dict[str, object]] = []
        nobody: list[dict[str, object]] = [
            {"leftOperand": "ra:unread", "operator": "eq", "rightOperand": "nobody"}
        ]
        return everybody if meant else nobody
    parts: list[dict[str, object]] = [
        {
            "leftOperand": "ra:commercial",
            "operator": "eq" if meant else "neq",
            "rightOperand": _COMMERCE[token],
        }
        for token in sorted(named & _COMMERCE.keys())
    ]
    groups = sorted(named & _GROUPS)
    if groups:
        operator = "isAnyOf" if meant else "isNoneOf"
        parts.append({"leftOperand": "ra:consumerGroup", "operator": operator, "rightOperand": groups})
    return parts if len(parts) == 1 else [{"or" if meant else "and": parts}]
