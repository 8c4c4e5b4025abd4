"""What a media file says of itself: IPTC and PLUS in its metadata, C2PA and CAWG in its manifest.  Pure.

These are the image's own signals: they narrow what the page says and never widen it.  Nobody stands behind them whose
permission could speak for the holder, so that "allowed" alone answers nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from licensing.webrights.agency_terms import read_terms
from licensing.webrights.observed import Draft, Effect, Observed, cut_off
from licensing.webrights.open_licences import licence_effects
from licensing.webrights.table import effects_of, row_of
from licensing.webrights.tdmrep import RESERVATION, value_of

_DMI = re.compile(r"(?:https?://ns\.useplus\.org/ldf/vocab/|plus:)?(DMI-[A-Z-]+)/?", re.IGNORECASE)
_LABELS = {
    "allowed": "DMI-ALLOWED",
    "prohibited": "DMI-PROHIBITED",
    "unspecified": "DMI-UNSPECIFIED",
    "0": "DMI-UNSPECIFIED",
}
_ASSERTION = re.compile(r"^(?:c2pa|cawg|org\.cawg)\.training-mining(?:_\d+)?(?:/(.*))?$", re.IGNORECASE)
_ENTRY = re.compile(r"^(?:c2pa|cawg)\.", re.IGNORECASE)
_VALIDATION = "c2pa:validation"
_FREE_TEXT = frozenset({"xmprights:usageterms", "xmprights:webstatement", "cc:license"})
_INSTRUCTIONS = frozenset({"photoshop:instructions", "iptc:specialinstructions"})
"""Agencies print their restrictions here; whatever else is said to an editor is no signal."""
_TDM = re.compile(r"^tdm:(reservation|policy)$", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"']+")


def read_media(
    *, properties: Iterable[tuple[str, str]], failure: str, uid: str, assigner: str = ""
) -> Observed:
    """Read the rights properties of a media file; a file or a signature that couldn't be read leaves all in doubt."""
    draft = Draft(uid, assigner)
    found = list(properties)
    broken = bool(failure) or any(
        name.lower() == _VALIDATION and value.strip().lower() == "invalid" for name, value in found
    )
    if failure:
        draft.saw(f"(unreadable: {failure})", *effects_of("image", "unreadable", "*", failure))
    for name, value in found:
        effects = (*property_effects(name, value), *cut_off(value))
        draft.saw(f"{name} = {value}", *(one for one in effects if not (broken and one.rule == "permission")))
    return draft.finished()


def property_effects(name: str, value: str) -> tuple[Effect, ...]:
    """Return what one property does; a property that isn't in the table is a note."""
    plain = name.strip()
    assertion, tdm = _ASSERTION.match(plain), _TDM.match(plain)
    if assertion:
        return _training(assertion[1] or "", value)
    if tdm:
        return (
            effects_of("TDMRep", f"tdm-{tdm[1]}", value_of(value) or "*")
            if tdm[1].lower() in RESERVATION
            else ()
        )
    if plain.lower() in {"plus:datamining", "iptc:datamining"}:
        return _data_mining(value)
    if plain.lower() in _FREE_TEXT:
        return _terms(plain, value)
    if plain.lower() in _INSTRUCTIONS:
        return read_terms(value).effects
    if plain.lower() == _VALIDATION:
        return effects_of("image", plain, value)
    return effects_of("image", plain, "*", value) if value.strip() and row_of("image", plain) else ()


def _data_mining(value: str) -> tuple[Effect, ...]:
    found = _DMI.fullmatch(value.strip())
    term = found[1] if found else _LABELS.get(value.strip().lower(), "*")
    return effects_of("PLUS", "plus:DataMining", term, value)


def _training(entry: str, value: str) -> tuple[Effect, ...]:
    """An entry of a training and mining assertion; `use` may stand as the last part of its name."""
    name = _ENTRY.sub("", entry.strip()).removesuffix("/use")
    said = value.strip()
    if said != "allowed":  # permissions as they are written in the specification, the rest in any case
        said = said.lower() if said.lower() in {"notallowed", "constrained"} else "*"
    return effects_of("C2PA", name, said, f"{entry}: {value}") if "constraint" not in name else ()


def _terms(name: str, value: str) -> tuple[Effect, ...]:
    """Terms of use: the address of an open licence counts as it, anything else is for a person to read."""
    addresses = _ADDRESS.findall(value)
    alone = value.strip()
    if len(addresses) == 1 and addresses[0] == alone:
        return licence_effects("image", name, alone)
    terms = read_terms(value)
    return (
        terms.effects
        if terms.whole or not alone
        else (*terms.effects, *effects_of("image", name, "*", value))
    )
