"""How the demonstration tells its story: headings, lines, tables, and a count of answers that differ."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence

WIDTH = 118


class Story:
    """Writes plain text and remembers what did not come out as it must."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self.differences: list[str] = []

    def heading(self, text: str) -> None:
        """A numbered act or the title."""
        self._write(f"\n{text}\n{'─' * len(text)}")

    def tell(self, text: str) -> None:
        """A paragraph, wrapped; one that begins with a bullet or is indented hangs."""
        bare = text.lstrip(" •")
        lead = text[: len(text) - len(bare)]
        hang = " " * len(lead)
        self._write(
            textwrap.fill(
                bare,
                WIDTH,
                initial_indent=lead,
                subsequent_indent=hang,
                break_long_words=False,
                break_on_hyphens=False,
            )
        )

    def gap(self) -> None:
        """An empty line."""
        self._write("")

    def quote(self, text: str) -> None:
        """Verbatim words, indented."""
        self._write(
            textwrap.fill(
                text, WIDTH, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False
            )
        )

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """A table whose columns are as wide as their longest cell."""
        widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
        for row in (head, ["─" * width for width in widths], *rows):
            line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            self._write("  " + line.rstrip())

    def expect(self, what: str, found: object, wanted: object) -> bool:
        """Note a difference; True where there is none."""
        if found == wanted:
            return True
        self.differences.append(f"{what}: expected {wanted}, found {found}")
        return False
