from __future__ import annotations

import contextlib
import json
import time
from datetime import UTC, datetime
from html import escape
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.ingestion.network import FetchError
from archive.ingestion.reading.report import MOST_BYTES, page_report
from tests.archive.test_extract import _TRAPS

LATEST = datetime(2026, 11, 24, tzinfo=UTC)
TEXT = "<p>Some words that make up a text of an article, long enough to be taken for one by a reader.</p>" * 4
ADDRESS = "https://www.example.org/a/story"


def report(body: str, head: str = "", *, address: str = ADDRESS, title: str = "") -> dict[str, Any]:
    page = (
        f'<!doctype html><html lang="en"><head><title>{title}</title>{head}</head><body>{body}</body></html>'
    )
    return page_report(page.encode(), address=address, latest=LATEST)


def article(inside: str = "", headline: str = "The headline of a page") -> str:
    return f"<article><h1>{headline}</h1>{inside}{TEXT}</article>"


def linked(**node: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle"} | node)}</script>'


def authors(inside: str = "", head: str = "") -> list[str]:
    found: list[str] = list(report(article(inside), head)["authors"]["value"])
    return found


def published(inside: str = "", head: str = "", address: str = ADDRESS) -> str:
    return str(report(article(inside), head, address=address)["date_published"]["value"])


@pytest.mark.parametrize(
    "page", [b"", b"   ", b"no markup at all", b"%PDF-1.7", b"<html>" + b"x" * MOST_BYTES, b"\x00<p>"]
)
def test_what_is_no_page_is_refused(page: bytes) -> None:
    with pytest.raises(FetchError):
        page_report(page)


@pytest.mark.parametrize("trap", _TRAPS)
def test_a_page_made_to_keep_a_reader_busy_ends_in_time(trap: str) -> None:
    began = time.perf_counter()
    with contextlib.suppress(FetchError):
        page_report(_TRAPS[trap].encode())
    assert time.perf_counter() - began < 15


@pytest.mark.parametrize(
    "block",
    [
        '{"a": "' + '\\"' * 200_000,
        "/*" * 200_000,
        '{"author": ' + "[" * 50_000,
        '"' * 300_001,
        "// " * 200_000,
    ],
)
def test_a_block_made_to_keep_a_reader_busy_is_told_as_a_problem(block: str) -> None:
    began = time.perf_counter()
    found = report(article(), f'<script type="application/ld+json">{block}</script>')
    assert found["headline"]["value"] == "The headline of a page"
    assert any(problem.startswith("JSON-LD: 1 block(s)") for problem in found["problems"])
    assert time.perf_counter() - began < 10


def test_a_page_of_five_megabytes_is_read_in_bounded_time() -> None:
    began = time.perf_counter()
    found = report(article() + "<p class=byline>filler text of a very long page</p>" * 90_000)
    assert found["headline"]["value"] == "The headline of a page"
    assert time.perf_counter() - began < 60


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet="<>/\"'=&;{}[]abhml1 \n—é漢ع", max_size=300),
    st.text(alphabet='{}[]",:\\/* \nabc@', max_size=200),
    st.text(max_size=80),
)
def test_no_page_breaks_the_reader(body: str, block: str, value: str) -> None:
    head = (
        f'<script type="application/ld+json">{block}</script><meta name="author" content="{escape(value)}">'
        f'<meta name="date" content="{escape(value)}">{linked(author=value, headline=value, datePublished=value)}'
    )
    try:
        found = report(body, head, address=value)
    except FetchError:
        return
    json.dumps(found)


@pytest.mark.parametrize(
    "said",
    [
        {"author": 7}, {"author": [None, [], {}]}, {"headline": ["x" * 400]}, {"datePublished": {"a": 1}}, {"image": [[["x"]]]}, {"publisher": [{"@id": {}}]},
        {"@id": ["x"], "url": {"@id": 3}}, {"author": {"@id": "#nobody"}}, {"keywords": 3.5}, {"identifier": [{"value": {}}]}, {"isAccessibleForFree": []},
    ],
)  # fmt: skip
def test_data_in_an_odd_shape_says_nothing_and_breaks_nothing(said: dict[str, object]) -> None:
    found = report(article(), linked(**said))
    assert found["headline"]["value"] == "The headline of a page"
    assert found["authors"]["value"] == ()


@pytest.mark.parametrize(
    "date", ["soon", "2024-13-45", "0001-01-01", "2099-01-01", "31.31.2024", "9" * 40, "-5"]
)
def test_what_is_no_credible_date_is_not_taken_for_one(date: str) -> None:
    assert published(head=linked(datePublished=date)) == ""


def test_a_site_is_no_headline_and_its_name_no_author_where_somebody_is_named() -> None:
    body = '<h1 class="logo">Example Herald</h1>' + article('<p class="byline">By Jane Doe</p>')
    found = report(
        body,
        linked(
            author={"@type": "Organization", "name": "Example Herald"}, publisher={"name": "Example Herald"}
        ),
    )
    assert found["headline"]["value"] == "The headline of a page"
    assert found["authors"]["value"] == ("Jane Doe",)
    assert [each["value"] for each in found["authors"]["others"]] == []


def test_a_publisher_is_named_where_nobody_else_is() -> None:
    assert authors(head=linked(author={"@type": "Organization", "name": "Example Herald"})) == [
        "Example Herald"
    ]


@pytest.mark.parametrize("desk", ["Redaktion", "admin", "Staff", "Redakcja"])
def test_a_desk_gives_way_to_a_byline(desk: str) -> None:
    assert authors('<p class="byline">By Jane Doe and John Roe</p>', linked(author=desk)) == [
        "Jane Doe",
        "John Roe",
    ]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Jane Doe and John Roe", ["Jane Doe", "John Roe"]),
        ("Von Max Mustermann und Erika Musterfrau", ["Max Mustermann", "Erika Musterfrau"]),
        ("Par Jean Dupont et Marie Durand", ["Jean Dupont", "Marie Durand"]),
        ("Por Juan Pérez y María García", ["Juan Pérez", "María García"]),
        ("Di Mario Rossi", ["Mario Rossi"]),
        ("oprac. Jan Kowalski", ["Jan Kowalski"]),
        ("Autor: Jan Kowalski, Anna Nowak", ["Jan Kowalski", "Anna Nowak"]),
        ("Jane Doe, Senior reporter", ["Jane Doe"]),
        ("Jane Doe jane@example.org", ["Jane Doe"]),
        ("文／山田太郎", ["山田太郎"]),
        ("홍길동 기자", ["홍길동"]),
        ("Автор: Иван Иванов", ["Иван Иванов"]),
        ("بقلم: فلان الفلاني", ["فلان الفلاني"]),
    ],
)
def test_a_byline_is_read_in_the_language_it_is_written_in(line: str, names: list[str]) -> None:
    assert authors(f'<div class="author">{line}</div>') == names


@pytest.mark.parametrize(
    "line", ["Share", "10:20", "@somebody", "https://example.org/jane", "Updated March 3, 2024"]
)
def test_what_stands_in_a_bylines_place_and_is_no_name_is_no_author(line: str) -> None:
    assert authors(f'<div class="author">{line}</div>') == []


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("<p>Friday | 21 October 2024 | 15:49 BY Jane Doe IN Fashion | 0 comments</p>", ["Jane Doe"]),
        ("<small>21.10.2024, 10:22 von jdoe24x</small>", []),
        ("<small>21.10.2024, 10:22 von janedoe</small>", ["janedoe"]),
        ("<p>Decided on 21 October 2024 by the court</p>", []),
        ("<p>Von <span>Jane Doe</span>, Berlin</p>", ["Jane Doe"]),
        ('<p class="byline">By JANE DOE and JOHN ROE - Technology Writers</p>', ["JANE DOE", "JOHN ROE"]),
        (
            '<p><span><a rel="author" href="/j">Jane Doe</a></span> / <span><a rel="author" href="/r">John Roe</a></span></p>',
            ["Jane Doe", "John Roe"],
        ),
    ],
)
def test_a_byline_is_read_behind_a_date_and_before_what_is_no_name(line: str, names: list[str]) -> None:
    assert authors(line) == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Autor jane", ["jane"]),
        ("Par JANE DOE, JOHN ROE Envoyés spéciaux à Lille", ["JANE DOE", "JOHN ROE"]),
        ("Pub Med Google Scholar", []),
    ],
)
def test_words_about_a_name_are_taken_off(line: str, names: list[str]) -> None:
    assert authors(f'<p class="byline">{line}</p>') == names


def test_a_papers_editorial_is_an_author_where_nobody_else_is_named() -> None:
    data = linked(author={"@type": "Person", "name": "Paper Editorial"})
    assert authors(head=data) == ["Paper Editorial"]
    assert authors('<p class="byline">By Jane Doe</p>', head=data) == ["Jane Doe"]


def test_a_byline_near_the_headline_goes_before_one_of_a_teaser_far_above() -> None:
    teaser = '<p class="byline">By John Roe</p>' + "<p>filler</p>" * 500
    page = f'<div>{teaser}<h1>The headline of a page</h1><p class="byline">By Jane Doe</p>{TEXT}</div>'
    assert report(page)["authors"]["value"] == ("Jane Doe",)


def test_a_time_just_below_the_headline_goes_before_one_that_a_teaser_marks_as_published() -> None:
    own = '<time datetime="2024-10-21">21 October 2024</time>'
    teaser = "<p>filler</p>" * 400 + '<time pubdate="pubdate" datetime="2024-10-22">22 October 2024</time>'
    assert published(own + teaser) == "2024-10-21"


def test_a_column_that_holds_the_story_is_no_side_bar() -> None:
    story = article('<p class="byline">By Jane Doe</p>')
    assert report(f'<div class="content-sidebar-wrap">{story}</div>')["authors"]["value"] == ("Jane Doe",)
    other = '<div class="sidebar"><p class="byline">By John Roe</p></div>'
    assert report(f"{other}{story}")["authors"]["value"] == ("Jane Doe",)


def test_authors_of_other_articles_are_not_this_ones() -> None:
    aside = '<aside class="related"><span class="author">John Roe</span></aside>'
    assert authors(aside + '<span class="author">Jane Doe</span>' + aside) == ["Jane Doe"]


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("21.10.2024, 14:05", "2024-10-21T14:05:00"),
        ("21 października 2024", "2024-10-21"),
        ("21. Oktober 2024, 14:05 Uhr", "2024-10-21T14:05:00"),
        ("Publié le 21 octobre 2024 à 14h05", "2024-10-21T14:05:00"),
        ("21 de octubre de 2024", "2024-10-21"),
        ("October 21, 2024 2:05 p.m.", "2024-10-21T14:05:00"),
        ("2024年10月21日 14時05分", "2024-10-21T14:05:00"),
        ("21 октября 2024", "2024-10-21"),
        ("٢١ أكتوبر ٢٠٢٤", "2024-10-21"),
        ("21. října 2024", "2024-10-21"),
        ("21 تشرين الأول/أكتوبر 2024", "2024-10-21"),
    ],
)
def test_a_printed_date_says_as_much_as_is_printed(printed: str, iso: str) -> None:
    assert published(f'<p class="date">{printed}</p>') == iso


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2024-10-21T14:05:00+02:00", "2024-10-21T14:05:00+02:00"),
        ("2024-10-21T14:05:00Z", "2024-10-21T14:05:00+00:00"),
        ("2024-10-21T14:05:00+0200", "2024-10-21T14:05:00+02:00"),
        ("2024-10-21 14:05", "2024-10-21T14:05:00"),
        ("2024-10-21", "2024-10-21"),
        ("20241021", "2024-10-21"),
        ("1729519500", "2024-10-21T14:05:00+00:00"),
        ("Mon, 21 Oct 2024 14:05:00 +0200", "2024-10-21T14:05:00+02:00"),
    ],
)
def test_a_zone_is_kept_and_none_made_up(written: str, iso: str) -> None:
    assert published(head=linked(datePublished=written)) == iso


def test_a_change_is_no_publication() -> None:
    line = '<p class="dates">Published October 21, 2024 Updated October 24, 2024</p>'
    found = report(article(line))
    assert (found["date_published"]["value"], found["date_modified"]["value"]) == ("2024-10-21", "2024-10-24")


def test_a_moment_marked_as_a_change_in_a_line_is_no_publication() -> None:
    line = '<p class="meta-info">Name <span class="updated hidden">2024-11-07T17:27:31+02:00</span> <span>June 19th, 2024</span></p>'
    assert published(line) == "2024-06-19"


def test_a_date_of_the_paper_above_and_of_teasers_far_below_is_not_the_storys() -> None:
    paper = '<span class="date">23 October 2024, morning edition</span>' + "<p>menu</p>" * 200
    teasers = "<p>filler</p>" * 2000 + '<div><span class="date">22 October 2024</span></div>'
    page = f"<div>{paper}</div>{article('<ul><li>21 October 2024</li></ul>')}{teasers}"
    assert report(page)["date_published"]["value"] == "2024-10-21"
    assert published("<p>filler</p>" * 2000 + '<b class="date">22 October 2024</b>') == "2024-10-22"


def test_a_day_in_the_title_is_read_where_none_is_printed_near() -> None:
    page = article() + "<p>filler</p>" * 2000 + '<b class="date">22 October 2024</b>'
    found = report(page, title="The headline of a page | Culture | 21.10.2024")
    assert found["date_published"]["value"] == "2024-10-21"


def test_the_day_in_the_address_goes_before_a_date_that_stands_anywhere() -> None:
    address = "https://www.example.org/2024/10/21/story"
    assert published("<div>November 23, 2026</div>", address=address) == "2024-10-21"


def test_of_several_articles_in_the_data_the_pages_own_is_read() -> None:
    other = linked(
        headline="Another", author="John Roe", url="https://www.example.org/b", articleBody="x" * 500
    )
    own = linked(headline="The headline of a page", author="Jane Doe", url=ADDRESS)
    assert authors(head=other + own) == ["Jane Doe"]


@pytest.mark.parametrize(
    "block",
    [
        '{"@type": "NewsArticle", "author": "Jane Doe",}',
        '{"@type": "NewsArticle", /* made by hand */ "author": "Jane Doe"}',
        '{"@type": "NewsArticle", "description": "two\nlines", "author": "Jane Doe"}',
        '//<![CDATA[\n{"@type": "NewsArticle", "author": "Jane Doe"}\n//]]>',
        '{"@type": "NewsArticle", "author": "Jane Doe"};',
        '{"@graph": [{"@type": "Article", "author": {"@id": "#a"}}, {"@id": "#a", "@type": "Person", "name": "Jane Doe"}]}',
    ],
)
def test_data_that_is_nearly_json_is_read(block: str) -> None:
    assert authors(head=f'<script type="application/ld+json">{block}</script>') == ["Jane Doe"]


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("A headline that is printed | Example", "<h1>A headline that is printed</h1>"),
        (
            "A headline that is printed - Example",
            '<h1><span class="kicker">Weather</span><span>A headline that is printed</span></h1>',
        ),
        ("A headline that is printed « Example", "<h1>Example</h1><h2>A headline that is printed</h2>"),
        ("A headline &amp;amp; more – Example", "<h1>A headline &amp; more</h1>"),
        ("Example: A headline that is printed", "<h1>A headline that is printed</h1>"),
    ],
)
def test_the_printed_headline_is_the_headline(title: str, heading: str) -> None:
    expected = "A headline & more" if "more" in title else "A headline that is printed"
    found = report(f"<main>{heading}{TEXT}</main>", title=title)
    assert found["headline"]["value"] == expected


@pytest.mark.parametrize(
    ("head", "heading"),
    [
        ("The headline of a page » The Daily - News", "<h2>Another</h2>"),
        ("The headline of a page » Local » The Daily", "<h1>The headline of a page<b> The Daily</b></h1>"),
        (
            "The headline of a page | The Daily",
            '<h1>The headline of a page <i class="f-small">Jane Doe</i></h1>',
        ),
    ],
)
def test_the_sites_name_and_a_byline_behind_a_headline_are_no_part_of_it(head: str, heading: str) -> None:
    found = report(f"<article>{heading}{TEXT}</article>", title=head)
    assert found["headline"]["value"] == "The headline of a page"


def test_a_title_written_for_sharing_is_a_runner_up() -> None:
    found = report(
        article(),
        '<meta property="og:title" content="You will not believe this headline of a page">'
        + linked(headline="The headline of a page"),
    )
    assert found["headline"]["value"] == "The headline of a page"
    assert "You will not believe this headline of a page" in [
        each["value"] for each in found["headline"]["others"]
    ]


def test_each_value_says_where_it_was_read() -> None:
    found = report(article('<time datetime="2024-10-21">21 October</time>'), linked(author="Jane Doe"))
    assert (found["headline"]["source"], found["headline"]["where"]) == ("page", "h1")
    assert (found["authors"]["source"], found["authors"]["where"]) == ("json-ld", "author")
    assert (found["date_published"]["source"], found["date_published"]["where"]) == ("page", "time datetime")


def test_microdata_and_paywall_are_read() -> None:
    body = (
        '<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">The headline of a page</h1>'
        '<span itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">Jane Doe</span></span>'
        '<meta itemprop="isAccessibleForFree" content="false"><meta itemprop="datePublished" content="2024-10-21">'
        f"{TEXT}</div>"
    )
    found = report(body)
    assert found["authors"]["value"] == ("Jane Doe",)
    assert found["date_published"]["value"] == "2024-10-21"
    assert found["paywalled"]["value"] == "yes"


def test_captions_and_descriptions_are_shown_and_not_among_what_is_recorded() -> None:
    figure = '<figure><img src="/a.jpg"><figcaption>A caption. Foto: Jane Doe / PAP</figcaption></figure>'
    found = report(article(figure), '<meta name="description" content="A description">')
    assert found["description"]["value"] == "A description"
    assert found["images"][0]["caption"] == "A caption."
    assert [each["name"] for each in found["images"][0]["credits"]] == ["Jane Doe", "PAP"]
    assert not {"description", "keywords", "alternative_headline"} & set(found["recorded"])


def test_a_page_in_another_encoding_than_it_names_is_read_and_said_to_be() -> None:
    page = f'<html><head><meta charset="iso-8859-2"></head><body>{article(headline="Zażółć gęślą jaźń")}</body></html>'
    found = page_report(page.encode())
    assert found["headline"]["value"] == "Zażółć gęślą jaźń"
    assert any(problem.startswith("encoding:") for problem in found["problems"])
