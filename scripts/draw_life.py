"""Draws docs/images/life-of-terms.svg from the table of a version's life, `licensing.lifecycle.LIFE`.

Usage: python -m scripts.draw_life [--check]; with --check nothing is written and a picture out of date is an error.
"""

from __future__ import annotations

import sys
import textwrap

from django.conf import settings
from django.utils import translation

from licensing.lifecycle import LIFE, NOWHERE, Step
from scripts import house_plan as plan
from scripts.svg import Picture

FILE = plan.ROOT / "docs" / "images" / "life-of-terms.svg"

_MUTED, _LINE = "#4b5668", "#c3ccd8"
_FILLS = {"draft": "#f6f2ea", "submitted": "#c2d0f5", "approved": "#bfe5c8", "rejected": "#f3bcbc", "recorded": "#eef2fa"}  # fmt: skip
_BOXES = {"draft": (300, 92), "submitted": (620, 92), "approved": (940, 92), "rejected": (940, 236), "recorded": (300, 236)}  # fmt: skip
_BOX = (150, 56)
_WIDTH, _EDGE, _TABLE = 1240, 24, 350
_COLUMNS = (("act", 24), ("from → to", 130), ("who", 330), ("only if", 570), ("what happens", 860))
_LETTERS = {"who": 34, "only if": 38, "what happens": 48}


def draw() -> Picture:
    """Return the picture in English: the states with their acts, and the table below."""
    with translation.override("en"):
        return _drawn()


def _drawn() -> Picture:
    rows = [_row(step) for step in LIFE]
    heights = [18 * max(len(cell) for cell in row) + 10 for row in rows]
    told = " ".join(f"{s.act}: {s.source or 'nothing'} to {s.target}. {s.effect}" for s in LIFE)
    picture = Picture(_WIDTH, _TABLE + 40 + sum(heights), "The life of terms", told)
    picture.text(_EDGE, 40, "The life of a version of terms", size=18, bold=True)
    picture.text(_EDGE, 62, "Generated from licensing.lifecycle.LIFE.", fill=_MUTED)
    _arrows(picture)
    for state, (x, y) in _BOXES.items():
        picture.box(x, y, *_BOX, fill=_FILLS[state], line=_LINE)
        picture.text(x + _BOX[0] // 2, y + 34, state, size=15, bold=True, anchor="middle")
    _table(picture, rows, heights)
    return picture


def _arrows(picture: Picture) -> None:
    pairs = dict.fromkeys((step.source, step.target) for step in LIFE)
    for source, target in pairs:
        acts = ", ".join(step.act for step in LIFE if (step.source, step.target) == (source, target))
        if source == NOWHERE:
            x, y = _BOXES[target]
            picture.arrow((x - 170, y + 28), (x - 4, y + 28))
            picture.text(x - 90, y + 18, acts, anchor="middle")
        elif source == target:
            x, y = _BOXES[source]
            picture.arrow((x + 50, y - 2), (x + 50, y - 20), (x + 100, y - 20), (x + 100, y - 4))
            picture.text(x + 110, y - 14, acts)
        else:
            _between(picture, source, target, acts)


def _between(picture: Picture, source: str, target: str, acts: str) -> None:
    (x, y), (to_x, to_y) = _BOXES[source], _BOXES[target]
    width, height = _BOX
    if y == to_y:
        back = to_x < x
        level = y + (42 if back else 16)
        start, end = (x - 2, to_x + width + 4) if back else (x + width + 2, to_x - 4)
        picture.arrow((start, level), (end, level))
        picture.text((start + end) // 2, level - 6, acts, anchor="middle")
        return
    middle = x + width // 2
    if x == to_x:
        picture.arrow((middle, y + height + 2), (middle, to_y - 4))
    else:
        picture.arrow((middle, y + height + 2), (middle, to_y + height // 2), (to_x - 4, to_y + height // 2))
    picture.text(middle + 10, (y + height + to_y) // 2 + 4, acts)


def _row(step: Step) -> list[list[str]]:
    who = step.permission.removeprefix("licensing.").replace("_", " ") or "the machine"
    who += ", not the author" if step.by_another else ""
    cells = {
        "act": step.act,
        "from → to": f"{step.source or '—'} → {step.target}",
        "who": who,
        "only if": str(step.condition) or "—",
        "what happens": str(step.effect),
    }
    return [textwrap.wrap(cells[name], _LETTERS.get(name, 60)) for name, _ in _COLUMNS]


def _table(picture: Picture, rows: list[list[list[str]]], heights: list[int]) -> None:
    y = _TABLE
    for name, x in _COLUMNS:
        picture.text(x, y, name, bold=True)
    y += 12
    for row, height in zip(rows, heights, strict=True):
        picture.box(_EDGE - 12, y, _WIDTH - 2 * (_EDGE - 12), height - 4, fill="#f7f7f9")
        for (name, x), lines in zip(_COLUMNS, row, strict=True):
            for number, line in enumerate(lines):
                picture.text(x, y + 18 + 18 * number, line, bold=name == "act")
        y += height


def main(arguments: list[str]) -> int:
    """Write the picture, or only tell whether it is up to date."""
    if not settings.configured:
        settings.configure(USE_I18N=False)
    drawn = draw().render()
    if arguments == ["--check"]:
        current = FILE.read_text(encoding="utf-8") if FILE.is_file() else ""
        if current != drawn:
            sys.stderr.write("docs/images/life-of-terms.svg is out of date: python -m scripts.draw_life\n")
        return int(current != drawn)
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(drawn, encoding="utf-8")
    sys.stdout.write(f"{FILE.relative_to(plan.ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
