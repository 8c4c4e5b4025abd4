"""Reports as rows by column."""

from __future__ import annotations

from typing import Any

from licensing.reports.table import Report


def rows(report: Report) -> list[dict[str, Any]]:
    keys = [column.key for column in report.columns]
    return [dict(zip(keys, row, strict=True)) for row in report.rows]
