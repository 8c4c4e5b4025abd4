"""What the archive tells after its transaction is committed. Receivers get identifiers, never content."""

from __future__ import annotations

from django.dispatch import Signal

# article_id: UUID. An article's facts were recorded, for the first time or again.
article_stored = Signal()
# source_id: int. A held site went to another publisher.
source_sold = Signal()
# capture_id: UUID. A capture ended: stored, refused or failed.
capture_taken = Signal()
# article_ids: tuple of UUID. New articles were recorded by the thousand, with what governs them already worked out.
articles_stored = Signal()
# names: tuple of str, as credit lines print them. Receivers return the set of those that they know: nobody need look at them.
credit_names_asked = Signal()
