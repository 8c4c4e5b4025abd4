"""What an observation amounts to, in the marks of the table: `+` permits, `-` reserves, `?` asks a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licensing.policy.odrl import read_policy

if TYPE_CHECKING:
    from licensing.policy.model import Rule
    from licensing.webrights import Observed

UNREADABLE = "unreadable"


def rules(found: Observed) -> list[Rule]:
    """Return the rules as the core reads them."""
    assert found.document is not None, found.unreadable
    return list(read_policy(found.document).rules)


def marks(found: Observed) -> set[str]:
    """Return each effect as a mark and an action; parts and duties stand behind the action."""
    if found.document is None:
        return {UNREADABLE}
    return {_mark(rule) for rule in rules(found)}


def _mark(rule: Rule) -> str:
    unread = any(getattr(one, "left", "") == "ra:unread" for one in rule.constraints)
    sign = "?" if unread else "+" if rule.type == "permission" else "-"
    part = "".join(f"@{target.removeprefix('ra:part:')}" for target in rule.targets)
    limited = "~" if rule.constraints and not unread else ""
    duties = "".join(f"!{duty.action}" for duty in rule.duties)
    return f"{sign}{rule.action.removeprefix('ra:')}{part}{limited}{duties}"


def permits(found: Observed) -> set[str]:
    """Return what is permitted."""
    return {mark for mark in marks(found) if mark.startswith("+")}
