"""The words of the policy core: ODRL 2.2 policies, the question that is asked of them, and the facts it is asked in.

Everything here is a frozen value of the standard library.  Terms are those of the ODRL Information Model 2.2; what is
ours (``OnRecord``, ``Facts``, ``Use``) is defined by ``docs/semantics.md``, whose sections the docstrings name.
"""

from licensing.policy.model.answer import (
    Citation,
    Decision,
    DutyOwed,
    HolderAnswer,
    Obstacle,
    PartAnswer,
    Premise,
    Saying,
)
from licensing.policy.model.odrl import AnyConstraint, Constraint, Duty, LogicalConstraint, Node, Policy, Rule
from licensing.policy.model.question import Article, Consumer, Facts, Holder, Part, Use
from licensing.policy.model.records import (
    AgreementTerms,
    Approval,
    Clause,
    Content,
    Fulfilment,
    OnRecord,
    Quota,
    Scope,
    StatuteTerms,
    Suspension,
)
from licensing.policy.model.scales import (
    Audience,
    Conflict,
    Outcome,
    PartKind,
    PolicyKind,
    PolicyType,
    RuleType,
    ScopeKind,
    State,
    strictest,
)

__all__ = [
    "AgreementTerms",
    "AnyConstraint",
    "Approval",
    "Article",
    "Audience",
    "Citation",
    "Clause",
    "Conflict",
    "Constraint",
    "Consumer",
    "Content",
    "Decision",
    "Duty",
    "DutyOwed",
    "Facts",
    "Fulfilment",
    "Holder",
    "HolderAnswer",
    "LogicalConstraint",
    "Node",
    "Obstacle",
    "OnRecord",
    "Outcome",
    "Part",
    "PartAnswer",
    "PartKind",
    "Policy",
    "PolicyKind",
    "PolicyType",
    "Premise",
    "Quota",
    "Rule",
    "RuleType",
    "Saying",
    "Scope",
    "ScopeKind",
    "State",
    "StatuteTerms",
    "Suspension",
    "Use",
    "strictest",
]
