"""``make conformance``: the public suite under both readings as a table; exit code 1 when it is short of the goal."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

from licensing.policy.standalone.evaluate import Reading
from tests.conformance.cases import cases
from tests.conformance.divergences import DIVERGENCES, NO_EXPLANATION
from tests.conformance.levels import Found, compared

Row = tuple[str, Found, Found]


def main() -> int:
    """Print the table; return 0 when every case is as it must be."""
    started = time.monotonic()
    read = cases()
    strict, suite = rows(Reading.STRICT), rows(Reading.SUITE)
    sys.stdout.write("\n".join(_table(strict, suite)) + "\n")
    short = [*faults(Reading.STRICT, strict), *faults(Reading.SUITE, suite)]
    sys.stdout.writelines(f"SHORT  {line}\n" for line in short)
    took = time.monotonic() - started
    sys.stdout.write(
        f"{len(read)} cases in {took:.1f} s: {'short of the goal' if short else 'as it must be'}.\n"
    )
    return 1 if short else 0


def rows(reading: Reading) -> list[Row]:
    """Every case with its activation and its explanation level."""
    return [(case.number, *compared(case, reading)) for case in cases()]


def faults(reading: Reading, found: list[Row]) -> list[str]:
    """What is not as it must be: a level that differs, a divergence that is none, an explanation that went missing."""
    diverging = {one.case for one in DIVERGENCES} if reading is Reading.STRICT else set()
    expected = {
        number: (
            Found.DIFFERS if number in diverging else Found.SAME,
            Found.NOT_THERE if number in NO_EXPLANATION else Found.SAME,
        )
        for number, _, _ in found
    }
    return [
        f"{reading.value} {number}: activation {activation.value}, explanation {explanation.value}"
        for number, activation, explanation in found
        if (activation, explanation) != expected[number]
    ]


def _table(strict: list[Row], suite: list[Row]) -> Iterator[str]:
    yield "reading  cases  activation level  explanation level  divergences"
    for name, found, diverging in (("strict", strict, len(DIVERGENCES)), ("suite", suite, 0)):
        activation = f"{sum(row[1] is Found.SAME for row in found)} of {len(found)}"
        comparable = [row for row in found if row[2] is not Found.NOT_THERE]
        explanation = f"{sum(row[2] is Found.SAME for row in comparable)} of {len(comparable)}"
        yield f"{name:7}  {len(found):5}  {activation:>16}  {explanation:>17}  {diverging:11}"
    yield ""
    for one in DIVERGENCES:
        yield f"{one.case} expects {one.expects}, but {one.why}. {one.clause}."
    yield from (f"{number} has no explanation level: {why}." for number, why in NO_EXPLANATION.items())


if __name__ == "__main__":
    sys.exit(main())
