"""Writes a set of reports to a directory: a CSV file each and one HTML page, of one snapshot of the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation

from licensing.reports.catalogue import COMPLIANCE
from licensing.reports.files import TogetherWritten
from licensing.reports.reading import one_snapshot
from licensing.reports.render.csv_table import CsvTable
from licensing.reports.render.page import Heading, Page

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from licensing.reports.table import Filters, Query, Report

PAGE = "compliance.html"


def publish(
    *,
    directory: Path,
    now: datetime,
    filters: Filters,
    language: str,
    queries: Sequence[Query] = COMPLIANCE,
) -> tuple[Path, ...]:
    """Write the reports and return the files, the page first.  Raises OSError, and then nothing was written."""
    with translation.override(language), one_snapshot(), TogetherWritten(directory) as files:
        reports = [query(now, filters) for query in queries]
        opened = files.open(PAGE)
        page = Page(opened, Heading(language, now, filters.start, filters.end), reports)
        for report in reports:
            _write(report, page, files)
        page.end()
        files.close(opened)
        return files.names


def _write(report: Report, page: Page, files: TogetherWritten) -> None:
    """Write each row to both places as it comes, so that a report is read once and never held."""
    file = files.open(f"{report.name}.csv")
    table, section = CsvTable(file, report.columns), page.section(report)
    for row in report.rows:
        table.add(row)
        section.add(row)
    section.end()
    files.close(file)
