"""What another extractor reads of pages; run in the benchmarks' own environment: `python peer.py NAME DIRECTORY`."""

from __future__ import annotations

import json
import sys
import warnings
from pathlib import Path
from typing import Any

warnings.simplefilter("ignore")


def trafilatura(page: str) -> dict[str, Any]:
    """Title, date and authors that trafilatura finds."""
    from trafilatura import extract_metadata

    found = extract_metadata(page)
    authors = found.author or ""
    return {
        "headline": found.title or "",
        "date": found.date or "",
        "authors": [name.strip() for name in authors.split(";") if name.strip()],
    }


def newspaper(page: str) -> dict[str, Any]:
    """Title, date and authors that newspaper4k finds."""
    from newspaper import Article  # type: ignore[import-not-found]  # not in this environment

    article = Article("https://www.example.org/story", fetch_images=False)
    article.download(input_html=page)
    article.parse()
    date = article.publish_date.isoformat() if article.publish_date else ""
    return {"headline": article.title or "", "date": date, "authors": list(article.authors)}


READERS = {"trafilatura": trafilatura, "newspaper4k": newspaper}


def main() -> None:
    """Print what is read of each page, by file name."""
    read = READERS[sys.argv[1]]
    found = {}
    for file in sorted(Path(sys.argv[2]).glob("*.html")):
        try:
            found[file.name] = read(file.read_text(encoding="utf-8"))
        except Exception as error:  # noqa: BLE001 - what breaks it has read nothing
            found[file.name] = {"headline": "", "date": "", "authors": [], "error": type(error).__name__}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
