"""What an author should know about a policy before it comes into force: findings, never exceptions.

Each finding has a code, a JSON pointer of the document, a severity and a sentence in English and Polish
(``vocabulary/findings.py``).  No finding is not a promise: only what can be proved is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

from licensing.policy.authoring.finding import Finding, found
from licensing.policy.authoring.meeting import meeting_rules, shadowed_rules
from licensing.policy.authoring.never import never_applying
from licensing.policy.authoring.parties import missing_parties
from licensing.policy.authoring.places import Places
from licensing.policy.authoring.series import InForce, in_force_at_once
from licensing.policy.authoring.words import unknown_words, words_of_the_profile
from licensing.policy.errors import UnreadableError
from licensing.policy.model import Policy, RuleType
from licensing.policy.odrl import Documents, read_policy
from licensing.policy.vocabulary import actions
from licensing.policy.vocabulary.findings import Code, Severity
from licensing.policy.void import GRANTING

__all__ = ["Code", "Finding", "InForce", "Severity", "in_force_at_once", "validate"]

MOST_FINDINGS = 200
"""Findings of one check that are listed."""


def validate(document: object, parents: Documents | None = None) -> tuple[Finding, ...]:
    """The findings about a document, the gravest first, then in the order of the document's checks.

    Never raises: a document that cannot be read is one finding.
    """
    try:
        policy = read_policy(document, parents)  # type: ignore[arg-type]
        places = Places(document)
        listed = [
            replace(one, pointer=places.locate(one.pointer))
            for check in _CHECKS
            for one in _most(check(policy))
        ]
    except UnreadableError as error:
        return (found(Code.UNREADABLE, Places(document).locate(error.pointer), why=error.message),)
    except Exception as error:  # noqa: BLE001 - an author gets a finding, never a traceback
        return (found(Code.UNREADABLE, "", why=f"{type(error).__name__}, please report it"),)
    grave = list(Severity)
    return tuple(sorted(dict.fromkeys(listed), key=lambda one: grave.index(one.severity)))


def _most(findings: Iterator[Finding]) -> Iterator[Finding]:
    distinct = dict.fromkeys(islice(findings, 20 * MOST_FINDINGS))
    yield from islice(distinct, MOST_FINDINGS)
    if len(distinct) > MOST_FINDINGS:
        yield found(Code.MORE, "", count=MOST_FINDINGS)


def _kind(policy: Policy) -> Iterator[Finding]:
    """What the policy is: of a type that holds, with rules."""
    if policy.type not in GRANTING:
        yield found(Code.GRANTS_NOTHING, "/@type", type=policy.type.value)
    if not policy.rules:
        yield found(Code.NO_RULES, "")


def _unreached_ai(policy: Policy) -> Iterator[Finding]:
    """Permissions that look as if they reached AI actions; these must be named (semantics.md section 1)."""
    named = {rule.action for rule in policy.rules if rule.type is RuleType.PERMISSION}
    for rule in policy.rules:
        below = (
            one for one in actions.PARENTS if one in actions.NAMED_ONLY and actions.includes(rule.action, one)
        )
        missing = [one for one in below if one not in named]
        if rule.type is RuleType.PERMISSION and missing:
            yield found(Code.NO_AI_ACTION, rule.pointer, action=rule.action, missing=", ".join(missing))


_CHECKS: tuple[Callable[[Policy], Iterator[Finding]], ...] = (
    _kind,
    missing_parties,
    unknown_words,
    words_of_the_profile,
    never_applying,
    meeting_rules,
    shadowed_rules,
    _unreached_ai,
)
