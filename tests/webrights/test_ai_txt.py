"""ai.txt: weak evidence against training, by kinds of files."""

from __future__ import annotations

import pytest

from licensing.webrights import read_ai_txt
from tests.webrights.reading import marks

TEXT, IMAGES = "-train", "-train@image"


def seen(text: str, status: int | None = 200, failure: str = "", media_type: str = "text/plain") -> set[str]:
    return marks(
        read_ai_txt(text=text, status=status, failure=failure, uid="urn:t:ai", media_type=media_type)
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("User-Agent: *\nDisallow: /", {TEXT, IMAGES}),
        ("User-Agent: *\nDisallow: *", {TEXT, IMAGES}),
        ("user-agent:*\r\ndisallow: *.JPG\r\n", {IMAGES}),
        ("User-Agent: *\nDisallow: *.txt\nAllow: *.jpg", {TEXT}),
        ("User-Agent: *\nDisallow: *.html$", {TEXT}),
        ("User-Agent: *\nDisallow: *.html\nAllow: *.html", set()),
        ("User-Agent: GPTBot\nDisallow: *.png", {IMAGES}),
        ("User-Agent: Other\nDisallow: /", set()),
        ("User-Agent: *\nDisallow: *.mp3", set()),
        ("User-Agent: *\nDisallow:", set()),
        ("User-Agent: *\nAllow: /", set()),
        ("# Spawning AI\n", set()),
        ("", set()),
    ],
)
def test_kinds_of_files(text: str, expected: set[str]) -> None:
    assert seen(text) == expected


@pytest.mark.parametrize("status", [404, 410])
def test_a_file_that_is_not_there_is_silence(status: int) -> None:
    assert seen("", status) == set()


@pytest.mark.parametrize(
    ("text", "status", "failure"),
    [
        ("", 500, ""),
        ("", 403, ""),
        ("", None, "timeout"),
        ("User-Agent: *\nAllow: /", 200, "too_large"),
        ("<!DOCTYPE html><p>Not here", 200, ""),
        ("<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>", 200, ""),
        ("#" * 600_000, 200, ""),
    ],
)
def test_one_that_cannot_be_read_is_in_doubt(text: str, status: int | None, failure: str) -> None:
    assert seen(text, status, failure) == {"?train"}
    assert "?train" in seen("<b>hello</b>", media_type="text/html")
