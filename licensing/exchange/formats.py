"""The formats that terms come and go in, one row each."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from licensing.exchange.premis_reading import read_premis
from licensing.exchange.premis_writing import premis_of
from licensing.exchange.rightsml_reading import read_rightsml
from licensing.exchange.rightsml_writing import rightsml_of
from licensing.exchange.statement import Statement
from licensing.policy.document import read_document
from licensing.policy.errors import UnreadableError
from licensing.policy.odrl import read_policy
from licensing.policy.odrl_writer import UnwritableError, write_policy
from licensing.turtle import Wanted, document_of, turtle_of

WHOLE = "IMPORT"
"""Label of the one clause of an import: the whole file, from which every rule was read."""


class UnknownFormatError(LookupError):
    """No format has this name."""


@dataclass(frozen=True)
class Imported:
    """What a file says: a document whose rules are bound to the clause `WHOLE`, or why it can't be read."""

    text: str
    document: Mapping[str, object] | None
    unreadable: str = ""


@dataclass(frozen=True)
class Format:
    """One format: how it is called, how it is written (UnwritableError) and read (UnreadableError)."""

    name: str
    title: str
    media_type: str
    ending: str
    write: Callable[[Statement], str]
    read: Callable[[bytes], Mapping[str, object]]

    def imported(self, data: bytes) -> Imported:
        """Read a file of a stranger.  Nothing is raised: what can't be read says why."""
        text = data.decode("utf-8-sig", errors="replace").replace("\x00", "\ufffd")
        try:
            return Imported(text, _bound(self.read(data)))
        except (UnreadableError, UnwritableError) as error:
            return Imported(text, None, f"{self.title}: {error}")


def _bound(document: Mapping[str, object]) -> Mapping[str, object]:
    """Bind every rule to the file: the clauses that the file names are of another text."""
    policy = read_policy(document)
    return write_policy(
        replace(policy, rules=tuple(replace(rule, clauses=(WHOLE,)) for rule in policy.rules))
    )


def _json(statement: Statement) -> str:
    return json.dumps(dict(statement.document), ensure_ascii=False, indent=2) + "\n"


def _read_turtle(data: bytes) -> Mapping[str, object]:
    try:
        return document_of(data.decode("utf-8-sig"), Wanted.POLICY)
    except UnicodeDecodeError as error:
        raise UnreadableError("", f"not UTF-8 at byte {error.start}") from None


def _of_policy(write: Callable[..., str]) -> Callable[[Statement], str]:
    return lambda statement: write(read_policy(statement.document))


FORMATS: dict[str, Format] = {
    one.name: one
    for one in (
        Format("jsonld", "ODRL JSON-LD", "application/ld+json", "jsonld", _json, read_document),
        Format("turtle", "ODRL Turtle", "text/turtle", "ttl", _of_policy(turtle_of), _read_turtle),
        Format(
            "rightsml",
            "RightsML 2.0",
            "application/xml",
            "rightsml.xml",
            _of_policy(rightsml_of),
            read_rightsml,
        ),
        Format("premis", "PREMIS 3", "application/xml", "premis.xml", premis_of, read_premis),
    )
}
"""Name → format."""


def format_named(name: str) -> Format:
    """The format of a name.  Raises UnknownFormatError."""
    try:
        return FORMATS[name]
    except KeyError:
        raise UnknownFormatError(f"No format is called {name}; there are {', '.join(FORMATS)}.") from None
