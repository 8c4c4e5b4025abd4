"""Headline, day and authors of made-up pages as three extractors read them, side by side (docs/benchmarks.md)."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings

from tests.bench.extract.facts import Facts, all_facts
from tests.bench.extract.styles import STYLES

FIELDS = ("headline", "date", "authors")
PEERS = ("trafilatura", "newspaper4k")


def written(directory: Path, rounds: int) -> dict[str, Facts]:
    """Write each style in several languages; return what is true by file name."""
    truth = {}
    for facts in all_facts(len(STYLES) * rounds):
        style = STYLES[facts.number % len(STYLES)]
        name = f"{facts.number:03}-{style.__name__}-{facts.language.code}.html"
        (directory / name).write_text(style(facts), encoding="utf-8")
        truth[name] = facts
    return truth


def ours(directory: Path) -> dict[str, Any]:
    """What this project reads."""
    settings.configure(USE_I18N=False)
    from archive.ingestion.reading.report import page_report  # after the settings

    found = {}
    for file in sorted(directory.glob("*.html")):
        report = page_report(file.read_bytes())
        values = {name: report[name]["value"] for name in ("headline", "authors")}
        found[file.name] = values | {"date": report["date_published"]["value"]}
    return found


def peer(name: str, python: str, directory: Path) -> dict[str, Any]:
    """What a peer reads, in its own environment."""
    script = Path(__file__).with_name("peer.py")
    run = subprocess.run(
        [python, str(script), name, str(directory)], capture_output=True, check=True, timeout=600
    )
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def is_right(field: str, facts: Facts, read: dict[str, Any]) -> bool:
    """Whether a field is as it should be: letters and digits of the headline, the day, the set of authors."""
    if field == "headline":
        return _bare(read["headline"]) == _bare(facts.headline)
    if field == "date":
        return str(read["date"])[:10] == facts.published.date().isoformat()
    return {_bare(name) for name in read["authors"]} == {_bare(name) for name in facts.authors}


def _bare(value: str) -> str:
    return "".join(each for each in value.casefold() if each.isalnum())


def main() -> int:
    """Return 1 where a peer reads any field better than this project does."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=4, help="pages of each style, in different languages\n")
    parser.add_argument("--peers", default="var/bench/bin/python", help="the Python that has the peers")
    parser.add_argument(
        "--misses", action="store_true", help="name the pages and fields that ours gets wrong"
    )
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        directory = Path(place)
        truth = written(directory, arguments.rounds)
        read = {"Imprimatur": ours(directory)} | {
            name: peer(name, arguments.peers, directory) for name in PEERS
        }
    return report(truth, read, misses=arguments.misses)


def report(truth: dict[str, Facts], read: dict[str, dict[str, Any]], *, misses: bool) -> int:
    """Print the table; return 1 where a peer is better."""
    right = {
        who: {field: sum(is_right(field, truth[page], pages[page]) for page in truth) for field in FIELDS}
        for who, pages in read.items()
    }
    write = sys.stdout.write
    languages = {each.language.code for each in truth.values()}
    write(f"{len(truth)} pages, {len(STYLES)} styles, {len(languages)} languages\n")
    write(f"{'':14}" + "".join(f"{field:>12}" for field in FIELDS) + "\n")
    for who, fields in right.items():
        write(f"{who:14}" + "".join(f"{fields[field] / len(truth):>12.1%}" for field in FIELDS) + "\n")
    for page, facts in truth.items() if misses else ():
        wrong = {
            field: read["Imprimatur"][page][field]
            for field in FIELDS
            if not is_right(field, facts, read["Imprimatur"][page])
        }
        if wrong:
            write(f"{page} {wrong}\n")
    return int(any(right[who][field] > right["Imprimatur"][field] for who in PEERS for field in FIELDS))


if __name__ == "__main__":
    raise SystemExit(main())
