"""WCAG 2.2 AA on the main pages, by axe, in light and dark; no page breaks the policy or asks a stranger."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from archive.models import Article
from licensing import operations as do
from licensing.models import Agreement, Consumer, Decision, PolicySeries, PolicyVersion
from tests.browser.conftest import TakeSeat
from tests.licensing import world
from tests.licensing.admin.desk import act_of, list_of, page_of

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}


def _main_pages(held: Article) -> dict[str, str]:
    decision = do.record_decision(
        article=held.pk, consumer="newsroom", use=world.use("store", "article"), origin="api", now=world.NOW
    )
    agreement = world.agreement(("newsroom",), limit=5)
    partial = PolicyVersion.objects.get(reading="partial")
    complete = PolicyVersion.objects.get(series__identifier="urn:rights:policy:wpm-site-notice")
    newsroom = Consumer.objects.get(identifier="newsroom")
    do.issue_token(consumer=newsroom, by="rights-officer", now=world.NOW)
    return {
        "start": "/admin/",
        "articles": list_of(Article),
        "rights card": page_of(held),
        "ask": act_of(Article, "ask", held),
        "decisions": list_of(Decision),
        "decision": page_of(decision),
        "policies": list_of(PolicySeries),
        "statute": page_of(PolicySeries.objects.get(identifier="pl-29-quotation")),
        "notice": page_of(complete),
        "partial notice": page_of(partial),
        "record terms": act_of(PolicySeries, "record-terms"),
        "agreement": page_of(agreement),
        "grant": act_of(Agreement, "grant"),
        "consumer": page_of(newsroom),
    }


def _violations(results: Any) -> list[str]:
    return [
        f"{one['id']}: {node['target']} {node['html'][:160]} {node.get('failureSummary', '')[:300]}"
        for one in results.response["violations"]
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_main_pages_keep_wcag_and_the_policy(scheme: str, held: Article, take_seat: TakeSeat) -> None:
    pages = _main_pages(held)
    seat = take_seat(color_scheme=scheme)
    found: list[str] = []
    for name, path in pages.items():
        page = seat.go(path)
        page.wait_for_load_state("networkidle")
        for closed in page.locator("details:not([open]) > summary").all()[:6]:
            closed.click()
        found += [f"{name}: {problem}" for problem in _violations(Axe().run(page, options=RULES))]
    assert not found, "\n".join(found)
    assert seat.complaints == []
    assert seat.strangers == []
