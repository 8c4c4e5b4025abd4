"""Print the table of signals as Markdown: `python -m licensing.webrights`; the page `docs/signals.md` holds it."""

from __future__ import annotations

import sys

from licensing.webrights.table import AI_CRAWLERS, FAMILIES, READ_ON, SOURCES, TABLE, Row

_MARKS = {"+": "+", "-": "−", "?": "?", "": ""}


def markdown() -> str:
    """Return the table, the places where its facts were read, and the list of crawlers."""
    lines = ["| signal | name | value | effect | |", "| --- | --- | --- | --- | --- |"]
    lines += [_line(row) for row in TABLE]
    lines += ["", f"Read on {READ_ON}:", ""]
    lines += [f"- {family}: {SOURCES[family]}" for family in FAMILIES]
    lines += ["", f"Crawlers that collect for AI systems: {', '.join(AI_CRAWLERS)}."]
    return "\n".join(lines) + "\n"


def _line(row: Row) -> str:
    actions = ", ".join(f"`{action}`" for action in row.actions)
    effect = f"{_MARKS[row.mark]} {actions}".strip() or "note"
    part = " (images)" if row.target else ""
    value = "any other" if row.value == "*" else row.value
    name = "any other" if row.name == "*" else f"`{row.name}`"
    return f"| {row.family} | {name} | {value} | {effect}{part} | {row.remark} |"


if __name__ == "__main__":
    sys.stdout.write(markdown())
