"""The policy core is pure: the standard library and itself, no Django, no clock, no input or output."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

import licensing.policy

SOURCE = Path(licensing.policy.__path__[0])
ROOT = SOURCE.parents[1]
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in SOURCE.rglob("*.py")
)
LOADER = """
import importlib, json, sys
before = set(sys.modules)
for name in json.loads(sys.argv[1]):
    importlib.import_module(name)
print(json.dumps(sorted(set(sys.modules) - before)))
"""
IMPURE_MODULES = {
    "os",
    "io",
    "time",
    "random",
    "secrets",
    "socket",
    "subprocess",
    "pathlib",
    "urllib",
    "http",
    "uuid",
}
IMPURE_CALLS = {"now", "today", "utcnow", "open", "print", "input", "getenv", "urandom"}


def test_importing_all_of_it_loads_only_the_standard_library_and_itself() -> None:
    done = subprocess.run(
        [sys.executable, "-S", "-c", LOADER, json.dumps(MODULES)],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(json.loads(done.stdout))
    assert set(MODULES) <= loaded
    foreign = {name for name in loaded if name.partition(".")[0] not in sys.stdlib_module_names}
    assert foreign == set(MODULES) | {"licensing"}


def test_there_are_modules_to_look_at() -> None:
    assert len(MODULES) > 20


EDGES = {"licensing.policy.__main__"}  # the command line reads the files that it is given


@pytest.mark.parametrize("module", [module for module in MODULES if module not in EDGES])
def test_a_module_reads_no_clock_and_touches_nothing_outside(module: str) -> None:
    path = ROOT.joinpath(*module.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            assert not {alias.name.partition(".")[0] for alias in node.names} & IMPURE_MODULES
        elif isinstance(node, ast.ImportFrom):
            assert (node.module or "").partition(".")[0] not in IMPURE_MODULES
        elif isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            assert name not in IMPURE_CALLS
