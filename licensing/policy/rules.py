"""One rule against one question: active, inactive or unknown, with every premise (semantics.md section 1)."""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class RuleReport:
    """What became of one rule that reaches the use.

    For a permission, ``state`` is never unknown: what is missing makes it inactive and stands in ``unknown``.
    ``unmet`` are the pre-conditions not met; ``unconfirmed`` marks a permission of a partial reading that no officer
    confirmed; ``failed`` says that a constraint fails, so that nothing but another use would help.
    """

    record: OnRecord
    policy: Policy
    rule: Rule
    state: State
    failed: bool = False
    unknown: tuple[str, ...] = ()
    unmet: tuple[Duty, ...] = ()
    unconfirmed: bool = False
    premises: tuple[Premise, ...] = ()

    @property
    def assigner(self) -> str | None:
        """Whose permission this is: the rule's assigner, or the policy's."""
        return self.rule.assigner or self.policy.assigner

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


def report(record: OnRecord, policy: Policy, rule: Rule, question: Question) -> RuleReport | None:
    """What becomes of ``rule``, or None where it does not reach the use, the part or the consumer at all."""
    if rule.type is RuleType.PERMISSION:
        return _permission(record, policy, rule, question)
    if rule.type is RuleType.PROHIBITION:
        return _prohibition(record, policy, rule, question)
    return None


def _concerned(policy: Policy, rule: Rule, question: Question) -> tuple[str, ...] | None:
    """What is not understood of a rule's targets and assignees; None where it does not concern the part or consumer."""
    facts = question.facts
    target = target_matches(rule.targets, facts.article, question.part)
    assignee = _is_assigned(rule.assignees or policy.assignees, facts.consumer)
    if target is False or assignee is False:
        return None
    return (*(("target",) if target is None else ()), *(("assignee",) if assignee is None else ()))


def _is_assigned(assignees: tuple[str, ...], consumer: Consumer) -> Truth:
    """Whether the consumer or one of its groups is named, or nobody is; None where a name may mean it or not."""
    named = {consumer.id, *consumer.groups}
    for prefix in _OURS:
        named |= {f"{prefix}consumer:{consumer.id}", *(f"{prefix}group:{group}" for group in consumer.groups)}
    if not assignees or named & set(assignees):
        return True
    return None if any(map(_is_foreign, assignees)) else False


def _is_foreign(assignee: str) -> bool:
    """Whether an assignee is named in somebody else's way, so that it may or may not be the consumer."""
    return ":" in assignee and not assignee.startswith(_OUR_NAMES)


def _permission(record: OnRecord, policy: Policy, rule: Rule, question: Question) -> RuleReport | None:
    if not actions.known(rule.action) or not actions.permission_reaches(rule.action, question.asked):
        return None
    concerned = _concerned(policy, rule, question)
    if concerned is None:
        return None
    matches = [match_constraint(c, question, permits=True) for c in conditions(rule)]
    inside = every([m.inside for m in matches])
    premises = tuple(p for m in matches for p in m.premises)
    unknown = _unknown_of(rule, concerned, premises if inside is None else ())
    unmet = _unmet(record, rule, question)
    unconfirmed = record.partial and rule.pointer not in record.confirmed
    holds = inside is True and not unknown and not unmet and not unconfirmed
    return RuleReport(
        record,
        policy,
        rule,
        State.ACTIVE if holds else State.INACTIVE,
        failed=inside is False,
        unknown=unknown,
        unmet=unmet,
        unconfirmed=unconfirmed,
        premises=premises,
    )


def _prohibition(record: OnRecord, policy: Policy, rule: Rule, question: Question) -> RuleReport | None:
    known = actions.known(rule.action)
    asked = (question.asked, *question.hit_by)
    if known and not any(actions.prohibition_reaches(rule.action, one) for one in asked):
        return None
    concerned = _concerned(policy, rule, question)
    if concerned is None:
        return None
    commercial = (_COMMERCIAL,) if rule.action == "cc:CommercialUse" else ()
    matches = [match_constraint(c, question, permits=False) for c in (*conditions(rule), *commercial)]
    touches = every([m.touches for m in matches])
    premises = tuple(p for m in matches for p in m.premises)
    unknown = _unknown_of(rule, concerned, premises if touches is None else ())
    if not known:
        unknown = (*unknown, rule.action)
    if touches is False:
        state = State.INACTIVE
    else:
        state = State.UNKNOWN if unknown or touches is None else State.ACTIVE
    return RuleReport(
        record, policy, rule, state, failed=touches is False, unknown=unknown, premises=premises
    )


def conditions(rule: Rule) -> tuple[AnyConstraint, ...]:
    """The rule's constraints with what refines its action, its asset and its assignee."""
    nodes = (*_sole(rule.assets), *_sole(rule.assignee_nodes))
    return (*rule.constraints, *rule.refinements, *(c for node in nodes for c in node.refinements))


def _sole(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    return nodes if len(nodes) == 1 else ()


def _refined_among_several(rule: Rule) -> tuple[str, ...]:
    """Refinements of one among several assets or assignees: which of them applies is not worked out here."""
    several = ((rule.assets, "target"), (rule.assignee_nodes, "assignee"))
    return tuple(
        name for nodes, name in several if len(nodes) > 1 and any(node.refinements for node in nodes)
    )


def _unknown_of(rule: Rule, concerned: tuple[str, ...], premises: tuple[Premise, ...]) -> tuple[str, ...]:
    """What is not known of the rule: its own unknown terms, its targets and assignees, and missing values."""
    missing = tuple(p.what for p in premises if p.state is State.UNKNOWN)
    return tuple(dict.fromkeys((*rule.unknown, *_refined_among_several(rule), *concerned, *missing)))


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
