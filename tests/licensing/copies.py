"""An article whose whole text may be kept, made by the operations themselves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from archive import text
from archive.models import Article, FullCopy
from archive.operations import store_article
from archive.operations.full_copies import delete_full_copy, keep_full_copy, review_full_copy
from archive.operations.full_text import ReleasedText, released_full_text
from archive.rights_gate import CopyHeld
from licensing.operations import take_in
from tests.licensing import world

if TYPE_CHECKING:
    from datetime import datetime

    from archive.rights_gate import Candidate, IntakeVerdict
    from licensing.models import Agreement

__all__ = ["delete_full_copy", "review_full_copy"]

ARCHIVE = "archive"
BODY = "wombatquarry " + " ".join(f"word{n}" for n in range(2, 601))
STORING = ("archive", "newsroom")


def ready() -> None:
    """Everything of the founding example, and the archive's own consumer registered for a purpose."""
    world.founding()
    world.consumer(ARCHIVE, purpose="archiving")


def lets_store(assignees: tuple[str, ...] = STORING, **more: Any) -> Agreement:
    """An agreement by which the publisher lets some keep and hand on whole texts."""
    actions: tuple[str, ...] = more.pop("actions", ("archive", "distribute"))
    return world.agreement(assignees, actions=actions, **more)


def candidate(**more: Any) -> Candidate:
    """An article that comes in and of which a full copy is wanted."""
    return replace(world.candidate(**more), wants_full_copy=True, images=())


def verdict_on(one: Candidate, now: datetime = world.NOW) -> IntakeVerdict:
    """What the gate says of it."""
    return take_in(candidate=one, now=now)


def taken_in(
    one: Candidate | None = None, *, body: str = BODY, now: datetime = world.NOW
) -> tuple[Article, str]:
    """Record it as a capture does; return the article and why no copy is held, "" where one is."""
    made = one or candidate()
    return stored(made, verdict_on(made, now), body=body, now=now)


def stored(
    made: Candidate, verdict: IntakeVerdict, *, body: str = BODY, now: datetime = world.NOW
) -> tuple[Article, str]:
    """Record it as its verdict allows."""
    article = store_article(
        candidate=made,
        verdict=verdict,
        facts={},
        image_addresses=tuple(f"{made.address}/{n}.jpg" for n, _ in enumerate(made.images)),
        printed_credits=tuple(image.credit_text for image in made.images),
        passage=text.cut_words(body, 0, verdict.excerpt_words),
        now=now,
    )
    why = keep_full_copy(candidate=made, verdict=verdict, body=body, evidence="capture:test", now=now)
    return article, why


def copy_of(article: Article) -> FullCopy:
    """The copy of an article, ended or not."""
    return FullCopy.objects.get(article=article)


def held(copy: FullCopy) -> CopyHeld:
    """A copy as the gate is told of it."""
    return CopyHeld(copy.pk, copy.article_id, copy.captured_at)


def released(article: Article, use: str = "store", *, now: datetime = world.NOW, **more: Any) -> ReleasedText:
    """Ask for the whole text."""
    asked: dict[str, Any] = {"consumer": "newsroom", "territory": "PL", "purpose": "news-reporting"}
    return released_full_text(article_id=article.pk, use=use, now=now, **(asked | more))
