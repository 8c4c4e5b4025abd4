"""The founding page: the facts, the lines and the notice of the real one, around a body in our own words.

The publisher doesn't permit storing the article, so its text isn't here. What is: headline, dates, copyright line,
credit line, the notice byte for byte, and the first ten words, which a very short extract may quote.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
NOTICE = (DATA / "notice.en.txt").read_bytes()
FACTS: dict[str, Any] = json.loads((DATA / "article.json").read_text(encoding="utf-8"))

PATH = "/founding-article"
CANONICAL = f"https://{FACTS['site']}{PATH}"
PHOTO = f"https://{FACTS['site']}/founding-article/photo.jpg"
ROBOTS = b"# Search engines and archives are welcome to fetch pages.\nUser-agent: *\nDisallow: /admin/\n"

# Written for this page; only the first ten words, which come from the facts, are the publisher's.
OWN_WORDS = """\
in this retelling asked a visiting ambassador to hear a complaint. Seoul had concluded that soldiers from the North
were on their way to a war on another continent, and it wanted that journey stopped before the first of them arrived.

The meeting was short. The host spoke of resolutions that forbid such help in either direction, and of what the guest's
own country had once voted for. The guest promised to pass the message on and said that partners may work together as
the law between nations allows.

Behind the courtesy lay a plain worry: whoever sends troops may be paid in knowledge, and knowledge about rockets or
satellites doesn't stay far away from a peninsula that has been divided for more than seventy years. Officials in Seoul
said that they would answer step by step, together with friends, as events unfold.

This text was composed for a demonstration. It reports no detail beyond the headline, quotes nobody, and exists so that
an archive has something to count, to cut and to forget.
"""
PARAGRAPHS = tuple(" ".join(paragraph.split()) for paragraph in OWN_WORDS.split("\n\n"))


@dataclass(frozen=True)
class FoundingPage:
    """The page's variable parts; the defaults are the founding page."""

    paragraphs: tuple[str, ...] = (f"{FACTS['excerpt_10_words']} {PARAGRAPHS[0]}", *PARAGRAPHS[1:])
    headline: str = FACTS["headline"]
    canonical: str = CANONICAL
    photo: str = PHOTO
    caption: str = "A photograph whose caption stays with its publisher."
    credit: str = FACTS["images"][0]["credit"]
    copyright_line: str = FACTS["copyright_notice"]
    notice: bytes | None = NOTICE
    head: str = ""

    @property
    def body(self) -> str:
        """The running text, paragraphs parted by line ends."""
        return "\n".join(self.paragraphs)

    def html(self) -> bytes:
        """Return the page, UTF-8; the notice is in it byte for byte."""
        text = "\n".join(f"      <p>{escape(paragraph, quote=False)}</p>" for paragraph in self.paragraphs)
        before = _BEFORE.format(
            language=FACTS["language"],
            headline=escape(self.headline),
            canonical=escape(self.canonical),
            linked_data=_linked_data(self),
            head=self.head,
            published=FACTS["published_at"],
            printed=escape(FACTS["published_as_printed"]),
            photo=escape(self.photo),
            caption=escape(self.caption),
            credit=escape(self.credit),
            text=text,
            copyright_line=escape(self.copyright_line),
        )
        notice = b"" if self.notice is None else b'    <p class="notice">' + self.notice + b"</p>\n"
        return before.encode() + notice + _AFTER.encode()


def _linked_data(page: FoundingPage) -> str:
    node = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": page.headline,
        "datePublished": FACTS["published_at"],
        "articleSection": FACTS["section"],
        "inLanguage": FACTS["language"],
        "publisher": {"@type": "Organization", "name": FACTS["publisher"]},
    }
    return json.dumps(node, ensure_ascii=False).replace("</", "<\\/")


_BEFORE = """<!doctype html>
<html lang="{language}">
<head>
  <meta charset="utf-8">
  <title>{headline}</title>
  <link rel="canonical" href="{canonical}">
  <script type="application/ld+json">{linked_data}</script>
  {head}
</head>
<body>
  <header><nav><a href="/">Start</a></nav></header>
  <main>
    <article>
      <h1>{headline}</h1>
      <p><time datetime="{published}">{printed}</time></p>
      <figure>
        <img src="{photo}" alt="">
        <figcaption><span class="caption">{caption}</span> <span class="credit">{credit}</span></figcaption>
      </figure>
{text}
    </article>
  </main>
  <footer>
    <p class="owner">{copyright_line}</p>
"""
_AFTER = """  </footer>
</body>
</html>
"""
