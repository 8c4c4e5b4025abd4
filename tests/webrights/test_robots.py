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
        "<html>not a robots file</html>",
    ],
)
def test_silence_is_read_and_silent(text: str) -> None:
    found = seen(text)
    assert prohibited(found) == set()
    assert found.unreadable == ""


@pytest.mark.parametrize("status", [404, 401, 403, 410])
def test_a_file_that_is_not_there_is_silence(status: int) -> None:
    assert prohibited(seen("User-agent: *\nDisallow: /", status)) == set()


@pytest.mark.parametrize("status", [None, 500, 503, 302])
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
        ("Content-Usage: /news train-ai=n", {"ra:train"}),
        ("Content-Signal: search=yes, ai-train=yes", set()),
    ],
)
def test_usage_preferences_reserve_and_never_permit(line: str, actions: set[str]) -> None:
    found = seen(line)
    assert prohibited(found) == actions
    assert found.document is not None
    assert "permission" not in found.document


@pytest.mark.parametrize(
    "line", ['Content-Usage: train-ai="n"', "Content-Usage: train-ai", "Content-Signal: fun=no"]
)
def test_a_preference_that_is_not_understood_is_in_doubt(line: str) -> None:
    assert seen(line).document["prohibition"][0]["constraint"][0]["leftOperand"] == "ra:unread"  # type: ignore[index]


def test_a_licence_that_was_not_read_is_in_doubt() -> None:
    assert prohibited(seen("License: https://x.org/rsl.xml")) == {"ra:mine", "ra:train", "ra:ground"}


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
    ],
)
def test_the_longest_match_decides(rules: str, path: str, kept_out: bool) -> None:
    robots = parse(f"User-agent: Bot\n{rules}")
    assert bool(disallowing(robots, "bot", path)) is kept_out


def test_a_group_of_its_own_goes_before_the_group_for_all() -> None:
    robots = parse("User-agent: *\nDisallow: /\nUser-agent: Bot\nAllow: /")
    assert disallowing(robots, "Bot", "/a") == ()
    assert disallowing(robots, "Another", "/a")
