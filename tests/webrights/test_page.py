"""Headers and meta elements: any case, strictest wins, doubt is never silence."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from licensing.policy.model import Constraint, Rule
from licensing.policy.odrl import read_policy
from licensing.webrights import Observed, read_page


def seen(
    *headers: tuple[str, str], robots: str = "", path: str = "/a", metas: tuple[tuple[str, str], ...] = ()
) -> Observed:
    elements = tuple((name, content, f'<meta name="{name}" content="{content}">') for name, content in metas)
    return read_page(headers=headers, metas=elements, robots=robots, path=path, uid="urn:test:page")


def rules(found: Observed) -> list[Rule]:
    assert found.document is not None
    return list(read_policy(found.document).rules)


def prohibited(found: Observed) -> set[str]:
    return {rule.action for rule in rules(found) if rule.type == "prohibition"}


DIRECTIVES = {
    "noindex": {"index"},
    "none": {"index"},
    "noarchive": {"archive"},
    "nosnippet": {"extract"},
    "max-snippet:0": {"extract"},
    "max-snippet:50": {"extract"},
    "max-snippet:-1": set(),
    "noai": {"ra:train", "ra:ground"},
    "noimageai": {"ra:train", "ra:ground"},
    "nofollow": set(),
    "index, follow": set(),
    "noindex, noarchive": {"index", "archive"},
}


@pytest.mark.parametrize(("value", "actions"), DIRECTIVES.items())
@pytest.mark.parametrize("case", [str.lower, str.upper])
def test_a_directive_does_the_same_in_header_and_element_and_in_any_case(
    value: str, actions: set[str], case: object
) -> None:
    written = case(value)  # type: ignore[operator]
    assert prohibited(seen(("X-Robots-Tag", written))) == actions
    assert prohibited(seen(("x-robots-tag", written))) == actions
    assert prohibited(seen(metas=(("robots", written),))) == actions


def test_several_headers_and_elements_add_up() -> None:
    found = seen(("X-Robots-Tag", "noai"), ("X-Robots-Tag", "noarchive"), metas=(("ROBOTS", "nosnippet"),))
    assert prohibited(found) == {"ra:train", "ra:ground", "archive", "extract"}


@pytest.mark.parametrize(
    ("value", "actions"),
    [
        ("googlebot: noindex", set()),
        ("imprimatur: noindex", {"index"}),
        ("*: noai", {"ra:train", "ra:ground"}),
        ("max-snippet:0, noai", {"extract", "ra:train", "ra:ground"}),
    ],
)
def test_a_directive_for_somebody_else_is_not_for_us(value: str, actions: set[str]) -> None:
    assert prohibited(seen(("X-Robots-Tag", value))) == actions


def test_a_snippet_limit_is_a_limit_in_characters() -> None:
    [rule] = rules(seen(metas=(("robots", "max-snippet:50"),)))
    assert rule.constraints == (Constraint("ra:characters", "gt", ("50",)),)


def test_no_image_ai_concerns_images_alone() -> None:
    assert {rule.targets for rule in rules(seen(("X-Robots-Tag", "noimageai")))} == {("ra:part:image",)}


@pytest.mark.parametrize(
    "date", ["2025-06-25T15:00:00+00:00", "25 Jun 2025 15:00:00 GMT", "Wed, 25 Jun 2025 15:00:00 +0000"]
)
def test_unavailable_after_ends_every_permission(date: str) -> None:
    [rule] = rules(seen(("X-Robots-Tag", f"noarchive, unavailable_after: {date}")))[:1]
    assert rule.action == "use"
    end = datetime(2025, 6, 25, 15, tzinfo=UTC).isoformat()
    assert rule.constraints == (Constraint("dateTime", "gteq", (end,)),)


@pytest.mark.parametrize(
    "value",
    ["unavailable_after: soon", "unavailable_after: 2025-06-25", "max-snippet: few", "max-snippet:-2"],
)
def test_a_value_that_cannot_be_read_is_in_doubt(value: str) -> None:
    [rule] = rules(seen(("X-Robots-Tag", value)))
    assert rule.constraints[0].left == "ra:unread"  # type: ignore[union-attr]


TDM = {
    "1": ({"ra:mine", "ra:train"}, set()),
    "0": (set(), {"ra:mine"}),
    "yes": (set(), set()),
    "": (set(), set()),
    " 1 ": ({"ra:mine", "ra:train"}, set()),
}


@pytest.mark.parametrize(("value", "effect"), TDM.items())
@pytest.mark.parametrize("name", ["tdm-reservation", "TDM-Reservation"])
def test_the_tdm_reservation_reserves_mining_and_training(
    name: str, value: str, effect: tuple[set[str], set[str]]
) -> None:
    for found in (seen((name, value)), seen(metas=((name, value),))):
        permitted = {rule.action for rule in rules(found) if rule.type == "permission"}
        assert (prohibited(found), permitted) == effect


def test_the_element_goes_before_the_header_and_the_stricter_before_the_other() -> None:
    assert prohibited(seen(("tdm-reservation", "0"), metas=(("tdm-reservation", "1"),))) == {
        "ra:mine",
        "ra:train",
    }
    assert prohibited(seen(("tdm-reservation", "1"), metas=(("tdm-reservation", "0"),))) == set()
    assert prohibited(seen(("tdm-reservation", "1"), metas=(("tdm-reservation", "x"),))) == {
        "ra:mine",
        "ra:train",
    }
    assert prohibited(seen(("tdm-reservation", "0"), ("tdm-reservation", "1"))) == {"ra:mine", "ra:train"}


def test_a_tdm_policy_is_noted_and_never_fetched() -> None:
    found = seen(("tdm-reservation", "1"), ("tdm-policy", "https://x.org/policy.json"))
    assert "https://x.org/policy.json" in found.text


def test_a_path_that_a_crawler_for_ai_may_not_visit_is_the_pages_own_signal() -> None:
    robots = "User-agent: GPTBot\nDisallow: /premium"
    assert prohibited(seen(robots=robots, path="/premium/a")) == {"ra:train", "ra:ground"}
    assert prohibited(seen(robots=robots, path="/news")) == set()
    assert (
        prohibited(seen(robots="User-agent: GPTBot\nDisallow: /", path="/premium/a")) == set()
    )  # the site's own


def test_nothing_found_is_a_set_without_rules() -> None:
    found = seen(("Content-Type", "text/html"), metas=(("description", "noai"),))
    assert rules(found) == []
    assert (found.text, found.unreadable) == ("", "")


def test_text_in_a_signal_is_kept_and_never_executed() -> None:
    found = seen(metas=(("robots", "{{ 7*7 }}, noai, ${jndi:x}"),))
    assert "{{ 7*7 }}" in found.text
    assert prohibited(found) == {"ra:train", "ra:ground"}
