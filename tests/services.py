"""Pytest plugin (`-p tests.services`): real PostgreSQL and Valkey for the whole run, before any settings load.

With DATABASE_URL and REDIS_URL in the environment those are used, and nothing is started.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.embedded.services import services

_running = pytest.StashKey[contextlib.ExitStack]()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    # A wrapper runs before every ordinary implementation, pytest-django's included, which loads the settings.
    stack = contextlib.ExitStack()
    early_config.stash[_running] = stack
    state = Path(tempfile.mkdtemp(prefix="imprimatur-tests-"))
    stack.callback(shutil.rmtree, state, ignore_errors=True)
    try:
        stack.enter_context(services(state, careless=True))
    except BaseException:
        stack.close()
        raise
    yield


def pytest_unconfigure(config: pytest.Config) -> None:
    stack = config.stash.get(_running, None)
    if stack is not None:
        stack.close()
