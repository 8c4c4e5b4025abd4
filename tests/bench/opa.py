"""Rego through opa-eval (the regorus engine): one evaluator a publisher."""

from __future__ import annotations

import importlib
import json
import tempfile
from pathlib import Path
from typing import Any

from tests.bench.answers import Answer
from tests.bench.rules import PlainRule, Request

HEAD = """package rights

import rego.v1

answer := {"allow": true, "rules": allowing} if { count(forbidding) == 0; count(allowing) > 0 }
else := {"allow": false, "rules": forbidding}
"""


class Opa:
    """Two partial sets, what allows and what forbids; the answer names the rules of the set that decided."""

    name = "opa-eval"

    def __init__(self, rules: list[list[PlainRule]]) -> None:
        opa_eval = importlib.import_module("opa_eval")
        self._evaluators = []
        with tempfile.TemporaryDirectory() as directory:
            for number, one in enumerate(rules):
                path = Path(directory) / f"{number}.rego"
                path.write_text(HEAD + "\n".join(_rego(rule) for rule in one))
                self._evaluators.append(opa_eval.OpaEval(str(path), query="data.rights.answer"))
        self._clauses = {rule.id: rule.clause for one in rules for rule in one}

    def written(self, request: Request) -> Any:
        """The input document as JSON text."""
        return json.dumps(
            {
                "use": request.use,
                "purpose": request.purpose,
                "territory": request.territory,
                "audience": request.audience,
                "at": int(request.at.timestamp()),
            }
        )

    def decide(self, publisher: int, written: Any) -> Any:
        """The evaluated answer and the clauses of its rules."""
        found = self._evaluators[publisher].evaluate_parsed(written)
        rules = found["rules"]
        return found["allow"], rules, [self._clauses[rule] for rule in rules]

    def answer(self, decided: Any) -> Answer:
        """Lists become tuples."""
        return Answer(decided[0], tuple(decided[1]), tuple(decided[2]))


def _rego(rule: PlainRule) -> str:
    tests = [_member("use", rule.uses)]
    tests += [
        f'input.{name} == "{value}"'
        for name, value in (("purpose", rule.purpose), ("territory", rule.territory))
        if value is not None
    ]
    if rule.audiences is not None:
        tests.append(_member("audience", rule.audiences))
    if rule.starts is not None:
        tests.append(f"input.at >= {int(rule.starts.timestamp())}")
    if rule.ends is not None:
        tests.append(f"input.at < {int(rule.ends.timestamp())}")
    name = "allowing" if rule.allow else "forbidding"
    return f'{name} contains "{rule.id}" if {{ {"; ".join(tests)} }}'


def _member(name: str, values: tuple[str, ...]) -> str:
    if len(values) == 1:
        return f'input.{name} == "{values[0]}"'
    return f"input.{name} in {{{', '.join(json.dumps(value) for value in values)}}}"
