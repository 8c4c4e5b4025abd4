"""Names of credit lines that nobody knows, put before the officers: the most frequent first, few at a time.

A site may print thousands of names; a list of so many tasks is one that nobody reads.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from archive.agencies import name_key
from archive.queries import known_credit_names, unknown_credit_names
from licensing.models import OfficerTask
from licensing.operations.officer_tasks import TaskDoneError, close_task, open_task

if TYPE_CHECKING:
    from datetime import datetime

MOST_OPEN = 20
_MOST_NAMES = 2000  # that are looked through for one that no task was about yet
_LONGEST_KEY = 100
_SWEEP = "sweep"


@transaction.atomic
def ask_about_credits(*, now: datetime) -> int:
    """Open a task for each of the most frequent unknown names, once a name, and return how many were opened.

    A task whose name somebody recorded meanwhile is closed.
    """
    waiting = OfficerTask.objects.filter(kind="credit_unknown", state="open")
    asked = {str(task.facts.get("name", "")): task for task in waiting}
    for name in known_credit_names(tuple(asked)):
        _close(asked.pop(name), now)
    room = MOST_OPEN - len(asked)
    names = dict(unknown_credit_names(_MOST_NAMES)) if room > 0 else {}
    keys = {_key(name): name for name in names}
    for key in OfficerTask.objects.filter(key__in=keys).values_list("key", flat=True):
        del keys[key]
    new = list(keys.items())[: max(room, 0)]
    for key, name in new:
        open_task(key=key, kind="credit_unknown", facts={"name": name, "images": names[name]}, now=now)
    return len(new)


def _key(name: str) -> str:
    key = name_key(name)
    short = key if len(key) <= _LONGEST_KEY else hashlib.sha256(key.encode()).hexdigest()
    return f"credit:{short}"


def _close(task: OfficerTask, now: datetime) -> None:
    try:
        close_task(task=task, by=_SWEEP, reason=_("The name is on record."), now=now)
    except TaskDoneError:
        return  # by a person, at the same moment
