"""The cases of the public suite, linked by IRI: which file a policy, a request or a state lies in is looked up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from licensing.policy.model import Policy
from licensing.policy.odrl import read_policy
from licensing.policy.standalone.reading import read_request, read_world
from licensing.policy.standalone.world import Ask, World
from licensing.turtle import Wanted, document_of
from licensing.turtle.framing import Tree, tree_of
from licensing.turtle.graph import RDF, Graph, read_graph

SUITE = Path(__file__).parent / "suite"
_EX = "http://example.org/"
_LINKS = ("policy", "request", "sotw", "expectedReport")


@dataclass(frozen=True)
class Case:
    """A case: what is asked of which policy in which state, and the compliance report that is expected."""

    number: str
    title: str
    policy: Policy
    ask: Ask
    world: World
    expected: Tree
    texts: tuple[str, str, str]
    """Policy, request and state as they are written."""


@cache
def cases() -> tuple[Case, ...]:
    """Every case of the suite, in the order of its files."""
    found = {"policies": _named("policies"), "requests": _named("requests"), "sotw": _named("sotw")}
    return tuple(
        case for path in sorted((SUITE / "test_cases").glob("*.ttl")) for case in _cases(path, found)
    )


def _cases(path: Path, files: dict[str, dict[str, Path]]) -> Iterator[Case]:
    graph = read_graph(path.read_text(encoding="utf-8"))
    for node, found in graph.items():
        if f"{_EX}TestCase" not in found.get(f"{RDF}type", ()):
            continue
        policy, request, state, report = (_one(graph, str(node), _EX + name) for name in _LINKS)
        texts = (
            _text(files["policies"][policy]),
            _text(files["requests"][request]),
            _text(files["sotw"][state]),
        )
        yield Case(
            number=path.name.split("-")[1],
            title=path.stem.removeprefix("testcase-"),
            policy=read_policy(document_of(texts[0], Wanted.POLICY), actionless=True),
            ask=read_request(document_of(texts[1], Wanted.REQUEST)),
            world=read_world(document_of(texts[2], Wanted.STATE)),
            expected=tree_of(graph, report),
            texts=texts,
        )


def _one(graph: Graph, node: str, name: str) -> str:
    [value] = graph[node][name]
    assert isinstance(value, str)
    return value


def _named(folder: str) -> dict[str, Path]:
    """Every typed node of a folder's files, by IRI; nodes like ``ex:alice`` stand in several, cases do not name them."""
    return {
        node: path
        for path in sorted((SUITE / folder).glob("*.ttl"))
        for node, found in read_graph(_text(path)).items()
        if isinstance(node, str) and f"{RDF}type" in found
    }


@cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
