"""What a source takes back: suspended as row 1 of the truth table says, and left to the officers when it comes again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from licensing.models import Suspension
from licensing.operations.locks import change_the_record
from licensing.operations.officer_tasks import open_task
from licensing.operations.suspensions import suspend

if TYPE_CHECKING:
    from datetime import datetime

    from archive.rights_gate import WithdrawalNotice


def stop_withdrawn(*, notice: WithdrawalNotice, now: datetime) -> Suspension | None:
    """Suspend the article of a notice unless it is suspended so already; releases that follow are refused.

    Copies at other sources are other people's: each becomes a task for an officer.
    """
    if notice.article_id is None:
        return None
    with transaction.atomic():
        now = change_the_record(now)
        article = str(notice.article_id)
        held = Suspension.objects.as_of(now, now).filter(
            scope_kind="article", scope_value=article, kind=notice.kind, effective_to=notice.until
        )
        stopped = held.first() or suspend(
            kind=notice.kind,
            scope_kind="article",
            scope_value=article,
            reason=_("Taken back by %(source)s.") % {"source": notice.source},
            by=f"feed:{notice.source}"[:150],
            effective_to=notice.until,
            now=now,
        )
        for copy in notice.copies:
            open_task(
                key=f"withdrawn-copy:{notice.article_id}:{copy}:{notice.kind}",
                kind="copy_withdrawn",
                facts={"article": str(copy), "copy_of": str(notice.article_id), "by": notice.source},
                now=now,
            )
    return stopped


def tell_of_return(*, notice: WithdrawalNotice, now: datetime) -> None:
    """Open a task: whether what was withdrawn may be used again is an officer's decision."""
    article = str(notice.article_id) if notice.article_id else ""
    open_task(
        key=f"sent-again:{notice.source}:{notice.reference}"[:200],
        kind="sent_again",
        facts={"article": article, "kind": notice.kind, "by": notice.source, "withdrawal": notice.reference},
        now=now,
    )
