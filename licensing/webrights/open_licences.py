"""What a licence named by its address permits: the rules of the licence, or a doubt where it isn't known."""

from __future__ import annotations

from licensing.licences import Licence, licence_at
from licensing.webrights.observed import Effect
from licensing.webrights.table import effects_of

PERMITTED = ("reproduce", "distribute", "archive", "index", "display", "present")
"""What every open licence permits; training, mining and grounding are permitted only by who names them."""
ADAPTED = ("derive",)

_DUTIES = {
    "attribution": "attribute",
    "notice": "cc:Notice",
    "sharealike": "cc:ShareAlike",
}
_NOT_COMMERCIAL: tuple[dict[str, object], ...] = (
    {"leftOperand": "ra:commercial", "operator": "eq", "rightOperand": "false"},
    {"leftOperand": "purpose", "operator": "isNoneOf", "rightOperand": {"@id": "ra:purpose:commercial"}},
)


def licence_effects(family: str, name: str, address: str, target: str = "") -> tuple[Effect, ...]:
    """Return what a licence's address does where it stands under `name`; an unknown one is in doubt."""
    licence = licence_at(address)
    if licence is not None:
        return rules_of(licence, target)
    if not address.strip():
        return ()
    doubts = effects_of(family, name, address)
    return tuple(Effect(one.rule, one.actions, one.constraints, target) for one in doubts)


def rules_of(licence: Licence, target: str = "") -> tuple[Effect, ...]:
    """Return the permissions of an open licence, with its duties and its limit to non-commercial use."""
    actions = PERMITTED + (ADAPTED if licence.adapt == "permit" else ())
    constraints = _NOT_COMMERCIAL if "noncommercial" in licence.duties else ()
    duties = tuple(_DUTIES[duty] for duty in licence.duties if duty in _DUTIES)
    granted = Effect("permission", actions, constraints, target, duties)
    forbidden = Effect("prohibition", ADAPTED, target=target)
    return (granted, forbidden) if licence.adapt == "deny" else (granted,)
