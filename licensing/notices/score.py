"""How well notices are read: readings against labels. Pure.

``python -m licensing.notices.score FILE …`` prints the table; a file is JSON Lines as docs/notices.md describes.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from licensing.notices.reader import read_notice
from licensing.notices.readings import Reading
from licensing.notices.text import fold


@dataclass
class Score:
    """Counts over some notices; ``wrong`` says what went wrong, notice by notice."""

    notices: int = 0
    labels: int = 0
    right: int = 0
    false_permits: int = 0
    holders: int = 0
    duties: int = 0
    detected: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, one: Mapping[str, object], reading: Reading) -> None:
        """Count one labelled notice and its reading."""
        self.notices += 1
        labels = one["labels"]
        assert isinstance(labels, Mapping)  # noqa: S101 - a labelled notice
        for use, stated in labels.items():
            accepted = [stated] if isinstance(stated, str) else list(stated)
            self._label(str(one["id"]), use, reading.labels[use], accepted)
        self.holders += _same(one.get("holder"), reading.holder)
        self.duties += _duties(one, reading)
        self.detected += one["is_notice"] == reading.is_notice

    def _label(self, name: str, use: str, found: str, accepted: Sequence[str]) -> None:
        self.labels += 1
        if found in accepted:
            self.right += 1
            return
        self.false_permits += found == "permit"
        self.wrong.append(f"{name}: {use} is {' or '.join(accepted)}, read as {found}")


def _same(stated: object, found: str | None) -> bool:
    """Whether two holders are one name: case, accents and punctuation do not count."""
    plain = [re.sub(r"[\W_]+", "", fold(str(name or ""))) for name in (stated, found)]
    return plain[0] == plain[1]


def _duties(one: Mapping[str, object], reading: Reading) -> bool:
    sure, perhaps = one["duties"], one.get("duties_maybe", [])
    assert isinstance(sure, list)  # noqa: S101 - a labelled notice
    assert isinstance(perhaps, list)  # noqa: S101 - a labelled notice
    return set(sure) <= set(reading.duties) <= {*sure, *perhaps}


def kind_of(one: Mapping[str, object], reading: Reading) -> str:
    """The type of a labelled notice, for the table."""
    labels = one["labels"]
    assert isinstance(labels, Mapping)  # noqa: S101 - a labelled notice
    values = {value if isinstance(value, str) else value[0] for value in labels.values()}
    if not one["is_notice"]:
        return "no notice"
    if reading.licence:
        return "licence"
    strictest = next((value for value in ("permit", "deny", "consent") if value in values), "nothing stated")
    return {"permit": "permission", "deny": "ban", "consent": "consent"}.get(strictest, strictest)


def scores_of(labelled: Iterable[Mapping[str, object]]) -> dict[str, Score]:
    """Scores of all notices, by language and by type, in the order of the table."""
    rows: dict[str, Score] = {"all": Score()}
    for one in sorted(labelled, key=lambda one: str(one["lang"])):
        reading = read_notice(str(one["text"]))
        for row in ("all", f"language {one['lang']}", f"type {kind_of(one, reading)}"):
            rows.setdefault(row, Score()).add(one, reading)
    return dict(sorted(rows.items()))


def table_of(rows: Mapping[str, Score]) -> str:
    """The table as text."""
    head = ("", "notices", "labels right", "false permits", "holders", "duties", "detection")
    lines = [head, *(_row(name, score) for name, score in rows.items())]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _row(name: str, score: Score) -> tuple[str, ...]:
    return (
        name, str(score.notices), f"{score.right}/{score.labels} {score.right / score.labels:.1%}", str(score.false_permits),
        *(f"{count}/{score.notices} {count / score.notices:.0%}" for count in (score.holders, score.duties, score.detected)),
    )  # fmt: skip


def load(path: Path) -> list[dict[str, object]]:
    """The labelled notices of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a table for each file; exit 1 when a permission was read that is none."""
    failed = False
    for name in sys.argv[1:] if arguments is None else arguments:
        rows = scores_of(load(Path(name)))
        sys.stdout.write(f"{name}\n{table_of(rows)}\n")
        sys.stdout.writelines(f"  {line}\n" for line in rows["all"].wrong)
        sys.stdout.write("\n")
        failed = failed or rows["all"].false_permits > 0
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
