from __future__ import annotations

import pytest
from django.core.cache import cache
from pytest_django import Settings

from archive.models import Article
from licensing.models import Consumer
from tests.licensing import world
from tests.licensing.api.caller import Caller, caller


@pytest.fixture(autouse=True)
def _still_clock_and_fresh_counters(settings: Settings) -> None:
    settings.IMPRIMATUR_FIXED_CLOCK = world.NOW.isoformat()
    cache.clear()


@pytest.fixture
def held(db: None) -> Article:
    return world.founding()


@pytest.fixture
def newsroom(held: Article) -> Caller:
    return caller(Consumer.objects.get(identifier="newsroom"))
