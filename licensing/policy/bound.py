"""A rule as it stands on record: what is the same for every question, worked out once."""

from __future__ import annotations

from dataclasses import dataclass, field

from licensing.policy.model import Citation, OnRecord, Policy, Rule
from licensing.policy.scopes import breadth
from licensing.policy.verdict import Refusal, Verdict
from licensing.policy.vocabulary import actions

Specificity = tuple[int, int, int, str, str]


@dataclass(slots=True, eq=False)
class Bound:
    """A rule of one policy version on record."""

    record: OnRecord
    policy: Policy
    rule: Rule
    key: Specificity = field(init=False)
    """Sort key: deepest action, then more constraints, then narrower scope, then identifier (section 3)."""
    assigner: str | None = field(init=False)
    """Whose rule this is: the rule's assigner, or the policy's."""
    unconfirmed: bool = field(init=False)
    """Whether it belongs to a partial reading and no officer confirmed it."""
    permit: Verdict | None = field(init=False, default=None)
    """What a permission of terms or signals says, without its duties, once it was asked for (``pieces``)."""
    refusals: dict[str, Refusal] = field(init=False, default_factory=dict)
    """What a prohibition of theirs says that nothing lifts, by the name of whom to ask (``pieces``)."""
    _citation: Citation | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        """Work out what no question changes."""
        rule, record = self.rule, self.record
        depth = actions.depth(rule.action) if actions.known(rule.action) else 0
        self.key = (-depth, -len(rule.constraints), breadth(record), record.id, rule.id)
        self.assigner = rule.assigner or self.policy.assigner
        self.unconfirmed = record.partial and rule.pointer not in record.confirmed

    @property
    def citation(self) -> Citation:
        """The policy version with the rule and its verbatim clauses."""
        if self._citation is None:
            self._citation = cite(self.record, self.rule)
        return self._citation


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
