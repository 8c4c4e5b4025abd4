"""Tasks of officers: opened once for each occasion, closed by a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licensing.models import OfficerTask

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from licensing.models import PolicySeries, PolicyVersion


class TaskDoneError(Exception):
    """Somebody else closed the task first."""


def open_task(
    *,
    key: str,
    kind: str,
    series: PolicySeries | None = None,
    version: PolicyVersion | None = None,
    facts: Mapping[str, object] | None = None,
    now: datetime,
) -> OfficerTask:
    """Put something before the officers; the same occasion (`key`, at most 200 characters) makes one task."""
    task, _ = OfficerTask.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "series": series,
            "version": version,
            "facts": dict(facts or {}),
            "created_at": now,
        },
    )
    return task


def close_task(*, task: OfficerTask, by: str, reason: str = "", now: datetime) -> OfficerTask:
    """Note that a person dealt with it.  Raises TaskDoneError."""
    open_one = OfficerTask.objects.filter(pk=task.pk, state="open")
    if not open_one.update(state="done", done_at=now, done_by=by, reason=reason):
        raise TaskDoneError(str(task))
    return OfficerTask.objects.get(pk=task.pk)
