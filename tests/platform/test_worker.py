from __future__ import annotations

import pytest

from archive.tasks import capture_page, sweep_captures
from config.embedded.child import Child
from tests.platform.installation import seconds_until


@pytest.mark.worker
def test_a_worker_takes_tasks_and_lives_on_after_one_that_fails(worker: Child) -> None:
    capture_page.delay("no such capture")
    sweep_captures.delay()
    assert worker.log is not None
    log = worker.log
    assert seconds_until(lambda: log.exists() and "succeeded" in log.read_text(), limit=20) < 20
    assert "raised unexpected" in log.read_text()
    assert not worker.ended()
