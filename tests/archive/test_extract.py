from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

import pytest

from archive.ingestion.extract import Extracted, extract
from archive.ingestion.network import FetchError
from archive.text import count_words, cut_words
from config.demo.page import CANONICAL, FACTS, NOTICE, PHOTO, FoundingPage

HERE = "https://essanews.com/somewhere?x=1"


def read(page: bytes, content_type: str = "text/html; charset=utf-8") -> Extracted:
    return extract(page, content_type=content_type, page_address=HERE)


def page_around(inside: str, after: str = "") -> Extracted:
    text = (
        "<p>Some words that make up a text of an article, long enough to be taken for one by a reader.</p>"
        * 3
    )
    return read(
        f"<html><body><article><h1>Headline</h1>{text}{inside}</article>{after}</body></html>".encode()
    )


def test_the_founding_page_gives_its_facts() -> None:
    found = read(FoundingPage().html())
    assert found.headline == FACTS["headline"]
    assert found.section == "News"
    assert found.language == "en"
    assert found.date_published == datetime.fromisoformat(FACTS["published_at"])
    assert found.date_published_printed == FACTS["published_as_printed"]
    assert found.copyright_notice == "© essanews.com"
    assert found.canonical == CANONICAL
    assert [(image.address, image.credit_text) for image in found.images] == [
        (PHOTO, FACTS["images"][0]["credit"])
    ]


def test_the_founding_notice_is_found_byte_for_byte() -> None:
    found = read(FoundingPage().html()).notice
    assert found is not None
    assert found.source_bytes == NOTICE
    assert (
        sha256(found.source_bytes).hexdigest()
        == "1532c98c65194d5b5b96bfc3094b8c6b4d58b5a4b39edca10c1498627e8a9547"
    )
    assert found.text == NOTICE.decode().strip()
    assert found.language == "en"


def test_a_link_in_the_notice_stays_in_its_source_and_out_of_its_text() -> None:
    notice = NOTICE.replace(b"here.", b'<a href="/terms">here</a>.')
    found = read(FoundingPage(notice=notice).html()).notice
    assert found is not None
    assert found.source_bytes == notice
    assert found.text == NOTICE.decode().strip()


def test_the_body_is_the_running_text_alone() -> None:
    page = FoundingPage()
    found = read(page.html())
    assert found.body == page.body
    assert count_words(found.body) >= 120
    assert cut_words(found.body, 0, 10) == FACTS["excerpt_10_words"]


def test_no_representation_shows_the_body() -> None:
    assert "retelling" not in repr(read(FoundingPage().html()))


def test_a_page_without_a_notice_has_none() -> None:
    assert read(FoundingPage(notice=None).html()).notice is None


def test_running_text_about_rights_is_not_taken_for_a_notice() -> None:
    about = "<p>The court held that copyright reserved to the author needs consent before any reproduction of it.</p>"
    assert page_around(about).notice is None
    bare = "<html><body><h1>Headline</h1>" + about * 4 + "</body></html>"
    assert read(bare.encode()).notice is None
    categorised = (
        '<html><body><div class="category-legal"><h1>Headline</h1>' + about * 4 + "</div></body></html>"
    )
    assert read(categorised.encode()).notice is None


@pytest.mark.parametrize(
    "after",
    [
        "<footer><div><p>{}</p></div></footer>",
        '<div role="contentinfo"><p>{}</p></div>',
        '<section id="legal-notice"><p>{}</p></section>',
        '<p class="copyright">{}</p>',
        "<p>{}</p>",
    ],
)
def test_a_notice_is_found_where_notices_stand(after: str) -> None:
    notice = "Reproduction of the content needs the prior consent of the publisher, in whatever form it is."
    found = page_around("", after.format(notice)).notice
    assert found is not None
    assert found.text == notice
    assert found.source_bytes == notice.encode()


def test_the_notice_of_a_page_in_another_encoding_keeps_the_bytes_of_that_page() -> None:
    notice = "Zwielokrotnianie treści wymaga uprzedniej zgody wydawcy, bez względu na ich charakter i formę."
    page = replace(FoundingPage(), notice=b"@", caption="", paragraphs=("słowo " * 40,)).html().decode()
    page = page.replace('charset="utf-8"', 'charset="iso-8859-2"').replace("@", notice)
    found = read(page.encode("iso-8859-2", errors="xmlcharrefreplace"), "text/html").notice
    assert found is not None
    assert found.text == notice
    assert found.source_bytes == notice.encode("iso-8859-2")


def test_a_copyright_line_is_not_a_notice_and_a_notice_not_a_copyright_line() -> None:
    found = page_around("", "<footer><p>© essanews.com</p></footer>")
    assert found.notice is None
    assert found.copyright_notice == "© essanews.com"


def test_a_caption_is_never_taken_for_a_credit() -> None:
    caption = "A long sentence that describes the picture in somebody's own words"
    assert (
        page_around(f"<figure><img src=a.jpg><figcaption>{caption}</figcaption></figure>")
        .images[0]
        .credit_text
        == ""
    )
    with_credit = f"<figure><img src=a.jpg><figcaption>{caption}. Photo: PAP/EPA</figcaption></figure>"
    image = page_around(with_credit).images[0]
    assert image.credit_text == "Photo: PAP/EPA"
    assert image.address == "https://essanews.com/a.jpg"


def test_an_image_that_is_no_address_is_left_out() -> None:
    assert (
        page_around('<figure><img src="data:image/png;base64,AAAA"><img src="javascript:x"></figure>').images
        == ()
    )


def test_images_of_linked_data_are_taken_where_no_figure_shows_any() -> None:
    block = (
        '{"@graph": [{"@type": "NewsArticle", "image": [{"url": "/b.jpg", "creditText": "AFP"}, "/c.jpg"]}]}'
    )
    found = page_around(f'<script type="application/ld+json">{block}</script>').images
    assert {(image.address, image.credit_text) for image in found} == {
        ("https://essanews.com/b.jpg", "AFP"),
        ("https://essanews.com/c.jpg", ""),
    }


def test_facts_too_long_to_be_facts_are_dropped() -> None:
    long = "word " * 100
    block = (
        f'{{"@type": "NewsArticle", "articleSection": "{long}", "author": ["{long}", "rights desk"], '
        f'"headline": "{long}", "identifier": ["{long}", "id-7"]}}'
    )
    found = page_around(f'<script type="application/ld+json">{block}</script>')
    assert found.headline == "Headline"
    assert found.section == ""
    assert found.authors == ("rights desk",)
    assert found.identifiers == {"identifier": "id-7"}


def test_expression_is_not_read_from_linked_data_or_metas() -> None:
    head = '<meta name="description" content="planted"><meta name="keywords" content="planted">'
    block = (
        '{"@type": "NewsArticle", "articleBody": "planted", "description": "planted", "keywords": "planted"}'
    )
    found = page_around(f'{head}<script type="application/ld+json">{block}</script>')
    assert "planted" not in repr(found)


@pytest.mark.parametrize(
    "block", ["{", "[" * 100_000, "null", '"x"', '{"@type": 7}', '{"@graph": {"@graph": [[]]}}']
)
def test_linked_data_that_does_not_parse_counts_as_absent(block: str) -> None:
    assert page_around(f'<script type="application/ld+json">{block}</script>').headline == "Headline"


@pytest.mark.parametrize(
    "date", ["2024-10-21", "2024-10-21T10:00:00", "0001-01-01T00:00:00+00:00", "soon", "9" * 50]
)
def test_a_date_that_names_no_credible_instant_is_none(date: str) -> None:
    block = f'{{"@type": "NewsArticle", "datePublished": "{date}"}}'
    assert page_around(f'<script type="application/ld+json">{block}</script>').date_published is None


def test_metas_that_can_carry_a_signal_are_kept_as_written_and_others_are_not() -> None:
    head = (
        '<META NAME="Robots" CONTENT="NOAI, max-snippet:20"><meta name="somebot" content="noindex">'
        '<meta name="strange-agent" content="noai, noimageai"><meta name="tdm-reservation" content="1">'
        '<meta name="author" content="planted"><meta property="og:description" content="planted words, all of them">'
    )
    found = page_around("", head).metas
    assert [meta.name for meta in found] == ["robots", "somebot", "strange-agent", "tdm-reservation"]
    assert found[0].content == "NOAI, max-snippet:20"
    assert found[0].raw == '<META NAME="Robots" CONTENT="NOAI, max-snippet:20">'


_TRAPS = {
    "unclosed tags": "<p>" + "<a " * 300_000,
    "deep blocks": "<p>" + "<div>" * 90_000,
    "deep copyright lines": "<p>" + "<div>© " * 90_000,
    "deep marks": "<p>" + "<div class=notice>consent " * 60_000,
    "unclosed comments": "<p>" + "<!-- " * 300_000,
    "unclosed quotes": "<p>" + "<a b='" * 300_000 + ">",
    "many attributes": "<p " + "a " * 500_000 + ">",
    "many attributes of many names": "<p " + " ".join(f"a{number}=1" for number in range(200_000)) + ">",
    "nested figures": "<p>" + "<figure><img src=/a>© " * 40_000,
}


@pytest.mark.parametrize("trap", _TRAPS)
def test_a_page_made_to_keep_a_reader_busy_is_read_or_refused_in_time(trap: str) -> None:
    began = time.perf_counter()
    with pytest.raises(FetchError):
        read(_TRAPS[trap].encode())
    assert time.perf_counter() - began < 10
