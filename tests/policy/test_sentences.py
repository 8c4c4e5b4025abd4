"""Every sentence of an answer: said in both languages, with the same values, and used."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import licensing.policy
from licensing.policy.statutes import Standing
from licensing.policy.vocabulary.sentences import SENTENCES, Sentence, remedy, say

SOURCE = Path(licensing.policy.__path__[0])
CODE = re.compile(r"[a-z]+(-[a-z]+)+")
NO_SENTENCE = {
    # codes of UseError, which carry their own text
    "unknown-use", "too-general", "naive-time", "absurd-time", "out-of-range", "not-applicable", "no-such-part",
    # notes of premises, and the mark under which the writer keeps a term that was not understood
    "unknown-term", "not-understood",
    # names of registered facts
    "lawful-access", "accepts-attribution",
}  # fmt: skip
SAID_ELSEWHERE = {"evaluation-error"}
"""Said by who catches an error of the core."""


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def literals() -> Iterator[str]:
    for path in SOURCE.rglob("*.py"):
        if path.parent.name in {"vocabulary", "standalone", "explain"}:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


WRITTEN = set(literals())
HYPHENATED = {text for text in WRITTEN if CODE.fullmatch(text)}


@pytest.mark.parametrize(("code", "sentence"), SENTENCES.items(), ids=SENTENCES)
def test_a_sentence_is_said_in_both_languages_with_the_same_values(code: str, sentence: Sentence) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", code)
    assert sentence.en
    assert sentence.pl
    assert sentence.en != sentence.pl
    assert bool(sentence.remedy_en) == bool(sentence.remedy_pl)
    assert fields(sentence.en) == fields(sentence.pl)
    assert fields(sentence.remedy_en) == fields(sentence.remedy_pl)
    assert "" not in fields(sentence.en) | fields(sentence.remedy_en)


def test_every_code_in_the_source_has_a_sentence() -> None:
    assert HYPHENATED - set(SENTENCES) - NO_SENTENCE == set()


def test_every_sentence_is_said_somewhere() -> None:
    assert set(SENTENCES) - WRITTEN == SAID_ELSEWHERE


def test_every_standing_of_a_claim_has_its_refusal() -> None:
    from licensing.policy.statutes import _REFUSALS

    assert set(_REFUSALS) == set(Standing)
    assert set(_REFUSALS.values()) <= set(SENTENCES)


def test_values_are_filled_in_and_never_read_as_sentences_themselves() -> None:
    values = (("policy", "{kind} {0} {policy}"),)
    assert say("terms-permit", values) == "“{kind} {0} {policy}” permits it."
    assert say("terms-permit", values, "pl") == "Pozwala na to „{kind} {0} {policy}”."
    assert say("terms-permit", (), "de") == "“?” permits it."


def test_what_has_no_remedy_has_an_empty_one() -> None:
    assert remedy("terms-permit") == ""
    assert remedy("terms-reserve", (("party", "X"), ("clause", " (C1)"))) == (
        "Obtain the consent of X as an agreement (C1)."
    )


def test_a_code_that_is_not_in_the_table_is_an_error() -> None:
    with pytest.raises(KeyError):
        say("made-up")
