"""A few shapes as SVG text: the same calls give the same bytes."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

FONT = "system-ui, 'Segoe UI', 'Liberation Sans', Arial, sans-serif"
MONO = "ui-monospace, 'Liberation Mono', Menlo, monospace"


@dataclass
class Picture:
    """A picture of a size in pixels, with a title and a description for those who can't see it."""

    width: int
    height: int
    title: str
    description: str
    _shapes: list[str] = field(default_factory=list)

    def box(self, x: int, y: int, width: int, height: int, *, fill: str, line: str = "none") -> None:
        """Draw a rectangle with round corners."""
        self._shapes.append(
            f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="8" fill="{fill}" stroke="{line}"/>'
        )

    def text(
        self,
        x: int,
        y: int,
        words: str,
        *,
        size: int = 13,
        bold: bool = False,
        fill: str = "#1b2330",
        mono: bool = False,
        anchor: str = "start",
    ) -> None:
        """Write one line with its base at `y`."""
        look = f'font-size="{size}" fill="{fill}" text-anchor="{anchor}"'
        look += ' font-weight="600"' if bold else ""
        look += f' font-family="{MONO}"' if mono else ""
        self._shapes.append(f'<text x="{x}" y="{y}" {look}>{escape(words)}</text>')

    def arrow(self, *points: tuple[int, int], line: str = "#4b5668") -> None:
        """Draw straight lines through the points, with a head at the last."""
        path = " ".join(f"{x},{y}" for x, y in points)
        self._shapes.append(
            f'<polyline points="{path}" fill="none" stroke="{line}" stroke-width="2" marker-end="url(#head)"/>'
        )

    def step(self, x: int, y: int, number: int) -> None:
        """Draw the number of a step in a disc around the point."""
        self._shapes.append(f'<circle cx="{x}" cy="{y}" r="11" fill="#1d4f91"/>')
        self.text(x, y + 5, str(number), bold=True, fill="#ffffff", anchor="middle")

    def render(self) -> str:
        """Return the whole picture."""
        head = (
            '<defs><marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" '
            'orient="auto-start-reverse"><path d="M0 0 10 5 0 10z" fill="#4b5668"/></marker></defs>'
        )
        size = f'viewBox="0 0 {self.width} {self.height}" width="{self.width}" height="{self.height}"'
        lines = [
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" font-family="{FONT}">',
            f"<title>{escape(self.title)}</title>",
            f"<desc>{escape(self.description)}</desc>",
            head,
            f'<rect width="{self.width}" height="{self.height}" fill="#ffffff"/>',
            *self._shapes,
            "</svg>",
        ]
        return "\n".join(lines) + "\n"
