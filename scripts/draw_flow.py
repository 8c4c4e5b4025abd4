"""Draws docs/images/flow.svg from the code's own tables.

Usage: python -m scripts.draw_flow [--check]; with --check nothing is written and a picture out of date is an error.
"""

from __future__ import annotations

import sys

from scripts import house_plan as plan
from scripts.svg import Picture

FILE = plan.ROOT / "docs" / "images" / "flow.svg"

_INK, _MUTED, _LINE, _PAPER = "#1b2330", "#4b5668", "#c3ccd8", "#ffffff"
_ROOMS = {"archive": "#eef6f0", "licensing": "#eef2fa", "config": "#f6f2ea"}
_SAYS = {
    "archive": "what we hold",
    "licensing": "what may be done with it",
    "config": "settings, commands, one table from error to problem",
}
_FILLS = {"permit": "#bfe5c8", "consent": "#f8dc92", "review": "#c2d0f5", "deny": "#f3bcbc"}

_WIDTH, _HEIGHT, _EDGE, _TOP = 1240, 790, 24, 92
_ARCHIVE, _GATE, _LICENSING, _TABLE = (24, 270), (330, 140), (506, 300), (850, 366)
_HOW = (
    "A page is captured by a task, or a consumer asks for a passage: the archive asks its port, with facts and never with its text.",
    "The adapter hands the question to an operation, in one transaction with all that follows.",
    "Queries read what is on record at the moment of the use, as known then; rows become values.",
    "The pure core walks the rows of the truth table for each part and each of its holders.",
    "The decision is appended with its clauses, obstacles and digest; a delivery or quota is counted with it.",
    "Only then does the archive keep, or hand out, what the verdict allows.",
)


def draw() -> Picture:
    """Return the picture of how a check flows."""
    picture = Picture(
        _WIDTH,
        _HEIGHT,
        "How a check flows",
        f"{' '.join(_HOW)} Rooms and layers may import only what stands below or to the left of them.",
    )
    _config(picture)
    archive = _room(picture, "archive", *_ARCHIVE)
    licensing = _room(picture, "licensing", *_LICENSING)
    _gate(picture)
    _truth_table(picture)
    _steps(picture, archive, licensing)
    _legend(picture)
    return picture


def _config(picture: Picture) -> None:
    picture.box(_EDGE, 20, _WIDTH - 2 * _EDGE, 48, fill=_ROOMS["config"], line=_LINE)
    picture.text(_EDGE + 16, 49, "config", size=16, bold=True)
    picture.text(_EDGE + 84, 49, _SAYS["config"], fill=_MUTED)
    order = "  →  ".join(plan.rooms())
    picture.text(_WIDTH - _EDGE - 16, 49, f"imports point one way:  {order}", anchor="end", fill=_MUTED)


def _room(picture: Picture, room: str, x: int, width: int) -> dict[str, int]:
    """Draw a room with its layers, and return the middle of each module's layer."""
    layers = plan.layers(room)
    picture.box(x, _TOP, width, 520, fill=_ROOMS[room], line=_LINE)
    picture.text(x + 16, _TOP + 28, room, size=16, bold=True)
    picture.text(x + width - 16, _TOP + 28, _SAYS[room], fill=_MUTED, anchor="end")
    middles: dict[str, int] = {}
    y = _TOP + 44
    for names in layers:
        ring = plan.tasks(room) if "tasks" in names else []
        height = 34 + (16 * len(ring) + 4 if ring else 0)
        picture.box(x + 12, y, width - 24, height, fill=_PAPER, line=_LINE)
        picture.text(x + 24, y + 22, "  ·  ".join(names), bold=True)
        for line, name in enumerate(ring, start=1):
            picture.text(x + 36, y + 22 + 16 * line, name, size=12, mono=True, fill=_MUTED)
        middles |= dict.fromkeys(names, y + 17)
        y += height + 8
    return middles


def _gate(picture: Picture) -> None:
    x, width = _GATE
    picture.text(x + width // 2, _TOP + 28, "rights_gate", size=14, bold=True, anchor="middle", mono=True)
    picture.text(x + width // 2, _TOP + 46, "the archive's port", size=12, fill=_MUTED, anchor="middle")
    below = _ARCHIVE[0] + _ARCHIVE[1] // 2
    picture.text(below, _TOP + 500, "knows nothing of rights", size=12, fill=_MUTED, anchor="middle")
    picture.text(x + width // 2, _TOP + 500, "without an adapter", size=12, fill=_MUTED, anchor="middle")
    picture.text(x + width // 2, _TOP + 516, "everything is denied", size=12, fill=_MUTED, anchor="middle")


def _truth_table(picture: Picture) -> None:
    x, width = _TABLE
    picture.box(x, _TOP, width, 520, fill="#f7f7f9", line=_LINE)
    picture.text(x + 16, _TOP + 28, "licensing.policy", size=16, bold=True)
    picture.text(x + width - 16, _TOP + 28, "pure, no clock", fill=_MUTED, anchor="end")
    y = _TOP + 44
    for row in plan.truth_table():
        picture.box(x + 12, y, width - 24, 60, fill=_PAPER, line=_LINE)
        picture.text(x + 26, y + 37, str(row.number), size=18, bold=True, fill=_MUTED)
        picture.text(x + 52, y + 25, row.name, bold=True)
        picture.text(x + 52, y + 45, row.function, size=12, mono=True, fill=_MUTED)
        _chips(picture, x + width - 22, y + 33, row.outcomes)
        y += 66
    picture.text(x + 16, y + 22, "the strictest over parts and holders:", size=12, fill=_MUTED)
    picture.text(x + 16, y + 46, "  <  ".join(plan.outcomes()), bold=True)
    picture.text(x + 16, y + 68, "an error is never a permit", size=12, fill=_MUTED)


def _chips(picture: Picture, right: int, y: int, names: tuple[str, ...]) -> None:
    for name in reversed(names):
        width = 8 * len(name) + 4
        right -= width
        picture.box(right, y, width, 19, fill=_FILLS[name])
        picture.text(right + width // 2, y + 14, name, size=11, anchor="middle")
        right -= 4


def _steps(picture: Picture, archive: dict[str, int], licensing: dict[str, int]) -> None:
    left, right = sum(_ARCHIVE) - 12, _LICENSING[0] + 12
    outer, table = sum(_LICENSING) - 12, _TABLE[0]
    gate = licensing["gate"]
    y = _TOP + 76
    for name in plan.port():
        picture.arrow((left + 18, y), (right - 18, y))
        picture.text((left + right) // 2, y - 7, name, size=12, mono=True, anchor="middle")
        y += 34
    picture.step(left + 6, _TOP + 76, 1)
    picture.step(outer, gate, 2)
    picture.step(outer, licensing["queries"], 3)
    picture.arrow((outer + 12, licensing["queries"]), (table - 2, licensing["queries"]))
    picture.step(table + 2, _TOP + 74, 4)
    picture.step(outer, licensing["models"], 5)
    picture.arrow((table - 2, licensing["models"]), (outer + 14, licensing["models"]))
    back = archive["models"]
    picture.arrow((right - 18, back), (left + 18, back))
    picture.text((left + right) // 2, back - 7, "verdict", size=12, anchor="middle", fill=_INK)
    picture.step(left + 6, back, 6)


def _legend(picture: Picture) -> None:
    y = _TOP + 548
    for number, words in enumerate(_HOW, start=1):
        picture.step(_EDGE + 12, y - 5, number)
        picture.text(_EDGE + 34, y, words)
        y += 25


def main(arguments: list[str]) -> int:
    """Write the picture, or only tell whether it is up to date."""
    drawn = draw().render()
    if arguments == ["--check"]:
        current = FILE.read_text(encoding="utf-8") if FILE.is_file() else ""
        if current != drawn:
            sys.stderr.write("docs/images/flow.svg is out of date: python -m scripts.draw_flow\n")
        return int(current != drawn)
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(drawn, encoding="utf-8")
    sys.stdout.write(f"{FILE.relative_to(plan.ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
