"""Credit lines: split into rows, and corrected by a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from archive.credits import credited_names
from archive.models import Credit, Image
from archive.operations.credit_names import recorded_roles, roles_as_recorded
from archive.signals import article_stored
from archive.text import one_line

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


@transaction.atomic
def correct_credit_text(*, image: UUID, credit_text: str, by: str, now: datetime) -> Image:
    """Replace the credit line that is read for an image; the printed one is kept. Raises Image.DoesNotExist.

    Tells `article_stored`, since the holders that the line names may be others now.
    """
    row = Image.objects.select_for_update().get(pk=image)
    row.credit_text, row.corrected_at, row.corrected_by = one_line(credit_text), now, by
    row.full_clean(validate_unique=False)
    row.save(update_fields=["credit_text", "corrected_at", "corrected_by"])
    split_credit_text(row)
    article = row.article_id
    transaction.on_commit(lambda: article_stored.send(Image, article_id=article))
    return row


def split_credit_text(image: Image) -> None:
    """Replace an image's credits by the names of its credit line."""
    image.credits.all().delete()
    names = credited_names(image.credit_text)
    recorded = recorded_roles({each.name for each in names})
    Credit.objects.bulk_create(
        Credit(image=image, position=position, name=name, role=role)
        for position, (name, role) in enumerate(
            roles_as_recorded(((each.name, each.role) for each in names), recorded)
        )
    )
