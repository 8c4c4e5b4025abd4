"""The site's robots.txt, obeyed for ourselves (RFC 9309). Pure.

It governs the fetching. What it says about other crawlers is a signal, and signals aren't read here, but for the
addresses of RSL files that it names.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from protego import Protego

from archive.ingestion.fetch import AGENT

if TYPE_CHECKING:
    from archive.rights_gate import SiteFile

LONGEST_DELAY = 3600.0  # seconds; a Crawl-delay beyond is taken for this
_UNAVAILABLE = range(400, 500)
_TOO_MANY_REQUESTS = 429
_SUCCESSFUL = range(200, 300)
_AGENT_LINE = re.compile(r"\s*user[- ]?agent(?:\s*:|\s)(.*)$", re.IGNORECASE)
_PRODUCT = re.compile(r"[a-z_-]+")  # RFC 9309 section 2.2.1
_SOMEBODY_ELSE = "somebody-else"
_LICENSE = re.compile(r"^[ \t]*license[ \t]*:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)
_MOST_LICENCES = 5


def origin(address: str) -> str:
    """Return scheme, host and port of an address: what one robots.txt speaks for."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def was_read(robots: SiteFile) -> bool:
    """Tell whether the site gave an answer to go by: a file, or a status (4xx) that says there is none."""
    status = robots.status
    if status is None or status == _TOO_MANY_REQUESTS:
        return False
    return status in _SUCCESSFUL or status in _UNAVAILABLE


def lets_us_fetch(robots: SiteFile, address: str) -> bool:
    """Tell whether this archive may fetch the address; a server error or no answer forbids it, a 4xx doesn't."""
    if not was_read(robots):
        return False
    if robots.status in _UNAVAILABLE:
        return True
    return bool(_parsed(robots.text).can_fetch(address, AGENT))


def crawl_delay(robots: SiteFile) -> float:
    """Return the seconds that the site wants between two requests of ours, 0 where it says nothing."""
    if not robots.text:
        return 0.0
    try:
        wanted = float(_parsed(robots.text).crawl_delay(AGENT) or 0)
    except (TypeError, ValueError):
        return 0.0
    return min(max(wanted, 0.0), LONGEST_DELAY) if wanted == wanted else 0.0  # noqa: PLR0124 - NaN isn't itself


def named_licences(robots: SiteFile) -> tuple[str, ...]:
    """Return the addresses of RSL files that `License:` lines name (RSL 1.0), at most five, as written."""
    return tuple(dict.fromkeys(_LICENSE.findall(robots.text)))[:_MOST_LICENCES]


@lru_cache(maxsize=16)
def _parsed(text: str) -> Protego:
    return Protego.parse("\n".join(with_few_agents(text)))


def with_few_agents(text: str) -> list[str]:
    """Return the lines, each agent that isn't us under one name: who else is named makes no difference to us.

    The parser copies the rules of a group for each of its agents; thousands of both would keep it busy for minutes. An
    agent counts by its product token alone, so that `Imprimatur/1.0` is us.
    """
    kept: list[str] = []
    for line in text.splitlines():
        named = _AGENT_LINE.match(line.partition("#")[0])
        written = f"User-agent: {_agent(named.group(1).strip())}" if named else line
        if not named or not kept or kept[-1] != written:
            kept.append(written)
    return kept


def _agent(value: str) -> str:
    if value == "*":
        return value
    found = _PRODUCT.match(value.lower().replace("*", ""))
    token = found.group() if found else ""
    return token if token and AGENT.lower().startswith(token) else _SOMEBODY_ELSE
