"""The documentation page in a real browser, under the real content security policy."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not BROWSER and not os.environ.get("CI"), reason="no Chromium on this machine"),
]


@pytest.fixture
def page(live_server: LiveServer) -> Iterator[Page]:
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=BROWSER, args=FLAGS)
        yield browser.new_page()
        browser.close()


def test_the_page_works_offline_and_breaks_no_rule_of_the_policy(page: Page, live_server: LiveServer) -> None:
    complaints: list[str] = []
    strangers: list[str] = []
    page.on(
        "console", lambda told: complaints.append(told.text) if told.type in {"error", "warning"} else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request",
        lambda asked: (
            strangers.append(asked.url)
            if not asked.url.startswith((live_server.url, "data:", "blob:"))
            else None
        ),
    )
    page.goto(f"{live_server.url}/api/v1/docs")
    page.get_by_text("May I do this?").click()
    page.get_by_text("puts the answer on record").wait_for()
    assert page.title() == "Imprimatur API"
    assert page.locator(".opblock").count() == 10
    assert complaints == []
    assert strangers == []
