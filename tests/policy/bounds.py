"""The bound of time that is written down in docs/policy-limits.md."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from licensing.policy import errors
from licensing.policy.errors import UnreadableError

SECONDS = 5.0
"""The bound that is written down; ten times what was measured, because machines differ."""


def quick(act: Callable[[], Any]) -> Any:
    """What an act gives, which must not take longer than the bound."""
    begun = time.process_time()
    try:
        return act()
    finally:
        assert time.process_time() - begun < SECONDS


def refused(act: Callable[[], object]) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        quick(act)
    assert len(str(caught.value)) < 2 * errors.MOST_TOLD + 10
    return caught.value
