"""The facts of a made-up article: what a page says, and what is true of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from html import escape

from tests.bench.extract.languages import LANGUAGES, Language

SITES = (
    "Example Herald",
    "Beispiel-Zeitung",
    "Portal Przykład",
    "Le Journal d’Exemple",
    "Daily Sample",
    "Voorbeeld.nl",
)


@dataclass(frozen=True)
class Facts:
    """One article; `published` is what a reader should find, `authors` who wrote it."""

    number: int
    language: Language
    headline: str
    authors: tuple[str, ...]
    published: datetime
    site: str

    @property
    def address(self) -> str:
        """Where it stands."""
        return f"https://www.{self.host}/{self.language.code}/story-{self.number}"

    @property
    def host(self) -> str:
        """The site's host: letters of its name."""
        return "".join(each for each in self.site.lower() if each.isascii() and each.isalnum()) + ".example"

    @property
    def modified(self) -> datetime:
        """A correction, days later."""
        return self.published + timedelta(days=3, hours=2)

    @property
    def h(self) -> str:
        """The headline, escaped."""
        return escape(self.headline)

    @property
    def joined(self) -> str:
        """The authors in a sentence."""
        comma = self.language.and_
        return (f" {comma} " if comma.isalpha() else comma).join(self.authors)

    @property
    def byline(self) -> str:
        """The authors as a page prints them."""
        return f"{self.language.by} {self.joined}"

    def printed(self, moment: datetime, *, time: bool = True) -> str:
        """A moment as the language prints it."""
        day = self.language.date.format(
            day=moment.day, month=self.language.month(moment.month), number=moment.month, year=moment.year
        )
        return f"{day}, {moment:%H:%M}" if time else day

    def dotted(self, moment: datetime) -> str:
        """A moment in numbers, day first."""
        return f"{moment:%d.%m.%Y, %H:%M}"

    def text(self, paragraphs: int = 5) -> str:
        """The running text."""
        return "".join(f"<p>{(self.language.sentence + ' ') * 4}</p>" for _ in range(paragraphs))

    def json_ld(self, **more: object) -> str:
        """A NewsArticle in JSON-LD; a value of None leaves a property out."""
        node: dict[str, object] = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": self.headline,
            "mainEntityOfPage": self.address,
            "datePublished": self.published.isoformat(),
            "dateModified": self.modified.isoformat(),
            "author": [{"@type": "Person", "name": name} for name in self.authors],
            "publisher": {"@type": "Organization", "name": self.site},
        } | more
        return json.dumps(
            {name: value for name, value in node.items() if value is not None}, ensure_ascii=False
        )


def all_facts(count: int) -> list[Facts]:
    """Return that many articles, the same ones each time."""
    languages = list(LANGUAGES.values())
    found = []
    for number in range(count):
        language = languages[(number * 7) % len(languages)]
        names = language.names[number % 3 :] + language.names[: number % 3]
        zone = timezone(timedelta(hours=number % 4 - 1))
        published = datetime(
            2019 + number % 6, number % 12 + 1, number * 5 % 28 + 1, 6 + number % 12, 5, tzinfo=zone
        )
        found.append(
            Facts(
                number, language, language.headlines[(number // 3) % 3], names[: 1 + number % 2], published,
                SITES[number % len(SITES)],
            )
        )  # fmt: skip
    return found
