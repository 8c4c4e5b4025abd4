"""64 bits of a text by which nearly equal texts are found; no word can be read from them. Pure.

One-permutation hashing with one bit a bin (Li, Owen, Zhang 2012; Li, König 2010): of the hashes of the text's different
words, the least of each of 64 bins gives one bit. Two texts that share the part J of their words differ in about
32 (1 - J) bits, so that three bits or less mean nine tenths of the words, and unrelated texts differ in twenty and more.
"""

from __future__ import annotations

from zlib import crc32

FEWEST_WORDS = 50
"""Shorter texts have no fingerprint: a list of results or a forecast is like any other."""

_BINS = 64


def fingerprint(text: str) -> int | None:
    """Return the bits as a signed integer, as PostgreSQL's bigint; None for a short text. Case doesn't matter."""
    words = text.casefold().encode().split()
    if len(words) < FEWEST_WORDS:
        return None
    # the last written to a bin is the least, since the greater go before
    least = {value >> 26: value for value in sorted(set(map(crc32, set(words))), reverse=True)}
    last = least[max(least)]
    bits = 0
    for place in range(_BINS):
        last = least.get(place, last)  # an empty bin repeats the one before it
        bits |= (last >> 7 & 1) << place
    return bits - (1 << _BINS) if bits >> (_BINS - 1) else bits


def differing_bits(one: int, other: int) -> int:
    """Return in how many bits two fingerprints differ."""
    return ((one ^ other) & (1 << _BINS) - 1).bit_count()
