"""What the picture of the flow is drawn from: the code's own tables, read as text, nothing imported."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class TableRow:
    """One row of the truth table: its number and name, the outcomes that it can say, the function that walks it."""

    number: int
    name: str
    outcomes: tuple[str, ...]
    function: str


def rooms() -> tuple[str, ...]:
    """Return the apps from the top down, as the import linter's first contract has them."""
    return tuple(_contracts()[0]["layers"])


def layers(room: str) -> list[list[str]]:
    """Return the layers inside an app from the top down; modules that the contract foresees but nobody wrote are left out."""
    contract = next(c for c in _contracts() if c.get("containers") == [room])
    written = ([name.strip(" ()") for name in layer.split("|")] for layer in contract["layers"])
    existing = ([name for name in names if _exists(room, name)] for names in written)
    return [names for names in existing if names]


def tasks(room: str) -> list[str]:
    """Return the names of an app's Celery tasks in the order of the file."""
    return [
        node.name
        for node in _module(f"{room}/tasks.py").body
        if isinstance(node, ast.FunctionDef)
        and any("shared_task" in ast.dump(d) for d in node.decorator_list)
    ]


def port() -> list[str]:
    """Return the questions that the archive asks its port."""
    body = _module("archive/rights_gate/port.py").body
    gate = next(node for node in body if isinstance(node, ast.ClassDef) and node.name == "RightsGate")
    return [node.name for node in gate.body if isinstance(node, ast.FunctionDef)]


def outcomes() -> tuple[str, ...]:
    """Return the outcomes from the most lenient to the strictest."""
    texts = (ROOT / "licensing" / "policy").rglob("*.py")
    body = next(
        text for path in sorted(texts) if "\nclass Outcome(" in (text := path.read_text(encoding="utf-8"))
    )
    found = next(n for n in ast.parse(body).body if isinstance(n, ast.ClassDef) and n.name == "Outcome")
    assigned = (node.value for node in found.body if isinstance(node, ast.Assign))
    return tuple(str(value.value) for value in assigned if isinstance(value, ast.Constant))


def truth_table() -> list[TableRow]:
    """Return the rows of docs/semantics.md, section 3, each with the function of `decide` that walks it."""
    text = (ROOT / "docs" / "semantics.md").read_text(encoding="utf-8")
    found = re.findall(r"^\| (\d) \| ([^|]+) \| ([^|]+) \|$", text, re.MULTILINE)
    walked = _walked()
    functions = walked + [walked[-1]] * (len(found) - len(walked))
    return [
        TableRow(
            int(number), _short(name), tuple(o for o in outcomes() if re.search(rf"\b{o}\b", says)), function
        )
        for (number, name, says), function in zip(found, functions, strict=True)
    ]


def _walked() -> list[str]:
    """Return the functions that `decide` hands its walk to, in order: the last one answers for the rest."""
    functions = {
        node.name: node
        for node in _module("licensing/policy/decide.py").body
        if isinstance(node, ast.FunctionDef)
    }
    return list(_handed(functions, "_holder"))


def _handed(functions: dict[str, ast.FunctionDef], name: str) -> Iterator[str]:
    """Yield whom a function hands its walk to, those that its own helpers hand it on to in their place."""
    calls = [node for node in ast.walk(functions[name]) if isinstance(node, ast.Call) and _takes_walk(node)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        called = call.func.id if isinstance(call.func, ast.Name) else ""
        if called.startswith("_"):
            yield from _handed(functions, called)
        elif called:
            yield called


def _takes_walk(call: ast.Call) -> bool:
    return bool(call.args) and isinstance(call.args[0], ast.Name) and call.args[0].id == "walk"


def _short(name: str) -> str:
    return re.split(r"[:,(]| that | whose ", name)[0].strip()


def _contracts() -> list[dict[str, list[str]]]:
    loaded = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts: list[dict[str, list[str]]] = loaded["tool"]["importlinter"]["contracts"]
    return contracts


def _exists(room: str, name: str) -> bool:
    return (ROOT / room / name).is_dir() or (ROOT / room / f"{name}.py").is_file()


def _module(path: str) -> ast.Module:
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))
