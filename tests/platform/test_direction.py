"""What the import linter cannot see."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
POLICY = ROOT / "licensing" / "policy"


def imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module


def test_the_policy_core_imports_itself_and_the_standard_library_alone() -> None:
    foreign = {
        f"{file.relative_to(ROOT)}: {name}"
        for file in POLICY.rglob("*.py")
        for name in imported(file)
        if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith("licensing.policy")
    }
    assert foreign == set()


def test_importing_the_policy_core_loads_no_framework() -> None:
    modules = ", ".join(
        ".".join(file.relative_to(ROOT).with_suffix("").parts)
        for file in POLICY.rglob("*.py")
        if file.name != "__init__.py"
    )
    code = f"import sys, {modules}; print(sorted({{'django', 'celery', 'psycopg', 'archive'}} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_nothing_in_the_archive_names_licensing() -> None:
    named = [
        str(file.relative_to(ROOT))
        for folder in ("models", "migrations", "operations", "ingestion")
        for file in (ROOT / "archive" / folder).rglob("*.py")
        if any(name.split(".")[0] == "licensing" for name in imported(file))
        or "'licensing" in file.read_text()
        or '"licensing' in file.read_text()
    ]
    assert named == []
