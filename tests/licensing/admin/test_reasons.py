"""Why something was not read is told in the language of who reads it, and what is not listed stays as it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils.translation import gettext_noop, override

from licensing.admin.reasons import failure_told, unread_told
from licensing.operations.content import NOT_READ
from licensing.operations.reading import MOVED, NO_NOTICE
from licensing.webrights import read_robots

SOURCES = Path(__file__).resolve().parents[3] / "licensing" / "webrights"
SAID = re.compile(r'(?:unreadable\([^,]+, |ExpressionError\(|RslError\(|UnsafeXmlError\()"([^"]+)"\)')


def known(why: str) -> bool:
    from licensing.admin import reasons

    return why in reasons._UNREAD


@pytest.mark.parametrize("why", [NOT_READ, NO_NOTICE, MOVED])
def test_what_a_reading_says_is_listed(why: str) -> None:
    assert known(why)


def test_every_reason_of_the_readers_of_signals_is_listed() -> None:
    said = {why for file in SOURCES.glob("*.py") for why in SAID.findall(file.read_text(encoding="utf-8"))}
    assert len(said) > 10
    assert not [why for why in said if not known(why)]


def test_a_failed_look_is_told_by_what_failed() -> None:
    seen = read_robots(text="", status=None, failure="too-slow", uid="urn:t:r")
    told = unread_told(seen.unreadable)
    assert "too-slow" not in told
    assert "time" in told
    assert "503" in unread_told(read_robots(text="", status=503, failure="", uid="urn:t:r").unreadable)
    assert unread_told("status 410") == "HTTP status 410"


def test_what_is_not_listed_stays() -> None:
    with override("pl"):
        assert unread_told("a strange thing at /permission/0") == "a strange thing at /permission/0"
    assert unread_told("") == ""
    assert failure_told("no-such-code") == "no-such-code"
    assert gettext_noop(NOT_READ) == NOT_READ
