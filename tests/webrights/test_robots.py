"""robots.txt: who is kept out, and what cannot be read."""

from __future__ import annotations

import pytest

from licensing.policy.odrl import read_policy
from licensing.webrights import Observed, read_robots
from licensing.webrights.robots_groups import MOST_BYTES, disallowing, parse


def seen(text: str, status: int | None = 200) -> Observed:
    return read_robots(text=text, status=status, failure="" if status else "timeout", uid="urn:test:robots")


def prohibited(found: Observed) -> set[str]:
    assert found.document is not None
    return {rule.action for rule in read_policy(found.document).rules if rule.type == "prohibition"}


def permitted(found: Observed) -> set[str]:
    assert found.document is not None
    return {rule.action for rule in read_policy(found.document).rules if rule.type == "permission"}


@pytest.mark.parametrize(
    "text",
    [
        "User-agent: GPTBot\nDisallow: /",
        "user-AGENT:gptbot\nDISALLOW : /  # no training",
        "\ufeffUser-agent: CCBot\r\nUser-agent: Other\r\nDisallow: /\r\n",
        "User-agent: *\nDisallow: /",
        "User-agent: *\nAllow: /\n\nUser-agent: ClaudeBot\nDisallow: /*",
    ],
)
def test_a_crawler_for_ai_that_is_kept_out_reserves_training_and_grounding(text: str) -> None:
    assert prohibited(seen(text)) == {"ra:train", "ra:ground"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing",
        "User-agent: *\nDisallow:",
        "User-agent: *\nAllow: /",
        "User-agent: *\nDisallow: /search",
        "Disallow: /",
    ],
)
def test_silence_is_read_and_silent(text: str) -> None:
    found = seen(text)
    assert prohibited(found) == set()
    assert found.unreadable == ""


@pytest.mark.parametrize("status", [404, 401, 403, 410])
def test_a_file_that_is_not_there_is_silence(status: int) -> None:
    assert prohibited(seen("User-agent: *\nDisallow: /", status)) == set()


@pytest.mark.parametrize("status", [None, 500, 503, 302, 429])
def test_a_file_that_could_not_be_fetched_is_unreadable(status: int | None) -> None:
    found = seen("", status)
    assert found.document is None
    assert found.unreadable


def test_a_file_that_is_too_long_is_unreadable() -> None:
    assert seen("#" * (MOST_BYTES + 1)).unreadable


@pytest.mark.parametrize(
    ("line", "actions"),
    [
        ("Content-Signal: search=yes, ai-train=no", {"ra:train"}),
        ("content-signal: AI-INPUT=NO", {"ra:ground"}),
        ("Content-Usage: train-ai=n, search=y", {"ra:train"}),
        ("Content-Usage: /* train-ai=n", {"ra:train"}),
        ("Content-Usage: / train-ai=n", {"ra:train"}),
        ("Content-Usage: /news train-ai=n", set()),
        ("Content-Signal: search=yes, ai-train=yes", set()),
        ("User-agent: Googlebot\nContent-Signal: ai-train=no", {"ra:train"}),
        ("Content-Signals: ai-train=no", {"ra:train"}),
        ("content_usage: /* train-ai=n", {"ra:train"}),
        ("Content-Signal: ai-train=no ai-input=no", {"ra:train", "ra:ground"}),
    ],
)
def test_usage_preferences_reserve(line: str, actions: set[str]) -> None:
    assert prohibited(seen(line)) == actions


@pytest.mark.parametrize(
    ("text", "actions"),
    [
        ("Content-Signal: search=yes, ai-train=no", {"index"}),
        ("User-agent: *\nContent-Signal: ai-train=yes", {"ra:train"}),
        ("User-agent: imprimatur\nContent-Usage: train-ai=y", {"ra:train"}),
        ("User-agent: Googlebot\nContent-Signal: ai-train=yes", set()),
        ("Content-Signals: ai-train=yes", set()),
        ("User-agent: *\nContent-Usage: train-ai=y, train-ai=n", set()),
        ("User-agent: *\nContent-Usage: tdm=y, bots=y", set()),
        ('User-agent: *\nContent-Usage: train-ai="y"', set()),
        ("User-agent: *\nContent-Usage: Train-AI=y", set()),
        ("User-agent: *\nContent-Signal: ai-train=yes please", set()),
    ],
)
def test_only_a_plain_yes_to_everybody_permits(text: str, actions: set[str]) -> None:
    assert permitted(seen(text)) == actions


def test_a_file_that_is_really_a_page_of_the_site_is_unreadable() -> None:
    for page in ("<!DOCTYPE html><html>…", "  <html lang=en>", "<?xml version='1.0'?><x/>", "\ufeff<HTML>"):
        assert seen(page).unreadable
    html = read_robots(
        text="Hello <b>", status=200, failure="", uid="u", media_type="text/html; charset=utf-8"
    )
    assert html.unreadable


@pytest.mark.parametrize(
    "text",
    [
        "User-agent: GPTBot\rDisallow: /\r",
        "\ufeffUser-agent: GPTBot\nDisallow: /",
        "U\x00s\x00er-agent: GPTBot\nDisallow: /",
    ],
)
def test_odd_ends_of_lines_and_encodings_hide_nothing(text: str) -> None:
    assert prohibited(seen(text)) == {"ra:train", "ra:ground"}


def test_a_text_of_broken_characters_alone_is_unreadable() -> None:
    assert seen("\ufffd\ufffda\ufffd\ufffd").unreadable


def test_prose_about_rights_is_kept_and_other_comments_are_not() -> None:
    found = seen("# The publisher reserves text and data mining (art. 4 of Directive 2019/790).\n# hello\n")
    assert "2019/790" in found.text
    assert "hello" not in found.text
    assert prohibited(found) == set()


def test_a_licence_file_that_is_at_hand_speaks_for_itself() -> None:
    line = "License: https://x.org/rsl.xml"
    found = read_robots(text=line, status=200, failure="", uid="u", licences={"https://x.org/rsl.xml"})
    assert prohibited(found) == set()
    assert line in found.text


@pytest.mark.parametrize(
    "line", ['Content-Usage: train-ai="n"', "Content-Usage: train-ai", "Content-Signal: fun=no"]
)
def test_a_preference_that_is_not_understood_is_in_doubt(line: str) -> None:
    assert seen(line).document["prohibition"][0]["constraint"][0]["leftOperand"] == "ra:unread"  # type: ignore[index]


def test_a_licence_that_was_not_read_is_in_doubt() -> None:
    assert prohibited(seen("License: https://x.org/rsl.xml")) == {
        "ra:mine",
        "ra:train",
        "ra:ground",
        "index",
    }


def test_each_rule_cites_the_lines_it_was_read_from() -> None:
    found = seen("User-agent: GPTBot\nDisallow: /\nContent-Signal: ai-train=no")
    lines = {label: found.text[start:end] for label, start, end in found.spans}
    assert lines == {"S1": "User-agent: GPTBot / Disallow: /", "S2": "Content-Signal: ai-train=no"}


@pytest.mark.parametrize(
    ("rules", "path", "kept_out"),
    [
        ("Disallow: /a", "/a/b", True),
        ("Disallow: /a", "/b", False),
        ("Disallow: /a\nAllow: /a/b", "/a/b", False),
        ("Disallow: /a\nAllow: /a", "/a", False),
        ("Disallow: /*.pdf$", "/x.pdf", True),
        ("Disallow: /*.pdf$", "/x.pdf?y", False),
        ("Disallow: /a*********************b", "/a" + "x" * 2000, False),
        ("Disallow: /a.b", "/axb", False),
        ("Disallow: /*?print=", "/a?print=1", True),
        ("Disallow: /*?print=", "/a", False),
        ("Disallow: /a$", "/a?b", False),
        ("Disallow: /a%3Fb", "/a?b", True),
    ],
)
def test_the_longest_match_decides(rules: str, path: str, kept_out: bool) -> None:
    robots = parse(f"User-agent: Bot\n{rules}")
    assert bool(disallowing(robots, "bot", path)) is kept_out


def test_a_group_of_its_own_goes_before_the_group_for_all() -> None:
    robots = parse("User-agent: *\nDisallow: /\nUser-agent: Bot\nAllow: /")
    assert disallowing(robots, "Bot", "/a") == ()
    assert disallowing(robots, "Another", "/a")
