"""Turtle from strangers is read within bounds or refused in one line."""

from __future__ import annotations

import time

import pytest

from licensing.policy.errors import UnreadableError
from licensing.turtle import Wanted, document_of
from licensing.turtle.graph import MOST_BYTES, MOST_ESCAPES, MOST_TRIPLES

HEAD = "@prefix odrl: <http://www.w3.org/ns/odrl/2/> . @prefix : <urn:x:> .\n"
POLICY = HEAD + ":p a odrl:Set ; odrl:permission "
LIST = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("this is no turtle", "bad syntax near line 1"),
        ("\n\n<a> <b> ;;; \n", "bad syntax"),
        ("<a> <b> 'unfinished", "bad syntax"),
        ("@prefix", "bad syntax"),
        ("{ <a> <b> <c> } => { <d> <e> <f> } .", "bad syntax"),
        ('"literal" <b> <c> .', "not a triple of RDF|bad syntax"),
        ("<a> <b> " + "9" * 100_000 + " .", "bad syntax"),
        ("<a> <b> " + "[ <b> " * 2_000 + "1" + "]" * 2_000 + " .", "nested too deep"),
        ("<a> <b> " + "( " * 2_000 + ")" * 2_000 + " .", "nested too deep"),
        ('<a> <b> "\ud800" .', "half a character"),
        ('<a> <b> "\\uD800" .', "half a character|bad syntax"),
        ('<a> <b> "' + "\\n" * (MOST_ESCAPES + 1) + '" .', f"more than {MOST_ESCAPES} escapes"),
        ("#" + "x" * MOST_BYTES + "\n<a> <b> <c> .", f"more than {MOST_BYTES} bytes"),
        (
            "<a> <b> " + ",".join(f"<c{n}>" for n in range(MOST_TRIPLES + 1)) + " .",
            f"more than {MOST_TRIPLES} triples",
        ),
        (POLICY + "_:a . _:a odrl:duty _:b . _:b odrl:consequence _:a .", "in a circle"),
        (
            POLICY + ":r1 . " + "".join(f":r{n} :q :r{n + 1} . " for n in range(40)) + ":r40 :q 1 .",
            "24 levels",
        ),
        (
            POLICY
            + ":r1 . "
            + "".join(f":r{n} :q :r{n + 1} ; :s :r{n + 1} . " for n in range(20))
            + ":r20 :q 1 .",
            "more than 20000 nodes",
        ),
        (POLICY + f"_:l . _:l {LIST}first> 1 .", "a list is broken"),
        (POLICY + f"_:l . _:l {LIST}first> 1 ; {LIST}rest> _:l .", "a list is broken"),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else None,
)
def test_it_is_refused_in_one_line(text: str, why: str) -> None:
    started = time.monotonic()
    with pytest.raises(UnreadableError, match=why) as caught:
        document_of(text)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200
    assert time.monotonic() - started < 10


def test_named_nodes_may_refer_to_each_other_in_a_circle() -> None:
    document = document_of(POLICY + ":r . :r odrl:duty :d . :d odrl:consequence :r .")
    assert "urn:x:r" in str(document)


def test_a_state_whose_nodes_refer_to_each_other_is_a_graph() -> None:
    document = document_of(HEAD + ":a odrl:partOf :b . :b odrl:partOf :a .", Wanted.STATE)
    assert document == {
        "@graph": [
            {"@id": "urn:x:a", "http://www.w3.org/ns/odrl/2/partOf": {"@id": "urn:x:b"}},
            {"@id": "urn:x:b", "http://www.w3.org/ns/odrl/2/partOf": {"@id": "urn:x:a"}},
        ]
    }


def test_an_empty_text_holds_nothing() -> None:
    assert document_of("") == {"@graph": []}
