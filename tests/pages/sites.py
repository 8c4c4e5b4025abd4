"""Fixtures: the founding site on loopback, its source on record, and a gate by name."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

import pytest

from archive.models import Source
from archive.operations import record_publisher, record_source
from config.demo.server import PageServer, founding_routes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import Settings

    from tests.pages.gates import Permits

NOW = datetime(2025, 6, 2, 10, 0, tzinfo=UTC)


class Choose(Protocol):
    """Puts a gate in place."""

    def __call__(self, gate: type[Permits] | None) -> None: ...


@pytest.fixture
def site(settings: Settings) -> Iterator[PageServer]:
    with PageServer(founding_routes()) as server:
        settings.IMPRIMATUR_FETCH_ALLOWED_HOSTS = [server.host]
        yield server


@pytest.fixture
def source(db: None) -> Source:
    publisher = record_publisher(
        identifier="wirtualna-polska-media-sa",
        name="Wirtualna Polska",
        legal_name="Wirtualna Polska Media Spółka Akcyjna",
        country="PL",
    )
    return record_source(
        publisher=publisher, domain="essanews.com", name="Essa News", language="en", min_interval_seconds=0
    )


@pytest.fixture
def gate(settings: Settings) -> Choose:
    def choose(gate: type[Permits] | None) -> None:
        settings.IMPRIMATUR_RIGHTS_GATE = f"{gate.__module__}.{gate.__qualname__}" if gate else ""

    return choose
