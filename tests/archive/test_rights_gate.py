from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.core.checks import run_checks
from django.utils import translation

from archive import clock
from archive.choices import CaptureFailure
from archive.rights_gate import DenyAll, ReleaseRequest, get_gate
from tests.pages.gates import Permits
from tests.pages.sites import NOW

if TYPE_CHECKING:
    from pytest_django import Settings


_REQUEST = ReleaseRequest(uuid4(), "newsroom", 1, 0, frozenset(), None, None, None, "", 1, 1)


@pytest.mark.parametrize("path", ["", "nowhere.Gate", "tests.pages.gates.Nothing"])
def test_without_an_adapter_everything_is_refused_and_the_reason_says_so(
    path: str, settings: Settings
) -> None:
    settings.IMPRIMATUR_RIGHTS_GATE = path
    assert isinstance(get_gate(), DenyAll)
    verdict = get_gate().release(request=_REQUEST, now=NOW)
    assert not verdict.granted
    assert "No adapter" in verdict.reason


def test_the_named_adapter_answers(settings: Settings) -> None:
    settings.IMPRIMATUR_RIGHTS_GATE = "tests.pages.gates.Permits"
    assert get_gate() == Permits()


@pytest.mark.parametrize(
    ("path", "code"),
    [("", "archive.W001"), ("nowhere.Gate", "archive.E001"), ("tests.pages.gates.Permits", None)],
)
def test_a_check_tells_when_everything_is_refused(path: str, code: str | None, settings: Settings) -> None:
    settings.IMPRIMATUR_RIGHTS_GATE = path
    told = [message.id for message in run_checks() if message.id and message.id.startswith("archive.")]
    assert told == ([code] if code else [])


def test_the_clock_stands_still_where_it_is_fixed(settings: Settings) -> None:
    settings.IMPRIMATUR_FIXED_CLOCK = "2025-06-02T12:00:00+02:00"
    assert clock.now() == NOW
    settings.IMPRIMATUR_FIXED_CLOCK = ""
    assert clock.now() != clock.now()
    assert clock.now().tzinfo is not None


def test_a_fixed_clock_without_offset_is_an_error(settings: Settings) -> None:
    settings.IMPRIMATUR_FIXED_CLOCK = str(datetime(2025, 6, 2, 12, 0))  # noqa: DTZ001 - naive on purpose
    with pytest.raises(ValueError, match="no offset"):
        clock.now()


def test_the_archive_speaks_polish() -> None:
    with translation.override("pl"):
        assert "Nie skonfigurowano" in DenyAll().release(request=_REQUEST, now=NOW).reason
        assert str(CaptureFailure.EMPTY.label) == "Strona jest pusta."
