"""What an answer cites: the most specific rule that matches, with its verbatim clauses (semantics.md section 3)."""

from __future__ import annotations

from collections.abc import Iterable

from licensing.policy.model import Citation, Facts, OnRecord, Rule
from licensing.policy.rules import RuleReport
from licensing.policy.scopes import breadth
from licensing.policy.vocabulary import actions


def specificity(report: RuleReport) -> tuple[int, int, int, str, str]:
    """Sort key: deepest action, then more constraints, then narrower scope, then identifier."""
    rule, record = report.rule, report.record
    depth = actions.depth(rule.action) if actions.known(rule.action) else 0
    return (-depth, -len(rule.constraints), breadth(record), record.id, rule.id)


def most_specific(reports: Iterable[RuleReport]) -> RuleReport | None:
    """The report that is cited; None where there is none."""
    return min(reports, key=specificity, default=None)


def cite(record: OnRecord, rule: Rule | None = None) -> Citation:
    """The policy version and, where a rule is given, its verbatim clauses."""
    content = record.content
    wanted = rule.clauses if rule is not None else ()
    return Citation(
        policy=record.id,
        title=record.title,
        version=content.version,
        digest=content.digest,
        kind=record.kind.value,
        rule=rule.id if rule is not None else "",
        clauses=tuple(c for label in wanted for c in content.clauses if c.label == label),
        text=content.citation,
        source=content.source,
    )


def cite_report(report: RuleReport) -> Citation:
    """The citation of a rule report."""
    return cite(report.record, report.rule)


def party_name(facts: Facts, party: str | None) -> str:
    """A party's name where it is known, its identifier otherwise, "the rights holder" where nobody is named."""
    if not party:
        return "the rights holder"
    return dict(facts.names).get(party, party)


def consenting_party(report: RuleReport) -> str | None:
    """Whom to ask so that the permission holds: the consenting party of its duty, else the assigner."""
    named = (duty.consenting_party for duty in report.unmet or report.rule.duties if duty.consenting_party)
    return next(named, report.assigner)
