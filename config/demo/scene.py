"""What the acts share: the stage, the cast, the clock of the story, and waiting for a worker."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from archive.clock import now
from config.demo.cast import Cast
from config.demo.stage import Stage
from config.demo.story import Story

_PATIENCE = 60.0
_T = TypeVar("_T")


class StandstillError(Exception):
    """A worker did not answer in time."""


@dataclass
class Scene:
    """One performance; ``article`` and ``image`` are set once the page is in."""

    story: Story
    stage: Stage
    cast: Cast
    report_to: Path
    article: UUID | None = None
    image: UUID | None = None
    decided: dict[str, int] = field(default_factory=dict)

    @staticmethod
    def now() -> datetime:
        """The moment of the story; the clock stands still."""
        return now()

    @classmethod
    def morning(cls) -> datetime:
        """An hour before: when officers put on record what was known by then."""
        return cls.now() - timedelta(hours=1)

    @property
    def held(self) -> UUID:
        """The article.  Raises StandstillError before it is in."""
        if self.article is None:
            raise StandstillError("The article is not in the archive.")
        return self.article


def await_worker(what: str, look: Callable[[], _T | None]) -> _T:
    """Look again until a worker is done; raises StandstillError after a minute."""
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        found = look()
        if found is not None:
            return found
        time.sleep(0.1)
    raise StandstillError(f"No worker finished {what} within {_PATIENCE:.0f} s.")
