"""What an answer cites: the most specific rule that matches, with its verbatim clauses (semantics.md section 3)."""

from __future__ import annotations

from collections.abc import Iterable

from licensing.policy.bound import Specificity
from licensing.policy.model import Citation, Facts
from licensing.policy.rules import RuleReport


def specificity(report: RuleReport) -> Specificity:
    """Sort key: deepest action, then more constraints, then narrower scope, then identifier."""
    return report.bound.key


def most_specific(reports: Iterable[RuleReport]) -> RuleReport | None:
    """The report that is cited; None where there is none."""
    found = reports if isinstance(reports, list) else list(reports)
    if len(found) == 1:
        return found[0]
    return min(found, key=specificity, default=None)


def cite_report(report: RuleReport) -> Citation:
    """The citation of a rule report."""
    return report.bound.citation


def party_name(facts: Facts, party: str | None) -> str:
    """A party's name where it is known, its identifier otherwise, "the rights holder" where nobody is named."""
    if not party:
        return "the rights holder"
    return dict(facts.names).get(party, party) if facts.names else party


def consenting_party(report: RuleReport) -> str | None:
    """Whom to ask so that the permission holds: the consenting party of its duty, else the assigner."""
    named = (duty.consenting_party for duty in report.unmet or report.rule.duties if duty.consenting_party)
    return next(named, report.bound.assigner)
