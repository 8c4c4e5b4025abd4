"""One rule against one question: active, inactive or unknown, with every premise (semantics.md section 1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from licensing.policy.bound import Bound
from licensing.policy.constraints import Truth, every, match_constraint
from licensing.policy.model import (
    AnyConstraint,
    Constraint,
    Consumer,
    Duty,
    Facts,
    Node,
    OnRecord,
    Policy,
    PolicyKind,
    Premise,
    Rule,
    RuleType,
    State,
)
from licensing.policy.scopes import target_matches
from licensing.policy.values import Question
from licensing.policy.vocabulary import actions

CONSENT_LAYERS = frozenset({PolicyKind.TERMS, PolicyKind.SIGNAL})
"""Where ``obtainConsent`` is never recorded as fulfilled: consent exists only as an agreement (section 3)."""

_OURS = ("urn:rights:", "ra:")
_OUR_NAMES = tuple(f"{prefix}{kind}:" for prefix in _OURS for kind in ("consumer", "group"))


_COMMERCIAL = Constraint("ra:commercial", "eq", ("true",))
_ACTIVE, _INACTIVE = State.ACTIVE, State.INACTIVE


Premises = tuple[Premise, ...]
Teller = Callable[[Question], Premises]


@dataclass(slots=True, eq=False)
class RuleReport:
    """What became of one rule that reaches the use.

    For a permission, ``state`` is never unknown: what is missing makes it inactive and stands in ``unknown``.
    ``unmet`` are the pre-conditions not met; ``unconfirmed`` marks a permission of a partial reading that no officer
    confirmed; ``failed`` says that a constraint fails, so that nothing but another use would help.
    """

    bound: Bound
    state: State
    failed: bool = False
    unknown: tuple[str, ...] = ()
    unmet: tuple[Duty, ...] = ()
    unconfirmed: bool = False
    told: Premises | Teller = ()
    """The premises, or what tells them when they are asked for: most answers cite few."""

    @property
    def record(self) -> OnRecord:
        """The policy version that the rule belongs to."""
        return self.bound.record

    @property
    def policy(self) -> Policy:
        """The policy that the rule belongs to."""
        return self.bound.policy

    @property
    def rule(self) -> Rule:
        """The rule itself."""
        return self.bound.rule

    @property
    def assigner(self) -> str | None:
        """Whose permission this is: the rule's assigner, or the policy's."""
        return self.bound.assigner

    def premises(self, question: Question) -> Premises:
        """Everything that was tested for this question, in the order of the rule's constraints."""
        told = self.told
        return told(question) if callable(told) else told

    @property
    def only_needs_lifting(self) -> bool:
        """Whether the only obstacle is an unmet obtainConsent or compensate (confirmed or not)."""
        return (
            not self.failed
            and not self.unknown
            and bool(self.unmet)
            and all(duty.action in actions.LIFTING for duty in self.unmet)
        )

    @property
    def would_be_active(self) -> bool:
        """Whether only an officer's confirmation is missing."""
        return self.unconfirmed and not (self.failed or self.unknown or self.unmet)

    @property
    def blocked(self) -> bool:
        """Whether the only obstacles are pre-conditions, unknown values or a missing confirmation (row 3)."""
        return not self.failed and bool(self.unmet or self.unknown or self.unconfirmed)


def report(bound: Bound, question: Question) -> RuleReport | None:
    """What becomes of a rule, or None where it does not reach the use, the part or the consumer at all."""
    rule = bound.rule
    if rule.type is RuleType.PERMISSION and permission_asked(rule, question.asked):
        return _permission(bound, question)
    if rule.type is RuleType.PROHIBITION and prohibition_asked(rule, question.asked, question.hit_by):
        return _prohibition(bound, question)
    return None


def permission_asked(rule: Rule, asked: str) -> bool:
    """Whether a permission's action reaches the action asked."""
    return actions.known(rule.action) and actions.permission_reaches(rule.action, asked)


def prohibition_asked(rule: Rule, asked: str, hit_by: tuple[str, ...]) -> bool:
    """Whether a prohibition's action hits the use, or may because nobody knows it."""
    return not actions.known(rule.action) or any(
        actions.prohibition_reaches(rule.action, one) for one in (asked, *hit_by)
    )


def concerns(bound: Bound, question: Question) -> tuple[str, ...] | None:
    """What is not understood of a rule's targets and assignees; None where it does not concern the part or consumer."""
    facts = question.facts
    target = target_matches(bound.rule.targets, facts.article, question.part)
    assignee = _is_assigned(bound.rule.assignees or bound.policy.assignees, facts.consumer)
    if target is False or assignee is False:
        return None
    return (*(("target",) if target is None else ()), *(("assignee",) if assignee is None else ()))


def _is_assigned(assignees: tuple[str, ...], consumer: Consumer) -> Truth:
    """Whether the consumer or one of its groups is named, or nobody is; None where a name may mean it or not."""
    if not assignees or not _names(consumer.id, consumer.groups).isdisjoint(assignees):
        return True
    return None if any(map(_is_foreign, assignees)) else False


@lru_cache(maxsize=1024)
def _names(consumer: str, groups: frozenset[str]) -> frozenset[str]:
    """Every name by which a rule may mean the consumer."""
    named = {consumer, *groups}
    for prefix in _OURS:
        named |= {f"{prefix}consumer:{consumer}", *(f"{prefix}group:{group}" for group in groups)}
    return frozenset(named)


def _is_foreign(assignee: str) -> bool:
    """Whether an assignee is named in somebody else's way, so that it may or may not be the consumer."""
    return ":" in assignee and not assignee.startswith(_OUR_NAMES)


def _permission(bound: Bound, question: Question) -> RuleReport | None:
    rule = bound.rule
    concerned = concerns(bound, question)
    if concerned is None:
        return None
    matches = [match_constraint(c, question, permits=True) for c in tested(rule)]
    inside = every([m.inside for m in matches])
    premises = tuple(p for m in matches for p in m.premises)
    unknown = _unknown_of(rule, concerned, premises if inside is None else ())
    return granted(bound, question, inside, unknown, premises)


def granted(
    bound: Bound,
    question: Question,
    inside: Truth,
    unknown: tuple[str, ...],
    told: Premises | Teller,
) -> RuleReport:
    """What becomes of a permission that concerns the part, once its conditions are tested."""
    unmet = _unmet(bound.record, bound.rule, question) if bound.rule.duties else ()
    holds = inside is True and not unknown and not unmet and not bound.unconfirmed
    state = _ACTIVE if holds else _INACTIVE
    return RuleReport(bound, state, inside is False, unknown, unmet, bound.unconfirmed, told)


def _prohibition(bound: Bound, question: Question) -> RuleReport | None:
    rule = bound.rule
    concerned = concerns(bound, question)
    if concerned is None:
        return None
    matches = [match_constraint(c, question, permits=False) for c in tested(rule)]
    touches = every([m.touches for m in matches])
    premises = tuple(p for m in matches for p in m.premises)
    unknown = _unknown_of(rule, concerned, premises if touches is None else ())
    if not actions.known(rule.action):
        unknown = (*unknown, rule.action)
    return struck(bound, touches, unknown, premises)


def struck(bound: Bound, touches: Truth, unknown: tuple[str, ...], told: Premises | Teller) -> RuleReport:
    """What becomes of a prohibition that concerns the part, once its conditions are tested."""
    if touches is False:
        return RuleReport(bound, _INACTIVE, failed=True, unknown=unknown, told=told)
    state = State.UNKNOWN if unknown or touches is None else _ACTIVE
    return RuleReport(bound, state, unknown=unknown, told=told)


def tested(rule: Rule) -> tuple[AnyConstraint, ...]:
    """Everything that is tested of a rule: its conditions and, where it forbids commercial use, commerce."""
    if rule.type is RuleType.PROHIBITION and rule.action == "cc:CommercialUse":
        return (*conditions(rule), _COMMERCIAL)
    return conditions(rule)


def conditions(rule: Rule) -> tuple[AnyConstraint, ...]:
    """The rule's constraints with what refines its action, its asset and its assignee."""
    nodes = (*_sole(rule.assets), *_sole(rule.assignee_nodes))
    return (*rule.constraints, *rule.refinements, *(c for node in nodes for c in node.refinements))


def _sole(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    return nodes if len(nodes) == 1 else ()


def refined_among_several(rule: Rule) -> tuple[str, ...]:
    """Refinements of one among several assets or assignees: which of them applies is not worked out here."""
    several = ((rule.assets, "target"), (rule.assignee_nodes, "assignee"))
    return tuple(
        name for nodes, name in several if len(nodes) > 1 and any(node.refinements for node in nodes)
    )


def _unknown_of(rule: Rule, concerned: tuple[str, ...], premises: tuple[Premise, ...]) -> tuple[str, ...]:
    """What is not known of the rule: its own unknown terms, its targets and assignees, and missing values."""
    missing = tuple(p.what for p in premises if p.state is State.UNKNOWN)
    return tuple(dict.fromkeys((*rule.unknown, *refined_among_several(rule), *concerned, *missing)))


def is_precondition(duty: Duty, facts: Facts) -> bool:
    """Whether a duty must be met before its permission holds (section 3); in the strict ODRL reading every one must."""
    return facts.strict_duties or duty.precondition or duty.action in actions.PRECONDITIONS


def _unmet(record: OnRecord, rule: Rule, question: Question) -> tuple[Duty, ...]:
    met = {
        done.action
        for done in question.facts.fulfilled
        if done.version == record.content.version and done.pointer == rule.pointer
    }
    if record.kind in CONSENT_LAYERS:
        met.discard("obtainConsent")
    return tuple(
        duty for duty in rule.duties if is_precondition(duty, question.facts) and duty.action not in met
    )
