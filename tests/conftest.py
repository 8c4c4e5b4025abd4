"""What tests of all parts may ask for."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations
from django.utils import translation

from config.embedded.child import Child, stop_together
from config.supervisor.household import Household

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session", autouse=True)
def emptying_between_tests() -> Iterator[None]:
    # The append-only tables refuse to be emptied, as they should; only this test runner may, after a test that
    # committed. The server leaves triggers out for a session that says it is a replica.
    with pytest.MonkeyPatch.context() as patch:
        ordinary = DatabaseOperations.execute_sql_flush

        def flush(operations: DatabaseOperations, statements: list[str]) -> None:
            own = [
                "SET session_replication_role = replica",
                *statements,
                "SET session_replication_role = origin",
            ]
            ordinary(operations, own)

        patch.setattr(DatabaseOperations, "execute_sql_flush", flush)
        yield


@pytest.fixture(autouse=True)
def the_language_of_the_settings() -> Iterator[None]:
    """Start each test in the settings' language, whatever a request of another test activated."""
    translation.deactivate_all()
    translation.activate(settings.LANGUAGE_CODE)
    yield
    translation.deactivate()


@pytest.fixture
def worker(transactional_db: None) -> Iterator[Child]:
    """Run a real Celery worker on the test database, in a process of its own, for one test."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    address = urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))
    house = Household(ROOT, Path(os.environ["IMPRIMATUR_STATE"]))
    child = house.worker(DATABASE_URL=address, DJANGO_SETTINGS_MODULE="config.settings.test")
    yield child
    stop_together([child])
