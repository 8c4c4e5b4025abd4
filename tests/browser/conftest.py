"""The system's Chromium at the admin of a small archive; whoever sits there is signed in by a cookie."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from playwright.sync_api import Browser, Page, Playwright, sync_playwright
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from archive.models import Article
from licensing.roles import ensure_roles
from tests.licensing import world

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
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = [item for item in items if "tests/browser" in item.nodeid]
    for item in here:
        item.add_marker(pytest.mark.browser)
        item.add_marker(pytest.mark.django_db(transaction=True))
        if not CHROMIUM and not os.environ.get("CI"):
            item.add_marker(pytest.mark.skip(reason="There is no Chromium on this machine."))


@dataclass
class Seat:
    """A browser's page, what it complained of, and whom else it asked for something."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def watch(self) -> None:
        self.page.on(
            "console",
            lambda told: self.complaints.append(told.text) if told.type in {"error", "warning"} else None,
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda asked: self._asked(asked.url))

    def _asked(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:")):
            self.strangers.append(url)

    def go(self, path: str) -> Page:
        answer = self.page.goto(self.address + path)
        assert answer is not None
        assert answer.status == 200, path
        return self.page


@pytest.fixture
def held(transactional_db: None, settings: Settings) -> Article:
    settings.IMPRIMATUR_FIXED_CLOCK = world.NOW.isoformat()
    ensure_roles()
    return world.founding()


class TakeSeat:
    """Opens the browser when somebody first sits down: from then on this thread has a loop and no database."""

    def __init__(self, address: str, sessions: dict[str, str]) -> None:
        self.address, self.sessions = address, sessions
        self.tools: Playwright | None = None
        self.browser: Browser | None = None

    def __call__(self, who: str = "rights-officer", **options: Any) -> Seat:
        if self.browser is None:
            self.tools = sync_playwright().start()
            self.browser = self.tools.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = self.browser.new_context(**options)
        if who:
            context.add_cookies([{"name": "sessionid", "value": self.sessions[who], "url": self.address}])
        seat = Seat(context.new_page(), self.address)
        seat.watch()
        return seat

    def leave(self) -> None:
        """Close the browser, so that the test can look into the database again."""
        if self.browser is not None and self.tools is not None:
            self.browser.close()
            self.tools.stop()
        self.browser = None


@pytest.fixture
def take_seat(held: Article, live_server: LiveServer) -> Iterator[TakeSeat]:
    people = {
        "rights-officer": "rights_officer",
        "rights-officer-2": "rights_officer",
        "legal-officer": "legal_officer",
        "auditor": "auditor",
    }
    seats = TakeSeat(live_server.url, {name: _session(name, role) for name, role in people.items()})
    yield seats
    seats.leave()


def _session(name: str, role: str) -> str:
    user = User.objects.create_user(name, password="a-long-password", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value
