"""Every signal in modern use, alone and with others, use by use through the evaluator.

`S` stands for review, `C` for consent, `P` for permit; nothing else is on record.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from licensing.policy.model import Scope, ScopeKind
from licensing.webrights import (
    Block,
    Link,
    Observed,
    location_of,
    own_reservation,
    read_ai_txt,
    read_expression,
    read_page,
    read_robots,
    read_rsl,
    read_tdmrep,
    urls_of,
)
from tests.policy import builders

if TYPE_CHECKING:
    from licensing.policy.model import OnRecord

FIXTURES = Path(__file__).parent / "fixtures"
ADDRESS = "https://example.org/news/1"
USES = ("catalogue", "excerpt", "store", "share", "adapt", "index", "mine", "train", "ground")
WORDS = {"review": "S", "consent": "C", "permit": "P", "deny": "D"}


def text(kind: str, name: str) -> str:
    return next((FIXTURES / kind).glob(f"{name}.*")).read_text(encoding="utf-8")


def observed(given: dict[str, str], address: str = ADDRESS) -> list[Observed]:
    """Read a site's files and a page as the capture does, in the ranks of the families."""
    page = json.loads(text("pages", given.get("page", "silent")))
    headers, metas = page["headers"], [(*meta, f"<meta {meta}>") for meta in page["metas"]]
    robots = text("robots", given.get("robots", "silent"))
    assigner = builders.PUBLISHER
    licences = {"https://example.org/license.xml"} if "rsl" in given else set[str]()
    found = [
        read_robots(
            text=robots, status=200, failure="", uid="u:robots", assigner=assigner, licences=licences
        ),
        read_page(
            headers=headers,
            metas=metas,
            robots=robots,
            path=address.removeprefix("https://example.org"),
            address=address,
            uid="u:page",
            assigner=assigner,
            links=[Link(tuple(one[0]), *one[1:]) for one in page.get("links", [])],
            blocks=[Block(one[0], tuple(map(tuple, one[1])), "{}") for one in page.get("blocks", [])],
        ),
    ]
    file: dict[str, Any] = {"status": 200, "failure": ""}
    if "rsl" in given:
        body = text("rsl", given["rsl"])
        urls = urls_of(text=body, **file, address=address)
        found.append(read_rsl(text=body, **file, uid="u:rsl", assigner=assigner, urls=urls))
    if "tdmrep" in given and own_reservation(headers=headers, metas=metas) is None:
        body = text("tdmrep", given["tdmrep"])
        place = location_of(text=body, **file, address=address)
        found.append(read_tdmrep(text=body, **file, uid="u:tdm", assigner=assigner, location=place))
    if "ai" in given:
        found.append(read_ai_txt(text=text("ai", given["ai"]), **file, uid="u:ai", assigner=assigner))
    if "item" in given:
        found.append(read_expression(text("items", given["item"])))
    return found


def on_record(found: list[Observed]) -> tuple[OnRecord, ...]:
    scope = Scope(ScopeKind.ARTICLE, "a-1")
    return tuple(
        builders.signal(
            one.document,
            id=f"signal-{n}",
            scope=scope,
            unreadable=one.unreadable,
            assigner=builders.PUBLISHER,
        )
        for n, one in enumerate(found)
    )


def outcomes(given: dict[str, str], address: str = ADDRESS, *others: OnRecord) -> str:
    """Return the outcome of each use of `USES`, as one letter each."""
    records = (*on_record(observed(given, address)), *others)
    asset = {"catalogue": "metadata"}
    limits = {"excerpt": {"words": 40, "characters": 240}}
    asked = [builders.use(name, asset.get(name, "text"), **limits.get(name, {})) for name in USES]
    return "".join(WORDS[builders.outcome(one, *records).value] for one in asked)


TABLE: list[tuple[dict[str, str], str]] = [
    #                                                       cat exc sto sha ada ind min tra gro
    ({}, "SSSSSSSSS"),
    ({"robots": "no-ai-crawlers"}, "SSSSSSSCC"),
    ({"robots": "content-signal"}, "SSSSSPSCS"),
    ({"robots": "content-usage"}, "SSSSSPSCP"),
    ({"robots": "licence"}, "SSSSSSSSS"),
    ({"robots": "licence", "rsl": "search-only"}, "SSSSSPCCC"),
    ({"robots": "licence", "rsl": "pay-to-train"}, "SSSSSCCCC"),
    ({"robots": "licence", "rsl": "attribution"}, "SSSSSPCCP"),
    ({"robots": "licence", "rsl": "bomb"}, "SSSSSSSSS"),
    ({"robots": "garbled"}, "SSSSSSSSS"),
    ({"tdmrep": "reserved"}, "SSSSSSCCS"),
    ({"tdmrep": "open"}, "SSSSSSPSS"),
    ({"tdmrep": "broken"}, "SSSSSSSSS"),
    ({"ai": "no-training"}, "SSSSSSSCS"),
    ({"page": "robots-directives"}, "SCCSSSSCC"),
    ({"page": "tdm-header"}, "SSSSSSCCS"),
    ({"page": "tdm-open"}, "SSSSSSPSS"),
    ({"page": "content-usage"}, "SSSSSPSPP"),
    ({"page": "creative-commons"}, "SPPPPPSSS"),
    ({"page": "own-licence"}, "SSSSSSSSS"),
    ({"page": "unavailable"}, "CCCCCCCCC"),
    ({"item": "rightsml"}, "SSSCSSSSS"),
    # across families: what one closes no other opens, and what is in doubt beside a permission is for a person
    ({"robots": "no-ai-crawlers", "page": "content-usage"}, "SSSSSPSCC"),
    ({"robots": "content-signal", "page": "content-usage"}, "SSSSSPSCP"),
    ({"tdmrep": "reserved", "page": "content-usage"}, "SSSSSPCCP"),
    ({"tdmrep": "reserved", "page": "creative-commons"}, "SPPPPPCCS"),
    ({"tdmrep": "broken", "page": "content-usage"}, "SSSSSPSSP"),
    ({"robots": "licence", "page": "content-usage"}, "SSSSSSSSS"),
    ({"robots": "garbled", "page": "creative-commons"}, "SSSSSSSSS"),
    ({"robots": "garbled", "tdmrep": "reserved"}, "SSSSSSCCS"),
    ({"robots": "licence", "rsl": "search-only", "page": "content-usage"}, "SSSSSPCCC"),
    ({"robots": "licence", "rsl": "pay-to-train", "page": "content-usage"}, "SSSSSCCCC"),
    ({"page": "creative-commons", "item": "rightsml"}, "SPPCPPSSS"),
    # within TDMRep the page goes before the file, and metadata of the page before its headers
    ({"tdmrep": "reserved", "page": "tdm-open"}, "SSSSSSPSS"),
    ({"tdmrep": "open", "page": "tdm-header"}, "SSSSSSCCS"),
    ({"tdmrep": "broken", "page": "tdm-open"}, "SSSSSSPSS"),
]


@pytest.mark.parametrize(("given", "expected"), TABLE, ids=[" + ".join(f"{k}:{v}" for k, v in one.items()) or "nothing" for one, _ in TABLE])  # fmt: skip
def test_outcomes(given: dict[str, str], expected: str) -> None:
    found = outcomes(given)
    assert dict(zip(USES, found, strict=True)) == dict(zip(USES, expected, strict=True))


@pytest.mark.parametrize(
    ("given", "path", "expected"),
    [
        ({"tdmrep": "reserved"}, "/open-data/1", "SSSSSSPSS"),
        ({"tdmrep": "reserved"}, "/report.pdf", "SSSSSSCCS"),
        ({"robots": "content-usage"}, "/open/1", "SSSSSPSCP"),  # the whole site's `n` wins
    ],
)
def test_places(given: dict[str, str], path: str, expected: str) -> None:
    assert outcomes(given, f"https://example.org{path}") == expected


def test_terms_go_together_with_signals_and_contracts_before_them() -> None:
    closed = builders.terms(builders.document(prohibition=[{"action": "ra:train"}]))
    assert outcomes({"page": "content-usage"}, ADDRESS, closed)[USES.index("train")] == "D"
    agreed = builders.agreement(builders.document(permission=[{"action": "ra:train"}]))
    assert outcomes({"robots": "no-ai-crawlers"}, ADDRESS, agreed)[USES.index("train")] == "P"


def test_no_fixture_permits_what_another_reserves() -> None:
    """Whatever is added to a reservation, it stays one."""
    for more, _ in TABLE:
        combined = {**more, "robots": "no-ai-crawlers"}
        assert outcomes(combined)[USES.index("train")] != "P"
        assert outcomes(combined)[USES.index("ground")] != "P"


def test_every_fixture_is_in_the_table() -> None:
    used = {(kind, name) for one, _ in TABLE for kind, name in one.items()}
    kinds = {"pages": "page", "items": "item"}
    held = {(kinds.get(f.parent.name, f.parent.name), f.stem) for f in FIXTURES.glob("*/*")}
    assert held <= used | {("page", "silent"), ("robots", "silent")}
