"""JSON-LD documents of requests and states of the world → ``Ask`` and ``World`` (docs/odrl-evaluator.md)."""

from licensing.policy.standalone.asking import read_request
from licensing.policy.standalone.states import read_world

__all__ = ["read_request", "read_world"]
