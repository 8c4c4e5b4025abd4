"""Time every engine on the same rules and requests, count disagreements, print the table (docs/benchmarks.md)."""

from __future__ import annotations

import argparse
import gc
import statistics
import sys
from time import perf_counter_ns

from tests.bench.answers import Answer, Engine
from tests.bench.casbin import Casbin
from tests.bench.cedar import Cedar
from tests.bench.opa import Opa
from tests.bench.ours import Ours, Recorded
from tests.bench.rules import Request, all_rules, requests

SEED = 20261124
WARMING = 1_000
PEERS: tuple[type[Engine], ...] = (Cedar, Opa, Casbin)
OURS: tuple[type[Engine], ...] = (Ours, Recorded)


def timed(engine: Engine, asked: list[Request], *, fresh: bool = False) -> list[int]:
    """Nanoseconds of each request; the answer is let go as a server would.

    All requests are written beforehand or, if ``fresh``, each just before its own clock starts, as a server reads it.
    """
    made = (engine.written(request) for request in asked)
    written = made if fresh else iter(list(made))
    spent: list[int] = []
    gc.collect()
    gc.freeze()
    for request, one in zip(asked, written, strict=True):
        begun = perf_counter_ns()
        engine.decide(request.publisher, one)
        spent.append(perf_counter_ns() - begun)
    gc.unfreeze()
    return spent


def answered(engine: Engine, asked: list[Request]) -> list[Answer]:
    """The answer to each request, untimed."""
    return [engine.answer(engine.decide(one.publisher, engine.written(one))) for one in asked]


def disagreements(ours: list[Answer], peer: list[Answer]) -> int:
    """Answers that differ, or cite a rule that the peer does not name among those that decided.

    Who names a single rule (pycasbin) must only agree in the answer.
    """
    several = any(len(one.rules) > 1 for one in peer)
    return sum(
        a.allowed != b.allowed
        or (several and (not set(a.rules) <= set(b.rules) or bool(a.rules) != bool(b.rules)))
        for a, b in zip(ours, peer, strict=True)
    )


def main() -> int:
    """Return 1 where the engines disagree."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument(
        "--fresh", action="store_true", help="write each request just before its clock starts"
    )
    arguments = parser.parse_args()
    rules, asked = all_rules(arguments.seed), requests(arguments.seed + 1, arguments.requests)
    engines = [kind(rules) for kind in (*PEERS, *OURS)]
    spent: dict[str, list[int]] = {engine.name: [] for engine in engines}
    answers = {engine.name: answered(engine, asked) for engine in engines}
    for engine in engines:
        timed(engine, requests(arguments.seed + 2, WARMING))
    for _ in range(arguments.rounds):
        for engine in engines:
            spent[engine.name] += timed(engine, asked, fresh=arguments.fresh)
    return report(spent, answers)


def report(spent: dict[str, list[int]], answers: dict[str, list[Answer]]) -> int:
    """Print median, 99th percentile and ratios; return 1 where answers differ."""
    medians = {name: statistics.median(taken) for name, taken in spent.items()}
    peers = [kind.name for kind in PEERS]
    fastest = min(peers, key=medians.__getitem__)
    ours = answers[Ours.name]
    differing = {name: disagreements(ours, answers[name]) for name in (*peers, Recorded.name)}
    permitted = sum(answer.allowed for answer in ours)
    print(f"{len(ours)} requests, {permitted} permitted; fastest peer: {fastest}")  # noqa: T201
    print(f"{'engine':24}{'median µs':>12}{'p99 µs':>12}{'× fastest peer':>16}{'disagree':>10}")  # noqa: T201
    for name, taken in spent.items():
        p99 = statistics.quantiles(taken, n=100)[98]
        ratio = medians[fastest] / medians[name]
        count = differing.get(name, 0)
        print(f"{name:24}{medians[name] / 1000:12.2f}{p99 / 1000:12.2f}{ratio:16.2f}{count:10}")  # noqa: T201
    goals(medians[fastest], medians, statistics.quantiles(spent[Ours.name], n=100)[98])
    return int(any(differing.values()))


def goals(peer: float, medians: dict[str, float], p99: float) -> None:
    """Print what is asked of this run, and whether it was reached: nothing fails by it, for machines are busy."""
    decided, recorded = peer / medians[Ours.name], peer / medians[Recorded.name]
    for what, reached, wanted in (
        ("times as fast as the fastest peer", decided, 3),
        ("the same, stretch", decided, 5),
        ("with record and digest", recorded, 1.5),
        ("that peer's median to our p99", peer / p99, 1),
    ):
        verdict = "reached" if reached >= wanted else "missed"
        print(f"{what:36}{reached:8.2f}   goal {wanted:<4} {verdict}")  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
