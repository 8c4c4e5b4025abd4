"""What is too much of a page's signals is unknown, never silence."""

from __future__ import annotations

from archive.ingestion.markup import Element
from archive.ingestion.signals_seen import MOST_SIGNALS, signal_headers, signal_metas
from archive.rights_gate import SIGNAL_CUT
from licensing.webrights import read_page
from licensing.webrights.page import CUT_OFF

LONG = "all, " * 500 + "nosnippet"


def in_doubt(
    *, headers: tuple[tuple[str, str], ...] = (), metas: tuple[tuple[str, str, str], ...] = ()
) -> bool:
    seen = read_page(headers=headers, metas=metas, robots="", path="/", uid="urn:test:page")
    rules = (seen.document or {}).get("prohibition", [])
    return any(rule["action"] == ["use"] and rule["constraint"] for rule in rules)


def test_the_port_and_the_reader_mean_the_same_mark() -> None:
    assert SIGNAL_CUT.strip() == CUT_OFF


def test_a_header_that_is_too_long_is_in_doubt() -> None:
    assert in_doubt(headers=signal_headers([("X-Robots-Tag", LONG)]))
    assert not in_doubt(headers=signal_headers([("X-Robots-Tag", "all, nosnippet")]))


def test_too_many_headers_are_in_doubt() -> None:
    plain = [("X-Robots-Tag", "all")] * MOST_SIGNALS
    assert not in_doubt(headers=signal_headers(plain))
    assert in_doubt(headers=signal_headers([*plain, ("X-Robots-Tag", "nosnippet")]))


def test_too_many_or_too_long_meta_elements_are_in_doubt() -> None:
    def metas(content: str, times: int) -> tuple[tuple[str, str, str], ...]:
        element = Element("meta", {"name": "robots", "content": content}, 0, 0)
        found = signal_metas([(element, "<meta>")] * times)
        return tuple((meta.name, meta.content, meta.raw) for meta in found)

    assert not in_doubt(metas=metas("all", MOST_SIGNALS))
    assert in_doubt(metas=metas("all", MOST_SIGNALS + 1))
    assert in_doubt(metas=metas(LONG, 1))
