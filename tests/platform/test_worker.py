from __future__ import annotations

import pytest
from django.conf import settings

from archive.tasks import capture_page, sweep_captures
from config.apps import celery_app
from config.embedded.child import Child
from tests.platform.installation import seconds_until


@pytest.mark.worker
def test_a_worker_takes_tasks_and_lives_on_after_one_that_fails(worker: Child) -> None:
    assert worker.log is not None
    log = worker.log

    def says(text: str) -> bool:
        return seconds_until(lambda: log.exists() and text in log.read_text(), limit=60) < 60

    capture_page.delay("no such capture")
    assert says("raised unexpected")
    sweep_captures.delay()
    assert says("succeeded")
    assert not worker.ended()


def test_everything_that_is_scheduled_is_a_task() -> None:
    celery_app.loader.import_default_modules()
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert scheduled
    assert scheduled - set(celery_app.tasks) == set()
