"""The rules and requests that every engine gets: two-valued, what all of them can say, made from a fixed seed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

PUBLISHERS = 20
RULES_EACH = 10
FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)
DAYS = 365

PURPOSES = (
    "news-reporting",
    "internet-search",
    "media-monitoring",
    "text-and-data-mining",
    "archiving",
    "education",
)
"""Purposes of which none contains another, so that equality means the same in every engine."""

TERRITORIES = ("PL", "DE", "FR", "US")
AUDIENCES = ("self", "internal", "public")
USES = ("store", "index", "mine", "train", "excerpt", "reproduce")

ALLOWED = {
    "archive": ("store",),
    "index": ("index",),
    "ra:mine": ("mine",),
    "ra:train": ("train",),
    "extract": ("excerpt",),
    "reproduce": ("excerpt", "reproduce"),
}
"""Action that a permission names → the uses that it reaches."""

FORBIDDEN = {
    "archive": ("store",),
    "index": ("index",),
    "ra:mine": ("mine", "train"),
    "ra:train": ("train",),
    "extract": ("excerpt", "reproduce"),
    "reproduce": ("excerpt", "reproduce"),
    "use": USES,
}
"""Action that a prohibition names → the uses that it reaches."""


@dataclass(frozen=True, slots=True)
class PlainRule:
    """One rule of one publisher; None leaves a test out.  Moments are half-open: ``starts`` <= at < ``ends``."""

    id: str
    allow: bool
    action: str
    purpose: str | None
    territory: str | None
    audience: str | None
    starts: datetime | None
    ends: datetime | None

    @property
    def uses(self) -> tuple[str, ...]:
        """The uses that the rule's action reaches."""
        return (ALLOWED if self.allow else FORBIDDEN)[self.action]

    @property
    def audiences(self) -> tuple[str, ...] | None:
        """The audiences that the rule reaches: a permission its step and lower ones, a prohibition higher ones."""
        if self.audience is None:
            return None
        step = AUDIENCES.index(self.audience)
        return AUDIENCES[: step + 1] if self.allow else AUDIENCES[step:]

    @property
    def clause(self) -> str:
        """The clause that the rule was read from."""
        return f"C-{self.id}"


@dataclass(frozen=True, slots=True)
class Request:
    """One question: everything is stated, so that no engine meets an unknown value."""

    publisher: int
    article: int
    use: str
    purpose: str
    territory: str
    audience: str
    at: datetime


def all_rules(seed: int) -> list[list[PlainRule]]:
    """The rules of every publisher."""
    chance = Random(seed)  # noqa: S311
    return [[_rule(chance, publisher, n) for n in range(RULES_EACH)] for publisher in range(PUBLISHERS)]


def _rule(chance: Random, publisher: int, number: int) -> PlainRule:
    allow = number < RULES_EACH * 6 // 10
    starts = FIRST_DAY + timedelta(days=chance.randrange(DAYS // 2))
    dated = chance.random() < 0.4
    return PlainRule(
        id=f"{publisher:02}-{number:02}",
        allow=allow,
        action=chance.choice(sorted(ALLOWED if allow else FORBIDDEN)),
        purpose=_maybe(chance, PURPOSES, 0.3 if allow else 0.6),
        territory=_maybe(chance, TERRITORIES, 0.2 if allow else 0.5),
        audience=_maybe(chance, AUDIENCES, 0.4),
        starts=starts if dated else None,
        ends=starts + timedelta(days=chance.randrange(30, DAYS)) if dated else None,
    )


def _maybe(chance: Random, values: tuple[str, ...], share: float) -> str | None:
    return chance.choice(values) if chance.random() < share else None


def requests(seed: int, count: int) -> list[Request]:
    """``count`` random questions."""
    chance = Random(seed)  # noqa: S311
    return [
        Request(
            publisher=chance.randrange(PUBLISHERS),
            article=chance.randrange(25),
            use=chance.choice(USES),
            purpose=chance.choice(PURPOSES),
            territory=chance.choice(TERRITORIES),
            audience=chance.choice(AUDIENCES),
            at=FIRST_DAY + timedelta(minutes=chance.randrange(DAYS * 24 * 60)),
        )
        for _ in range(count)
    ]
