"""A report in Polish is Polish throughout."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

from licensing.policy.vocabulary.uses import STANDARD_USES
from licensing.reports.catalogue import COMPLIANCE
from licensing.reports.table import Filters, Query, Report
from tests.licensing.reports.world import NOW

SAME = {"", *STANDARD_USES, "API", "embargo"}  # the same word in both languages


def texts(report: Report) -> Iterator[str]:
    yield from (report.title, report.about, *report.notes)
    for column in report.columns:
        yield column.title
        yield from (label for code, label in column.labels.items() if code not in SAME)


@pytest.mark.parametrize("query", COMPLIANCE)
def test_every_text_of_a_report_has_a_polish_wording(db: None, query: Query) -> None:
    english = list(texts(query(NOW, Filters())))
    with translation.override("pl"):
        polish = list(texts(query(NOW, Filters())))
    same = {one for one, other in zip(english, polish, strict=True) if one == other} - SAME
    assert same == set()
