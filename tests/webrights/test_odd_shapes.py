"""A signal in an odd shape never fails open: what somebody closed stays closed, or a person is asked."""

from __future__ import annotations

import time

import pytest

from licensing.policy.odrl import read_policy
from licensing.webrights import Observed, read_page, read_robots

AI = {"ra:train", "ra:ground"}


def prohibited(found: Observed) -> set[str]:
    assert found.document is not None
    return {rule.action for rule in read_policy(found.document).rules if rule.type == "prohibition"}


def page(*headers: tuple[str, str], metas: tuple[tuple[str, str], ...] = ()) -> set[str]:
    elements = [(name, content, f'<meta name="{name}" content="{content}">') for name, content in metas]
    return prohibited(read_page(headers=headers, metas=elements, robots="", path="/a", uid="urn:test:page"))


def robots(text: str, path: str = "/") -> set[str]:
    if path == "/":
        return prohibited(read_robots(text=text, status=200, failure="", uid="urn:test:robots"))
    return prohibited(read_page(headers=(), metas=(), robots=text, path=path, uid="urn:test:page"))


@pytest.mark.parametrize(
    ("value", "actions"),
    [
        ("noindex nosnippet", {"index", "extract"}),
        ("noindex|nosnippet", {"index", "extract"}),
        ("noindex/nosnippet", {"index", "extract"}),
        ("noindex，nosnippet", {"index", "extract"}),
        ("noindex:", {"index"}),
        ("nosnippet: true", {"extract"}),
        ("nosnippet.", {"extract"}),
        ('"nosnippet"', {"extract"}),
        ("\ufeffnosnippet\u200b", {"extract"}),
        ("no-snippet", {"extract"}),
        ("max-snippet=20", {"extract"}),
        ("max-snippet 20", {"extract"}),
        ("max-new-thing:3, nosnippet", {"extract"}),
        ("notranslate: 1, noarchive", {"archive"}),
        ("max-image-preview:none nosnippet", {"extract"}),
        ("googlebot: noindex, imprimatur: nosnippet", {"extract"}),
        ("googlebot: noindex; *: nosnippet", {"extract"}),
        ("imprimatur/1.0: nosnippet", {"extract"}),
        ("unavailable_after: 25 Jun 2025 15:00:00 GMT, nosnippet", {"use", "extract"}),
        ("unavailable-after: tomorrow", {"use"}),
        ("googlebot: unavailable_after: 25 Jun 2025 15:00:00 GMT", set()),
        ("googlebot: noindex, nosnippet", set()),
        ("noindex, otherbot: nosnippet", {"index"}),
        ("GPTBot: noindex", {"ra:train", "ra:ground"}),
        ("Google-Extended: none, googlebot: noarchive", {"ra:train", "ra:ground"}),
        ("ccbot: nosnippet", set()),
        ("ClaudeBot: noai, *: noarchive", {"ra:train", "ra:ground", "archive"}),
    ],
)
def test_directives(value: str, actions: set[str]) -> None:
    assert page(("X-Robots-Tag", value)) == actions
    assert page(metas=(("robots", value),)) == actions


@pytest.mark.parametrize("value", ["1, 1", "0, 1", "1,0"])
def test_joined_headers_of_tdmrep_are_read_one_by_one(value: str) -> None:
    assert page(("TDM-Reservation", value)) == {"ra:mine", "ra:train"}


def test_an_element_for_a_crawler_for_ai_reserves_and_one_for_another_crawler_does_not() -> None:
    assert page(metas=(("GPTBot", "noindex"),)) == AI
    assert page(metas=(("googlebot", "noindex, noai"),)) == set()


def test_preferences_count_in_headers_and_elements_too() -> None:
    assert page(("Content-Signal", "ai-train=no")) == {"ra:train"}
    assert page(metas=(("content-usage", "train-ai=n"),)) == {"ra:train"}
    assert page(metas=(("x-robots-tag", "nosnippet"),)) == {"extract"}


@pytest.mark.parametrize(
    "head",
    ["User-agent: GPTBot/1.1", "useragent: GPTBot", "User agent: GPTBot", "User-agent: Other, GPTBot", "User-agent: gptbot*"],
)  # fmt: skip
@pytest.mark.parametrize("rule", ["Disallow: /", "Dissallow: /", "Disallow:/*", "Disallow : *"])
def test_crawlers_are_known_however_they_are_written(head: str, rule: str) -> None:
    assert robots(f"{head}\n{rule}\n") == AI


@pytest.mark.parametrize(
    ("pattern", "path", "closed"),
    [
        ("/caf%C3%A9", "/café/1", True),
        ("/café", "/caf%c3%a9/1", True),
        ("/*/print$", "/a/b/print", True),
        ("/*/print$", "/a/print/b", False),
        ("/a$", "/a", True),
        ("/a$", "/ab", False),
        ("/*.html$", "/x.html", True),
        ("/ab*b$", "/ab", False),
        ("/**x", "/yx", True),
    ],
)
def test_patterns(pattern: str, path: str, closed: bool) -> None:
    assert robots(f"User-agent: GPTBot\nDisallow: {pattern}\n", path) == (AI if closed else set())


def test_many_wildcards_take_no_time() -> None:
    began = time.monotonic()
    robots("User-agent: *\nDisallow: /" + "*a" * 30 + "*b\n", "/" + "a" * 200)
    assert time.monotonic() - began < 1


def test_a_file_that_was_not_read_to_its_end_is_unreadable() -> None:
    assert read_robots(text="User-agent: *\n", status=200, failure="too_large", uid="u").unreadable
