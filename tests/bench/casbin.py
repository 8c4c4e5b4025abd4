"""pycasbin: one enforcer a publisher, a matcher over the columns of its rules."""

from __future__ import annotations

import importlib
import logging
from typing import Any

from tests.bench.answers import Answer
from tests.bench.rules import PlainRule, Request

MODEL = """
[request_definition]
r = use, purpose, territory, audience, at
[policy_definition]
p = uses, purpose, territory, audiences, starts, ends, eft, id
[policy_effect]
e = some(where (p.eft == allow)) && !some(where (p.eft == deny))
[matchers]
m = r.use in p.uses && (p.purpose == "" || r.purpose == p.purpose) && (p.territory == "" || r.territory == p.territory) \
&& (p.audiences == "" || r.audience in p.audiences) && r.at >= p.starts && r.at < p.ends
"""


class Casbin:
    """Deny overrides; ``enforce_ex`` names the rule that decided."""

    name = "pycasbin"

    def __init__(self, rules: list[list[PlainRule]]) -> None:
        casbin = importlib.import_module("casbin")
        logging.getLogger("casbin").setLevel(logging.CRITICAL)
        self._enforcers = []
        for one in rules:
            model = casbin.Model()
            model.load_model_from_text(MODEL)
            enforcer = casbin.Enforcer(model)
            for rule in one:
                enforcer.add_policy(*_row(rule))
            self._enforcers.append(enforcer)
        logging.disable(logging.WARNING)
        self._clauses = {rule.id: rule.clause for one in rules for rule in one}

    def written(self, request: Request) -> Any:
        """The columns of the request; moments as text of one length, which compares as they do."""
        return (
            request.use,
            request.purpose,
            request.territory,
            request.audience,
            _moment(request.at.timestamp()),
        )

    def decide(self, publisher: int, written: Any) -> Any:
        """The result and the rule that it names, with its clause."""
        allowed, rule = self._enforcers[publisher].enforce_ex(*written)
        return allowed, rule[7:8], [self._clauses[one] for one in rule[7:8]]

    def answer(self, decided: Any) -> Answer:
        """Lists become tuples."""
        return Answer(decided[0], tuple(decided[1]), tuple(decided[2]))


def _moment(seconds: float) -> str:
    return f"{int(seconds):012}"


def _row(rule: PlainRule) -> tuple[str, ...]:
    return (
        " ".join(rule.uses),
        rule.purpose or "",
        rule.territory or "",
        " ".join(rule.audiences or ()),
        _moment(rule.starts.timestamp()) if rule.starts else "",
        _moment(rule.ends.timestamp()) if rule.ends else "~",
        "allow" if rule.allow else "deny",
        rule.id,
    )
