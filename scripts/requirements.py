"""Compile requirements/*.in to *.txt with hashes, or check that they are compiled.

What is pinned stays pinned (an existing .txt is the starting point) unless `--upgrade` is given. The output names no
package index, so that any will do.
"""

from __future__ import annotations

import argparse
import difflib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent / "requirements"
NAMES = ("base", "dev", "bench")  # in this order: dev is constrained by base
OPTIONS = (
    "--universal",
    "--generate-hashes",
    "--python-version=3.11",
    "--no-header",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--quiet",
)


def compile_in(directory: Path, *, upgrade: bool) -> None:
    """Compile all in `directory`. Raises CalledProcessError when uv can't (it has said why)."""
    uv = Path(sys.executable).parent / "uv"
    for name in NAMES:
        more = ("--upgrade",) if upgrade else ()
        command = [str(uv), "pip", "compile", *OPTIONS, *more, f"{name}.in", "-o", f"{name}.txt"]
        subprocess.run(command, check=True, cwd=directory, stdout=subprocess.DEVNULL)  # noqa: S603


def differences() -> str:
    """Return how the committed files differ from freshly compiled ones; empty when they don't."""
    with tempfile.TemporaryDirectory() as name:
        fresh = Path(name) / "requirements"
        shutil.copytree(HOME, fresh)
        compile_in(fresh, upgrade=False)
        return "".join(
            line
            for part in NAMES
            for line in difflib.unified_diff(
                (HOME / f"{part}.txt").read_text().splitlines(keepends=True),
                (fresh / f"{part}.txt").read_text().splitlines(keepends=True),
                f"{part}.txt as committed",
                f"{part}.txt as compiled",
            )
        )


def main() -> int:
    """Return 1 when `--check` finds a difference or the compiler fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compile aside and compare")
    parser.add_argument("--upgrade", action="store_true", help="move every pin to the newest that fits")
    arguments = parser.parse_args()
    try:
        if arguments.check:
            found = differences()
            sys.stdout.write(found)
            return int(bool(found))
        compile_in(HOME, upgrade=arguments.upgrade)
    except subprocess.CalledProcessError as error:
        return error.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
