"""Really Simple Licensing: tokens, payments, users, places, and what is no licence at all."""

from __future__ import annotations

import pytest

from licensing.webrights import Block, Link, is_rsl, read_image, read_inline, read_page, read_rsl, urls_of
from tests.webrights.reading import marks, permits

DOUBT = {"?mine", "?train", "?ground", "?index"}
ALL_CLOSED = {"-mine", "-train", "-ground", "-index"}


def a_file(inner: str, attributes: str = 'url="/"', more: str = "") -> str:
    return f'<?xml version="1.0"?><rsl xmlns="https://rslstandard.org/rsl"><content {attributes}>{inner}</content>{more}</rsl>'


def seen(text: str, address: str = "https://x.org/news/a", status: int | None = 200) -> set[str]:
    file = "https://x.org/license.xml"
    urls = urls_of(text=text, status=status, failure="", address=address, file_address=file)
    return marks(
        read_rsl(text=text, status=status, failure="", uid="urn:test:rsl", urls=urls, file_address=file)
    )


LICENCE = "<license><permits type='usage'>ai-train</permits></license>"
HOSTILE = [
    "",
    "no XML",
    "<rsl>",
    "<html><body>Not found</body></html>",
    f"<rsl><content url='/'>{LICENCE}</content></rsl>",
    f"<rsl xmlns='https://rslstandard.org/rsl/2.0/'><content url='/'>{LICENCE}</content></rsl>",
    f"<rsl xmlns='https://x.org/other'><content url='/'>{LICENCE}</content></rsl>",
    a_file(LICENCE, attributes=""),
    a_file("<license><permit type='usage'>ai-train</permit></license>"),
    a_file("<licence><permits type='usage'>ai-train</permits></licence>"),
    a_file("<license><permits type='whatever'>ai-train</permits></license>"),
    a_file("<license><payment type='free'/><payment type='purchase'/></license>"),
    a_file(LICENCE)[:-20],
    '<!DOCTYPE rsl [<!ENTITY a "ai-train">]>' + a_file("<license><permits>&a;</permits></license>")[21:],
    '<!DOCTYPE rsl SYSTEM "file:///etc/passwd">' + a_file(LICENCE)[21:],
    '<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">' + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)) + "]><rsl>&j;</rsl>",
    a_file("<license>" * 60 + "</license>" * 60),
    a_file("<legal type='warranty'>x</legal>" * 30_000),
    a_file("<!--" + "x" * 1_100_000 + "-->"),
    a_file("", more="<content url='/a'/>" * 2_001),
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_no_document_of_rsl_is_in_doubt_and_permits_nothing(text: str) -> None:
    assert seen(text) == DOUBT


@pytest.mark.parametrize("status", [404, 403, 500, None, 302])
def test_a_file_that_a_site_names_and_does_not_have_is_in_doubt(status: int | None) -> None:
    assert seen("", status=status) == DOUBT


@pytest.mark.parametrize(
    ("licence", "expected"),
    [
        ("<prohibits type='usage'>all</prohibits>", ALL_CLOSED),
        ("<prohibits type='usage'>ai-all</prohibits>", {"-mine", "-train", "-ground"}),
        ("<prohibits type='usage'>ai-train</prohibits>", {"-train"}),
        ("<prohibits type='usage'>AI-Train, search</prohibits>", {"-train", "-index"}),
        ("<prohibits>ai-input\n ai-index</prohibits>", {"-ground", "-index"}),
        ("<prohibits type='usage'>ai-summarise</prohibits>", DOUBT),
        ("<permits type='usage'>all</permits>", {"+mine", "+train", "+ground", "+index"}),
        ("<permits type='usage'>ai-train</permits>", {"+train", "-mine", "-ground", "-index"}),
        ("<permits type='usage'>ai-train,search</permits>", {"+train", "+index", "-mine", "-ground"}),
        ("<permits type='usage'></permits>", ALL_CLOSED),
        ("<permits type='usage'>x:unheard-of</permits>", ALL_CLOSED),
        ("<permits type='usage'>ai-train</permits><prohibits type='usage'>ai-train</prohibits>", ALL_CLOSED),
        ("<permits type='usage'>ai-all</permits><prohibits type='usage'>all</prohibits>", ALL_CLOSED),
        ("", set()),
        ("<payment type='free'/>", set()),
        ("<legal type='disclaimer'>as-is</legal>", set()),
    ],
)
def test_tokens(licence: str, expected: set[str]) -> None:
    assert seen(a_file(f"<license>{licence}</license>")) == expected


@pytest.mark.parametrize("payment", ["purchase", "subscription", "training", "crawl", "use", "contribution"])
def test_what_is_paid_is_closed_until_it_is_paid(payment: str) -> None:
    licence = f"<license><permits type='usage'>ai-train</permits><payment type='{payment}'/></license>"
    assert {"-train", "+train!compensate"} <= seen(a_file(licence))
    offered = seen(a_file(f"<license><payment type='{payment}'/></license>"))
    assert offered >= ALL_CLOSED
    assert "+train!compensate" in offered


@pytest.mark.parametrize(
    "payment",
    ["<payment type='barter'/>", "<payment type='royalty'><amount currency='USD'>1</amount></payment>", "<payment><custom>/ask</custom></payment>", "<payment><amount currency='USD'>1</amount></payment>"],
)  # fmt: skip
def test_a_payment_that_is_not_known_is_in_doubt(payment: str) -> None:
    found = seen(a_file(f"<license><permits type='usage'>ai-train</permits>{payment}</license>"))
    assert "?train" in found
    assert not any(mark.startswith("+") for mark in found)


def test_attribution_is_a_duty_and_no_payment_is_free() -> None:
    paid = "<license><permits type='usage'>ai-input</permits><payment type='attribution'/></license>"
    assert "+ground!attribute!cc:SourceCode" in seen(a_file(paid))
    assert "+ground" in seen(a_file(paid.replace("<payment type='attribution'/>", "")))


@pytest.mark.parametrize("attributes", ['url="/" server="https://lic.x.org"', 'url="/" encrypted="true"'])
def test_a_server_or_encryption_asks_for_a_licence_first(attributes: str) -> None:
    assert {"-train", "+train!obtainConsent"} <= seen(a_file(LICENCE, attributes))


def test_a_duty_to_report_asks_for_a_licence_first() -> None:
    licence = LICENCE.replace("</license>", "<reporting type='audit' profile='https://x.org/p'/></license>")
    assert {"-train", "+train!obtainConsent"} <= seen(a_file(licence))


@pytest.mark.parametrize(
    "limits",
    [
        "<permits type='geo'>DE FR</permits>",
        "<prohibits type='geo'>CN</prohibits>",
        "<permits type='user'>non-commercial</permits>",
        "<permits type='user'>education, government</permits>",
        "<permits type='user'>non-commercial education</permits>",
        "<prohibits type='user'>commercial</prohibits>",
    ],
)
def test_users_and_places_limit_the_permission_and_close_what_lies_outside(limits: str) -> None:
    found = seen(a_file(LICENCE.replace("</license>", f"{limits}</license>")))
    assert {"+train~", "-train~"} <= found
    assert "+train" not in found


@pytest.mark.parametrize(
    "limits", ["<permits type='geo'>everywhere</permits>", "<permits type='user'>robots</permits>"]
)
def test_users_and_places_that_are_not_known_are_in_doubt(limits: str) -> None:
    found = seen(a_file(LICENCE.replace("</license>", f"{limits}</license>")))
    assert "?train" in found
    assert not any(mark.startswith("+") for mark in found)


def test_a_licence_that_names_no_use_permits_none_and_closes_what_it_closes() -> None:
    found = seen(a_file("<license><prohibits type='geo'>CN</prohibits></license>"))
    assert found == {"-mine~", "-train~", "-ground~", "-index~"}


def test_nobody_is_left_where_everybody_is_prohibited() -> None:
    limits = "<prohibits type='user'>commercial non-commercial</prohibits>"
    assert seen(a_file(LICENCE.replace("</license>", f"{limits}</license>"))) == ALL_CLOSED


# --- places ----------------------------------------------------------------------------------------------------------

TWO = a_file(
    "<license><permits type='usage'>all</permits></license>",
    more="<content url='/articles/'><license><prohibits type='usage'>ai-train</prohibits></license></content>",
)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://x.org/articles/a", {"-train", "+mine", "+ground", "+index"}),
        ("https://x.org/other", {"+train", "+mine", "+ground", "+index"}),
    ],
)
def test_the_narrower_place_goes_before_the_broader_use_by_use(address: str, expected: set[str]) -> None:
    assert seen(TWO, address) == expected


@pytest.mark.parametrize(
    ("url", "address", "speaks"),
    [
        ("/news/*", "https://x.org/news/a", True),
        ("/news/*.html$", "https://x.org/news/a.html", True),
        ("/news/*.html$", "https://x.org/news/a.html?x", False),
        ("https://x.org/news/", "https://x.org/news/a", True),
        ("https://www.x.org/news/", "https://x.org/news/a", True),
        ("https://y.org/news/", "https://x.org/news/a", False),
        ("https://x.org.evil.com/", "https://x.org/news/a", False),
        ("https://*.x.org/", "https://www.x.org/news/a", True),
        ("https://evil.com/", "https://x.org/news/a", False),
        ("/sport/", "https://x.org/news/a", False),
    ],
)
def test_patterns_of_places(url: str, address: str, speaks: bool) -> None:
    closed = "<license><prohibits type='usage'>ai-train</prohibits></license>"
    assert seen(a_file(closed, f'url="{url}"'), address) == ({"-train"} if speaks else set())


def test_contents_for_the_same_place_count_together() -> None:
    more = "<content url='/'><license><prohibits type='usage'>ai-train</prohibits></license></content>"
    found = seen(a_file("<license><permits type='usage'>search</permits></license>", more=more))
    assert "-train" in found
    assert "+train" not in found


def test_everything_that_a_person_may_read_is_kept() -> None:
    inner = "<license><permits>search</permits><payment type='crawl'><standard>https://s.org/l</standard><amount currency='USD'>0.02</amount></payment><legal type='warranty'>ownership</legal></license><schema>/s.jsonld</schema><copyright contactEmail='r@x.org'>Press</copyright><terms>https://x.org/terms</terms>"
    found = read_rsl(
        text=a_file(inner, 'url="/" lastmod="2026-01-01T00:00:00Z"'), status=200, failure="", uid="urn:t:r"
    )
    for word in (
        "https://s.org/l",
        "0.02",
        "USD",
        "ownership",
        "/s.jsonld",
        "r@x.org",
        "Press",
        "/terms",
        "lastmod",
    ):
        assert word in found.text


# --- in the page -----------------------------------------------------------------------------------------------------


def page(*, links: tuple[Link, ...] = (), blocks: tuple[Block, ...] = (), headers: tuple[tuple[str, str], ...] = (), at_hand: frozenset[str] = frozenset()) -> set[str]:  # fmt: skip
    found = read_page(headers=headers, metas=(), robots="", path="/news/a", address="https://x.org/news/a", uid="urn:t:p", links=links, blocks=blocks, at_hand=at_hand)  # fmt: skip
    return marks(found)


FILE = "https://x.org/license.xml"
LINK = Link(("license",), FILE, "application/rsl+xml", f'<link rel="license" href="{FILE}">')
HEADER = ("Link", f'<{FILE}>; rel="license"; type="application/rsl+xml"')


def test_a_licence_file_that_is_named_and_not_at_hand_is_in_doubt() -> None:
    assert page(links=(LINK,)) == DOUBT
    assert page(headers=(HEADER,)) == DOUBT
    assert page(headers=(("link", HEADER[1].upper()),)) == DOUBT


def test_one_that_is_at_hand_speaks_for_itself() -> None:
    assert page(links=(LINK,), headers=(HEADER,), at_hand=frozenset({FILE})) == set()


def test_a_header_about_another_address_is_not_the_pages() -> None:
    assert page(headers=(("Link", f'{HEADER[1]}; anchor="https://x.org/other"'),)) == set()
    assert page(headers=(("Link", f'{HEADER[1]}; anchor="#figure"'),)) == set()


def test_a_document_in_the_page_speaks_for_it() -> None:
    inline = a_file("<license><prohibits type='usage'>ai-all</prohibits></license>", 'url=""')
    assert page(blocks=(Block("rsl", (), inline),)) == {"-mine", "-train", "-ground"}


@pytest.mark.parametrize("text", HOSTILE[:12])
def test_one_that_cannot_be_read_is_in_doubt(text: str) -> None:
    found = page(blocks=(Block("rsl", (), text),))
    assert found == DOUBT
    assert not permits(
        read_page(headers=(), metas=(), robots="", path="/", uid="u:t", blocks=(Block("rsl", (), text),))
    )


OFFER = a_file("<license><permits type='usage'>ai-index</permits></license>", 'url=""')
PICTURE = "https://x.org/p.jpg"


def test_a_licence_in_a_part_of_the_page_permits_nothing_and_what_it_reserves_counts() -> None:
    whole, part = (page(blocks=(Block(kind, (), OFFER),)) for kind in ("rsl", "rsl-of-a-part"))
    assert "+index" in whole
    assert part == {mark for mark in whole if not mark.startswith("+")}
    assert "-train" in part


def test_a_licence_beside_an_image_of_another_address_reserves_for_all_images_alone() -> None:
    found = page(blocks=(Block("rsl", (), OFFER, PICTURE),))
    assert found
    assert all("@image" in mark and mark.startswith("-") for mark in found)


def test_a_licence_beside_an_image_of_the_article_is_that_images_alone() -> None:
    block = Block("rsl", (), OFFER, PICTURE)
    of_page = read_page(
        headers=(), metas=(), robots="", path="/", uid="u:t", blocks=(block,), images={PICTURE}
    )  # fmt: skip
    assert marks(of_page) == set()
    of_image = marks(read_image(links=(), blocks=(block,), image=PICTURE, uid="u:t"))
    assert {"+index", "-train"} <= of_image
    assert read_image(links=(), blocks=(block,), image=f"{PICTURE}2", uid="u:t").text == ""


def test_a_licence_that_came_with_an_item_speaks_of_it_or_is_in_doubt() -> None:
    assert is_rsl(OFFER)
    assert not is_rsl("<o:Policy xmlns:o='http://www.w3.org/ns/odrl/2/'/>")
    mine = read_inline(OFFER, address="https://x.org/news/a", uid="u:t", assigner="urn:p")
    assert "+index" in marks(mine)
    elsewhere = OFFER.replace('url=""', 'url="https://other.example/b"')
    assert marks(read_inline(elsewhere, address="https://x.org/news/a", uid="u:t")) == DOUBT
    assert marks(read_inline("<rsl", address="https://x.org/news/a", uid="u:t")) == DOUBT
