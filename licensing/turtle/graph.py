"""Turtle → triples, in the order of the document, within limits of size and number.

rdflib's parser does the reading; its own graph is not used, because it would turn literals into Python values, rewrite
them (``…10.999Z`` into ``…10.999000+00:00``) and parse XML inside them.  Nothing is fetched.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from decimal import Decimal

from rdflib import BNode, URIRef
from rdflib.graph import Graph as RdflibGraph
from rdflib.plugins.parsers.notation3 import RDFSink, SinkParser, sfloat

from licensing.policy.errors import UnreadableError

MOST_BYTES = 2 * 1024 * 1024
MOST_TRIPLES = 50_000
MOST_ESCAPES = 100_000
"""Backslashes; the parser's time grows with their square."""

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
BASE = "document:/"
"""What names relative to the document become: the same in every document."""

_NOT_IN_NAMES = re.compile(r'[\x00-\x20<>"{}|^`\\]')
"""Characters that no name has: one that was never closed would swallow what follows."""
_SURROGATES = re.compile("[\ud800-\udfff]")
_LEAKS = (
    SyntaxError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    RecursionError,
)
"""What the parser raises for bad input."""


def _nothing(record: logging.LogRecord) -> bool:  # noqa: ARG001
    """What the parser warns of is refused below; its text comes from strangers and belongs in no log."""
    return False


logging.getLogger("rdflib.term").addFilter(_nothing)


@dataclass(frozen=True, slots=True)
class Blank:
    """A node without a name."""

    label: str


@dataclass(frozen=True, slots=True)
class Literal:
    """A literal as it is written."""

    text: str
    datatype: str | None = None
    language: str | None = None


Subject = str | Blank
"""A full name, or a node without one."""
Term = Subject | Literal
Graph = dict[Subject, dict[str, dict[Term, None]]]
"""Subject → predicate → objects (the keys), everything in the order of the document."""


def read_graph(text: str) -> Graph:
    """The triples of a Turtle document.  Raises UnreadableError for bad syntax and for more than the limits allow."""
    if len(text) > MOST_BYTES or len(text.encode(errors="replace")) > MOST_BYTES:
        raise UnreadableError("", f"more than {MOST_BYTES} bytes of Turtle")
    if text.count("\\") > MOST_ESCAPES:
        raise UnreadableError("", f"more than {MOST_ESCAPES} escapes")
    _check(text)
    sink = _Sink()
    parser = SinkParser(sink, baseURI=BASE, turtle=True)
    try:
        parser.loadBuf(text)
    except UnreadableError:
        raise
    except RecursionError:
        raise UnreadableError("", f"nested too deep in line {parser.lines + 1}") from None
    except _LEAKS:
        raise UnreadableError("", f"not Turtle: bad syntax near line {parser.lines + 1}") from None
    return sink.triples


def _check(text: str) -> str:
    if _SURROGATES.search(text):
        raise UnreadableError("", "half a character (a lone surrogate)")
    return text


class _Sink(RDFSink):
    """Keeps what the parser finds, terms as they are written."""

    def __init__(self) -> None:
        super().__init__(RdflibGraph())
        self.triples: Graph = {}
        self.count = 0

    def newLiteral(self, s: str, dt: object, lang: str | None) -> Literal:  # type: ignore[override] # noqa: N802
        return Literal(_check(s), str(dt) if dt else None, lang)

    def newSymbol(self, *args: str) -> URIRef:  # noqa: N802
        """A name, of a term, a prefix or the base.  Raises UnreadableError for what swallowed the text that follows."""
        if any(_NOT_IN_NAMES.search(one) for one in args):
            raise UnreadableError("", f"a name after statement {self.count} has a character that no name has")
        return super().newSymbol(*args)

    def makeStatement(self, quadruple: tuple[object, ...], why: object = None) -> None:  # noqa: N802, ARG002
        _, predicate, subject, value = quadruple
        self.count += 1
        if self.count > MOST_TRIPLES:
            raise UnreadableError("", f"more than {MOST_TRIPLES} triples")
        about, name = _term(subject), _term(predicate)
        if isinstance(about, Literal) or not isinstance(name, str):
            raise UnreadableError("", f"statement {self.count} is not a triple of RDF")
        self.triples.setdefault(about, {}).setdefault(name, {})[_term(value)] = None


def _term(node: object) -> Term:
    """A term of the parser as ours: names, blank nodes, literals, and the numbers that Turtle writes without quotes."""
    match node:
        case Literal():
            return node
        case BNode():
            return Blank(str(node))
        case URIRef():
            return _check(str(node))
        case bool():
            return Literal(str(node).lower(), XSD + "boolean")
        case int():
            return Literal(str(node), XSD + "integer")
        case Decimal():
            return Literal(format(node, "f"), XSD + "decimal")
        case sfloat():
            return Literal(str(node), XSD + "double")
        case (_, name):
            return _check(str(name))
    raise UnreadableError("", "something that is not a term of RDF")
