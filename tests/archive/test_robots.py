"""What robots.txt says to this archive, and nobody else's group in its way."""

from __future__ import annotations

import time

import pytest

from archive.ingestion.robots import crawl_delay, lets_us_fetch, was_read, with_few_agents
from archive.rights_gate import SiteFile
from tests.pages.sites import NOW

PAGE = "https://essanews.com/a/b?c=d"


def robots(text: str, status: int | None = 200) -> SiteFile:
    return SiteFile("https://essanews.com/robots.txt", status, text, "text/plain", NOW)


@pytest.mark.parametrize(
    "text",
    [
        "User-agent: *\nDisallow: /\n",
        "user-agent:*\ndisallow:/\n",
        "User-Agent : imprimatur\nDisallow: /a\n",
        "User-agent: Imprimatur/1.0\nDisallow: /a\n",
        "User-agent: GPTBot\nUser-agent: IMPRIMATUR\nDisallow: /a\n",
        "User-agent: Imprimatur\nUser-agent: GPTBot\nDisallow: /a\n",
        "User-agent: *\nAllow: /\nDisallow: /a/b\n",
        "User-agent: *\nDisallow: /*?c=\n",
        "User-agent: *\nDisallow: /*d$\n",
        "User-agent: Imprimatur\nDisallow: /a\nUser-agent: *\nAllow: /\n",
        "User-agent: *\nDisallow: /x\n\nUser-agent: GPTBot\nDisallow: /y\n\nUser-agent: *\nDisallow: /a\n",
        "# a comment\nUser-agent: * # everybody\nDisallow: /a # this\n",
        "User-agent: *\rDisallow: /a\r",
        "User-agent *\nDisallow /a\n",
        "User agent: Imprimatur*\nDisalow: /a\n",
        "User-agent: *\nSitemap: https://essanews.com/s\nUser-agent: GPTBot\nDisallow: /a\n",
        "User-agent: Imprimatur (archive)\nDisallow: /a\n",
        "User-agent: *\r\n\r\nDisallow: /a\r\n",
    ],
)
def test_a_disallow_that_means_us_is_obeyed(text: str) -> None:
    assert not lets_us_fetch(robots(text), PAGE)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "User-agent: GPTBot\nDisallow: /\n",
        "User-agent: *\nDisallow: /\nAllow: /a/b\n",
        "User-agent: *\nDisallow: /\nUser-agent: Imprimatur\nAllow: /\n",
        "User-agent: *\nDisallow:\n",
        "User-agent: Imprimaturbot\nDisallow: /\n",
        "Disallow: /\n",
        "User-agent: *\nDisallow: /x\nUser-agent: GPTBot\nDisallow: /a\n",
    ],
)
def test_what_is_meant_for_others_is_not_ours(text: str) -> None:
    assert lets_us_fetch(robots(text), PAGE)


@pytest.mark.parametrize(
    ("status", "read"),
    [(200, True), (404, True), (403, True), (429, False), (500, False), (None, False), (301, False)],
)
def test_an_answer_is_a_file_or_a_status_that_says_there_is_none(status: int | None, read: bool) -> None:
    assert was_read(robots("", status)) is read
    assert lets_us_fetch(robots("", status), PAGE) is read


TRAPS = {
    "many agents with many rules": "\n".join(f"User-agent: bot{n}" for n in range(20_000)) + "\nDisallow: /x" * 5000,
    "us many times with many rules": "User-agent: Imprimatur\n" * 10_000 + "Disallow: /x\n" * 10_000,
    "prefixes of our name": "\n".join(f"User-agent: {'imprimatur'[:n % 10 + 1]}" for n in range(10_000)) + "\nDisallow: /x" * 10_000,
    "many rules": "User-agent: *\n" + "".join(f"Disallow: /a{n}*b*c$\n" for n in range(20_000)),
    "wildcards": "User-agent: *\nDisallow: /" + "*a" * 200_000 + "\n",
    "one long line": "User-agent: *\nDisallow: /" + "a" * 500_000,
    "white space": "User-agent: a" + " " * 250_000 + "b\nUser-agent" + " " * 240_000 + "x",
    "many groups": "\n".join(f"User-agent: *\nDisallow: /{n}\nUser-agent: bot{n}\nDisallow: /" for n in range(8000)),
}  # fmt: skip


@pytest.mark.parametrize("trap", TRAPS)
def test_a_file_that_is_made_to_keep_us_busy_does_not(trap: str) -> None:
    started = time.monotonic()
    file = robots(TRAPS[trap][:512_000])
    assert lets_us_fetch(file, "https://essanews.com/" + "a" * 1900)
    crawl_delay(file)
    assert time.monotonic() - started < 15


def test_agents_that_are_not_us_are_one() -> None:
    text = (
        "User-agent: a\nUser-agent: b\nUser-agent: *\nDisallow: /x\nuseragent imprimatur/2 # us\nAllow: /\n"
    )
    assert with_few_agents(text) == [
        "User-agent: somebody-else",
        "User-agent: *",
        "Disallow: /x",
        "User-agent: imprimatur",
        "Allow: /",
    ]
