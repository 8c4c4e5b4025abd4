"""Cedar through cedarpy: one parsed policy set a publisher, reused for every request."""

from __future__ import annotations

import importlib
import json
from typing import Any

from tests.bench.answers import Answer
from tests.bench.rules import PlainRule, Request


class Cedar:
    """``forbid`` wins over ``permit``, as Cedar has it; the policies that decided are named by their ``@id``."""

    name = "cedarpy"

    def __init__(self, rules: list[list[PlainRule]]) -> None:
        cedarpy = importlib.import_module("cedarpy")
        self._ask = cedarpy.is_authorized
        texts = ["\n".join(_policy(rule) for rule in one) for one in rules]
        self._policies = [cedarpy.PolicySet.from_str(text) for text in texts]
        self._entities = cedarpy.Entities.from_json_str("[]")
        self._clauses = {rule.id: rule.clause for one in rules for rule in one}

    def written(self, request: Request) -> Any:
        """Structured identifiers (quicker than Cedar's surface syntax) and the context as the JSON that Cedar parses."""
        context = {
            "purpose": request.purpose,
            "territory": request.territory,
            "audience": request.audience,
            "at": int(request.at.timestamp()),
        }
        return {
            "principal": 'Consumer::"newsroom"',
            "action": f'Action::"{request.use}"',
            "resource": f'Article::"{request.article}"',
            "context": json.dumps(context),
        }

    def decide(self, publisher: int, written: Any) -> Any:
        """Cedar's result and, of the policies that decided, rule and clause."""
        result = self._ask(written, self._policies[publisher], self._entities)
        rules = tuple(result.diagnostics.id_annotations_by_reason.values())
        return result.allowed, rules, tuple(self._clauses[rule] for rule in rules)

    def answer(self, decided: Any) -> Answer:
        """Already in the common form."""
        return Answer(*decided)


def _policy(rule: PlainRule) -> str:
    actions = ", ".join(f'Action::"{use}"' for use in rule.uses)
    action = f"action == {actions}" if len(rule.uses) == 1 else f"action in [{actions}]"
    tests = [
        f'context.{name} == "{value}"'
        for name, value in (("purpose", rule.purpose), ("territory", rule.territory))
        if value is not None
    ]
    if rule.audiences is not None:
        tests.append(f"{json.dumps(rule.audiences)}.contains(context.audience)")
    if rule.starts is not None:
        tests.append(f"context.at >= {int(rule.starts.timestamp())}")
    if rule.ends is not None:
        tests.append(f"context.at < {int(rule.ends.timestamp())}")
    when = f" when {{ {' && '.join(tests)} }}" if tests else ""
    effect = "permit" if rule.allow else "forbid"
    return f'@id("{rule.id}")\n{effect}(principal, {action}, resource){when};'
