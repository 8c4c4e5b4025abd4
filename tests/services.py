"""Pytest plugin (`-p tests.services`): real PostgreSQL and Valkey for the whole run, before any settings load.

With DATABASE_URL and REDIS_URL in the environment those are used, and nothing is started. Where several processes share
the tests (`-n 2`), each has servers of its own, and the process that hands out the tests has none.
"""

from __future__ import annotations

import contextlib
import os
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
    if _hands_out_tests(early_config):
        yield
        return
    state = Path(tempfile.mkdtemp(prefix="imprimatur-tests-"))
    stack.callback(shutil.rmtree, state, ignore_errors=True)
    try:
        stack.enter_context(services(state, careless=True))
    except BaseException:
        stack.close()
        raise
    yield


def _hands_out_tests(config: pytest.Config) -> bool:
    """Whether this process runs no test itself: the option of pytest-xdist is there, and this is none of its workers."""
    several = bool(getattr(config.known_args_namespace, "numprocesses", None))
    return several and "PYTEST_XDIST_WORKER" not in os.environ


def pytest_unconfigure(config: pytest.Config) -> None:
    stack = config.stash.get(_running, None)
    if stack is not None:
        stack.close()
