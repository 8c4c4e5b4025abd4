"""What bears rights in a page's markup is handed on as written; what is expression stays on the page."""

from __future__ import annotations

import json
import time

import pytest

from archive.ingestion.links_seen import header_links, rsl_addresses
from archive.ingestion.rights_seen import RightsSeen, rights_seen
from archive.rights_gate import SIGNAL_CUT, LinkElement, RightsBlock

HERE = "https://essanews.com/story"
PLANTED = "kumquatfjord"
CC = "https://creativecommons.org/licenses/by/4.0/"


def seen(body: str, head: str = "", canonical: str = "") -> RightsSeen:
    page = f"<html><head>{head}</head><body>{body}</body></html>".encode()
    return rights_seen(page, content_type="text/html; charset=utf-8", page_address=HERE, canonical=canonical)


def json_ld(document: object) -> tuple[RightsBlock, ...]:
    text = document if isinstance(document, str) else json.dumps(document)
    return seen("", f'<script type="application/ld+json">{text}</script>').blocks


def properties(blocks: tuple[RightsBlock, ...]) -> list[tuple[str, str]]:
    return [each for block in blocks for each in block.properties]


def test_only_the_rights_of_a_json_ld_node_are_handed_on() -> None:
    (block,) = json_ld({
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": PLANTED,
        "description": PLANTED,
        "articleBody": PLANTED,
        "keywords": [PLANTED],
        "license": CC,
        "usageInfo": {"@type": "CreativeWork", "@id": "https://essanews.com/terms", "name": "Terms"},
        "copyrightHolder": {"@type": "Organization", "name": "Essa News", "url": "https://essanews.com"},
        "copyrightNotice": "© Essa News",
        "copyrightYear": 2025,
        "creditText": ["PAP", "EPA"],
        "isAccessibleForFree": False,
        "conditionsOfAccess": "subscribers only",
        "acquireLicensePage": "https://essanews.com/licence",
    })  # fmt: skip
    assert PLANTED not in repr(block)
    assert (block.kind, block.subject, block.failure) == ("json-ld", "", "")
    assert sorted(block.properties) == sorted([
        ("license", CC),
        ("usageInfo", "https://essanews.com/terms"),
        ("copyrightHolder", "Essa News"),
        ("copyrightNotice", "© Essa News"),
        ("copyrightYear", "2025"),
        ("creditText", "PAP"),
        ("creditText", "EPA"),
        ("isAccessibleForFree", "false"),
        ("conditionsOfAccess", "subscribers only"),
        ("acquireLicensePage", "https://essanews.com/licence"),
    ])  # fmt: skip


@pytest.mark.parametrize(
    "name",
    ["license", "LICENSE", "schema:license", "http://schema.org/license", "https://schema.org/License"],
)
def test_a_property_is_known_by_any_of_its_names(name: str) -> None:
    assert properties(json_ld({"@type": "Article", name: CC})) == [("license", CC)]


def test_an_image_of_an_article_speaks_for_itself() -> None:
    photo = {"@type": "ImageObject", "contentUrl": "/photo.jpg", "license": CC, "caption": PLANTED}
    blocks = json_ld({"@graph": [{"@type": "NewsArticle", "image": [photo], "creditText": "Essa"}]})
    assert {(block.subject, block.properties) for block in blocks} == {
        ("", (("creditText", "Essa"),)),
        ("https://essanews.com/photo.jpg", (("license", CC),)),
    }
    assert PLANTED not in repr(blocks)


def test_an_image_that_cannot_be_found_says_nothing_of_the_article() -> None:
    assert json_ld({"@type": "NewsArticle", "image": {"@type": "ImageObject", "license": CC}}) == ()


@pytest.mark.parametrize("kind", ["Organization", "Person", "VideoObject", "BreadcrumbList"])
def test_what_is_no_article_says_nothing_of_it(kind: str) -> None:
    assert json_ld({"@type": kind, "license": CC}) == ()


def test_a_licence_of_another_article_is_not_this_ones() -> None:
    own = {"@type": "NewsArticle", "url": HERE, "creditText": "Essa"}
    other = {"@type": "NewsArticle", "url": "https://essanews.com/other", "license": CC}
    assert properties(json_ld([own, other])) == [("creditText", "Essa")]
    assert properties(json_ld([{**own, "url": f"{HERE}#article"}, other])) == [("creditText", "Essa")]


def test_where_no_node_is_about_this_page_none_is_left_out() -> None:
    other = {"@type": "NewsArticle", "url": "https://essanews.com/amp/story", "license": CC}
    assert properties(json_ld([other])) == [("license", CC)]


BROKEN = [
    '{"@type": "NewsArticle", "license": "x", }',
    '{"@type": "NewsArticle", "license": "x"',
    '{"license": ' + "[" * 100_000,
    '{"license": ' + "9" * 5000 + "}",
]


@pytest.mark.parametrize("script", BROKEN)
def test_a_block_that_does_not_parse_and_may_bear_rights_is_a_failure_without_its_words(script: str) -> None:
    (block,) = json_ld(script + PLANTED)
    assert (block.failure, block.properties, block.raw) == ("malformed", (), "")


def test_a_block_that_does_not_parse_and_bears_no_rights_is_nothing() -> None:
    assert json_ld('{"headline": "x", }') == ()


def test_a_block_with_more_nodes_than_are_read_says_so() -> None:
    blocks = json_ld([{"@type": "Thing"}] * 3000 + [{"@type": "Article", "license": CC}])
    assert [block.failure for block in blocks] == ["too-many"]


def test_line_breaks_inside_strings_are_tolerated() -> None:
    assert properties(json_ld('{"@type": "Article", "license": "' + CC + '", "name": "a\nb"}')) == [
        ("license", CC)
    ]


def test_microdata_speaks_of_the_article_and_of_its_images() -> None:
    blocks = seen(
        '<div itemscope itemtype="https://schema.org/NewsArticle">'
        f'<p itemprop="articleBody">{PLANTED}</p><a itemprop="license" href="{CC}">{PLANTED}</a>'
        '<span itemprop="copyrightHolder" itemscope itemtype="https://schema.org/Organization">'
        '<b itemprop="name">Essa News</b></span>'
        '<figure itemprop="image" itemscope itemtype="https://schema.org/ImageObject">'
        '<img itemprop="contentUrl" src="/photo.jpg"><i itemprop="creditText">PAP</i></figure>'
        '<div itemscope itemtype="https://schema.org/Person"><i itemprop="license">not ours</i></div></div>'
    ).blocks
    assert {(block.kind, block.subject, block.properties) for block in blocks} == {
        ("microdata", "", (("license", CC), ("copyrightHolder", "Essa News"))),
        ("microdata", "https://essanews.com/photo.jpg", (("creditText", "PAP"),)),
    }
    assert PLANTED not in repr(blocks)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<span property="dcterms:rights">All rights reserved</span>', ("dcterms:rights", "All rights reserved")),
        (f'<a property="cc:license" href="{CC}">x</a>', ("cc:license", CC)),
        (f'<a rel="CC:License" href="{CC}">x</a>', ("cc:license", CC)),
        (f'<a rel="http://creativecommons.org/ns#license" href="{CC}">x</a>', ("cc:license", CC)),
        (
            f'<div prefix="l: http://creativecommons.org/ns#"><a rel="l:license" href="{CC}">x</a></div>',
            ("cc:license", CC),
        ),
        (
            f'<div xmlns:l="http://creativecommons.org/ns#"><a rel="l:license" href="{CC}">x</a></div>',
            ("cc:license", CC),
        ),
        (
            f'<div vocab="https://schema.org/"><a property="license" href="{CC}">x</a></div>',
            ("schema:license", CC),
        ),
        ('<span property="cc:attributionName">Essa</span>', ("cc:attributionName", "Essa")),
        ('<span about="" property="dc:rights" content="reserved"></span>', ("dcterms:rights", "reserved")),
    ],
)  # fmt: skip
def test_rdfa_is_read_by_prefix_address_and_vocabulary(markup: str, expected: tuple[str, str]) -> None:
    (block,) = seen(markup).blocks
    assert (block.kind, block.subject, block.properties) == ("rdfa", "", (expected,))


def test_rdfa_about_an_image_is_the_images_and_about_anything_else_nobodys() -> None:
    image = '<img src="/photo.jpg">'
    licence = f'<a rel="cc:license" href="{CC}">x</a>'
    (block,) = seen(f'{image}<div about="/photo.jpg">{licence}</div>').blocks
    assert block.subject == "https://essanews.com/photo.jpg"
    assert seen(f'<div about="https://example.org/song.mp3">{licence}</div>').blocks == ()


RSL = '<rsl xmlns="https://rslstandard.org/rsl"><content url="/"/></rsl>'


def test_rsl_in_a_page_is_handed_on_whole() -> None:
    (block,) = seen("", f'<script type="application/rsl+xml">\n{RSL}\n</script>').blocks
    assert (block.kind, block.raw, block.properties, block.failure) == ("rsl", RSL, (), "")
    (block,) = seen(f"<div>{RSL}</div>").blocks
    assert (block.kind, block.raw) == ("rsl", RSL)


@pytest.mark.parametrize(
    ("document", "failure"),
    [
        (RSL.replace("<rsl", "<!DOCTYPE rsl [<!ENTITY a 'b'>]><rsl"), "xml-doctype"),
        (RSL[:-6], "xml-malformed"),
        (RSL.replace("/>", "/>" + "x" * 100_000), "too-large"),
    ],
)
def test_rsl_that_is_not_safe_xml_is_a_failure(document: str, failure: str) -> None:
    (block,) = seen("", f'<script type="application/rsl+xml">{document}</script>').blocks
    assert block.failure == failure


def test_links_of_licences_are_found_wherever_they_stand() -> None:
    links = seen(
        f'<a rel="nofollow LICENSE" href="{CC}">{PLANTED}</a>'
        '<figure><img src="/p.jpg"><figcaption><a rel="license" href="/photo-terms">x</a></figcaption></figure>'
        '<a rel="next" href="/2">x</a>',
        '<link rel="license" type="Application/RSL+XML; charset=utf-8" href="/license.xml">',
    ).links
    assert [(link.relations, link.address, link.media_type, link.within) for link in links] == [
        (("license",), "https://essanews.com/license.xml", "application/rsl+xml", ""),
        (("nofollow", "license"), CC, "", ""),
        (("license",), "https://essanews.com/photo-terms", "", "https://essanews.com/p.jpg"),
    ]
    assert PLANTED not in repr(links)
    assert rsl_addresses(links) == ("https://essanews.com/license.xml",)


@pytest.mark.parametrize(
    ("header", "addresses"),
    [
        ('</license.xml>; rel="license"; type="application/rsl+xml"', ["https://essanews.com/license.xml"]),
        ("<https://a.example/x>; rel=license, </y>; rel=next", ["https://a.example/x"]),
        ('</y>; rel="next", <x>; title="a, <b>; rel=next"; REL="prev License"', ["https://essanews.com/x"]),
        ("</x>;rel=license;anchor=\"/story\"", ["https://essanews.com/x"]),
        ("</x>; rel=license; anchor=\"/other\"", []),
        ("</x>; rel=next; rel=license", []),
        ("nonsense; rel=license", []),
        ("", []),
    ],
)  # fmt: skip
def test_link_headers_are_read_by_their_grammar(header: str, addresses: list[str]) -> None:
    found = header_links([("link", header), ("x-link", "</z>; rel=license")], HERE)
    assert [link.address for link in found] == addresses
    assert all(link.raw.startswith("Link: <") for link in found)


def test_a_link_header_that_is_cut_leaves_a_doubt() -> None:
    found = header_links([("link", "</a>; rel=next, " * 500)], HERE)
    assert found == (LinkElement(("license",), "", "", f"Link: {SIGNAL_CUT}"),)


def test_more_links_than_are_handed_on_leave_a_doubt() -> None:
    links = seen("".join(f'<a rel="license" href="/{number}">x</a>' for number in range(200))).links
    assert len(links) == 101
    assert links[-1].raw == SIGNAL_CUT


TRAPS = {
    "many items": '<div itemscope itemtype="https://schema.org/NewsArticle"><i itemprop="license">x</i>'
    * 5000,
    "many properties": '<div itemscope><i itemprop="license license license">x</i></div>' * 20_000,
    "many links in a figure": "<figure>" + '<a rel="license" href="/x">x</a>' * 20_000 + "</figure>",
    "many names": '<a rel="cc:license">x</a>' * 20_000,
    "long prefixes": f'<div prefix="{"a: b " * 100_000}">' + '<a rel="cc:license">x</a>' * 2000 + "</div>",
    "deep items": '<div itemscope><i itemprop="copyrightHolder" itemscope>' * 120 + "<b>x</b>" * 20_000,
    "long values": f'<i itemprop="license">{"x" * 1_000_000}</i>',
    "a long header of a list": f'<script type="application/ld+json">[{",".join(["[]"] * 300_000)}]</script>',
}


@pytest.mark.parametrize("trap", TRAPS)
def test_a_page_that_is_made_to_keep_us_busy_does_not(trap: str) -> None:
    started = time.monotonic()
    found = seen(TRAPS[trap])
    assert time.monotonic() - started < 10
    assert sum(len(value) for block in found.blocks for _, value in block.properties) < 1_000_000


@pytest.mark.parametrize(
    ("around", "kind", "subject"),
    [
        ("<main>{}</main>", "rsl", ""),
        ("<article>{}</article>", "rsl", ""),
        ("<article>{}</article><article>another</article>", "rsl-of-a-part", ""),
        ("<aside>{}</aside>", "rsl-of-a-part", ""),
        ("<ul><li>{}</li></ul>", "rsl-of-a-part", ""),
        ("<figure><img src='/p.jpg'>{}</figure>", "rsl", "https://essanews.com/p.jpg"),
        ("<figure>{}</figure>", "rsl-of-a-part", ""),
    ],
)
@pytest.mark.parametrize("written", [RSL, f'<script type="application/rsl+xml">{RSL}</script>'])
def test_rsl_speaks_of_the_part_of_the_page_in_which_it_stands(
    written: str, around: str, kind: str, subject: str
) -> None:
    (block,) = seen("", around.format(written)).blocks
    assert (block.kind, block.subject, block.raw) == (kind, subject, RSL)
