"""The sentences of explanations: said in both languages, with the same values, and used."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest

import licensing.policy.explain
from licensing.policy.model import Outcome, PartKind, RuleType
from licensing.policy.vocabulary.explanations import EXPLANATIONS
from licensing.policy.vocabulary.words import WORDS


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", EXPLANATIONS)
def test_a_sentence_says_the_same_in_both_languages(code: str) -> None:
    english, polish = EXPLANATIONS[code]
    assert english
    assert polish
    assert _names(polish) <= _names(english)


def _written() -> set[str]:
    """Texts that look like codes in the modules that explain; the beginnings of composed ones end in a hyphen."""
    code = re.compile(r"[a-z]+(-[a-z]*)+")
    texts = {
        node.value
        for path in Path(licensing.policy.explain.__path__[0]).glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return {text for text in texts if code.fullmatch(text)}


def test_every_code_has_a_sentence_and_every_sentence_is_said() -> None:
    written = _written()
    composed = tuple(text for text in written if text.endswith("-"))
    assert {text for text in written - set(EXPLANATIONS) if not text.endswith("-")} == set()
    short = {"use", "part", "holder", "quota", "clause", "logical", "override"}
    assert {code for code in set(EXPLANATIONS) - written - short if not code.startswith(composed)} == set()


def test_every_kind_of_thing_has_a_word() -> None:
    assert {*Outcome, *PartKind, "satisfied", "not", "unknown", "active", "inactive"} <= set(WORDS)
    assert {f"rule-{kind.value}" for kind in RuleType} <= set(EXPLANATIONS)
    assert all(english and polish for english, polish in WORDS.values())
