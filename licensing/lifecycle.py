"""The life of a version of terms as one table: from which state, which act, to which, who may, on what condition, what happens.

Operations, the admin's buttons, the trigger of the database and docs/images/life-of-terms.svg are held to it by tests.
What is in force when is told by periods (semantics.md section 2): an approved version never changes its state again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

STATES = ("draft", "submitted", "approved", "rejected", "recorded")
NOWHERE = ""
"""The state of what is not on record yet."""


@dataclass(frozen=True)
class Step:
    """One row.  `permission` is "" where a machine acts; `by_another` asks for somebody else than the author."""

    act: str
    source: str
    target: str
    permission: str
    condition: StrPromise | str
    effect: StrPromise
    by_another: bool = False


LIFE = (
    Step(
        "capture", NOWHERE, "draft", "",
        _("the wording is new"),
        _("Kept word for word and read; officers get a task."),
    ),
    Step(
        "record", NOWHERE, "draft", "licensing.add_policyversion", "",
        _("Kept word for word and read, or with the reading that was given."),
    ),
    Step(
        "read", "draft", "draft", "licensing.change_policyversion",
        _("nobody saved another reading meanwhile"),
        _("The reading is replaced, the one before is kept; whoever saved it is its author."),
    ),
    Step(
        "submit", "draft", "submitted", "licensing.change_policyversion",
        _("the checks find no error"),
        _("From now on the reading stays as it is."),
    ),
    Step(
        "withdraw", "submitted", "draft", "licensing.change_policyversion",
        _("a reason is given"),
        _("The reading can be corrected again."),
    ),
    Step(
        "reject", "submitted", "rejected", "licensing.add_policyperiod",
        _("by another officer, with a reason"),
        _("It ends here; another version can be recorded."),
        by_another=True,
    ),
    Step(
        "approve", "submitted", "approved", "licensing.add_policyperiod",
        _("by another officer; the document can be read and the text is no translation"),
        _("In force from a date, in place of what overlaps it; outcomes are assessed anew."),
        by_another=True,
    ),
    Step(
        "date", "approved", "approved", "licensing.add_policyperiod",
        _("by another officer, with a reason"),
        _("In force for another interval, such as an earlier one; what was known before stays known."),
        by_another=True,
    ),
    Step(
        "retire", "approved", "approved", "licensing.add_policyperiod",
        _("it is in force then, or later; a reason is given"),
        _("Its interval ends; after that the series says nothing."),
    ),
    Step(
        "observe", "draft", "recorded", "",
        _("it is no text of terms: a signal, an agreement, a statute, a house rule"),
        _("In force at once; nobody has to approve it."),
    ),
)  # fmt: skip
"""Every step; another version that is approved for the same interval takes the place of the one in force."""

BY_ACT = {step.act: step for step in LIFE}


def transitions() -> dict[str, frozenset[str]]:
    """State → the other states that may follow it."""
    return {
        state: frozenset(step.target for step in LIFE if step.source == state and step.target != state)
        for state in STATES
    }


def sources(act: str) -> frozenset[str]:
    """The states in which an act has a meaning."""
    return frozenset(step.source for step in LIFE if step.act == act)
