"""Rights that an item of a news feed states of itself (ninjs 2 and 3, NewsML-G2).  Pure.

Usage terms are kept as a notice by who takes the item in; here they are a doubt until a person has read them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from licensing.webrights.agency_terms import usage_effects
from licensing.webrights.expressions import read_expression
from licensing.webrights.images import property_effects
from licensing.webrights.observed import Draft, Observed
from licensing.webrights.open_licences import licence_effects
from licensing.webrights.table import effects_of


@dataclass(frozen=True)
class ItemRights:
    """What an item says: `expressions` are whole policies (RightsML, ODRL) as JSON or XML text."""

    copyright_holder: str = ""
    copyright_notice: str = ""
    usage_terms: str = ""
    rights_info: str = ""
    data_mining: str = ""
    licence_addresses: tuple[str, ...] = ()
    expressions: tuple[str, ...] = ()


def read_item_rights(rights: ItemRights, *, uid: str, assigner: str = "") -> tuple[Observed, ...]:
    """Return what an item states of itself, and after it each policy that it carries.

    A policy that can't be read, or of a profile that isn't known, is unreadable.
    """
    draft = Draft(uid, assigner)
    notes = {
        "copyrightholder": rights.copyright_holder,
        "copyrightnotice": rights.copyright_notice,
        "rightsinfo": rights.rights_info,
        "usageterms": rights.usage_terms,
    }
    for name, value in notes.items():
        if value.strip():
            said = usage_effects(value) if name == "usageterms" else effects_of("item", name, "*", value)
            draft.saw(f"{name} = {value}", *said)
    if rights.data_mining.strip():
        draft.saw(
            f"dataMining = {rights.data_mining}", *property_effects("plus:DataMining", rights.data_mining)
        )
    for address in rights.licence_addresses:
        draft.saw(f"license = {address}", *licence_effects("schema.org", "license", address))
    return (draft.finished(), *_policies(rights.expressions, uid))


def _policies(expressions: Iterable[str], uid: str) -> Iterable[Observed]:
    for number, text in enumerate(expressions, 1):
        yield read_expression(text, uid=f"{uid}:policy:{number}")
