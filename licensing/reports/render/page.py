"""Reports as one HTML page that needs nothing else: no script, no address; every value is escaped.

It is a file and not served, so its style stands in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.timezone import get_current_timezone_name, localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licensing.policy.model import Outcome
from licensing.reports.table import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.safestring import SafeString

    from licensing.reports.table import Cell, Column, Report, Row

MOST_ROWS = 500
"""Rows of one table on the page; its CSV file has all of them."""

_STYLE = Path(__file__).with_name("page.css")
_OUTCOMES = frozenset(Outcome)


@dataclass(frozen=True)
class Heading:
    """What the page says about itself; `start` and `end` are the period, None where it is open."""

    language: str
    made_at: datetime
    start: datetime | None
    end: datetime | None


class Page:
    """Writes the page from top to bottom, each table as its rows come."""

    def __init__(self, file: TextIO, heading: Heading, reports: Sequence[Report]) -> None:
        self._file = file
        self._write(_head(heading))
        entries = ((report.name, report.title) for report in reports)
        listed = format_html_join("\n", '<li><a href="#{}">{}</a></li>', entries)
        self._write(format_html('<nav aria-label="{}"><ul>\n{}\n</ul></nav>\n', _("Tables"), listed))
        self._write(mark_safe('<main id="main">\n'))

    def section(self, report: Report) -> Section:
        """Begin the section of a report; its rows follow through `add`, then `end`."""
        return Section(self._file, report)

    def end(self) -> None:
        """Close the page."""
        self._write(mark_safe("</main>\n</body>\n</html>\n"))

    def _write(self, text: SafeString) -> None:
        self._file.write(text)


class Section:
    """One report: heading, what it tells, notes, and its table; a report without rows says so."""

    def __init__(self, file: TextIO, report: Report) -> None:
        self._file = file
        self._report = report
        self._rows = 0
        self._write(
            format_html(
                '<section>\n<h2 id="{name}">{title}</h2>\n<p>{about}</p>\n',
                name=report.name,
                title=report.title,
                about=report.about,
            )
        )

    def add(self, row: Row) -> None:
        """Write one row, unless the page has enough of them."""
        if not self._rows:
            self._write(_table_head(self._report))
        self._rows += 1
        if self._rows <= MOST_ROWS:
            self._write(_row(self._report.columns, row))

    def end(self) -> None:
        """Close the table and say how much there is."""
        if self._rows:
            self._write(mark_safe("</tbody>\n</table>\n</div>\n"))
        for note in (self._told(), *self._report.notes):
            self._write(format_html('<p class="note">{}</p>\n', note))
        self._write(mark_safe("</section>\n"))

    def _told(self) -> str:
        file = f"{self._report.name}.csv"
        if not self._rows:
            return _("Nothing to report.")
        if self._rows > MOST_ROWS:
            told = _("The first %(shown)s of %(rows)s rows; %(file)s has all of them.")
            return told % {"shown": MOST_ROWS, "rows": self._rows, "file": file}
        told = ngettext("%(rows)s row, also in %(file)s.", "%(rows)s rows, also in %(file)s.", self._rows)
        return told % {"rows": self._rows, "file": file}

    def _write(self, text: SafeString) -> None:
        self._file.write(text)


def _head(heading: Heading) -> SafeString:
    title = _("Compliance report")
    facts = (
        (_("As of"), _printed(heading.made_at)),
        (_("Recorded from"), _printed(heading.start) if heading.start else _("the beginning")),
        (_("until (excluded)"), _printed(heading.end) if heading.end else _("now")),
        (_("Times are in"), get_current_timezone_name()),
    )
    return format_html(
        '<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n'
        "<title>{title} – Imprimatur</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#main">{skip}</a>\n<header>\n<h1>{title}</h1>\n<dl>\n{facts}\n</dl>\n</header>\n',
        language=heading.language,
        title=title,
        skip=_("Skip to the tables"),
        facts=format_html_join("\n", "<dt>{}</dt><dd>{}</dd>", facts),
        style=mark_safe(_STYLE.read_text(encoding="utf-8")),  # noqa: S308 - the project's own file
    )


def _table_head(report: Report) -> SafeString:
    titles = ((column.kind.value, column.title) for column in report.columns)
    return format_html(
        '<div class="scroll" role="region" aria-label="{title}" tabindex="0">\n<table>\n<caption>{title}</caption>\n'
        "<thead>\n<tr>{columns}</tr>\n</thead>\n<tbody>\n",
        title=report.title,
        columns=format_html_join("", '<th scope="col" class="{}">{}</th>', titles),
    )


def _row(columns: tuple[Column, ...], row: Row) -> SafeString:
    cells = [_cell(column, cell) for column, cell in zip(columns, row, strict=True)]
    first, kind = cells[0], columns[0].kind.value
    rest = zip((column.kind.value for column in columns[1:]), cells[1:], strict=True)
    return format_html(
        '<tr><th scope="row" class="{}">{}</th>{}</tr>\n',
        kind,
        first,
        format_html_join("", '<td class="{}">{}</td>', rest),
    )


def _cell(column: Column, cell: Cell) -> SafeString | str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return format_html('<time datetime="{}">{}</time>', cell.isoformat(), _printed(cell))
    if column.kind is Kind.CODE and cell in _OUTCOMES:
        return format_html('<span class="{}">{}</span>', cell, column.labels.get(str(cell), cell))
    return column.labels.get(str(cell), str(cell))


def _printed(moment: datetime) -> str:
    return f"{localtime(moment):%Y-%m-%d %H:%M:%S}"
