"""Words of a text, counted and cut as semantics.md section 1 defines them. Pure.

A word is a token between white space, except that
- each Han, Kana, Hangul or Thai character is a word of its own,
- any token weighs at least a twelfth of its length in characters, so that nothing hides in one long "word".
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, islice
from operator import add
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

CHARACTERS_PER_WORD = 12

# First and last code point of the blocks whose characters are words by themselves.
_OWN_WORD_RANGES = (
    (0x0E01, 0x0E3A), (0x0E40, 0x0E5B),  # Thai
    (0x1100, 0x11FF), (0x3131, 0x318E), (0xA960, 0xA97C), (0xAC00, 0xD7A3), (0xD7B0, 0xD7FB), (0xFFA0, 0xFFDC),  # Hangul
    (0x3041, 0x3096), (0x309D, 0x309F), (0x30A1, 0x30FA), (0x30FC, 0x30FF), (0x31F0, 0x31FF), (0xFF66, 0xFF9D),
    (0x1AFF0, 0x1AFFE), (0x1B000, 0x1B167),  # Kana
    (0x2E80, 0x2FD5), (0x3005, 0x3007), (0x3021, 0x3029), (0x3038, 0x303B), (0x3400, 0x4DBF), (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF), (0x20000, 0x2FA1F), (0x30000, 0x323AF),  # Han
)  # fmt: skip
_OWN_WORD = "".join(f"{chr(first)}-{chr(last)}" for first, last in _OWN_WORD_RANGES)
_ZERO_WIDTH_SPACE = "\u200b"
_TOKEN = re.compile(r"[^\s\u200b]+")
_PIECE = re.compile(f"[{_OWN_WORD}]|[^{_OWN_WORD}]+")
_IS_OWN_WORD = re.compile(f"[{_OWN_WORD}]")
# UTF-8: bytes of characters below U+0800 and inside longer ones; the first byte of U+2000 to U+2FFF; radicals there.
_BELOW_THAI = bytes(range(0xE0))
_PUNCTUATION = {0xE2}
_RADICAL = re.compile(rb"\xe2[\xba-\xbf]")
# The shape of a text: each byte is 0 for a space, 1 for something else.
_SHAPE = bytes(ord("0" if chr(byte).isspace() and chr(byte).isascii() else "1") for byte in range(256))
_TWO_WORDS = CHARACTERS_PER_WORD + 1
_LATIN_SHAPE = bytes(ord("0" if chr(byte).isspace() else "1") for byte in range(256))
_CONTINUATION = bytes(range(0x80, 0xC0))
# White space beyond ASCII, in UTF-8, one pattern for each first byte: looking for a fixed byte is fast.
_WIDE_SPACES = tuple(
    re.compile(pattern)
    for pattern in (
        rb"\xc2[\x85\xa0]",
        rb"\xe2(?:\x80[\x80-\x8b\xa8\xa9\xaf]|\x81\x9f)",
        rb"\xe1\x9a\x80",
        rb"\xe3\x80\x80",
    )
)
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
# Control characters that no text needs; PostgreSQL refuses the first of them. In UTF-8 each is its own byte.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+")
_CONTROL_BYTES = bytes([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F])


@dataclass(frozen=True)
class Word:
    """A span of a text, end excluded, in code points, and how many words it counts for (at least 1)."""

    start: int
    end: int
    weight: int


def normalise(text: str) -> str:
    """Return the text in NFC with one kind of line end, no control characters and nothing white at its ends.

    White space inside stays as it is: offsets of clauses (semantics.md section 6) count on it.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    encoded = text.encode(errors="surrogatepass")
    if len(encoded.translate(None, _CONTROL_BYTES)) != len(encoded):
        text = _CONTROLS.sub("", text)
    return unicodedata.normalize("NFC", text).strip()


def one_line(text: str) -> str:
    """Return the normalised text with every run of white space as one space: for headlines, names and lines."""
    return " ".join(normalise(text).split())


def words(text: str) -> list[Word]:
    """Return the words of a text in reading order."""
    return list(_words(text))


def count_words(text: str) -> int:
    """Return how many words a text counts for."""
    if _has_own_words(text):
        return sum(word.weight for word in _words(text))
    return _count_tokens(text)


def measure(text: str, count: int) -> tuple[int, tuple[int, ...]]:
    """Return `count_words` of a text and `prefix_characters` of its first `count` words."""
    if _has_own_words(text):
        return sum(word.weight for word in _words(text)), prefix_characters(text, count)
    return _count_tokens(text), _prefix_of_tokens(text, count)


def measure_plain(text: str, count: int) -> tuple[int, str]:
    """Return `count_words` of a plain text and its first words, at most `count` of them, verbatim.

    Plain is a text without white space at its beginning, without characters from U+0300 on but dashes, quotation marks and
    the like (U+200C to U+27FF without white space), and without control characters: one that most texts are.
    """
    latin = text.encode(
        "latin-1", "replace"
    )  # a byte a character; what is no Latin letter is no white space either
    counted = _count_shape(latin.translate(_LATIN_SHAPE))
    return _count_each(text) if counted is None else counted, _head(text, count)


def _head(text: str, count: int) -> str:
    """Return the first words of a plain text."""
    if count < 1:
        return ""
    # tokens that are a word each with a space between them, as nearly always
    if (usual := _usual_head(count).match(text)) is not None:
        return usual[0]
    lengths = _prefix_of_tokens(text, count)
    return text[: lengths[-1]] if lengths else ""


@lru_cache(maxsize=256)
def _usual_head(count: int) -> re.Pattern[str]:
    token = rf"\S{{1,{CHARACTERS_PER_WORD}}}"
    return re.compile(rf"(?:{token} ){{{count - 1}}}{token}(?!\S)")


def cut_words(text: str, start: int, count: int) -> str:
    """Return the verbatim passage of at most `count` words from word position `start`, the first being 0.

    Only whole tokens are taken: a long token that would exceed `count`, or that began before `start`, is not.
    Raises ValueError for a negative start or count.
    """
    if start < 0 or count < 0:
        raise ValueError("A passage begins at word 0 or later and has no negative length.")
    taken: list[Word] = []
    for position, word in _positions(text):
        if position < start:
            continue
        if position + word.weight > start + count:
            break
        taken.append(word)
    return text[taken[0].start : taken[-1].end] if taken else ""


def trimmed(text: str) -> str:
    """Return the text verbatim from its first word to its last, as a passage of all its words begins and ends."""
    text = text.strip()
    while text.startswith(_ZERO_WIDTH_SPACE) or text.endswith(_ZERO_WIDTH_SPACE):
        text = text.strip(_ZERO_WIDTH_SPACE).strip()
    return text


def prefix_characters(text: str, count: int) -> tuple[int, ...]:
    """Return how many characters the first 1, 2, … `count` words take: entry n - 1 is for n words.

    Shorter than `count` when the text is; a limit in characters (max-snippet) is turned into words with it.
    """
    if not _has_own_words(text):
        return _prefix_of_tokens(text, count)
    lengths: list[int] = []
    for _, word in _positions(text):
        if len(lengths) + word.weight > count:
            break
        before = lengths[-1] if lengths else 0
        lengths.extend([before] * (word.weight - 1))
        lengths.append(word.end)
    return tuple(lengths)


def digest(text: str) -> str:
    """Return the SHA-256 of the text's UTF-8 bytes, as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def _tokens(text: str, most: int = -1) -> list[str]:
    """Return the tokens of a text, or its first ones and then the rest."""
    return (text.replace(_ZERO_WIDTH_SPACE, " ") if _ZERO_WIDTH_SPACE in text else text).split(None, most)


def _count_tokens(text: str) -> int:
    """Count words of a text in which each token is one word, or as many as twelfths of its length.

    A text whose white space is ASCII is counted by its bytes, one a character: places where a token begins, and runs as
    long as a token that is two words. Where a token is three words or more, each token is looked at.
    """
    encoded = text.encode(errors="surrogatepass")
    if len(encoded) == len(text):
        shape = encoded.translate(_SHAPE)
    elif any(pattern.search(encoded) for pattern in _WIDE_SPACES):
        return _count_each(text)
    else:
        shape = encoded.translate(_SHAPE, _CONTINUATION)
    counted = _count_shape(shape)
    return _count_each(text) if counted is None else counted


def _count_each(text: str) -> int:
    return sum(max(1, _twelfths(len(token))) for token in _tokens(text))


def _count_shape(shape: bytes) -> int | None:
    """Count places where a token begins, and tokens that are two words, as bits of a number: one a character.

    None where a token is three words or more.
    """
    inside = int(shape or b"0", 2)
    long = inside & inside >> 1
    long &= long >> 2
    long &= long >> 4
    long &= long >> _TWO_WORDS - 8
    begun = (inside & ~(inside << 1)).bit_count()
    if not long:
        return begun
    return None if long & long >> CHARACTERS_PER_WORD else begun + (long & ~(long << 1)).bit_count()


def _prefix_of_tokens(text: str, count: int) -> tuple[int, ...]:
    """Return the same as `prefix_characters` where each token is a word or several."""
    tokens = _tokens(text, count)[: max(count, 0)]
    if not text.startswith(" ".join(tokens)):
        spans = [token.span() for token in islice(_TOKEN.finditer(text), len(tokens))]
        return _prefix_of_spans(spans, count)
    # one space between the words, as nearly always: their lengths tell where they end
    if max(map(len, tokens), default=0) <= CHARACTERS_PER_WORD:
        return tuple(map(add, accumulate(map(len, tokens)), range(len(tokens))))
    lengths: list[int] = []
    end = -1
    for length in map(len, tokens):
        end += length + 1
        if length > CHARACTERS_PER_WORD:
            weight = _twelfths(length)
            if len(lengths) + weight > count:
                break
            lengths.extend([lengths[-1] if lengths else 0] * (weight - 1))
        elif len(lengths) >= count:
            break
        lengths.append(end)
    return tuple(lengths)


def _prefix_of_spans(spans: list[tuple[int, int]], count: int) -> tuple[int, ...]:
    lengths: list[int] = []
    for start, end in spans:
        weight = max(1, _twelfths(end - start))
        if len(lengths) + weight > count:
            break
        lengths.extend([lengths[-1] if lengths else 0] * (weight - 1))
        lengths.append(end)
    return tuple(lengths)


def _has_own_words(text: str) -> bool:
    """Tell whether a character of the text is a word of its own; most texts are cleared without looking at each."""
    if text.isascii():
        return False
    encoded = text.encode(errors="surrogatepass")
    above = encoded.translate(None, _BELOW_THAI)
    if not above or (set(above) <= _PUNCTUATION and not _RADICAL.search(encoded)):
        return False
    return _IS_OWN_WORD.search(text) is not None


def _words(text: str) -> Iterator[Word]:
    for token in _TOKEN.finditer(text):
        yield from _words_of_token(token.group(), token.start())


def _positions(text: str) -> Iterator[tuple[int, Word]]:
    position = 0
    for word in _words(text):
        yield position, word
        position += word.weight


def _words_of_token(token: str, offset: int) -> list[Word]:
    pieces = _pieces(token)
    weights = [_weight(token[start:end]) for start, end in pieces]
    weights[-1] += max(0, _twelfths(len(token)) - sum(weights))
    return [
        Word(offset + start, offset + end, weight)
        for (start, end), weight in zip(pieces, weights, strict=True)
    ]


def _pieces(token: str) -> list[tuple[int, int]]:
    """Split before and after each character that is a word; punctuation goes with the piece before it."""
    pieces: list[tuple[int, int]] = []
    lead = 0  # punctuation at the head of the token goes with the first piece
    for match in _PIECE.finditer(token):
        if _LETTER_OR_DIGIT.search(match.group()) or _IS_OWN_WORD.match(match.group()):
            pieces.append((match.start() if pieces else lead, match.end()))
        elif pieces:
            pieces[-1] = (pieces[-1][0], match.end())
    return pieces or [(0, len(token))]


def _weight(piece: str) -> int:
    own = len(_IS_OWN_WORD.findall(piece))
    return own or max(1, _twelfths(len(piece)))


def _twelfths(length: int) -> int:
    return -(-length // CHARACTERS_PER_WORD)
