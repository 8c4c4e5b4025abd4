"""``python -m licensing.policy evaluate --policy P --request R --state S``: one report as JSON, for anybody's suite.

Files are JSON-LD, one of them ``-`` for standard input; Turtle (``.ttl``) is read where rdflib is installed, by the adapter
named in ``_TURTLE``.  Errors are one line on standard error and exit code 2.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn, TypeVar

from licensing.policy.document import MOST_BYTES, read_document
from licensing.policy.errors import UnreadableError
from licensing.policy.model import Policy
from licensing.policy.odrl import read_policy
from licensing.policy.standalone.beside import with_document, with_facts
from licensing.policy.standalone.compliance import compliance_report
from licensing.policy.standalone.evaluate import Reading, evaluate
from licensing.policy.standalone.output import report_data, unreadable_data
from licensing.policy.standalone.policies import policies_of
from licensing.policy.standalone.reading import read_request, read_world
from licensing.policy.standalone.world import World

_Found = TypeVar("_Found")
_TURTLE = "licensing.turtle"
_INPUT = Path("-")
_MARK = b"\xef\xbb\xbf"
"""Byte order mark, which some editors write."""
_READERS = {".ttl": "turtle", ".nt": "nt", ".n3": "turtle"}


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the arguments in one line."""

    def error(self, message: str) -> NoReturn:
        """Exit with code 2."""
        self.exit(2, f"{self.prog}: {message}\n")


class InputError(Exception):
    """A file cannot be read; the text is one line for a person."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    options = _parser().parse_args(arguments)
    try:
        stated = _document(options.policy, "policies")
        policy = _policy(stated, options.policy, options.policy_id, frozenset(options.profile))
        beside = with_document(World(), stated)
    except UnreadableError as error:
        return _unreadable(options.policy, error, plain=options.report == "plain")
    except InputError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    try:
        ask = _read(options.request, "request", read_request)
        world = _read(options.state, "state", read_world) if options.state else World()
        world = with_facts(world, beside)
        found = evaluate(policy, ask, world, Reading(options.reading))
    except (InputError, UnreadableError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    report = compliance_report(found, world.now) if options.report == "compliance" else report_data(found)
    sys.stdout.write(json.dumps(report, ensure_ascii=False, indent=2) + "\n")
    return 0


def _unreadable(path: Path, error: UnreadableError, *, plain: bool) -> int:
    """A policy that cannot be read permits nothing: a report says so beside the line on standard error."""
    sys.stderr.write(f"{path}: {error}\n")
    if plain:
        sys.stdout.write(json.dumps(unreadable_data(error), ensure_ascii=False, indent=2) + "\n")
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m licensing.policy", description="Evaluate an ODRL policy.")
    command = parser.add_subparsers(required=True).add_parser("evaluate", help="report on one request")
    command.add_argument("--policy", required=True, type=Path, help="policy, or several of them (parents)")
    command.add_argument("--policy-id", default="", help="which of several policies is evaluated")
    command.add_argument(
        "--profile", action="append", default=[], help="a profile that you understand; it adds no terms"
    )
    command.add_argument("--request", required=True, type=Path)
    command.add_argument("--state", type=Path, help="state of the world; none: nothing is known")
    command.add_argument("--reading", choices=[one.value for one in Reading], default=Reading.STRICT.value)
    command.add_argument(
        "--report", choices=["plain", "compliance"], default="plain", help="compliance: its public vocabulary"
    )
    return parser


def _policy(document: object, path: Path, chosen: str, profiles: frozenset[str]) -> Policy:
    policies = policies_of(document)
    chosen = chosen or next(iter(policies), "")
    if not chosen:
        raise UnreadableError("/uid", "no policy with a uid in it")
    if chosen not in policies:
        raise InputError(f"{path}: no policy {chosen} in it")
    return read_policy(policies[chosen], policies, actionless=True, profiles=profiles)


def _document(path: Path, wanted: str) -> object:
    try:
        data = _bytes(path)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from None
    if path.suffix in _READERS:
        return _turtle(data, path, wanted)
    data = data.removeprefix(_MARK)
    if data.lstrip()[:1] != b"[":
        return read_document(data)
    found = read_document(b'{"@graph":' + data + b"}")  # expanded JSON-LD is a list of nodes
    if found.keys() != {"@graph"}:
        raise UnreadableError("", "not JSON: more follows the list")
    return found


def _read(path: Path, wanted: str, reader: Callable[[object], _Found]) -> _Found:
    """What a reader finds in a file.  Raises InputError, with the file, for what it cannot read."""
    try:
        return reader(_document(path, wanted))
    except UnreadableError as error:
        raise InputError(f"{path}: {error}") from None


def _bytes(path: Path) -> bytes:
    """The bytes of a file or of standard input, never more of them than are read."""
    if path == _INPUT:
        data = sys.stdin.buffer.read(MOST_BYTES + 1)
    else:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise InputError(f"{path}: more than {MOST_BYTES} bytes")
    return data


def _turtle(data: bytes, path: Path, wanted: str) -> object:
    """Turtle by the adapter outside this core."""
    try:
        adapter = importlib.import_module(_TURTLE)
    except ImportError:
        raise InputError(f"{path}: Turtle needs rdflib, which is not installed") from None
    try:
        text = data.removeprefix(_MARK).decode()
    except UnicodeDecodeError as error:
        raise UnreadableError("", f"not UTF-8 from byte {error.start} on") from None
    document: object = adapter.document_of(text, adapter.Wanted(wanted))
    return document


if __name__ == "__main__":
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    sys.exit(main())
