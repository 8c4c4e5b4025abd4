"""No text raises what is not expected, and no reservation that was mangled on its way becomes a permission."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from licensing.policy.odrl import read_policy
from licensing.webrights import (
    Block,
    ItemRights,
    Link,
    Observed,
    location_of,
    read_ai_txt,
    read_expression,
    read_file_metadata,
    read_image,
    read_item_rights,
    read_media,
    read_page,
    read_robots,
    read_rsl,
    read_tdmrep,
    urls_of,
)
from tests.webrights.reading import permits

if TYPE_CHECKING:
    from collections.abc import Callable

QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
WORDS = st.sampled_from(
    ['User-agent: *', 'Disallow: /', 'Allow: /', 'Content-Signal: ai-train=no', 'Content-Usage: /a train-ai=n', 'noai', 'nosnippet', 'max-snippet:', 'unavailable_after: 2025', '[{"location": "/", "tdm-reservation": 1}]', '<rsl xmlns="https://rslstandard.org/rsl">', '<content url="/">', '<license>', '<permits type="usage">ai-train</permits>', '</license></content></rsl>', 'DMI-PROHIBITED', 'notAllowed', '1', '0', 'n', 'y', ':', '=', ',', ';', '"', '\n', '\x00', '\ufeff', '*', '$', '%', '%41', '$*', '<!DOCTYPE a>', '&a;', 'https://x.org/', 'https://[', '#', '😀', '�', 'license', 'cc:prohibits', '{', '}', '[', ']']
)  # fmt: skip
TEXT = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=25).map("".join), st.lists(WORDS, max_size=25).map(" ".join))  # fmt: skip


def readings(text: str) -> list[Observed]:
    """Read a text as everything that it may be."""
    file = {"text": text, "status": 200, "failure": ""}
    urls = urls_of(**file, address=text)  # type: ignore[arg-type]
    place = location_of(**file, address=text)  # type: ignore[arg-type]
    links, blocks = (Link((text,), text, text, text), Link(("license",), text, "", text)), (
        Block("json-ld", ((text, text), ("license", text), ("cc:prohibits", text)), text),
        Block("rsl", (), text),
        Block(text, (), text, failure=text),
    )  # fmt: skip
    return [
        read_robots(**file, uid="u:1"),  # type: ignore[arg-type]
        read_tdmrep(**file, uid="u:2", location=place),  # type: ignore[arg-type]
        read_rsl(**file, uid="u:3", urls=urls, file_address=text),  # type: ignore[arg-type]
        read_ai_txt(**file, uid="u:4"),  # type: ignore[arg-type]
        read_expression(text),
        read_media(properties=((text, text), ("plus:DataMining", text), ("cc:license", text)), failure="", uid="u:5"),
        read_image(links=links, blocks=blocks, image="", uid="u:6"),
        read_page(
            headers=[(name, text) for name in ("x-robots-tag", "tdm-reservation", "content-usage", "content-signal", "link", text)],
            metas=[(name, text, text) for name in ("robots", "tdm-reservation", text)],
            robots=text,
            path=text,
            address=text,
            uid="u:7",
            links=links,
            blocks=blocks,
        ),
        *read_item_rights(ItemRights(usage_terms=text, data_mining=text, expressions=(text,)), uid="u:8"),
    ]  # fmt: skip


@QUICK
@given(TEXT)
def test_every_text_is_read_into_a_policy_or_is_unreadable(text: str) -> None:
    for found in readings(text):
        assert (found.document is None) == bool(found.unreadable)
        for _, start, end in found.spans:
            assert 0 <= start < end <= len(found.text)
        if found.document is not None:
            read_policy(found.document)
            found.text.encode("utf-8")
            assert "\x00" not in found.text


@QUICK
@given(st.one_of(st.binary(max_size=300), st.binary(max_size=100).map(lambda b: b"PK\x03\x04" + b), st.binary(max_size=100).map(lambda b: b"%PDF-1.7<x:xmpmeta" + b + b"</x:xmpmeta>")))  # fmt: skip
def test_every_file_is_read_or_says_that_it_was_not(data: bytes) -> None:
    found = read_file_metadata(data)
    assert found.stated is None or not found.failure


RESERVATIONS: dict[str, tuple[str, Callable[[str], Observed]]] = {
    "robots": (
        "User-agent: GPTBot\nDisallow: /\nContent-Signal: ai-train=no\nContent-Usage: train-ai=n\n",
        lambda text: read_robots(text=text, status=200, failure="", uid="u:1"),
    ),
    "tdmrep": (
        '[{"location": "/", "tdm-reservation": 1}]',
        lambda text: read_tdmrep(text=text, status=200, failure="", uid="u:2"),
    ),
    "rsl": (
        '<rsl xmlns="https://rslstandard.org/rsl"><content url="/"><license><prohibits type="usage">all</prohibits></license></content></rsl>',
        lambda text: read_rsl(text=text, status=200, failure="", uid="u:3"),
    ),
    "paid": (
        '<rsl xmlns="https://rslstandard.org/rsl"><content url="/" server="https://s.org"><license><permits type="usage">all</permits><payment type="purchase"/></license></content></rsl>',
        lambda text: read_rsl(text=text, status=200, failure="", uid="u:3"),
    ),
    "ai.txt": (
        "User-Agent: *\nDisallow: /\n",
        lambda text: read_ai_txt(text=text, status=200, failure="", uid="u:4"),
    ),
    "directives": (
        "noai, noindex, nosnippet, noarchive",
        lambda text: read_page(headers=[("x-robots-tag", text)], metas=[("robots", text, text)], robots="", path="/", uid="u:5"),
    ),
    "header": (
        "train-ai=n, ai-use=n, search=n",
        lambda text: read_page(headers=[("content-usage", text), ("content-signal", text)], metas=[], robots="", path="/", uid="u:6"),
    ),
    "tdm header": (
        "1",
        lambda text: read_page(headers=[("tdm-reservation", text)], metas=[], robots="", path="/", uid="u:7"),
    ),
    "plus": (
        "http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED",
        lambda text: read_media(properties=(("plus:DataMining", text),), failure="", uid="u:8"),
    ),
    "cawg": (
        "notAllowed",
        lambda text: read_media(properties=(("cawg.training-mining/cawg.ai_training", text),), failure="", uid="u:9"),
    ),
    "licence": (
        "https://example.org/licences/by/4.0/",
        lambda text: read_page(headers=[], metas=[], robots="", path="/", uid="u:10", links=(Link(("license",), text, "", text),)),
    ),
    "rightsml": (
        '{"@context": "http://www.w3.org/ns/odrl.jsonld", "@type": "Set", "uid": "u:p", "conflict": "prohibit", "prohibition": [{"action": "use"}]}',
        read_expression,
    ),
}  # fmt: skip
JUNK = st.sampled_from(list(" \t\n\r,;:=*$/#<>{}[]()|&\"'\\\x00\ufeff\u200bxqzżé😀"))


@st.composite
def mangled(draw: st.DrawFn, text: str) -> str:
    """Return a text whose letters changed case, that was cut, doubled, or into which junk fell."""
    kind = draw(st.sampled_from(["case", "cut", "junk", "drop", "double"]))
    place = draw(st.integers(0, len(text)))
    end = draw(st.integers(place, min(len(text), place + 6)))
    if kind == "case":
        return text[:place] + text[place:end].swapcase() + text[end:]
    if kind == "cut":
        return text[:place]
    if kind == "junk":
        return text[:place] + "".join(draw(st.lists(JUNK, min_size=1, max_size=4))) + text[place:]
    return text[:place] + (text[end:] if kind == "drop" else text[place:end] * 2 + text[end:])


@pytest.mark.parametrize("name", [name for name in RESERVATIONS if name != "paid"])
@QUICK
@given(data=st.data())
def test_no_reservation_becomes_a_permission(name: str, data: st.DataObject) -> None:
    text, read = RESERVATIONS[name]
    for _ in range(2):
        text = data.draw(mangled(text).filter(lambda one: "allowed" not in one))  # which says the opposite
    assert not permits(read(text))


@QUICK
@given(data=st.data())
def test_no_price_falls_off_a_licence_unseen(data: st.DataObject) -> None:
    """A licence that asks for something asks for it as long as the elements that say so stand there."""
    text, read = RESERVATIONS["paid"]
    found = data.draw(mangled(text))
    if "server" in found and "purchase" in found:
        assert not {mark for mark in permits(read(found)) if "!" not in mark}
