"""What every engine answers with, and what an engine is to the benchmark."""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol

from tests.bench.rules import PlainRule, Request


class Answer(NamedTuple):
    """Whether the request is allowed, by which rules, and the clauses that those were read from."""

    allowed: bool
    rules: tuple[str, ...]
    clauses: tuple[str, ...]


class Engine(Protocol):
    """One engine: rules are read when it is made, requests are written in its way beforehand."""

    name: str

    def __init__(self, rules: list[list[PlainRule]]) -> None: ...

    def written(self, request: Request) -> Any:
        """The request in the form in which this engine takes it, outside the timed loop."""

    def decide(self, publisher: int, written: Any) -> Any:
        """The answer with its reasons and clauses: what is timed."""

    def answer(self, decided: Any) -> Answer:
        """The answer in the common form, outside the timed loop."""
