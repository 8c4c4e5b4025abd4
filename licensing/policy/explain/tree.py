"""One node of an explanation, as a sentence, as indented text and as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from licensing.policy.canonical import Json
from licensing.policy.vocabulary.explanations import EXPLANATIONS
from licensing.policy.vocabulary.sentences import remedy, say
from licensing.policy.vocabulary.words import word

LANGUAGES = ("en", "pl")
_WORD = "_word"


@dataclass(frozen=True, slots=True)
class Explained:
    """What was tested: its kind, the stable code of its sentence with the values it is filled with, and what it rests on.

    ``state`` is an outcome, or ``active`` / ``inactive`` / ``unknown`` of a rule, ``satisfied`` / ``not`` / ``unknown``
    of a premise, or empty.  The names of values that end in ``_word`` are worded in the language of the sentence.
    """

    kind: str
    code: str
    values: tuple[tuple[str, str], ...] = ()
    state: str = ""
    children: tuple[Explained, ...] = ()


def node(
    kind: str, code: str, *, state: str = "", children: Iterable[Explained] = (), **values: object
) -> Explained:
    """A node; its values are sorted by name, so that equal explanations are equal."""
    filled = tuple(sorted((name, str(value)) for name, value in values.items()))
    return Explained(kind, code, filled, state, tuple(children))


def sentence(one: Explained, language: str = "en") -> str:
    """The node's sentence in ``en`` or ``pl``."""
    if one.kind == "remedy":
        return remedy(one.code, one.values, language)
    if one.code not in EXPLANATIONS:
        return say(one.code, one.values, language)
    english, polish = EXPLANATIONS[one.code]
    filled = {name: word(value, language) if name.endswith(_WORD) else value for name, value in one.values}
    return (polish if language == "pl" else english).format_map(filled)


def as_text(one: Explained, language: str = "en") -> str:
    """The whole tree, one sentence a line, two spaces deeper at each level."""
    return "\n".join(_lines(one, language, 0))


def _lines(one: Explained, language: str, depth: int) -> Iterator[str]:
    yield "  " * depth + " ".join(sentence(one, language).split())
    for child in one.children:
        yield from _lines(child, language, depth + 1)


def as_data(one: Explained) -> dict[str, Json]:
    """The whole tree as plain data with its sentences in both languages."""
    return {
        "kind": one.kind,
        "code": one.code,
        "state": one.state,
        "values": dict(one.values),
        "says": {language: sentence(one, language) for language in LANGUAGES},
        "children": [as_data(child) for child in one.children],
    }
