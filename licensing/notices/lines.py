"""Notices as JSON: one text in and one reading out, or JSON Lines in and out in the same order. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from licensing.notices.pages import is_page, text_of_page
from licensing.notices.reader import read_notice
from licensing.notices.readings import reading_data


class LineError(ValueError):
    """A line of JSON Lines is no object with a text; the message says which."""


def is_lines(text: str) -> bool:
    """Whether a file is JSON Lines: its first line is an object with ``text``."""
    first = text.lstrip("\ufeff \t\r\n").split("\n", 1)[0]
    if not first.startswith("{"):
        return False
    try:
        loaded = json.loads(first)
    except ValueError:
        return False
    return isinstance(loaded, dict) and "text" in loaded


def readings(lines: Iterable[str]) -> Iterator[str]:
    """One line of JSON a notice; ``id`` is passed on.  Raises LineError for a line that has no text."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            loaded = json.loads(line.lstrip("\ufeff"))
        except ValueError:
            raise LineError(f"line {number} is not JSON") from None
        if not isinstance(loaded, dict) or not isinstance(loaded.get("text"), str):
            raise LineError(f"line {number} has no text")
        known = {"id": loaded["id"]} if "id" in loaded else {}
        yield json.dumps(known | reading_data(read_notice(loaded["text"])), ensure_ascii=False)


def answer(text: str) -> Iterator[str]:
    """The lines to print for a file: one reading, indented, or one line a notice."""
    if is_lines(text):
        yield from readings(text.split("\n"))
        return
    text = text_of_page(text) if is_page(text) else text
    yield json.dumps(reading_data(read_notice(text)), ensure_ascii=False, indent=2)
